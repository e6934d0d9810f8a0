"""Comments as readers see them: the one read side for pages, feeds and APIs.

No query here grows with the discussion: pages go on from a cursor, and a thread's first replies
are found by ranges of the tree's path.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import (
    BigAutoField,
    CharField,
    DateTimeField,
    Field,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Concat

from discussion_pages.conf import setting
from discussion_pages.keeping.collecting import figures_key, shows, talk_key
from discussion_pages.models import CommentRevision, DiscussionComment, DiscussionPage
from discussion_pages.prepared import Blank, Prepared, prepared
from discussion_pages.querysets import CommentQuerySet
from discussion_pages.rules.commenting import REPLIES_SHOWN, may_edit, may_withdraw
from discussion_pages.rules.cursors import Cursor, Order, cursor_for
from discussion_pages.rules.mirroring import Position
from discussion_pages.rules.states import State
from discussion_pages.services.erasure import shown_name
from discussion_pages.services.liking import likes_of
from discussion_pages.services.tree import ancestor_pks

THREADS_PER_PAGE = 20
REPLIES_PER_PAGE = 50
FIRST_REPLIES = tuple(f"reply_{number}" for number in range(REPLIES_SHOWN))
FOLD_CHARACTERS = 600
FOLD_LINES = 9

COLUMNS = (
    "pk",
    "thread_id",
    "parent_id",
    "path",
    "depth",
    "state",
    "author_name",
    "user_id",
    "is_official",
    "comment",
    "posted_at",
    "edited_at",
    "changed_at",
    "discussion_id",
    "edit_held_at",
    "redacted_at",
    "pinned_at",
    "locked_at",
    "held_rule",
    "reply_count",
    "like_count",
    "in_reply_to_id",
    "in_reply_to__author_name",
    "in_reply_to__state",
    "in_reply_to__is_official",
    "in_reply_to__organisation__name",
    "in_reply_to__organisation__short_name",
    "organisation__name",
    "organisation__short_name",
)


@dataclass(frozen=True, slots=True)
class ReplyTarget:
    """What a reply answers, where it does not hang directly below it."""

    id: int
    author_name: str

    @property
    def key(self) -> str:
        """Its key as addresses have it: no language writes it with separators."""
        return str(self.id)


@dataclass(frozen=True, slots=True)
class CommentView:
    """One comment as the viewer may see it. A tombstone has neither author nor text.

    An official reply is the body's: ``author_name`` is then ``organisation``, never a person.
    ``is_locked``: a moderator has locked the replies to it, or to one above it.
    """

    id: int
    thread_id: int
    parent_id: int | None
    path: str
    depth: int
    state: State
    author_name: str
    organisation: str
    is_official: bool
    text: str
    posted_at: datetime
    edited_at: datetime | None
    changed_at: datetime
    discussion_id: int
    reply_count: int
    like_count: int
    in_reply_to: ReplyTarget | None
    is_own: bool = False
    is_liked: bool = False
    edit_is_held: bool = False
    held_rule: str = ""
    """The machine's rule by which the viewer's own comment, or their edit of it, waits."""
    can_edit: bool = False
    can_withdraw: bool = False
    is_pinned: bool = False
    is_redacted: bool = False
    is_locked: bool = False

    @property
    def key(self) -> str:
        """Its key as addresses have it: no language writes it with separators."""
        return str(self.id)

    @property
    def shape(self) -> tuple[Any, ...]:
        """What decides which markup shows it: two of one shape differ in words and numbers only.

        A property that a template asks about has to be among these (``{% stencil %}``).
        """
        return (
            self.state,
            self.is_own,
            bool(self.text),
            self.is_official,
            self.edited_at is None,
            self.is_redacted,
            self.is_pinned,
            self.in_reply_to is None,
            self.is_long,
            self.edit_is_held,
            self.held_rule,
            self.is_locked,
            self.is_liked,
            not self.like_count,
            self.can_edit,
            self.can_withdraw,
        )

    @property
    def speaker(self) -> str:
        """Whose words they are: a body's, or else a member's."""
        return self.organisation or self.author_name

    @property
    def is_long(self) -> bool:
        """Whether a page folds it away."""
        return len(self.text) > FOLD_CHARACTERS or len(self.text.splitlines()) > FOLD_LINES

    @property
    def can_reply(self) -> bool:
        """Whether it takes replies while its discussion does."""
        return self.state is State.PUBLISHED and not self.is_locked

    @property
    def is_tombstone(self) -> bool:
        """Whether only the place of a comment is shown."""
        return self.state is not State.PUBLISHED and not self.is_own_waiting

    @property
    def is_own_waiting(self) -> bool:
        """Whether this is the viewer's own comment that a moderator has not read yet."""
        return self.state is State.HELD and self.is_own and bool(self.text)


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment that starts a thread, with its first replies in the order of the tree."""

    root: CommentView
    replies: list[CommentView] = field(default_factory=list)

    @property
    def more_replies(self) -> int:
        """How many published replies are folded away."""
        shown = sum(1 for reply in self.replies if not reply.is_tombstone)
        return max(0, self.root.reply_count - shown)


@dataclass(frozen=True, slots=True)
class ThreadsPage:
    """One page of a discussion."""

    order: Order
    threads: list[Thread]
    next_cursor: Cursor | None
    is_first: bool


@dataclass(frozen=True, slots=True)
class RepliesPage:
    """One page of a single thread."""

    root: CommentView
    replies: list[CommentView]
    next_after: str | None
    is_first: bool


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """One page of what changed, in the order of the changes."""

    comments: list[CommentView]
    next_position: Position | None


def read_threads(
    discussion: DiscussionPage,
    *,
    order: Order,
    cursor: Cursor | None = None,
    viewer: Any | None = None,
    limit: int = THREADS_PER_PAGE,
    pinned_first: bool = True,
    at: datetime,
) -> ThreadsPage:
    """Return up to ``limit`` threads after ``cursor``, each with its first replies.

    Whatever the order, pinned threads come first on the first page, beside those ``limit``, and
    nowhere else; without ``pinned_first`` they stand where the order has them. Two queries, one
    more for the pinned, and one for a signed-in viewer's likes. ``discussion`` is the page that
    holds the comments (``comments_page``).
    """
    shows(talk_key(discussion.pk), figures_key(discussion.pk))
    pinned = []
    values = {"discussion": discussion.pk}
    if cursor is not None:
        values |= {"place": cursor.place, "pk": cursor.pk}
    elif pinned_first and _any_pinned.one(**values):
        pinned = _pinned.all(**values)
    query = _page(order, limit=limit, pinned_first=pinned_first, is_first=cursor is None)
    found = query.all(**values)
    roots = [*pinned, *found[:limit]]
    replies = _first_replies(discussion, roots)
    views = _views([*roots, *replies], viewer=viewer, at=at)
    threads = [
        Thread(view, [reply for reply in views[len(roots) :] if reply.thread_id == view.id])
        for view in views[: len(roots)]
    ]
    next_cursor = None
    if len(found) > limit:
        last = found[limit - 1]
        next_cursor = cursor_for(
            order, posted_at=last["posted_at"], like_count=last["like_count"], pk=last["pk"]
        )
    return ThreadsPage(order, threads, next_cursor, is_first=cursor is None)


def read_thread(
    discussion: DiscussionPage,
    root_pk: int,
    *,
    after: str = "",
    viewer: Any | None = None,
    limit: int = REPLIES_PER_PAGE,
    at: datetime,
) -> RepliesPage | None:
    """Return one thread and up to ``limit`` replies whose path follows ``after``.

    ``None`` where no thread of that key is shown in the discussion.
    """
    shows(talk_key(discussion.pk))
    root = _roots(discussion.pk).filter(pk=root_pk).values(*COLUMNS).first()
    if root is None:
        return None
    rows = (
        DiscussionComment.objects.shown()
        .filter(discussion=discussion)
        .branch_of(root["path"])
        .filter(path__gt=max(root["path"], after))
        .order_by("path")
    )
    found = list(rows.values(*COLUMNS)[: limit + 1])
    views = _views([root, *found[:limit]], viewer=viewer, at=at)
    next_after = found[limit - 1]["path"] if len(found) > limit else None
    return RepliesPage(views[0], views[1:], next_after, is_first=not after)


def read_changes(
    discussions: Iterable[DiscussionPage] | QuerySet,
    *,
    since: datetime,
    position: Position | None = None,
    limit: int = THREADS_PER_PAGE,
    at: datetime,
) -> ChangesPage:
    """Return what readers saw change in some discussions since an instant, the oldest first.

    Comments and tombstones, as anybody sees them now. Two queries at most.
    """
    rows = (
        DiscussionComment.objects.shown()
        .filter(discussion__in=discussions)
        .changed_since(since)
        .changed_after(position)
    )
    found = list(rows.values(*COLUMNS)[: limit + 1])
    comments = _views(found[:limit], viewer=None, at=at)
    last = comments[-1] if len(found) > limit else None
    return ChangesPage(
        comments, Position.after(last.changed_at, pk=last.id) if last is not None else None
    )


def read_comment(
    discussion: DiscussionPage, pk: int, *, viewer: Any | None = None, at: datetime
) -> CommentView | None:
    """Return one published comment, or the viewer's own, as it is shown on its own page."""
    mine = Q(state=State.PUBLISHED)
    if viewer is not None and viewer.is_authenticated:
        mine |= Q(user=viewer, is_official=False)
    rows = DiscussionComment.objects.filter(discussion=discussion, pk=pk).filter(mine)
    row = rows.values(*COLUMNS).first()
    return _views([row], viewer=viewer, at=at, own_text=True)[0] if row else None


