"""The kinds of events that webhooks tell, each with how its payload is made.

The app that knows something registers it when it starts (``AppConfig.ready``): this app its own,
one that composes it more. So the list, the form and the sender know what the site has.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from discussion_pages.models import WebhookEvent

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WebhookKind:
    """One kind of event.

    ``build`` returns what the event tells at this moment, or ``None`` where there is nothing (any
    more) that its audience may read. ``is_for_staff``: it names what the public does not see.
    ``is_offered``: people can choose it.
    """

    name: str
    label: Any
    explanation: Any
    build: Callable[[WebhookEvent], Payload | None]
    is_for_staff: bool = False
    is_offered: bool = True


_kinds: dict[str, WebhookKind] = {}
_sources: list[Callable[..., Any]] = []


def register_kind(kind: WebhookKind) -> None:
    """Add a kind; the same name again replaces it."""
    _kinds[kind.name] = kind


def register_source(source: Callable[..., Any]) -> None:
    """Have ``source(at=…)`` called whenever somebody looks for what time itself has brought."""
    if source not in _sources:
        _sources.append(source)


def kinds() -> list[WebhookKind]:
    """Return all kinds, in the order in which apps registered them."""
    return list(_kinds.values())


def offered_kinds() -> list[WebhookKind]:
    """Return the kinds that people can choose."""
    return [kind for kind in _kinds.values() if kind.is_offered]


def kind_named(name: str) -> WebhookKind | None:
    """Return one kind; ``None`` where the app that knew it is gone."""
    return _kinds.get(name)


def look_around(*, at: datetime) -> None:
    """Let every source write what has become due by ``at``, such as a window that has opened."""
    for source in _sources:
        source(at=at)
