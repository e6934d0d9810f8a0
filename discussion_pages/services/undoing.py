"""Taking decisions back: by a moderator who thinks again, or on appeal."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from discussion_pages.models import Appeal, CommentRevision, Decision, DiscussionComment, Notice
from discussion_pages.rules.appeals import AppealEvent, AppealState, appeal_state_after
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.rules.reports import ReportEvent
from discussion_pages.rules.states import Action, State
from discussion_pages.services import notices
from discussion_pages.services.casework import (
    Case,
    Said,
    not_in_this_state,
    open_case,
    told_key,
)
from discussion_pages.services.following import announce
from discussion_pages.services.marking import count_responses, has_room_for_a_pin
from discussion_pages.services.refusals import Invalid
from discussion_pages.services.tree import set_state
from discussion_pages.services.versions import (
    close_waiting_version,
    current_of,
    promote_version,
    put_versions_back,
    statuses_of,
)


def undoable(comment: DiscussionComment) -> Decision | None:
    """Return the decision that can be undone now: the latest in force, if a moderator took it."""
    last = _latest(comment)
    return last if last is not None and _why_not(last) is None else None


def undo_decision(
    *,
    decision: Decision,
    moderator: Any,
    note: str = "",
    expected_version: str = "",
    at: datetime,
) -> Decision:
    """Take back the latest decision on a comment: state, text, marks, counts and reports.

    Any moderator may, whoever decided. When the comment was first published stays known: for that
    while it was public. An open appeal against the decision is settled by that. The author is told
    if they were told of the decision.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: it is not the latest decision in force, a machine or the author took it, it
            answered an appeal, or its author has changed the comment since.
    """
    with open_case(
        decision.comment,
        moderator,
        action=Action.UNDO,
        said=Said(note=note),
        expected_version=expected_version,
        at=at,
    ) as case:
        latest = _latest(case.comment)
        if latest is None or latest.pk != decision.pk:
            raise Invalid("not_latest", _("Only the latest decision can be undone."))
        if (why_not := _why_not(latest)) is not None:
            raise Invalid("not_undoable", why_not)
        if case.state != latest.to_state:
            raise Invalid("state", not_in_this_state(case.comment))
        latest.comment = case.comment
        _put_back(case, latest)
        _settle_appeal(latest, case)
        undo = case.close(undoes=latest)
        _tell_undone(case, undo=undo, undone=latest)
        return undo


def overturn(
    *, decision: Decision, moderator: Any, appeal: Appeal, note: str = "", at: datetime
) -> Decision:
    """Do what an upheld appeal against ``decision`` asks for.

    A rejected or removed comment is restored, a held one approved, a redaction or a rejected edit
    put back. The author is told by whoever decides the appeal; reports that the decision had upheld
    are overturned.

    Raises:
        NotAllowed: the person does not moderate this discussion.
        Invalid: the comment has moved on, so that there is nothing to put back.
    """
    edit = decision.revision
    is_redaction = decision.action == Action.REDACT
    action = (
        Action.RESTORE
        if decision.action in {Action.REJECT, Action.REMOVE, Action.REDACT} and edit is None
        else Action.APPROVE
    )
    with open_case(decision.comment, moderator, action=action, said=Said(note=note), at=at) as case:
        if edit is not None:
            _publish_edit(case, edit)
        elif is_redaction:
            _put_text_back(case, decision)
        else:
            _publish_again(case, decision)
        return case.close(
            settles=(ReportEvent.DISMISS, ReportEvent.OVERTURN),
            revision=edit,
            appeal=appeal,
        )


def _latest(comment: DiscussionComment) -> Decision | None:
    in_force = Decision.objects.filter(comment=comment, undoes__isnull=True, undone_by__isnull=True)
    return in_force.order_by("-pk").first()


def _why_not(decision: Decision) -> str | None:
    if decision.action == Action.WITHDRAW:
        return _("Its author withdrew the comment. Nobody else can bring it back.")
    if decision.is_automatic:
        return _("A rule held this. Decide about it instead.")
    if decision.appeal_id is not None:
        return _("This answered an appeal. Decide again instead.")
    return None


def _put_back(case: Case, decision: Decision) -> None:
    comment, details = case.comment, decision.details
    if decision.from_state == State.PUBLISHED:
        _refuse_if_rewritten_out_of_sight(comment, decision)
    if "versions" in details:
        _refuse_if_edited_since(case, decision)
        case.versions = statuses_of(comment)
        put_versions_back(comment, details["versions"])
    for name, value in details.get("before", {}).items():
        setattr(comment, name, _instant(value) if name.endswith("_at") else value)
    if comment.pinned_at != case.before["pinned_at"] and comment.pinned_at is not None:
        comment.pinned_at = comment.pinned_at if has_room_for_a_pin(comment) else None
    if comment.is_official != case.before["is_official"]:
        count_responses(comment, +1)
    if decision.from_state != comment.state:
        set_state(comment, State(decision.from_state), at=case.at)


def _publish_edit(case: Case, revision: CommentRevision) -> None:
    comment = case.comment
    if case.state is not State.PUBLISHED:
        raise Invalid("state", not_in_this_state(comment))
    case.versions = statuses_of(comment)
    close_waiting_version(comment, CommentRevision.Status.REPLACED)
    promote_version(comment, revision)
    comment.edited_at = revision.written_at


def _put_text_back(case: Case, decision: Decision) -> None:
    if case.state is not State.PUBLISHED:
        raise Invalid("state", not_in_this_state(case.comment))
    _refuse_if_edited_since(case, decision)
    case.versions = statuses_of(case.comment)
    original = case.comment.revisions.get(pk=current_of(decision.details["versions"]))
    promote_version(case.comment, original)
    case.comment.redacted_at = _instant(decision.details["before"].get("redacted_at"))


def _publish_again(case: Case, decision: Decision) -> None:
    """Publish what the decision took down; where somebody did so already, nothing moves."""
    if case.state is State.PUBLISHED:
        return
    if case.state != decision.to_state:
        raise Invalid("state", not_in_this_state(case.comment))
    is_first = case.comment.first_published_at is None
    if is_first:
        case.comment.first_published_at = case.at
    set_state(case.comment, case.state_after(), at=case.at)
    if is_first:
        announce(case.comment, at=case.at)


def _refuse_if_edited_since(case: Case, decision: Decision) -> None:
    """Bring back no older text over what its author has written since."""
    if current_of(statuses_of(case.comment)) != decision.details.get("current"):
        raise Invalid("changed", _("The comment was changed after that decision."))


def _refuse_if_rewritten_out_of_sight(comment: DiscussionComment, decision: Decision) -> None:
    """Publish by undoing no words that came while the comment was held: somebody approves them."""
    if comment.state != State.HELD or comment.edited_at is None:
        return
    if comment.edited_at > decision.decided_at:
        raise Invalid("changed", _("The comment was changed after that decision."))


def _settle_appeal(decision: Decision, case: Case) -> None:
    Appeal.objects.filter(decision=decision, state=AppealState.OPEN).update(
        state=appeal_state_after(AppealState.OPEN, AppealEvent.MOOT),
        decided_at=case.at,
        decided_by=case.moderator,
    )


def _tell_undone(case: Case, *, undo: Decision, undone: Decision) -> None:
    author = case.comment.user
    if author is None:
        return
    if Notice.objects.filter(recipient=author, key=told_key(undone)).exists():
        notices.tell(
            author,
            NoticeKind.UNDONE,
            key=f"undone:{undo.pk}",
            data={"discussion": case.comment.discussion.title, "action": undone.action},
            comment=case.comment,
            at=case.at,
        )


def _instant(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
