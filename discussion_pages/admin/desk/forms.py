"""What a moderator sends from the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from discussion_pages.admin.desk.picks import Offer, Pick
from discussion_pages.models import Claim


class DecideForm(forms.Form):
    """One decision about the open comment."""

    action = forms.CharField(required=False)
    version = forms.CharField(required=False, max_length=100)
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False)
    message = forms.CharField(
        label=gettext_lazy("Message to the author"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Sent with the decision. A saved reason brings its own."),
    )
    words = forms.CharField(
        label=gettext_lazy("Words concerned"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One passage a line. The author reads them."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For moderators only. Kept in the decision log."),
    )
    despite = forms.BooleanField(label=gettext_lazy("Decide all the same"), required=False)

    def __init__(
        self,
        *args: Any,
        offers: list[Offer],
        picks: list[Pick],
        claim: Claim | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {offer.name: offer for offer in offers}
        self.picks = {pick.value: pick for pick in picks}
        self.claim = claim

    def clean(self) -> dict[str, Any]:
        """Look up what was chosen; leave a colleague's comment alone unless told otherwise.

        Raises:
            ValidationError: the decision does not fit, or somebody else is looking at the comment.
        """
        cleaned = super().clean() or {}
        offer = self.offers.get(cleaned.get("action", ""))
        if offer is None:
            raise forms.ValidationError(_("That decision does not fit the comment as it is now."))
        if self.claim is not None and not cleaned.get("despite"):
            raise forms.ValidationError(
                _("%(name)s is looking at this comment. Tick “Decide all the same” if you mean it.")
                % {"name": self.claim.moderator}
            )
        pick = self.picks.get(cleaned.get("reason", ""))
        if offer.needs_reason and pick is None:
            self.add_error("reason", _("Choose a reason."))
        if offer.needs_note and not cleaned.get("note"):
            self.add_error("note", _("Say what was done."))
        return cleaned

    @property
    def offer(self) -> Offer:
        """The decision, once the form is valid."""
        return self.offers[self.cleaned_data["action"]]

    def arguments(self) -> dict[str, str]:
        """Return what the service is told beside the comment and the moderator."""
        given = {"note": self.cleaned_data["note"]}
        if self.offer.needs_reason:
            pick = self.picks[self.cleaned_data["reason"]]
            given["reason"] = pick.rule_code
            given["words"] = self.cleaned_data["words"]
            given["message"] = self.cleaned_data["message"].strip() or pick.message
        return given
