"""The database twins of our rules."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from wagtail.models import Page, PageQuerySet

from discussion_pages.rules.cursors import Order
from discussion_pages.rules.mirroring import Position
from discussion_pages.rules.sanctions import SanctionKind
from discussion_pages.rules.states import State

ORDERINGS: dict[Order, tuple[str, str]] = {
    Order.NEWEST: ("-posted_at", "-pk"),
    Order.OLDEST: ("posted_at", "pk"),
    Order.LIKED: ("-like_count", "-pk"),
}


class CommentQuerySet(models.QuerySet):
    """Comments."""

    def published(self) -> Self:
        """Keep comments whose text is public."""
        return self.filter(state=State.PUBLISHED)

    def shown(self) -> Self:
        """Keep comments that have a place on the page: published, or tombstones with replies."""
        return self.filter(visible=1)

    def counted(self) -> Self:
        """Keep what counts as a response: published, replies too, official ones not."""
        return self.filter(state=State.PUBLISHED, is_official=False)

    def below_page(self, path: str) -> Self:
        """Keep comments in the discussions directly below the page at Wagtail's ``path``."""
        return self.filter(
            discussion__path__startswith=path, discussion__depth=len(path) // Page.steplen + 1
        )

    def roots(self) -> Self:
        """Keep comments that start a thread."""
        return self.filter(depth=0)

    def in_order(self, order: Order) -> Self:
        """Sort by ``order``; the primary key settles ties."""
        return self.order_by(*ORDERINGS[order])

    def after(self, order: Order, place: Any, pk: Any) -> Self:
        """Keep comments that follow, in the order, what stands at a place and has a key.

        ``place`` is an instant, or a number of likes. Either may be an expression.
        """
        if order is Order.LIKED:
            return self.filter(like_count__lte=place).filter(Q(like_count__lt=place) | Q(pk__lt=pk))
        if order is Order.NEWEST:
            return self.filter(posted_at__lte=place).filter(Q(posted_at__lt=place) | Q(pk__lt=pk))
        return self.filter(posted_at__gte=place).filter(Q(posted_at__gt=place) | Q(pk__gt=pk))

    def taken_away(self) -> Self:
        """Keep what readers once could read: the twin of ``rules.states.is_taken_away``."""
        return self.filter(first_published_at__isnull=False).exclude(state=State.PUBLISHED)

    def changed_since(self, since: datetime) -> Self:
        """Keep what readers saw change at ``since`` or after it, in the order of the changes."""
        return self.filter(changed_at__gte=since).order_by("changed_at", "pk")

    def changed_after(self, position: Position | None, *, rank: int = 0) -> Self:
        """Keep what follows a position among changes, where items of ``rank`` come in turn."""
        if position is None:
            return self
        at_once = Q(changed_at=position.instant)
        if rank == position.rank:
            at_once &= Q(pk__gt=position.pk)
        elif rank < position.rank:
            at_once = Q(pk__in=[])
        return self.filter(changed_at__gte=position.instant).filter(
            Q(changed_at__gt=position.instant) | at_once
        )

    def branch_of(self, path: str) -> Self:
        """Keep everything below the comment at ``path``, not itself."""
        return self.filter(path__gt=path, path__lt=path + "g")

    def awaiting_decision(self) -> Self:
        """Keep comments that a moderator has to look at: held, or with an edit that is held."""
        return self.filter(Q(state=State.HELD) | Q(edit_held_at__isnull=False))

    def reported(self) -> Self:
        """Keep comments with a report that nobody has settled."""
        return self.filter(report_count__gt=0)


class DiscussionQuerySet(PageQuerySet):
    """Discussion pages."""

    def window_open(self, *, at: datetime) -> Self:
        """Keep discussions whose own window is open; the page above may clip it further."""
        return self.filter(
            Q(opens_at__isnull=True) | Q(opens_at__lte=at),
            Q(closes_at__isnull=True) | Q(closes_at__gt=at),
        )


class SanctionQuerySet(models.QuerySet):
    """Sanctions on members."""

    def is_in_force(self, *, at: datetime):
        """Keep those that hold at ``at``: the twin of ``rules.sanctions.is_in_force``.

        A warning is a word, not a state, and never among them.
        """
        return self.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=at),
            Q(lifted_at__isnull=True) | Q(lifted_at__gt=at),
            starts_at__lte=at,
        ).exclude(kind=SanctionKind.WARN)
