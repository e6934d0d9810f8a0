"""Forms that members and readers fill in."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_comments.forms import CommentSecurityForm

from discussion_pages.models import DiscussionPage, ModerationPolicy
from discussion_pages.services.policies import rule_choices
from discussion_pages.services.reporting import TEXT_LENGTH_MAX
from discussion_pages.services.text import comment_length_max


class HoneypotMixin(forms.Form):
    """A field that people never see and scripts fill in."""

    website = forms.CharField(
        required=False,
        label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        """Refuse a filled honeypot.

        Raises:
            ValidationError: always the same words, which help no script.
        """
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty."))
        return ""


class CommentTextForm(forms.Form):
    """The words of a comment."""

    comment = forms.CharField(
        label=_("Your comment"),
        error_messages={"required": _("Write your comment first.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        length = comment_length_max()
        # Not `maxlength` on the field: pasting a long text must not lose its end in silence.
        self.fields["comment"].widget.attrs["data-max-length"] = length
        self.fields["comment"].help_text = _("At most %(max)s characters.") % {"max": length}

    def clean_comment(self) -> str:
        """Refuse a text that is too long, and say by how much.

        Raises:
            ValidationError: with both lengths.
        """
        text = self.cleaned_data["comment"].replace("\r\n", "\n")
        if len(text) > comment_length_max():
            raise ValidationError(
                _("Your comment has %(length)s characters. The most is %(max)s."),
                params={"length": len(text), "max": comment_length_max()},
            )
        return text


class ComposerForm(CommentTextForm, CommentSecurityForm):
    """A new comment, with the package's guard: a signature of the page it was written for.

    ``submission_key`` makes a form that is sent twice post once.
    """

    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ["comment"]

    def __init__(
        self, discussion: DiscussionPage, data: Any | None = None, *, draft: str = ""
    ) -> None:
        initial = {"submission_key": uuid.uuid4(), "comment": draft}
        super().__init__(discussion, data, initial=initial)

    def clean_security_hash(self) -> str:
        """Check the signature, and that it was made for this very discussion.

        Raises:
            ValidationError: tampered with, or written for another page.
        """
        signed = super().clean_security_hash()
        here = self.generate_security_data()
        if any(self.data.get(name) != here[name] for name in ("content_type", "object_pk")):
            raise ValidationError(_("This form belongs to another page."))
        return signed

    def clean_timestamp(self) -> int:
        """Let somebody who wrote for hours post all the same; the signature still counts."""
        return self.cleaned_data["timestamp"]


class ReportForm(HoneypotMixin, forms.Form):
    """Why a reader thinks that a comment breaks the rules."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    text = forms.CharField(
        label=_("Tell us more (optional)"),
        required=False,
        max_length=TEXT_LENGTH_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only moderators read this. Please leave out details about yourself."),
    )
    field_order = ["reason", "text", "website"]

    def __init__(self, *args: Any, policy: ModerationPolicy | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = rule_choices(policy)


def renewed(form: ComposerForm) -> ComposerForm:
    """Return the form with the same words and a fresh guard, ready to be sent again.

    For a guard that no longer fits (a new secret key, a changed page): the writer loses nothing.
    """
    data = form.data.copy()
    data.update(form.generate_security_data())
    fresh = ComposerForm(form.target_object, data)
    if fresh.is_valid():
        fresh.add_error(None, _("This page was open for too long. Please send your comment again."))
    return fresh
