"""Responses that came in elsewhere: entered, changed and deleted, with Wagtail's log of it."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.create import CreateAction
from wagtail.actions.delete import DeleteAction
from wagtail.actions.edit import EditAction
from wagtail.permissions import policy_registry

from consultations.models import OfflineResponse
from discussion_pages.services.refusals import NotAllowed

READING = ("add", "change", "delete", "view")


def may_read_offline(person: Any) -> bool:
    """Say whether ``person`` reads offline responses: whoever may do anything with them."""
    return policy_registry.get_by_type(OfflineResponse).user_has_any_permission(person, READING)


def refuse_unless_may(person: Any, action: str) -> None:
    """Stop somebody who may not ``add``, ``change`` or ``delete`` offline responses.

    Raises:
        NotAllowed: they may not.
    """
    policy = policy_registry.get_by_type(OfflineResponse)
    if not policy.user_has_permission(person, action):
        raise NotAllowed("offline", _("You may not do this with offline responses."))


def refuse_day_to_come(day: date, *, at: datetime) -> None:
    """Stop a day after the one that ``at`` is in, by the site's own clock: it would count at once.

    Raises:
        ValidationError: the day has not come yet.
    """
    if day > timezone.localdate(at, timezone.get_default_timezone()):
        raise ValidationError(_("This day has not come yet. Choose today or an earlier day."))


def enter_offline_response(
    *, response: OfflineResponse, person: Any, at: datetime, form: ModelForm | None = None
) -> OfflineResponse:
    """Save a new batch under the name of the person at the keyboard, which nobody types.

    ``form``, where there is one, is what it was filled in with.

    Raises:
        NotAllowed: they may not.
        ValidationError: something in it is not as it should be.
    """
    refuse_unless_may(person, "add")
    _check_day(response, at=at)
    response.entered_by = person
    return CreateAction(response, user=person, form=form).execute(skip_permission_checks=True)


def change_offline_response(
    *, response: OfflineResponse, person: Any, at: datetime, form: ModelForm | None = None
) -> OfflineResponse:
    """Save a batch that was changed; who entered it stays.

    Raises:
        NotAllowed: they may not.
        ValidationError: something in it is not as it should be.
    """
    refuse_unless_may(person, "change")
    _check_day(response, at=at)
    return EditAction(response, user=person, form=form).execute(skip_permission_checks=True)


def delete_offline_response(*, response: OfflineResponse, person: Any) -> None:
    """Delete a batch.

    Raises:
        NotAllowed: they may not.
    """
    refuse_unless_may(person, "delete")
    DeleteAction(response, user=person).execute(skip_permission_checks=True)


def _check_day(response: OfflineResponse, *, at: datetime) -> None:
    try:
        refuse_day_to_come(response.received_on, at=at)
    except ValidationError as error:
        raise ValidationError({"received_on": error}) from error
