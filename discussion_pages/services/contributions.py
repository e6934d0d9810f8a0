"""What a member has contributed, with where it stands and why: their own page of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from discussion_pages import words
from discussion_pages.conf import setting
from discussion_pages.models import Decision, DiscussionComment, DiscussionPage, Report, Sanction
from discussion_pages.models.pages import with_parents
from discussion_pages.querysets import SanctionQuerySet
from discussion_pages.rules.appeals import AppealState, is_appealable
from discussion_pages.rules.commenting import may_edit, may_withdraw
from discussion_pages.rules.sanctions import MAY_NOT_WRITE, SanctionKind, is_in_force
from discussion_pages.rules.states import Action, State
from discussion_pages.services import appealing
from discussion_pages.services.commenting import commenting_status
from discussion_pages.services.reporting import status_path

REPORTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Event:
    """One decision about a comment, as its author may read it: never who made it.

    What a rule of the machine matched is not among the ``passages``: it would tell which words to
    avoid, and of a comment that was redacted, the words that were taken out.
    """

    label: str
    at: datetime
    reason: str
    passages: list[str]
    message: str


@dataclass(frozen=True, slots=True)
class AppealLink:
    """Where to appeal, or to read of the appeal one made.

    ``until`` is the instant from which it is too late to make one; ``state`` is how one that was
    made stands, and blank before.
    """

    url: str
    until: datetime
    state: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """One comment of the member. Blank addresses are what cannot be done (any more)."""

    comment: DiscussionComment
    discussion: str
    state: str
    why: str
    url: str
    edit_url: str
    withdraw_url: str
    appeal: AppealLink | None
    events: list[Event]


@dataclass(frozen=True, slots=True)
class OwnReport:
    """One report that the member made; ``state`` is in words, and ``url`` its private page's."""

    report: Report
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class OwnSanction:
    """One sanction on the member, in words."""

    sanction: Sanction
    sentence: str
    is_in_force: bool
    appeal: AppealLink | None


def comments_of(member: Any) -> QuerySet[DiscussionComment]:
    """Return a member's comments of every state, the newest first; not those for a body."""
    return (
        DiscussionComment.objects.filter(user=member, is_official=False)
        .select_related("discussion__policy", "discussion__locale")
        .order_by("-posted_at", "-pk")
    )


def contributions(
    comments: Iterable[DiscussionComment], *, member: Any, at: datetime
) -> list[Contribution]:
    """Return one page of a member's comments with all that is known about them.

    The number of queries does not grow with the comments.
    """
    comments = list(comments)
    pages = {page.pk: page for page in with_parents(_one_of_each(comments))}
    decisions: dict[int, list[Decision]] = {comment.pk: [] for comment in comments}
    found = Decision.objects.filter(comment__in=decisions).select_related(
        "policy", "revision", "undone_by", "appealed_by"
    )
    for decision in found.order_by("-pk"):
        decisions[decision.comment_id].append(decision)
    is_open = {pk: commenting_status(page, at=at).is_open for pk, page in pages.items()}
    contributed = []
    for comment in comments:
        comment.discussion = pages[comment.discussion_id]
        contributed.append(
            _contribution(
                comment,
                decisions[comment.pk],
                member=member,
                is_open=is_open[comment.discussion_id],
                at=at,
            )
        )
    return contributed


def reports_of(member: Any) -> QuerySet[Report]:
    """Return the reports that a member made, the newest first."""
    return Report.objects.filter(reporter=member).order_by("-reported_at", "-pk")


def own_report(report: Report) -> OwnReport:
    """Return a report of the member's as they see it in a list. No query."""
    return OwnReport(report, words.report_state_words(report.state), status_path(report))


def reports_by(member: Any) -> list[OwnReport]:
    """Return the member's latest reports with their private pages."""
    return [own_report(report) for report in reports_of(member)[:REPORTS_SHOWN]]


def sanctions_on(member: Any, *, at: datetime) -> list[OwnSanction]:
    """Return every sanction on a member, the newest first."""
    return [_own_sanction(sanction, member=member, at=at) for sanction in _sanctions_of(member)]


def barred_by(member: Any, *, at: datetime) -> OwnSanction | None:
    """Return the sanction that keeps a member from writing at ``at``, if one does.

    One query where none does, none for a visitor.
    """
    if not member.is_authenticated:
        return None
    sanctions = _sanctions_of(member).filter(kind__in=MAY_NOT_WRITE).is_in_force(at=at)
    found = next(iter(sanctions), None)
    return _own_sanction(found, member=member, at=at) if found else None


def barring(sanctions: Iterable[OwnSanction]) -> OwnSanction | None:
    """Return the first of a member's sanctions that keeps them from writing now."""
    return next(
        (each for each in sanctions if each.is_in_force and each.sanction.kind in MAY_NOT_WRITE),
        None,
    )


def _sanctions_of(member: Any) -> SanctionQuerySet:
    return Sanction.objects.filter(participant__user=member).select_related(
        "participant", "policy", "appealed_by", "comment__discussion__policy"
    )


