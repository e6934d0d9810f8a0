"""The form with which staff edit consultations in the Wagtail admin."""

from typing import Any

from django.utils.translation import gettext as _

from discussion_pages.page_forms import WindowForm


class ConsultationPageForm(WindowForm):
    """Checks what only a published consultation needs; drafts may wait."""

    def clean(self) -> dict[str, Any]:
        """Ask for both nouns or neither, so that no sentence mixes ours with the editor's."""
        cleaned = super().clean()
        singular, plural = cleaned.get("noun_singular"), cleaned.get("noun_plural")
        if bool(singular) != bool(plural):
            missing = "noun_singular" if plural else "noun_plural"
            self.add_error(missing, _("Give both words, or leave both blank."))
        return cleaned