def read_own_waiting(
    discussion: DiscussionPage, *, viewer: Any, at: datetime, limit: int = 20
) -> list[CommentView]:
    """Return the viewer's comments that a moderator has still to read, newest first."""
    rows = _own_waiting(discussion, viewer).in_order(Order.NEWEST)
    return _views(list(rows.values(*COLUMNS)[:limit]), viewer=viewer, at=at, own_text=True)


def count_own_waiting(discussion: DiscussionPage, *, viewer: Any) -> int:
    """Count the viewer's comments that a moderator has still to read."""
    return _own_waiting(discussion, viewer).count()


def _own_waiting(discussion: DiscussionPage, viewer: Any) -> CommentQuerySet:
    return DiscussionComment.objects.filter(
        discussion_id=discussion.pk, participant__user=viewer, state=State.HELD, is_official=False
    )


def newest_text(comment: DiscussionComment) -> str:
    """Return what its author wrote last: an edit that waits, else the published words."""
    waiting = comment.revisions.filter(status=CommentRevision.Status.HELD).last()
    return waiting.text if waiting else comment.comment


@dataclass(frozen=True, slots=True)
class Place:
    """Where a comment is found: on a page of the discussion, or of its thread."""

    root_pk: int
    cursor: Cursor | None = None
    thread_after: str | None = None

    @property
    def is_in_thread(self) -> bool:
        """Whether the thread's own page shows it, because the discussion folds it away."""
        return self.thread_after is not None


