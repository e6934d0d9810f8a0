"""Who is looking at a comment at the desk: a courtesy between moderators, never a lock.

A claim is taken by opening a comment and lapses by itself; a decision asks ``claimed_by_other``.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from discussion_pages.conf import setting
from discussion_pages.models import Claim, DiscussionComment


def claim(*, comment: DiscussionComment, moderator: Any, at: datetime) -> Claim:
    """Take a comment to look at, unless somebody else has it; return the claim in force.

    Of two who open it at once, exactly one gets it. Whoever opens a comment lets go of the one
    before; opening the same again makes the claim last longer.
    """
    ends = at + timedelta(minutes=setting("CLAIM_MINUTES"))
    # Not in the transaction below: two who change places would wait for each other.
    Claim.objects.filter(moderator=moderator).exclude(comment=comment).delete()
    found = None
    while found is None:
        found = _take(
            Claim(comment=comment, moderator=moderator, claimed_at=at, expires_at=ends), at=at
        )
    return found


def release(*, comment: DiscussionComment, moderator: Any) -> None:
    """Let go of a comment; somebody else's claim stays."""
    Claim.objects.filter(comment=comment, moderator=moderator).delete()


def claimed_by_other(*, comment: DiscussionComment, moderator: Any, at: datetime) -> Claim | None:
    """Return the claim of somebody else that has not lapsed, if there is one. One query."""
    return claims_of_others([comment.pk], moderator=moderator, at=at).get(comment.pk)


def claims_of_others(pks: Collection[int], *, moderator: Any, at: datetime) -> dict[int, Claim]:
    """Return the claims of other moderators on several comments, by comment. One query."""
    claims = Claim.objects.filter(comment__in=pks, expires_at__gt=at).exclude(moderator=moderator)
    return {found.comment_id: found for found in claims.select_related("moderator")}


def _take(wanted: Claim, *, at: datetime) -> Claim | None:
    """Return the claim in force; ``None`` where another was let go of at this very moment."""
    with transaction.atomic():
        Claim.objects.bulk_create([wanted], ignore_conflicts=True)
        found = (
            Claim.objects.select_for_update(of=("self",))
            .select_related("moderator")
            .filter(comment=wanted.comment)
            .first()
        )
        if found is None:
            return None
        if found.expires_at <= at:
            found.moderator, found.claimed_at = wanted.moderator, at
        if found.moderator == wanted.moderator:
            found.expires_at = wanted.expires_at
            found.save()
        return found
