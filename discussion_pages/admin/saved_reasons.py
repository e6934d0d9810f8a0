"""The list of reasons with a message that moderators use often."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList

from discussion_pages.admin.snippets import OwnMenuSnippetViewSet
from discussion_pages.models import ModerationPolicy, SavedReason
from discussion_pages.services.policies import rule_choices


def known_rules() -> list[tuple[str, str]]:
    """Return codes and titles of the rules of all live policies, each code once.

    Where there is no policy, those that a new one starts with.
    """
    policies = list(ModerationPolicy.objects.filter(live=True).order_by("pk"))
    titles: dict[str, str] = {}
    for policy in policies or [None]:
        for code, title in rule_choices(policy):
            titles.setdefault(code, title)
    return list(titles.items())


class SavedReasonForm(WagtailAdminModelForm):
    """Offers the rules that exist; one that no policy has any more stays until it is changed."""

    rule_code = forms.ChoiceField(
        label=gettext_lazy("Rule"),
        help_text=gettext_lazy("The desk offers a saved reason where the policy has its rule."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = known_rules()
        current = self.instance.rule_code
        if current and current not in dict(choices):
            choices.append((current, _("%(code)s (in no policy)") % {"code": current}))
        self.fields["rule_code"].choices = [("", _("Choose a rule")), *choices]


class SavedReasonViewSet(OwnMenuSnippetViewSet):
    """Reasons with a message, in the order in which the desk offers them."""

    model = SavedReason
    icon = "openquote"
    menu_label = gettext_lazy("Saved reasons")
    menu_name = "saved-reasons"
    list_display = ("title", "rule_code", "sort_order")
    search_fields = ("title", "message")
    ordering = ("sort_order", "title")
    edit_handler = ObjectList(SavedReason.panels, base_form_class=SavedReasonForm)