def find_place(discussion: DiscussionPage, pk: int) -> Place | None:
    """Return where the discussion, newest first, shows a comment; ``None`` if it does not."""
    shown = DiscussionComment.objects.shown().filter(discussion=discussion)
    comment = shown.filter(pk=pk).values("pk", "thread_id", "path", "depth").first()
    if comment is None:
        return None
    roots = shown.filter(pk=comment["thread_id"])
    root = roots.values("pk", "path", "posted_at", "pinned_at").first()
    if root is None:
        return None
    if comment["depth"]:
        branch = shown.branch_of(root["path"]).filter(path__lt=comment["path"])
        before = list(branch.order_by("-path").values_list("path", flat=True)[:REPLIES_PER_PAGE])
        if len(before) >= REPLIES_SHOWN:
            after = before[0] if len(before) == REPLIES_PER_PAGE else ""
            return Place(root["pk"], thread_after=after)
    if root["pinned_at"] is not None:
        return Place(root["pk"])
    newer = (
        _unpinned_roots(discussion.pk)
        .filter(posted_at__gte=root["posted_at"])
        .filter(Q(posted_at__gt=root["posted_at"]) | Q(pk__gt=root["pk"]))
        .in_order(Order.OLDEST)
        .values("pk", "posted_at", "like_count")
    )
    before_root = list(newer[:THREADS_PER_PAGE])
    if len(before_root) < THREADS_PER_PAGE:
        return Place(root["pk"])
    last = before_root[0]
    cursor = cursor_for(Order.NEWEST, posted_at=last["posted_at"], like_count=0, pk=last["pk"])
    return Place(root["pk"], cursor=cursor)


