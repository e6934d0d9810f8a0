"""What came into public reach and what left it, for mirrors of the read API.

Nothing decides here what is public: each kind of object is read by the very query that the API
serves it by (``register``), and what is there now is compared with what was recorded before.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from discussion_pages.conf import setting
from discussion_pages.models import DiscussionComment, DiscussionPage, PublicObject
from discussion_pages.rules.mirroring import (
    Position,
    feed_reaches,
    oldest_since,
)
from discussion_pages.rules.states import State, shown_state
from discussion_pages.services.public import (
    public_guidance,
    public_media,
    public_organisations,
    public_pages,
    public_policies,
)

BATCH = 500
PAGE = "page"
COMMENT = "comment"
OBJECTS, COMMENTS = 0, 1  # the ranks of the two sources at one instant

Place = tuple[int, str]
"""The scope and the key of an object."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """Something that readers cannot read any more. ``state``: what a comment's tombstone says."""

    kind: str
    key: int | str
    at: datetime
    position: Position
    state: str | None = None


@dataclass(frozen=True, slots=True)
class DeletionsPage:
    """One page of the feed."""

    items: list[Deletion]
    next_position: Position | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """How much a recording found."""

    came: int = 0
    went: int = 0
    forgotten: int = 0


class TooOld(Exception):
    """The feed does not reach back as far as asked. ``oldest``: from when it does, if it does."""

    def __init__(self, oldest: datetime | None) -> None:
        self.oldest = oldest
        super().__init__()


Read = Callable[[datetime], dict[Place, str]]

_reads: dict[str, Read] = {}


def register(kind: str, public: Callable[[datetime], QuerySet]) -> None:
    """Let objects of a kind be recorded: what ``public`` returns for an instant is public then.

    A later call for the same kind replaces an earlier one.
    """
    _reads[kind] = lambda at: dict.fromkeys(
        ((0, str(pk)) for pk in public(at).order_by("pk").values_list("pk", flat=True)), ""
    )


def _public_pages(at: datetime) -> dict[Place, str]:
    return {
        (site.pk, str(pk)): url_path
        for site in Site.objects.order_by("pk")
        for pk, url_path in public_pages(site=site).order_by("path").values_list("pk", "url_path")
    }


_reads[PAGE] = _public_pages
register("organisation", lambda at: public_organisations())
register("guidance", lambda at: public_guidance())
register("policy", lambda at: public_policies())
register("image", lambda at: public_media(get_image_model()))
register("document", lambda at: public_media(get_document_model()))


def record_public_objects(*, at: datetime) -> Recorded:
    """Write down what came, moved or went since this was last called, as of ``at``.

    It may run at any time and as often as one likes. What went longer ago than the feed keeps is
    forgotten.
    """
    came = went = 0
    for kind, read in _reads.items():
        with transaction.atomic():
            more_came, more_went = _record(kind, read, at=at)
        came, went = came + more_came, went + more_went
    old = PublicObject.objects.filter(gone_at__lt=at - timedelta(days=_days()))
    forgotten, _by_model = old.delete()
    return Recorded(came, went, forgotten)


def pages_changed_since(since: datetime, *, site: Site | None) -> QuerySet[Page]:
    """Return pages that readers of a site saw change: the twin of ``page_changed_since``."""
    came = PublicObject.objects.filter(
        kind=PAGE, scope=site.pk if site else 0, gone_at__isnull=True, changed_at__gte=since
    )
    keys = came.values_list(Cast("key", output_field=Page._meta.pk), flat=True)
    return Page.objects.filter(Q(last_published_at__gte=since) | Q(pk__in=keys))


