"""Signing up, choosing a name, deleting an account, and the way in for staff."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm

from members.models import User
from members.rules.pseudonyms import (
    PSEUDONYM_MAX_LENGTH,
    PSEUDONYM_MIN_LENGTH,
    NameProblem,
    pseudonym_problem,
    public_name_problem,
    tidy_name,
)
from members.services.names import PseudonymTakenError, choose_names, organisation_names

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


def _refuse(problem: NameProblem | None) -> None:
    """Raise a ValidationError that says what is wrong with a name, if anything is."""
    if problem is not None:
        raise ValidationError(
            NAME_PROBLEM_MESSAGES[problem],
            code=problem.value,
            params={"min": PSEUDONYM_MIN_LENGTH, "max": PSEUDONYM_MAX_LENGTH},
        )


def _refuse_taken(pseudonym: str, *, except_by: User | None = None) -> None:
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
            _refuse(pseudonym_problem(pseudonym, organisation_names=organisation_names()))
        return pseudonym


class SignupForm(AllauthSignupForm):
    """Sign-up by e-mail address and password, with a pseudonym if the person likes."""

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
        _refuse_taken(pseudonym)
        return pseudonym

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Keep the wished-for pseudonym, and when the person agreed."""
        user.wanted_pseudonym = self.cleaned_data["pseudonym"]
        user.agreed_at = timezone.now()
        user.save(update_fields=["wanted_pseudonym", "agreed_at"])


class ProfileForm(forms.Form):
    """What a member is called."""

    pseudonym = PseudonymField()
    full_name = forms.CharField(
        label=_("Full name (optional)"),
        required=False,
        max_length=150,
        help_text=_("Shown beside your comments when you have no pseudonym."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        initial = {"pseudonym": user.pseudonym, "full_name": user.full_name}
        super().__init__(*args, **{"initial": initial} | kwargs)

    def clean_pseudonym(self) -> str:
        """Refuse a name that another member goes by."""
        pseudonym: str = self.cleaned_data["pseudonym"]
        _refuse_taken(pseudonym, except_by=self.user)
        return pseudonym

    def clean_full_name(self) -> str:
        """Refuse a full name that breaks the rules, or is another member's pseudonym."""
        full_name = tidy_name(self.cleaned_data["full_name"])
        if full_name:
            _refuse(public_name_problem(full_name, organisation_names=organisation_names()))
            if User.objects.pseudonym_is_taken(full_name, except_by=self.user):
                raise ValidationError(TAKEN_MESSAGE, code="taken")
        return full_name

    def save(self) -> bool:
        """Keep the names; return False, with the reason at the field, if one was just taken."""
        try:
            choose_names(
                user=self.user,
                pseudonym=self.cleaned_data["pseudonym"],
                full_name=self.cleaned_data["full_name"],
            )
        except PseudonymTakenError:
            self.add_error("pseudonym", ValidationError(TAKEN_MESSAGE, code="taken"))
            return False
        return True


class DeleteAccountForm(forms.Form):
    """The password once more, before an account goes for good."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Refuse a wrong password; allauth counts the attempts."""
        password: str = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("incorrect_password")
        return password


class StaffLoginForm(LoginForm):
    """Wagtail's log-in form, for those who may use the admin.

    It knows nothing of e-mail verification, so it lets in nobody but staff: otherwise it would be
    a way round it for members. Attempts are counted together with those of the public form.
    """

    def clean(self) -> dict[str, Any]:
        """Check e-mail address and password, and that the account may use the admin."""
        email, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if email and password:
            user = get_adapter().authenticate(self.request, email=email, password=password)
            if user is None or not user.has_perm("wagtailadmin.access_admin"):
                raise self.get_invalid_login_error()
            self.user_cache = user
            self.confirm_login_allowed(user)
        return self.cleaned_data