def _roots(discussion: Any) -> CommentQuerySet:
    # By key: a page that nobody has saved has none, and a preview shows it without a comment.
    return DiscussionComment.objects.shown().filter(discussion_id=discussion).roots()


def _unpinned_roots(discussion: Any) -> CommentQuerySet:
    return _roots(discussion).filter(pinned_at__isnull=True)


def _pinned_roots(discussion: Any) -> CommentQuerySet:
    """Return what stands at the top of the discussion, last pinned first."""
    return _roots(discussion).filter(pinned_at__isnull=False).order_by("-pinned_at", "-pk")


def _with_first_replies(roots: CommentQuerySet) -> CommentQuerySet:
    """Add the paths of the replies that are shown below each root before the others fold.

    Each is found by an index, however many there are.
    """
    branch = (
        DiscussionComment.objects.shown()
        .filter(
            discussion_id=OuterRef("discussion_id"),
            path__gt=OuterRef("path"),
            path__lt=Concat(OuterRef("path"), Value("g")),
        )
        .order_by("path")
        .values("path")
    )
    return roots.annotate(
        **{name: Subquery(branch[at : at + 1]) for at, name in enumerate(FIRST_REPLIES)}
    )


@prepared(discussion=BigAutoField())
def _any_pinned(discussion: Blank) -> QuerySet:
    return _pinned_roots(discussion).values("pk")[:1]


@prepared(discussion=BigAutoField())
def _pinned(discussion: Blank) -> QuerySet:
    return _with_first_replies(_pinned_roots(discussion)).values(*COLUMNS, *FIRST_REPLIES)


@lru_cache(maxsize=128)
def _page(order: Order, *, limit: int, pinned_first: bool, is_first: bool) -> Prepared:
    """Return the query for a page of threads, and whether there is one more."""
    fields: dict[str, Field] = {"discussion": BigAutoField()}
    if not is_first:
        fields |= {"place": PLACE_FIELDS[order], "pk": BigAutoField()}

    @prepared(**fields)
    def rows(discussion: Blank, **after: Blank) -> QuerySet:
        found = _unpinned_roots(discussion) if pinned_first else _roots(discussion)
        if after:
            found = found.after(order, **after)
        threads = _with_first_replies(found.in_order(order))
        return threads.values(*COLUMNS, *FIRST_REPLIES)[: limit + 1]

    return rows


PLACE_FIELDS: dict[Order, Field] = {
    Order.NEWEST: DateTimeField(),
    Order.OLDEST: DateTimeField(),
    Order.LIKED: IntegerField(),
}
"""What each order sorts by."""
PATHS_AT_ONCE = THREADS_PER_PAGE * REPLIES_SHOWN


