"""What a person is asked at sign-up besides address and password, on our page and by API alike."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import User
from members.rules.pseudonyms import (
    PSEUDONYM_MAX_LENGTH,
    PSEUDONYM_MIN_LENGTH,
    NameProblem,
    pseudonym_problem,
    tidy_name,
)
from members.services.names import organisation_names

NAME_PROBLEM_MESSAGES = {
    NameProblem.TOO_SHORT: _("Use at least %(min)s characters."),
    NameProblem.TOO_LONG: _("Use at most %(max)s characters."),
    NameProblem.FORBIDDEN_CHARACTERS: _(
        "This holds invisible or stacked characters. Type it again with plain letters."
    ),
    NameProblem.NO_LETTERS: _("Use at least one letter."),
    NameProblem.CONTACT_DETAILS: _(
        "Leave out email addresses, web addresses and phone numbers: everyone can see this name."
    ),
    NameProblem.PROFANE: _("This holds a word we do not allow in names. Choose another."),
    NameProblem.POSES_AS_OFFICIAL: _(
        "This could be taken for the organisation, its staff or a partner. Choose another."
    ),
    NameProblem.MIXED_ALPHABETS: _(
        "One word here mixes letters of different alphabets. Use one alphabet for each word."
    ),
}
TAKEN_MESSAGE = _("Another member already uses this name, or one that looks the same.")


def refuse(problem: NameProblem | None) -> None:
    """Raise a ValidationError that says what is wrong with a name, if anything is."""
    if problem is not None:
        raise ValidationError(
            NAME_PROBLEM_MESSAGES[problem],
            code=problem.value,
            params={"min": PSEUDONYM_MIN_LENGTH, "max": PSEUDONYM_MAX_LENGTH},
        )


def refuse_taken(pseudonym: str, *, except_by: User | None = None) -> None:
    """Raise a ValidationError when another member is shown under such a name."""
    if User.objects.pseudonym_is_taken(
        pseudonym, except_by=except_by
    ) or User.objects.is_shown_full_name(pseudonym, except_by=except_by):
        raise ValidationError(TAKEN_MESSAGE, code="taken")


class PseudonymField(forms.CharField):
    """An optional pseudonym. The rules measure it, so that the message is ours."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Pseudonym (optional)"))
        kwargs.setdefault("required", False)
        kwargs.setdefault(
            "help_text",
            _(
                "Shown beside your comments instead of your name, and seen by everyone. "
                "From 3 to 40 characters."
            ),
        )
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "nickname"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Return the tidied pseudonym, or an empty string; refuse what the rules refuse."""
        pseudonym = tidy_name(super().clean(value))
        if pseudonym:
            refuse(pseudonym_problem(pseudonym, organisation_names=organisation_names()))
        return pseudonym


class SignUpFields(forms.Form):
    """A pseudonym, if the person likes, and the agreement.

    allauth builds both its sign-up form and its sign-up by API upon this class
    (`ACCOUNT_SIGNUP_FORM_CLASS`), so the same rules give the same errors at the same fields.
    """

    pseudonym = PseudonymField()
    agreement = forms.BooleanField(
        label=_(
            "I agree that my comments are published under my display name, "
            "and may be quoted in the results of a consultation."
        ),
        error_messages={"required": _("Tick this box to join.")},
    )
    field_order = ["email", "password1", "pseudonym", "agreement"]

    def clean_pseudonym(self) -> str:
        """Refuse a name that another member goes by."""
        pseudonym: str = self.cleaned_data["pseudonym"]
        refuse_taken(pseudonym)
        return pseudonym

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the wished-for pseudonym, and when the person agreed."""
        user.wanted_pseudonym = self.cleaned_data["pseudonym"]
        user.agreed_at = timezone.now()
        user.save(update_fields=["wanted_pseudonym", "agreed_at"])