def deletions_since(
    since: datetime,
    *,
    site: Site | None,
    position: Position | None = None,
    limit: int,
    at: datetime,
) -> DeletionsPage:
    """Return what left public reach at ``since`` or after it, the earliest first. Five queries.

    An object that has come back since is not among them. Comments are named only below a page that
    is public now: with a page goes all that is below it.

    Raises:
        TooOld: the feed does not know everything since then. The mirror has to start over.
    """
    recorded_from = PublicObject.objects.aggregate(at=Min("recorded_at"))["at"]
    if not feed_reaches(since, recorded_from=recorded_from, days=_days(), at=at):
        oldest = recorded_from and oldest_since(recorded_from, days=_days(), at=at)
        raise TooOld(oldest)
    objects = _gone_objects(since, site=site, position=position)[: limit + 1]
    comments = _gone_comments(since, site=site, position=position)[: limit + 1]
    items = merge(
        (_of_object(row) for row in objects),
        (_of_comment(row) for row in comments),
        key=lambda item: item.position,
    )
    found = list(islice(items, limit + 1))
    is_more = len(found) > limit
    return DeletionsPage(found[:limit], found[limit - 1].position if is_more else None)


def _days() -> int:
    return setting("DELETIONS_DAYS")


def _record(kind: str, read: Read, *, at: datetime) -> tuple[int, int]:
    """Compare one kind with what was recorded. The rows are locked before anything is read."""
    known = {
        (row.scope, row.key): row
        for row in PublicObject.objects.select_for_update().filter(kind=kind).order_by("pk")
    }
    found = read(at)
    fresh = [
        PublicObject(kind=kind, scope=scope, key=key, place=place, recorded_at=at, changed_at=at)
        for (scope, key), place in found.items()
        if (scope, key) not in known
    ]
    PublicObject.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
    changed = [
        row
        for place, row in known.items()
        if place in found and (row.gone_at is not None or row.place != found[place])
    ]
    for row in changed:
        row.place = found[row.scope, row.key]
        row.changed_at, row.gone_at = at, None
    PublicObject.objects.bulk_update(changed, ["place", "changed_at", "gone_at"], batch_size=BATCH)
    gone = [row.pk for place, row in known.items() if place not in found and row.gone_at is None]
    for pks in _batches(gone):
        PublicObject.objects.filter(pk__in=pks).update(gone_at=at)
    return len(fresh) + len(changed), len(gone)


def _batches(pks: Iterable[int]) -> Iterator[list[int]]:
    keys = iter(pks)
    while batch := list(islice(keys, BATCH)):
        yield batch


def _gone_objects(
    since: datetime, *, site: Site | None, position: Position | None
) -> QuerySet[PublicObject]:
    scopes = [0] if site is None else [0, site.pk]
    rows = PublicObject.objects.filter(scope__in=scopes, gone_at__gte=since)
    if position is not None:
        at_once = Q(gone_at=position.instant, pk__gt=position.pk)
        if position.rank > OBJECTS:
            at_once = Q(pk__in=[])
        rows = rows.filter(Q(gone_at__gt=position.instant) | at_once)
    return rows.order_by("gone_at", "pk")


def _gone_comments(
    since: datetime, *, site: Site | None, position: Position | None
) -> QuerySet[Any, dict[str, Any]]:
    pages = public_pages(DiscussionPage, site=site) if site else DiscussionPage.objects.none()
    return (
        DiscussionComment.objects.taken_away()
        .filter(discussion__in=pages.order_by().values("pk"))
        .changed_since(since)
        .changed_after(position, rank=COMMENTS)
        .values("pk", "state", "changed_at")
    )


def _of_object(row: PublicObject) -> Deletion:
    assert row.gone_at is not None
    key = int(row.key) if row.key.isdecimal() else row.key
    position = Position.after(row.gone_at, rank=OBJECTS, pk=row.pk)
    return Deletion(row.kind, key, row.gone_at, position)


def _of_comment(row: dict[str, Any]) -> Deletion:
    position = Position.after(row["changed_at"], rank=COMMENTS, pk=row["pk"])
    return Deletion(
        COMMENT, row["pk"], row["changed_at"], position, state=shown_state(State(row["state"]))
    )