def _first_replies(
    discussion: DiscussionPage, roots: Iterable[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the first replies of every thread, by one query over their paths."""
    paths = [path for root in roots for name in FIRST_REPLIES if (path := root[name])]
    if not paths:
        return []
    if len(paths) > PATHS_AT_ONCE:
        return list(_at_paths(paths, discussion.pk))
    # A blank path is nobody's.
    named = dict.fromkeys(PATH_NAMES, "") | dict(zip(PATH_NAMES, paths, strict=False))
    return _replies.all(discussion=discussion.pk, **named)


PATH_NAMES = tuple(f"path_{number}" for number in range(PATHS_AT_ONCE))


@prepared(discussion=BigAutoField(), **dict.fromkeys(PATH_NAMES, CharField()))
def _replies(discussion: Blank, **paths: Blank) -> QuerySet:
    return _at_paths(paths.values(), discussion)


def _at_paths(paths: Iterable[Any], discussion: Any) -> QuerySet:
    rows = DiscussionComment.objects.shown().filter(path__in=paths, discussion_id=discussion)
    return rows.order_by("path").values(*COLUMNS)


def _views(
    rows: list[dict[str, Any]], *, viewer: Any | None, at: datetime, own_text: bool = False
) -> list[CommentView]:
    viewer_pk = viewer.pk if viewer is not None and viewer.is_authenticated else None
    liked: set[int] = set()
    if viewer_pk is not None and rows:
        pks = [row["pk"] for row in rows]
        liked = set(likes_of(viewer).filter(comment__in=pks).values_list("comment", flat=True))
    locked = _locked_pks(rows)
    return [
        _view(row, viewer_pk=viewer_pk, liked=liked, locked=locked, at=at, own_text=own_text)
        for row in rows
    ]


def _locked_pks(rows: list[dict[str, Any]]) -> set[int]:
    """Return which of these comments, and of those above them, have their replies locked.

    A page of threads holds all that is above its replies; for the others, one query.
    """
    locked = {row["pk"] for row in rows if row["locked_at"] is not None}
    above = {pk for row in rows for pk in ancestor_pks(row["path"])}
    if missing := above - {row["pk"] for row in rows}:
        others = DiscussionComment.objects.filter(pk__in=missing, locked_at__isnull=False)
        locked.update(others.values_list("pk", flat=True))
    return locked


def _view(
    row: dict[str, Any],
    *,
    viewer_pk: Any,
    liked: set[int],
    locked: set[int],
    at: datetime,
    own_text: bool,
) -> CommentView:
    state = State(row["state"])
    is_own = viewer_pk is not None and row["user_id"] == viewer_pk and not row["is_official"]
    readable = state is State.PUBLISHED or (own_text and is_own)
    return CommentView(
        id=row["pk"],
        thread_id=row["thread_id"],
        parent_id=row["parent_id"] if row["depth"] else None,
        path=row["path"],
        depth=row["depth"],
        state=state,
        author_name=_name(row) if readable else "",
        organisation=_organisation(row) if readable else "",
        is_official=row["is_official"] and readable,
        text=row["comment"] if readable else "",
        posted_at=row["posted_at"],
        edited_at=row["edited_at"] if readable else None,
        changed_at=row["changed_at"],
        discussion_id=row["discussion_id"],
        reply_count=row["reply_count"],
        like_count=row["like_count"] if readable else 0,
        in_reply_to=_target(row) if readable else None,
        is_own=is_own,
        is_liked=row["pk"] in liked,
        edit_is_held=is_own and row["edit_held_at"] is not None,
        held_rule=row["held_rule"] if is_own else "",
        can_edit=is_own
        and may_edit(state, posted_at=row["posted_at"], minutes=setting("EDIT_MINUTES"), at=at),
        can_withdraw=is_own and may_withdraw(state),
        is_pinned=row["pinned_at"] is not None,
        is_redacted=row["redacted_at"] is not None and readable,
        is_locked=row["pk"] in locked or not locked.isdisjoint(ancestor_pks(row["path"])),
    )


def _target(row: dict[str, Any]) -> ReplyTarget | None:
    """Name what is replied to only where the tree does not already show it."""
    if row["in_reply_to_id"] in (None, row["parent_id"]):
        return None
    if row["in_reply_to__state"] != State.PUBLISHED:
        return None
    return ReplyTarget(row["in_reply_to_id"], _name(row, "in_reply_to__"))


def _name(row: dict[str, Any], prefix: str = "") -> str:
    """Return the name shown with a comment: a body's for an official reply, else the member's."""
    if row[f"{prefix}is_official"]:
        return _organisation(row, prefix)
    return shown_name(row[f"{prefix}author_name"])


def _organisation(row: dict[str, Any], prefix: str = "") -> str:
    names = (row[f"{prefix}organisation__short_name"], row[f"{prefix}organisation__name"])
    return next((name for name in names if name), "")
