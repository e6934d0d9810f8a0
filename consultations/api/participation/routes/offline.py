"""Offline responses: batches of letters, calls and workshop notes, for staff."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as FieldErrors
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.errors import ValidationError
from pydantic import Field

from consultations.models import ConsultationPage, OfflineResponse
from consultations.services import offline
from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.auth import STAFF
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.finding import person_of
from discussion_pages.api.participation.operations import Written, reads, writes
from discussion_pages.api.participation.paging import Keyset, KeysetLinks, KeysetQuery, links
from discussion_pages.api.participation.schemas import Count, Day, Input, Text

router = Router(tags=["Offline responses"])
ORDER = Keyset(("-received_on", "-pk"))
Channel = OfflineResponse.Channel


def _left_out() -> Any:
    """Stand for what was not sent: never looked at, and no default in the OpenAPI document."""
    return None


class OfflineResponsesQuery(KeysetQuery):
    """Which batches of a consultation."""

    channel: Channel | None = Field(default=None, description="Only what came in this way.")


class OfflineResponseIn(Input):
    """A batch."""

    channel: Channel = Field(description="How the responses came in.")
    received_on: Day = Field(description="The day they came in, or the last day.")
    people: Count = Field(
        description="Distinct people who have not also commented on the site.",
    )
    responses: Count = Field(description="Contributions. One person may send several.")
    note: Text = Field(default="", description="For staff only.")


class OfflineResponseChange(Input):
    """What to change about a batch; what is left out stays."""

    channel: Channel = Field(default_factory=_left_out, description="How the responses came in.")
    received_on: Day = Field(
        default_factory=_left_out, description="The day they came in, or the last day."
    )
    people: Count = Field(
        default_factory=_left_out,
        description="Distinct people who have not also commented on the site.",
    )
    responses: Count = Field(
        default_factory=_left_out,
        description="Contributions. One person may send several.",
    )
    note: Text = Field(default_factory=_left_out, description="For staff only.")


class OfflineResponseOut(Schema):
    """A batch of responses entered by staff, counted with the comments."""

    id: int
    url: str
    consultation: int
    channel: str
    channel_label: str
    received_on: date
    people: int
    responses: int
    note: str
    entered_by: str | None = Field(description="The display name of who entered it.")
    entered_at: datetime


class OfflineResponsesOut(KeysetLinks):
    """A page of batches, what came in last first."""

    items: list[OfflineResponseOut]


@reads(
    router,
    "/consultations/{key:pk}/offline-responses",
    answer=OfflineResponsesOut,
    who=STAFF,
    url_name="offline-responses",
)
def list_offline_responses(
    request: HttpRequest, pk: int, query: Query[OfflineResponsesQuery]
) -> dict[str, Any]:
    """Read what was entered for a consultation."""
    _refuse_unless_reader(request)
    found = _batches(_consultation(pk))
    if query.channel is not None:
        found = found.filter(channel=query.channel)
    page, cursor = ORDER.page(found, query)
    return {"items": [_out(response, request) for response in page]} | links(
        request, "offline-responses", query, cursor, pk=pk
    )


@reads(
    router,
    "/consultations/{key:pk}/offline-responses/{key:batch}",
    answer=OfflineResponseOut,
    who=STAFF,
    url_name="offline-response",
)
def get_offline_response(request: HttpRequest, pk: int, batch: int) -> dict[str, Any]:
    """Read a batch."""
    _refuse_unless_reader(request)
    return _out(_batch(pk, batch), request)


@writes(
    router,
    "POST",
    "/consultations/{key:pk}/offline-responses",
    answer={201: OfflineResponseOut},
    who=STAFF,
    url_name="offline-responses",
    problems=(404,),
)
def create_offline_response(request: HttpRequest, pk: int, body: OfflineResponseIn) -> Written:
    """Enter a batch. Your name is kept with it."""
    person = person_of(request)
    offline.refuse_unless_may(person, "add")
    response = OfflineResponse(consultation=_consultation(pk), **body.model_dump())
    with _telling_fields():
        offline.enter_offline_response(response=response, person=person, at=timezone.now())
    location = address(request, "offline-response", pk=pk, batch=response.pk)
    return Written.created(_out(response, request), location=location)


@writes(
    router,
    "PATCH",
    "/consultations/{key:pk}/offline-responses/{key:batch}",
    answer={200: OfflineResponseOut},
    who=STAFF,
    url_name="offline-response",
    problems=(404,),
)
def change_offline_response(
    request: HttpRequest, pk: int, batch: int, body: OfflineResponseChange
) -> dict[str, Any]:
    """Change a batch; who entered it stays."""
    person = person_of(request)
    offline.refuse_unless_may(person, "change")
    response = _batch(pk, batch)
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(response, name, value)
    with _telling_fields():
        offline.change_offline_response(response=response, person=person, at=timezone.now())
    return _out(response, request)


@writes(
    router,
    "DELETE",
    "/consultations/{key:pk}/offline-responses/{key:batch}",
    answer={204: None},
    who=STAFF,
    url_name="offline-response",
    problems=(404,),
)
def delete_offline_response(request: HttpRequest, pk: int, batch: int) -> Written:
    """Delete a batch."""
    person = person_of(request)
    offline.refuse_unless_may(person, "delete")
    offline.delete_offline_response(response=_batch(pk, batch), person=person)
    return Written(status=204)


@contextmanager
def _telling_fields() -> Iterator[None]:
    """Turn what the model finds wrong into problems at their fields."""
    try:
        yield
    except FieldErrors as error:
        raise ValidationError(
            [
                {"type": found.code or "invalid", "loc": ["body", "body", name], "msg": message}
                for name, errors in error.error_dict.items()
                for found in errors
                for message in found.messages
            ]
        ) from error


def _refuse_unless_reader(request: HttpRequest) -> None:
    if not offline.may_read_offline(person_of(request)):
        raise PermissionDenied


def _consultation(pk: int) -> ConsultationPage:
    found = ConsultationPage.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _batches(consultation: ConsultationPage) -> Any:
    return OfflineResponse.objects.filter(consultation=consultation).select_related("entered_by")


def _batch(pk: int, batch: int) -> OfflineResponse:
    found = _batches(_consultation(pk)).filter(pk=batch).first()
    if found is None:
        raise Http404
    return found


def _out(response: OfflineResponse, request: HttpRequest) -> dict[str, Any]:
    return {
        "id": response.pk,
        "url": address(request, "offline-response", pk=response.consultation_id, batch=response.pk),
        "consultation": response.consultation_id,
        "channel": response.channel,
        "channel_label": response.get_channel_display(),
        "received_on": response.received_on,
        "people": response.people,
        "responses": response.responses,
        "note": response.note,
        "entered_by": str(response.entered_by) if response.entered_by else None,
        "entered_at": local(response.entered_at),
    }
