"""Forms that members and readers fill in."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_comments.forms import CommentSecurityForm

from discussion_pages.marks import marked_excerpts
from discussion_pages.models import DiscussionPage, ModerationPolicy
from discussion_pages.secret_keys import digests
from discussion_pages.services.appealing import TEXT_LENGTH_MAX as APPEAL_LENGTH_MAX
from discussion_pages.services.policies import Rule, rules_of
from discussion_pages.services.refusals import NeedsConfirmation
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
    """The words of a comment.

    ``passages`` is what the author is asked about before it goes out, if anything.
    """

    passages: Sequence[SafeString] = ()

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

    def ask(self, needed: NeedsConfirmation) -> None:
        """Ask whether the author means what was found; nothing typed is lost."""
        self.add_error("comment", str(needed))
        self.passages = marked_excerpts(needed.text, needed.verdict.spans)


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

        One made under an earlier secret key counts too: the package's own check knows none.

        Raises:
            ValidationError: tampered with, or written for another page.
        """
        signed: str = self.cleaned_data["security_hash"]
        given = [self.data.get(name, "") for name in ("content_type", "object_pk", "timestamp")]
        good = digests("django.contrib.forms.CommentSecurityForm", "-".join(given))
        here = self.generate_security_data()
        if given[:2] != [here["content_type"], here["object_pk"]] or not any(
            constant_time_compare(one, signed) for one in good
        ):
            raise ValidationError(_("This form belongs to another page."))
        return signed

    def clean_timestamp(self) -> int:
        """Let somebody who wrote for hours post all the same; the signature still counts."""
        return self.cleaned_data["timestamp"]


class ReasonSelect(forms.RadioSelect):
    """Radio buttons for rules: each says what it means, and the law stands apart."""

    template_name = "discussion_pages/widgets/reasons.html"
    rules: dict[str, Rule]

    def offer(self, rules: list[Rule]) -> list[Any]:
        """Return the choices for these rules."""
        self.rules = {rule.code: rule for rule in rules}
        choices: list[Any] = [(rule.code, rule.title) for rule in rules if not rule.is_illegal]
        illegal = [(rule.code, rule.title) for rule in rules if rule.is_illegal]
        return [*choices, (_("Against the law"), illegal)] if illegal else choices

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add what the group of illegal content says."""
        context = super().get_context(name, value, attrs)
        context["widget"]["group_help"] = _(
            "Moderators read these reports before all others. If somebody is in danger now, call "
            "the emergency services first."
        )
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the rule's explanation, tied to its button."""
        option = super().create_option(name, value, *args, **kwargs)
        option["explanation"] = self.rules[str(value)].explanation
        if option["explanation"] and "id" in option["attrs"]:
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_help"
        return option


class AppealForm(forms.Form):
    """Why somebody should look again."""

    text = forms.CharField(
        label=_("Why should somebody look at this again?"),
        error_messages={"required": _("Write why somebody should look at this again.")},
        widget=forms.Textarea(attrs={"rows": 6, "data-max-length": APPEAL_LENGTH_MAX}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("At most %(max)s characters.") % {
            "max": APPEAL_LENGTH_MAX
        }


class ReportForm(HoneypotMixin, forms.Form):
    """Why a reader thinks that a comment breaks the rules.

    Members are told the outcome on the site; whoever has no account (``asks_email``) may leave an
    e-mail address for it.
    """

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        widget=ReasonSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    text = forms.CharField(
        label=_("Tell us more (optional)"),
        required=False,
        max_length=TEXT_LENGTH_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only moderators read this. Please leave out details about yourself."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address (optional)"),
        required=False,
        error_messages={
            "invalid": _("Write an e-mail address such as name@example.org, or leave it empty.")
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We write to you about this report only. Nobody but moderators sees it."),
    )
    field_order = ["reason", "text", "email", "website"]

    def __init__(
        self,
        *args: Any,
        policy: ModerationPolicy | None,
        asks_email: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.choices = reason.widget.offer(rules_of(policy))
        if not asks_email:
            del self.fields["email"]


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
