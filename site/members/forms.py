"""Choosing a name, deleting an account, and the way in for staff."""

import textwrap
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm

from members.models import User
from members.rules.pseudonyms import public_name_problem, tidy_name
from members.services.names import PseudonymTakenError, choose_names, organisation_names
from members.sign_up import TAKEN_MESSAGE, PseudonymField, refuse, refuse_taken


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

    def __init__(
        self, *args: Any, user: User, initial: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        self.user = user
        names = {"pseudonym": user.pseudonym, "full_name": user.full_name}
        super().__init__(*args, initial=names | (initial or {}), **kwargs)

    def clean_pseudonym(self) -> str:
        """Refuse a name that another member goes by."""
        pseudonym: str = self.cleaned_data["pseudonym"]
        refuse_taken(pseudonym, except_by=self.user)
        return pseudonym

    def clean_full_name(self) -> str:
        """Refuse a full name that breaks the rules, or is another member's pseudonym."""
        full_name = tidy_name(self.cleaned_data["full_name"])
        if full_name:
            refuse(public_name_problem(full_name, organisation_names=organisation_names()))
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


class CodeField(forms.CharField):
    """A code of an app: digits, which telephones offer a keypad for and may fill in themselves."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
        super().__init__(**{"label": _("Code"), "max_length": 50, "widget": widget} | kwargs)


SIX_OR_EIGHT = _("Six digits from your authenticator app, or eight from your recovery codes.")


class SecondStepForm(AuthenticateForm):
    """The second step of logging in."""

    code = CodeField(help_text=SIX_OR_EIGHT)


class SecondStepAgainForm(ReauthenticateForm):
    """The same once more, before something that only the person may do."""

    code = CodeField(help_text=SIX_OR_EIGHT)


class SecondFactorForm(ActivateTOTPForm):
    """The first code of an app that is being set up."""

    code = CodeField(help_text=_("Six digits."))

    @property
    def key_in_fours(self) -> list[str]:
        """The key in parts that one can read off and type."""
        return textwrap.wrap(self.secret, 4)
