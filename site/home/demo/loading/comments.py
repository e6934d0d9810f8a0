"""Comments of one discussion: posted, moderated, liked and reported by the same services as others.

The services are told when, so every comment, decision and report is as old as it says.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from django_comments.models import CommentFlag
from django_comments_xtd.models import LIKEDIT_FLAG

from discussion_pages.models import DiscussionComment, DiscussionPage, Organisation
from discussion_pages.rules.sanctions import SanctionKind
from discussion_pages.rules.states import State
from discussion_pages.services.appealing import make_appeal
from discussion_pages.services.deciding import (
    approve_comment,
    escalate,
    hold_comment,
    reject_comment,
    remove_comment,
)
from discussion_pages.services.posting import (
    edit_comment,
    post_comment,
    post_official_reply,
    withdraw_comment,
)
from discussion_pages.services.reporting import report_comment
from discussion_pages.services.sanctions import impose_sanction
from home.demo.shapes import Comment, walk

EDITED_AFTER = timedelta(minutes=6)
REPORTED_AFTER = timedelta(minutes=40)
DECIDED_AFTER = timedelta(minutes=30)
LOOKED_AFTER = timedelta(minutes=20)
APPEALED_AFTER = timedelta(days=2)
ESCALATED_BEFORE = timedelta(minutes=25)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part in loading comments."""

    members: Mapping[str, Any]
    moderator: Any
    organisation: Organisation


@dataclass(slots=True)
class _Posted:
    """A comment of ours beside the row it became."""

    script: Comment
    parent: Comment | None
    at: datetime
    row: DiscussionComment | None = None


def load_comments(
    page: DiscussionPage,
    comments: tuple[Comment, ...],
    *,
    cast: Cast,
    opened_on: date,
    until: datetime,
    tz: tzinfo,
) -> int:
    """Post every comment in the order of time, then decide, report and like; return how many.

    ``until`` is the end of the window or now, whichever is earlier: nobody likes later than that.
    """
    entries = [
        _Posted(script, parent, script.posted_at(opened_on=opened_on, tz=tz))
        for script, parent in walk(comments)
    ]
    entries.sort(key=lambda entry: entry.at)
    by_script = {id(entry.script): entry for entry in entries}
    for entry in entries:
        parent = by_script[id(entry.parent)].row if entry.parent else None
        entry.row = _post(page, entry, parent, cast)
    for entry in entries:
        _report(entry, cast)
    for entry in entries:
        _settle(entry, _last_answer_at(entry, by_script), cast)
        _follow_up(entry, cast, until=until)
    _like(page, entries, cast, until=until)
    return len(entries)


def _post(
    page: DiscussionPage, entry: _Posted, parent: DiscussionComment | None, cast: Cast
) -> DiscussionComment:
    script = entry.script
    if script.official:
        return post_official_reply(
            discussion=page,
            author=cast.moderator,
            organisation=cast.organisation,
            text=script.text,
            reply_to=parent,
            at=entry.at,
        )
    author = cast.members[script.author]
    row = post_comment(
        discussion=page,
        author=author,
        text=script.first_version or script.text,
        reply_to=parent,
        is_confirmed=True,
        at=entry.at,
    )
    if script.first_version:
        row = edit_comment(
            comment=row,
            author=author,
            text=script.text,
            is_confirmed=True,
            at=entry.at + EDITED_AFTER,
        )
    if row.state == State.HELD and _was_published(script):
        approve_comment(comment=row, moderator=cast.moderator, at=entry.at + LOOKED_AFTER)
        row.refresh_from_db()
    return row


def _was_published(script: Comment) -> bool:
    """Say whether it stood on the page at some time, whatever became of it."""
    return script.state in {State.PUBLISHED, State.REMOVED, State.WITHDRAWN} or (
        script.state == State.HELD and bool(script.reason)
    )


def _report(entry: _Posted, cast: Cast) -> None:
    for place, report in enumerate(entry.script.reports):
        report_comment(
            comment=entry.row,
            reason=report.reason,
            text=report.text,
            reporter=cast.members[report.by] if report.by else None,
            address=f"192.0.2.{place + 1}",
            at=entry.at + REPORTED_AFTER,
        )


def _settle(entry: _Posted, after: datetime, cast: Cast) -> None:
    script, row = entry.script, entry.row
    row.refresh_from_db()
    decision = {
        "comment": row,
        "moderator": cast.moderator,
        "reason": script.reason,
        "note": script.note,
        "at": after + DECIDED_AFTER,
    }
    match script.state:
        case State.WITHDRAWN:
            withdraw_comment(
                comment=row, author=cast.members[script.author], at=after + DECIDED_AFTER
            )
        case State.REMOVED:
            remove_comment(**decision)
        case State.HELD if row.state == State.PUBLISHED:
            hold_comment(**decision)
        case State.REJECTED:
            reject_comment(**decision | {"at": decision["at"] + LOOKED_AFTER})


def _follow_up(entry: _Posted, cast: Cast, *, until: datetime) -> None:
    """Warn the author and let them appeal, both after the decision; escalate just before now."""
    script, row = entry.script, entry.row
    last = row.decisions.order_by("-pk").first()
    if script.warn:
        impose_sanction(
            participant=row.participant,
            kind=SanctionKind.WARN,
            moderator=cast.moderator,
            reason=script.reason,
            message=script.warn,
            comment=row,
            at=last.decided_at + LOOKED_AFTER,
        )
    if script.appeal:
        make_appeal(
            decision=last,
            member=cast.members[script.author],
            text=script.appeal,
            at=last.decided_at + APPEALED_AFTER,
        )
    if script.escalate:
        escalate(
            comment=row,
            moderator=cast.moderator,
            note=script.escalate,
            at=until - ESCALATED_BEFORE,
        )


def _last_answer_at(entry: _Posted, by_script: Mapping[int, _Posted]) -> datetime:
    answers = [by_script[id(script)].at for script, _parent in walk(entry.script.replies)]
    reported = [entry.at + REPORTED_AFTER] if entry.script.reports else []
    return max([entry.at, *answers, *reported])


def _like(page: DiscussionPage, entries: list[_Posted], cast: Cast, *, until: datetime) -> None:
    """Give each comment its likes, in one insert: a thousand calls of the service take minutes."""
    likes = []
    for place, entry in enumerate(entries):
        if not entry.script.likes:
            continue
        chance = random.Random(f"{page.slug}:{place}")
        others = [member for member in cast.members.values() if member.pk != entry.row.user_id]
        for member in chance.sample(others, entry.script.likes):
            at = entry.at + (until - entry.at) * chance.random()
            likes.append(
                CommentFlag(comment_id=entry.row.pk, user=member, flag=LIKEDIT_FLAG, flag_date=at)
            )
        DiscussionComment.objects.filter(pk=entry.row.pk).update(like_count=entry.script.likes)
    CommentFlag.objects.bulk_create(likes)
