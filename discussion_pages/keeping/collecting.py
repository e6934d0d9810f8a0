"""What one answer shows, and until when it holds: gathered while it is made.

Whatever reads something for readers says so (``shows``, ``holds_until``); outside a request that
may be kept nobody listens, and it costs nothing. A view that knows that it has said everything
allows its answer to be kept (``keep``).
"""

from collections.abc import Callable, Collection, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wagtail.models import Page

from discussion_pages.rules.keeping import next_of

EVERY_PAGE = "pages"
EVERY_TALK = "talks"
EVERY_FIGURE = "figures"
EVERY_DESK = "desks"
EVERY_MEDIUM = "media"
EVERY_SNIPPET = "snippets"
SITE = "site"
"""Shown by everything: sites and their settings, private sections, which snippets are live."""
EVERYTHING = (EVERY_PAGE, EVERY_TALK, EVERY_FIGURE, EVERY_DESK, EVERY_MEDIUM, EVERY_SNIPPET)


@dataclass(slots=True)
class Collected:
    """What was gathered of one answer so far."""

    keys: set[str] = field(default_factory=lambda: {SITE})
    until: datetime | None = None
    parameters: frozenset[str] | None = None
    """The parameters of the address that the view takes; ``None`` until it allows keeping."""
    speaks_as_asked: bool = False
    """Whether its language is the one that the reader's headers ask for."""


_collected: ContextVar[Collected | None] = ContextVar("discussion_pages_collected", default=None)
_edges: list[Callable[[datetime], Iterable[datetime | None]]] = []


class collecting:  # noqa: N801 (a context manager, named for how it reads)
    """Gather what is said inside the ``with``, as a ``Collected``."""

    def __enter__(self) -> Collected:
        found = Collected()
        self._token = _collected.set(found)
        return found

    def __exit__(self, *_error: object) -> None:
        _collected.reset(self._token)


def is_collecting() -> bool:
    """Say whether somebody listens, for what would cost a query to find out."""
    return _collected.get() is not None


def shows(*keys: str) -> None:
    """Say that the answer shows these."""
    found = _collected.get()
    if found is not None:
        found.keys.update(keys)


def holds_until(*instants: datetime | None, at: datetime) -> None:
    """Say that what the answer says at ``at`` may read differently at each of these instants."""
    found = _collected.get()
    if found is None:
        return
    turn = next_of(instants, at=at)
    if turn is not None and (found.until is None or turn < found.until):
        found.until = turn


def keep(*parameters: str) -> None:
    """Allow the answer to be kept, under addresses with none but these parameters."""
    found = _collected.get()
    if found is not None:
        found.parameters = frozenset(parameters)


def keep_whatever_it_reads(parameters: Collection[str], *, at: datetime) -> None:
    """Allow an answer to be kept until anything at all changes that such answers may show.

    For lists over everything, whose parts nobody has named one by one. It holds until the next
    instant at which any page opens, closes or gets its outcome; two queries.
    """
    if not is_collecting():
        return
    keep(*parameters)
    shows(*EVERYTHING)
    for edges in _edges:
        holds_until(*edges(at), at=at)


def speaks_as_asked() -> None:
    """Say that the answer's language follows the reader's headers, not the address."""
    found = _collected.get()
    if found is not None:
        found.speaks_as_asked = True


def register_edges(edges: Callable[[datetime], Iterable[datetime | None]]) -> None:
    """Add what finds the instants ahead at which pages of an app change by themselves."""
    if edges not in _edges:
        _edges.append(edges)


def key_of(instance: Any) -> str:
    """Return the key of one page, snippet, image or document."""
    if isinstance(instance, Page):
        return f"page:{instance.pk}"
    return f"{instance._meta.label_lower}:{instance.pk}"


def page_key(pk: int | None) -> str:
    """Return the key of a page: its fields, its address and whether it is published."""
    return f"page:{pk}"


def children_key(pk: int | None) -> str:
    """Return the key of the list of pages right below a page."""
    return f"children:{pk}"


def pages_key(model: type) -> str:
    """Return the key of all pages of a type, as a list."""
    return f"pages:{model._meta.label_lower}"  # type: ignore[attr-defined]


def kind_key(model: type) -> str:
    """Return the key of all snippets of a kind, as a list."""
    return f"all:{model._meta.label_lower}"  # type: ignore[attr-defined]


def talk_key(discussion_pk: int | None) -> str:
    """Return the key of all that readers see below a discussion: comments, likes, pins."""
    return f"talk:{discussion_pk}"


def figures_key(discussion_pk: int | None) -> str:
    """Return the key of how many comments a discussion has, and when the last was posted."""
    return f"figures:{discussion_pk}"


def desk_key(discussion_pk: int | None) -> str:
    """Return the key of how a discussion was moderated, in figures."""
    return f"desk:{discussion_pk}"


def note_loaded(sender: type, instance: Any, **_kwargs: Any) -> None:
    """Take whatever page, snippet, image or document is read for what the answer shows."""
    found = _collected.get()
    if found is not None and instance.pk is not None:
        found.keys.add(key_of(instance))
