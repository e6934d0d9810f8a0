"""What is left of a member when they delete their account."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from discussion_pages.keeping.changes import comments_changed
from discussion_pages.models import (
    AccountDeletion,
    Appeal,
    DiscussionComment,
    DiscussionPage,
    Follow,
    ModerationPolicy,
    Notice,
    NoticePreference,
    OutboxMessage,
    Participant,
    Report,
    Sanction,
)
from discussion_pages.rules.appeals import AppealEvent, AppealState, appeal_state_after
from discussion_pages.services import queueing
from discussion_pages.services.erasing import (
    ERASURE_RULE,
    IN_USE,
    erase_everything_about,
    erase_sanctions,
    take_back,
)
from discussion_pages.services.legal_holds import held_paths, is_held
from discussion_pages.services.liking import likes_of, recount_likes
from discussion_pages.services.policies import policy_for
from discussion_pages.services.tree import (
    ancestor_pks,
    lock_comments,
    lock_figures,
    lock_respondent_figures,
)


def erase_member(*, user: Any, at: datetime) -> None:
    """Take the person out of everything kept about comments, before the account goes.

    Where a discussion's policy keeps comments, they stay under "Former member" and go on counting
    as one person; where it erases them, they are withdrawn and emptied with what was written about
    them, and replies stay. Under a legal hold, or while somebody may come to harm, the words are
    withdrawn from sight and erased later. Names, e-mail addresses, likes, follows, notices and
    settings go everywhere; reports stay without reporter. Official replies are shown under the
    body's name and keep it.

    Call it in the transaction that deletes the account: the lock on the member's row then keeps
    posts out until the account is gone.
    """
    with transaction.atomic():
        # Whoever posts takes this lock too: nothing new in the member's name until they are gone.
        list(
            get_user_model()
            .objects.select_for_update()
            .filter(pk=user.pk)
            .order_by()
            .values_list("pk", flat=True)
        )
        likes = likes_of(user)
        liked = list(likes.values_list("comment", flat=True))
        written = list(DiscussionComment.objects.filter(user=user).values_list("pk", flat=True))
        goes = _paths_to_erase(user)
        appealed = list(_open_appeals(user).values_list("comment", flat=True))
        above = [pk for path in goes.values() for pk in ancestor_pks(path)]
        lock_comments([*liked, *written, *above, *filter(None, appealed)])
        likes.delete()
        recount_likes(liked)
        DiscussionComment.objects.filter(pk__in=written).update(
            author_name="", user=None, user_name="", user_email="", user_url="", ip_address=None
        )
        # Readers see the name change of what is published. Nothing may tell whose the rest was.
        DiscussionComment.objects.published().filter(pk__in=written, is_official=False).update(
            changed_at=at
        )
        comments_changed(written)
        _lock_figures(goes)
        Report.objects.filter(reporter=user).update(
            reporter=None, email="", language="", network_key=""
        )
        _erase_comments(goes, at=at)
        _close_appeals(user, at=at)
        _erase_sanctions(user)
        for model in (OutboxMessage, Notice):
            model.objects.filter(recipient=user).delete()
        for kept in (Follow, NoticePreference):
            kept.objects.filter(user=user).delete()
        Participant.objects.filter(user=user).update(user=None)


def erase_what_was_held(*, at: datetime) -> int:
    """Erase the words of members who left while a hold was on them, where none is any more.

    Returns how many comments were emptied.
    """
    waiting = (
        DiscussionComment.objects.filter(decisions__rule=ERASURE_RULE)
        .exclude(comment="")
        .select_related("discussion")
        .distinct()
    )
    paths = held_paths()
    with transaction.atomic():
        lock_comments(waiting.order_by().values_list("pk", flat=True))
        free = [comment.pk for comment in waiting if not _is_restricted(comment, paths)]
        erase_everything_about(DiscussionComment.objects.filter(pk__in=free))
    return len(free)


def shown_name(author_name: str) -> str:
    """Return the name under which a comment is shown; one without a snapshot lost its account."""
    return author_name or _("Former member")


def erases(policy: ModerationPolicy | None) -> bool:
    """Say whether a policy has the words of deleted accounts erased."""
    return policy is not None and policy.on_account_deletion == AccountDeletion.ERASE


def _paths_to_erase(user: Any) -> dict[int, str]:
    """Return the member's comments whose words go, by key, with their places in the tree."""
    mine = DiscussionComment.objects.filter(user=user, is_official=False)
    discussions = DiscussionPage.objects.filter(pk__in=mine.values("discussion"))
    erasing = [page.pk for page in discussions if erases(policy_for(page))]
    rows = mine.filter(discussion__in=erasing).order_by("pk")
    return dict(rows.values_list("pk", "path"))


def _lock_figures(pks: Iterable[int]) -> None:
    """Lock the figures of all discussions that will count fewer comments, before any report."""
    of = DiscussionComment.objects.filter(pk__in=list(pks)).order_by("discussion")
    discussions = list(of.values_list("discussion", flat=True).distinct())
    for discussion in discussions:
        lock_figures(discussion)
    if discussions:
        lock_respondent_figures(discussions)


def _erase_comments(pks: Iterable[int], *, at: datetime) -> None:
    """Withdraw locked comments and empty those that nothing holds."""
    paths = held_paths() if pks else []
    free = []
    for pk in pks:
        comment = DiscussionComment.objects.select_related("discussion").get(pk=pk)
        may_go = not _is_restricted(comment, paths)
        take_back(comment, rule=ERASURE_RULE, settles=may_go, at=at)
        if may_go:
            free.append(pk)
    erase_everything_about(DiscussionComment.objects.filter(pk__in=free))


def _is_restricted(comment: DiscussionComment, paths: list[str]) -> bool:
    return comment.urgency in IN_USE or is_held(comment.discussion, paths)


def _open_appeals(user: Any) -> Any:
    return Appeal.objects.filter(participant__user=user, state=AppealState.OPEN)


def _close_appeals(user: Any, *, at: datetime) -> None:
    """Withdraw the member's open appeals: nobody is left to be answered."""
    appeals = list(_open_appeals(user).select_related("comment").order_by("pk"))
    for appeal in appeals:
        appeal.state = appeal_state_after(AppealState.OPEN, AppealEvent.WITHDRAW).value
        appeal.decided_at = at
        appeal.save(update_fields=["state", "decided_at"])
        if appeal.comment is not None:
            queueing.refresh_place(appeal.comment, at=at)


def _erase_sanctions(user: Any) -> None:
    """Empty sanctions that are about no comment; those about one go with it."""
    erasing = Q(policy__on_account_deletion=AccountDeletion.ERASE)
    erase_sanctions(Sanction.objects.filter(erasing, participant__user=user, comment=None))
