"""The member's account in the participation API: names, and the way out.

Signing up, logging in, e-mail addresses and passwords are allauth's headless API at ``/_allauth/``.
"""

from typing import Any

from allauth.account.internal.flows.logout import logout
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.errors import ValidationError
from pydantic import Field

from discussion_pages.api.participation.auth import MEMBERS, Way
from discussion_pages.api.participation.finding import person_of
from discussion_pages.api.participation.operations import reads, writes
from discussion_pages.api.participation.problems import Refusal
from discussion_pages.api.participation.schemas import Input, Text
from members.display_names import display_name
from members.forms import DeleteAccountForm, ProfileForm
from members.models import User
from members.rules.pseudonyms import PSEUDONYM_MAX_LENGTH, PSEUDONYM_MIN_LENGTH
from members.services.accounts import LastAdministratorError, delete_account, may_be_deleted

router = Router(tags=["Account"])


class ProfileIn(Input):
    """What to change; leave out what is to stay. A blank takes a name away."""

    pseudonym: Text | None = Field(
        default=None, description="Shown beside one's comments instead of the name."
    )
    full_name: Text | None = Field(
        default=None, description="Shown beside one's comments where there is no pseudonym."
    )


class ProfileOut(Schema):
    """What the caller is called."""

    display_name: str = Field(description="The name beside their comments.")
    pseudonym: str
    full_name: str
    pseudonym_length_min: int
    pseudonym_length_max: int
    may_be_deleted: bool = Field(
        description="False for the only administrator: nobody could run the site without them."
    )


class DeletionIn(Input):
    """The password once more, before an account goes for good."""

    password: Text = Field(description="Wrong attempts are counted.")


class DeletionOut(Schema):
    """Goodbye."""

    sentence: str


@reads(router, "/me/profile", answer=ProfileOut, who=MEMBERS, url_name="profile", problems=())
def get_profile(request: HttpRequest) -> dict[str, Any]:
    """Read what you are called."""
    return _profile(person_of(request))


@writes(router, "PATCH", "/me/profile", answer={200: ProfileOut}, url_name="profile", problems=())
def change_profile(request: HttpRequest, body: ProfileIn) -> dict[str, Any]:
    """Choose what you are called. The rules are those of the account page."""
    user = person_of(request)
    names = {"pseudonym": user.pseudonym, "full_name": user.full_name}
    form = ProfileForm(names | body.dict(exclude_none=True), user=user)
    if not (form.is_valid() and form.save()):
        raise _invalid(form)
    return _profile(user)


@writes(
    router, "POST", "/me/deletion", answer={200: DeletionOut}, url_name="deletion", problems=(409,)
)
def create_deletion(request: HttpRequest, body: DeletionIn) -> dict[str, Any]:
    """Delete your account for good, with your password. What you wrote stays, without your name."""
    user = person_of(request)
    form = DeleteAccountForm({"password": body.password}, user=user)
    if not form.is_valid():
        raise _invalid(form)
    try:
        delete_account(user=user, at=timezone.now())
    except LastAdministratorError as error:
        raise Refusal(
            409,
            "last_administrator",
            _("You are the only administrator of this site. Make somebody else one first."),
        ) from error
    if request.auth.way is Way.SESSION:
        logout(request, show_message=False)
    return {"sentence": _("Your account is gone, and we have sent you an email to say so.")}


def _profile(user: User) -> dict[str, Any]:
    return {
        "display_name": display_name(user),
        "pseudonym": user.pseudonym,
        "full_name": user.full_name,
        "pseudonym_length_min": PSEUDONYM_MIN_LENGTH,
        "pseudonym_length_max": PSEUDONYM_MAX_LENGTH,
        "may_be_deleted": may_be_deleted(user),
    }


def _invalid(form: forms.Form) -> ValidationError:
    """Return what a form found, as ninja says it of a body."""
    return ValidationError(
        [
            {"loc": ("body", "body", name), "msg": str(error.messages[0]), "type": error.code}
            for name, errors in form.errors.as_data().items()
            for error in errors
        ]
    )