def _own_sanction(sanction: Sanction, *, member: Any, at: datetime) -> OwnSanction:
    return OwnSanction(
        sanction,
        words.sanction_sentence(
            sanction.kind, ends_at=sanction.ends_at, reason_title=sanction.reason_title
        ),
        _is_in_force(sanction, at=at),
        _appeal(sanction, member=member, at=at),
    )


def _one_of_each(comments: Iterable[DiscussionComment]) -> list[DiscussionPage]:
    return list({comment.discussion_id: comment.discussion for comment in comments}.values())


def _contribution(
    comment: DiscussionComment,
    decisions: list[Decision],
    *,
    member: Any,
    is_open: bool,
    at: datetime,
) -> Contribution:
    page = comment.discussion
    state = State(comment.state)
    base = (page.get_url() or "") if page.live else ""
    own = f"{base}comments/{comment.pk}/" if base else ""
    edits = is_open and may_edit(
        state, posted_at=comment.posted_at, minutes=setting("EDIT_MINUTES"), at=at
    )
    for decision in decisions:
        decision.comment = comment
    return Contribution(
        comment=comment,
        discussion=page.title if page.live else "",
        state=state_words(comment),
        why=_why(comment),
        url=own if state is State.PUBLISHED else "",
        edit_url=f"{own}edit/" if own and edits else "",
        withdraw_url=f"{own}withdraw/" if own and may_withdraw(state) else "",
        appeal=_appeal_of_comment(decisions, member=member, at=at),
        events=[_event(decision) for decision in decisions],
    )


def state_words(comment: DiscussionComment) -> str:
    """Return where a comment stands, as its author reads it."""
    if not comment.comment:
        return _("Erased")
    if comment.state == State.PUBLISHED and comment.edit_held_at:
        return _("Published; your change waits for a moderator")
    if comment.state == State.PUBLISHED and comment.redacted_at:
        return _("Published; parts were taken out")
    return {
        State.HELD: _("Waiting for a moderator"),
        State.PUBLISHED: _("Published"),
        State.REJECTED: _("Not published"),
        State.REMOVED: _("Removed"),
        State.WITHDRAWN: _("Withdrawn"),
    }[State(comment.state)]


def _why(comment: DiscussionComment) -> str:
    """Return why a comment, or a change to it, waits."""
    if comment.state == State.HELD or comment.edit_held_at:
        return words.held_sentence(comment.held_rule)
    return ""


def _is_in_force(sanction: Sanction, *, at: datetime) -> bool:
    return sanction.kind != SanctionKind.WARN and is_in_force(
        starts_at=sanction.starts_at,
        ends_at=sanction.ends_at,
        lifted_at=sanction.lifted_at,
        at=at,
    )


def _limits(decision: Decision) -> bool:
    return is_appealable(
        Action(decision.action), is_automatic=decision.is_automatic, rule=decision.rule
    )


def _appeal_of_comment(
    decisions: list[Decision], *, member: Any, at: datetime
) -> AppealLink | None:
    """Return the link to what the page about an appeal shows: what one may appeal against first."""
    limiting = [decision for decision in decisions if _limits(decision)]
    for decision in limiting:
        if appealing.may_appeal(decision, person=member, at=at):
            return _appeal(decision, member=member, at=at)
    return _appeal(limiting[0], member=member, at=at) if limiting else None


def _appeal(subject: Decision | Sanction, *, member: Any, at: datetime) -> AppealLink | None:
    right = appealing.may_appeal(subject, person=member, at=at)
    made = getattr(subject, "appealed_by", None)
    if not right and made is None:
        return None
    state = _appeal_state(AppealState(made.state)) if made else ""
    return AppealLink(appealing.page_of(subject), right.until, state)


def _appeal_state(state: AppealState) -> str:
    return {
        AppealState.OPEN: _("waits for an answer"),
        AppealState.UPHELD: _("upheld: the decision does not stand"),
        AppealState.REFUSED: _("not upheld: the decision stands"),
        AppealState.WITHDRAWN: _("withdrawn"),
    }[state]


def _event(decision: Decision) -> Event:
    return Event(
        label=_event_label(decision),
        at=decision.decided_at,
        reason=decision.reason_title,
        passages=[
            line
            for line in decision.words.splitlines()
            if line.strip() and not decision.is_automatic
        ],
        message=decision.message,
    )


def _event_label(decision: Decision) -> str:
    if decision.is_automatic and decision.action == Action.HOLD:
        return _("Your change was held") if decision.revision_id else _("Held")
    if decision.revision_id:
        by_action = {
            Action.APPROVE: _("Your change was approved"),
            Action.REJECT: _("Your change was not approved"),
        }
        return by_action.get(Action(decision.action), decision.get_action_display())
    if decision.action == Action.APPROVE and decision.from_state == decision.to_state:
        return _("Looked at: it stays")
    return decision.get_action_display()
