"""What one person may do in one discussion at one instant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from discussion_pages import words
from discussion_pages.keeping.collecting import holds_until
from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.rules.commenting import Commenting, ModerationMode, commenting
from discussion_pages.rules.windows import Window
from discussion_pages.services.refusals import Closed, NotAllowed


@dataclass(frozen=True, slots=True)
class CommentingStatus:
    """Whether a discussion takes comments, and the sentence that says so."""

    commenting: Commenting
    window: Window
    sentence: str
    is_settled: bool = False
    """Whether the page above has published its outcome, so that nothing is analysed any more."""

    @property
    def is_open(self) -> bool:
        """Whether it takes comments."""
        return self.commenting is Commenting.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether its window is over."""
        return self.commenting is Commenting.CLOSED

    @property
    def is_upcoming(self) -> bool:
        """Whether its window has not begun."""
        return self.commenting is Commenting.UPCOMING


def commenting_status(discussion: DiscussionPage, *, at: datetime) -> CommentingStatus:
    """Return whether ``discussion`` takes comments at ``at``."""
    window = discussion.window
    state = commenting(
        window, comments_open=discussion.comments_open, is_copy=discussion.is_copy, at=at
    )
    settled_at = discussion.settled_at
    holds_until(window.opens_at, window.closes_at, settled_at, at=at)
    return CommentingStatus(
        state,
        window,
        words.commenting_sentence(state, window),
        is_settled=settled_at is not None and at >= settled_at,
    )


def refuse_unless_open(discussion: DiscussionPage, *, at: datetime) -> None:
    """Stop a post, reply, like or edit that the discussion does not take.

    Raises:
        Closed: with the sentence that the page shows.
        NotAllowed: the page is not published.
    """
    if not discussion.live:
        raise NotAllowed("not_published", _("This discussion is not published."))
    status = commenting_status(discussion, at=at)
    if not status.is_open:
        raise Closed(status.commenting.value, status.sentence)


def refuse_unless_active(person: Any) -> None:
    """Stop somebody without an active account.

    Raises:
        NotAllowed: not signed in, or the account is switched off.
    """
    if not (person.is_authenticated and person.is_active):
        raise NotAllowed("log_in", _("Log in to do this."))


def lock_member(person: Any) -> None:
    """Lock the row of somebody about to write, first of all locks, until the transaction ends.

    Whoever erases the account holds the same row, so that nothing is written in a name that is
    being taken away.

    Raises:
        NotAllowed: the account is gone.
    """
    rows = get_user_model().objects.select_for_update(no_key=True).filter(pk=person.pk)
    if not rows.order_by().values_list("pk", flat=True):
        raise NotAllowed("log_in", _("Log in to do this."))


def lock_people(pks: Iterable[int | None]) -> None:
    """Lock the rows of whoever is about to be named or told, in the order of their keys.

    First of all locks, as in ``lock_member``. ``None`` and accounts that are gone are left out.
    """
    people = get_user_model().objects.filter(pk__in={pk for pk in pks if pk is not None})
    list(people.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def has_published_before(person: Any, *, other_than: DiscussionComment | None = None) -> bool:
    """Say whether the member has a published comment anywhere on this site.

    A comment that is being edited does not vouch for its own new words: give it as ``other_than``.
    """
    published = DiscussionComment.objects.published().filter(
        participant__user=person, is_official=False
    )
    if other_than is not None:
        published = published.exclude(pk=other_than.pk)
    return published.exists()


def moderation_sentence(
    discussion: DiscussionPage, person: Any, *, editing: DiscussionComment | None = None
) -> str:
    """Return the rule that the composer, or the form to edit a comment, states to ``person``."""
    known = None
    if (
        discussion.moderation_mode == ModerationMode.FIRST_COMMENT
        and person is not None
        and person.is_authenticated
    ):
        known = has_published_before(person, other_than=editing)
    return words.moderation_sentence(discussion.moderation_mode, has_published_before=known)
