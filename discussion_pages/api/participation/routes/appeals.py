"""Appeals: a member asks that somebody else looks again at what was decided about them."""

from datetime import datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from discussion_pages.api.participation.addresses import address, whole
from discussion_pages.api.participation.auth import MEMBERS
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.finding import person_of
from discussion_pages.api.participation.listing import PageQuery, newest_first
from discussion_pages.api.participation.operations import Written, reads, writes
from discussion_pages.api.participation.schemas import Input, Text
from discussion_pages.models import Decision, Sanction
from discussion_pages.rules.appeals import AppealState
from discussion_pages.services import appeal_cases, appealing
from discussion_pages.services.appeal_cases import AppealCase, OwnAppeal
from discussion_pages.services.policies import policy_url

router = Router(tags=["Appeals"])


class AppealIn(Input):
    """Why somebody should look again."""

    text: Text = Field(description="Plain text. Moderators read it.")


class AppealOut(Schema):
    """An appeal that the caller made: never who answered it."""

    id: int
    about: Literal["comment", "sanction"]
    comment: int | None = Field(description="The comment that was decided on, if it is about one.")
    sanction: int | None
    state: AppealState
    sentence: str = Field(description="How it stands, in words.")
    text: str
    made_at: datetime
    expected_at: datetime | None = Field(description="By when it is to be answered; null after.")
    answer: str = Field(description="Blank until it is answered.")
    decided_at: datetime | None
    may_withdraw: bool
    url: str
    case_url: str = Field(description="Where this API has what it is about.")
    html_url: str


class AppealsOut(Schema):
    """A page of the caller's appeals, the newest first."""

    next_cursor: str | None
    next_url: str | None
    items: list[AppealOut]


class AppealRule(Schema):
    """The rule by which something was decided, as the policy explains it."""

    title: str
    explanation: str


class AppealCaseOut(Schema):
    """What was decided about the caller, and whether they may appeal: never who decided."""

    about: Literal["comment", "sanction"]
    said: str = Field(description="What was decided, in words.")
    message: str = Field(description="What the moderator wrote to the member.")
    decided_at: datetime
    rule: AppealRule | None
    passages: list[str] = Field(description="The words concerned.")
    text: str = Field(description="What the member wrote.")
    may_appeal: bool
    why_not: str = Field(description="Blank where they may.")
    until: datetime = Field(description="The instant from which an appeal comes too late.")
    who_decides: str = Field(description="Who decides appeals, in the policy's words.")
    text_length_max: int = Field(description="Characters that an appeal may have.")
    policy_html_url: str | None
    appeal: AppealOut | None


