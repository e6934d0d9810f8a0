"""Forms with which staff edit pages in the Wagtail admin."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from discussion_pages.form_fields import ClosingDateTimeField, SiteDateTimeField

FIELD_CLASSES = {
    "opens_at": SiteDateTimeField,
    "closes_at": ClosingDateTimeField,
    "outcome_published_at": SiteDateTimeField,
}


class ReservedSlugForm(WagtailAdminPageForm):
    """Refuses a slug that the page above uses for an address of its own."""

    def clean(self) -> dict[str, Any]:
        """Add the error to the slug, where the editor can mend it."""
        cleaned = super().clean()
        parent = getattr(self.parent_page, "specific", None)
        if cleaned.get("slug") in getattr(parent, "reserved_slugs", frozenset()):
            self.add_error("slug", reserved_slug_message(cleaned["slug"]))
        return cleaned


class WindowForm(ReservedSlugForm):
    """Reads and shows the ends of a window in the site's time zone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field_class in FIELD_CLASSES.items():
            if (field := self.fields.get(name)) is not None:
                self.fields[name] = field_class(
                    label=field.label, help_text=field.help_text, required=field.required
                )
                self.fields[name].widget = field.widget


class DiscussionForm(WindowForm):
    """Asks for a policy with rules before comments are taken; a draft may lack it."""

    def _post_clean(self) -> None:
        """Ask once the page holds what was typed, unless only a draft is saved."""
        if not self.instance.path and self.parent_page is not None:
            self.instance.parent = self.parent_page.specific
        self.instance.form_asks_for_policy = True
        try:
            super()._post_clean()
        finally:
            self.instance.form_asks_for_policy = False
        if self.is_deferred_validation:
            return
        problem = self.instance.policy_problem(at=timezone.now())
        if problem is not None:
            self.add_error("policy" if "policy" in self.fields else None, problem)


def reserved_slug_message(slug: str) -> str:
    """Return the sentence that refuses a reserved slug."""
    return _("“%(slug)s” is an address that the page above needs itself. Choose another slug.") % {
        "slug": slug
    }