@reads(
    router,
    "/me/comments/{key:pk}/appeals",
    answer=AppealCaseOut,
    who=MEMBERS,
    url_name="comment-appeals",
)
def get_comment_case(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read what was decided against your comment, and whether you may appeal."""
    case = appeal_cases.case_of_comment(pk, member=person_of(request), at=timezone.now())
    return _case_out(request, case)


@writes(
    router,
    "POST",
    "/me/comments/{key:pk}/appeals",
    answer={201: AppealOut},
    url_name="comment-appeals",
)
def create_comment_appeal(request: HttpRequest, pk: int, body: AppealIn) -> Written:
    """Appeal against the latest decision on your comment that you may appeal against, once."""
    at = timezone.now()
    case = appeal_cases.case_of_comment(pk, member=person_of(request), at=at)
    return _appeal(request, case, body, at=at)


@reads(
    router,
    "/me/sanctions/{key:pk}/appeals",
    answer=AppealCaseOut,
    who=MEMBERS,
    url_name="sanction-appeals",
)
def get_sanction_case(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read what a sanction on you means, and whether you may appeal."""
    case = appeal_cases.case_of_sanction(pk, member=person_of(request), at=timezone.now())
    return _case_out(request, case)


@writes(
    router,
    "POST",
    "/me/sanctions/{key:pk}/appeals",
    answer={201: AppealOut},
    url_name="sanction-appeals",
)
def create_sanction_appeal(request: HttpRequest, pk: int, body: AppealIn) -> Written:
    """Appeal against a sanction on you, once."""
    at = timezone.now()
    case = appeal_cases.case_of_sanction(pk, member=person_of(request), at=at)
    return _appeal(request, case, body, at=at)


@reads(router, "/me/appeals", answer=AppealsOut, who=MEMBERS, url_name="appeals")
def list_appeals(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Read the appeals that you made."""
    appeals = appeal_cases.appeals_of(person_of(request))
    rows, links = newest_first(request, appeals, query, by="made_at", name="appeals")
    items = [_appeal_out(request, item) for item in appeal_cases.own_appeals(rows)]
    return {"items": items} | links


@reads(router, "/me/appeals/{key:pk}", answer=AppealOut, who=MEMBERS, url_name="appeal")
def get_appeal(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read one appeal that you made."""
    return _appeal_out(request, _find_appeal(request, pk))


@writes(
    router,
    "POST",
    "/me/appeals/{key:pk}/withdrawal",
    answer={200: AppealOut},
    url_name="appeal-withdrawal",
)
def create_appeal_withdrawal(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Take an appeal back while nobody has answered it. You cannot make another."""
    found = _find_appeal(request, pk)
    appealing.withdraw_appeal(appeal=found.appeal, person=person_of(request), at=timezone.now())
    return _appeal_out(request, _find_appeal(request, pk))


def _find_appeal(request: HttpRequest, pk: int) -> OwnAppeal:
    found = appeal_cases.own_appeals(appeal_cases.appeals_of(person_of(request)).filter(pk=pk))
    if not found:
        raise Http404
    return found[0]


def _appeal(
    request: HttpRequest, case: AppealCase | None, body: AppealIn, *, at: datetime
) -> Written:
    if case is None:
        raise Http404
    appeal = appealing.make_appeal(
        decision=case.subject if isinstance(case.subject, Decision) else None,
        sanction=case.subject if isinstance(case.subject, Sanction) else None,
        member=person_of(request),
        text=body.text,
        at=at,
    )
    shown = _appeal_out(request, _find_appeal(request, appeal.pk))
    return Written.created(shown, location=shown["url"])


def _case_out(request: HttpRequest, case: AppealCase | None) -> dict[str, Any]:
    if case is None:
        raise Http404
    title = case.subject.reason_title or (case.rule.title if case.rule else "")
    explanation = case.rule.explanation if case.rule else ""
    own = None
    if case.appeal is not None:
        own = _appeal_out(request, _find_appeal(request, case.appeal.pk))
    policy = case.policy if case.policy.pk else None
    return {
        "about": "sanction" if case.is_sanction else "comment",
        "said": case.said,
        "message": case.subject.message,
        "decided_at": local(case.decided_at),
        "rule": {"title": title, "explanation": explanation} if title else None,
        "passages": case.passages,
        "text": case.text,
        "may_appeal": bool(case.right),
        "why_not": case.right.why_not,
        "until": local(case.right.until),
        "who_decides": case.policy.appeals_decided_by
        or _("A moderator who did not make the first decision."),
        "text_length_max": appealing.TEXT_LENGTH_MAX,
        "policy_html_url": whole(request, policy_url(policy, request)),
        "appeal": own,
    }


def _appeal_out(request: HttpRequest, item: OwnAppeal) -> dict[str, Any]:
    appeal = item.appeal
    subject = appealing.subject_of(appeal)
    is_sanction = isinstance(subject, Sanction)
    is_open = appeal.state == AppealState.OPEN
    name, pk = "comment-appeals", appeal.comment_id
    if is_sanction:
        name, pk = "sanction-appeals", subject.pk
    return {
        "id": appeal.pk,
        "about": "sanction" if is_sanction else "comment",
        "comment": None if is_sanction else appeal.comment_id,
        "sanction": subject.pk if is_sanction else None,
        "state": appeal.state,
        "sentence": item.sentence,
        "text": appeal.text,
        "made_at": local(appeal.made_at),
        "expected_at": local(item.expected_at) if is_open else None,
        "answer": appeal.answer,
        "decided_at": local(appeal.decided_at),
        "may_withdraw": is_open,
        "url": address(request, "appeal", pk=appeal.pk),
        "case_url": address(request, name, pk=pk),
        "html_url": whole(request, appealing.page_of(subject)),
    }
