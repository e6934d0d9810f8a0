"""Answers as they are kept: bytes, headers, and what they rest on."""

import math
import pickle
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.http import HttpResponse

from discussion_pages.keeping import versions

ENTRY = "discussion_pages.a:"
BASIS = "discussion_pages.b:"
LOCK = "discussion_pages.l:"
BASIS_SECONDS = 60 * 60
"""How long is remembered what an answer rested on, after it has gone: the next one's versions can
then be read before it is made, so that it is kept even while other things change."""
BASIS_QUERY_SECONDS = 60
"""The same for addresses with parameters, of which anybody can make up as many as they like."""
LOCK_SECONDS = 8
"""After which a maker that says nothing is taken for dead."""
WAIT_SECONDS = 12.0
"""How long others wait for the one who makes it."""
PAUSES = (0.005, 0.01, 0.02, 0.05)
NOT_KEPT_SECONDS = 30.0
NOT_KEPT_MOST = 2000

# Said of one caller or one moment, so never said again to another.
OWN_HEADERS = frozenset(
    {"age", "connection", "date", "ratelimit", "ratelimit-policy", "retry-after", "x-request-id"}
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where an answer is found. Two requests with the same are answered alike."""

    scheme: str
    host: str
    path: str
    query: str = ""
    language: str = ""

    @property
    def name(self) -> str:
        """Return a name of one length, whatever the address holds."""
        parts = (self.scheme, self.host, self.path, self.query, self.language)
        text = "\n".join(part.encode("unicode_escape").decode() for part in parts)
        return sha256(text.encode()).hexdigest()[:40]

    @property
    def url(self) -> str:
        """Return it as caches before us know it."""
        from django.utils.encoding import iri_to_uri

        address = f"{self.scheme}://{self.host}{iri_to_uri(self.path)}"
        return f"{address}?{self.query}" if self.query else address


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. Without ``content`` it only says what the last one rested on."""

    versions: Mapping[str, int]
    until: float = 0.0
    content: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    marks: Mapping[str, Any] = field(default_factory=dict)
    """What later middleware reads from the response object: exceptions to a security policy."""
    is_shared: bool = False
    """Whether caches before us may keep it too, because they are told when it changes."""

    @property
    def holds_until(self) -> datetime:
        """The instant at which it may begin to be wrong."""
        return datetime.fromtimestamp(self.until, tz=UTC)

    def is_right(self, *, at: datetime) -> bool:
        """Say whether it may be given at ``at``. One round trip."""
        if not self.content or at.timestamp() >= self.until:
            return False
        return self.rests_on_what_is_so()

    def rests_on_what_is_so(self) -> bool:
        """Say whether nothing that it shows has changed. One round trip."""
        return versions.current(self.versions) == self.versions

    def response(self) -> HttpResponse:
        """Return it as a response of its own."""
        made = HttpResponse(self.content)
        del made["Content-Type"]
        for name, value in self.headers:
            made[name] = value
        vars(made).update(self.marks)
        return made


def kept_headers(response: HttpResponse) -> tuple[tuple[str, str], ...]:
    """Return the headers that belong to the answer itself."""
    return tuple((k, v) for k, v in response.items() if k.lower() not in OWN_HEADERS)


def kept_marks(response: HttpResponse) -> dict[str, Any]:
    """Return what views have set on a response for the middleware of content security policies."""
    return {k: v for k, v in vars(response).items() if k.startswith("_csp_")}


def find(address: Address) -> Answer | None:
    """Return what is kept for an address, right or stale, or only what it last rested on.

    One round trip where an answer is kept, else two.
    """
    row = versions.cache().get(ENTRY + address.name)
    if row is not None:
        return Answer(*row)
    basis = versions.cache().get(BASIS + address.name)
    return Answer(basis) if basis is not None else None


def store(address: Address, answer: Answer, *, seconds: float) -> None:
    """Keep an answer for some seconds, and longer than that what it rests on."""
    remember(address, answer.versions, seconds=seconds)
    row = (
        dict(answer.versions),
        answer.until,
        answer.content,
        answer.headers,
        dict(answer.marks),
        answer.is_shared,
    )
    versions.cache().set(ENTRY + address.name, row, math.ceil(seconds))


def remember(address: Address, found: Mapping[str, int], *, seconds: float = 0) -> None:
    """Remember what the answer at an address rests on, beyond the seconds for which it is kept."""
    longer = BASIS_QUERY_SECONDS if address.query else BASIS_SECONDS
    versions.cache().set(BASIS + address.name, dict(found), math.ceil(seconds) + longer)


def can_be_stored(marks: Mapping[str, Any]) -> bool:
    """Say whether what a view has left on its response can be written down."""
    try:
        pickle.dumps(dict(marks))
    except Exception:
        return False
    return True


class Turns:
    """Who makes an answer that is not there: one at a time, while the others wait for it."""

    def __init__(self) -> None:
        self._not_kept: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def take(self, address: Address) -> Iterator[bool]:
        """Take the turn to make an answer; ``False`` where somebody else has it."""
        name, token = LOCK + address.name, secrets.token_hex(8)
        is_noted = True
        try:
            is_ours = bool(versions.cache().add(name, token, LOCK_SECONDS))
        except Exception:
            versions.note_failure("no turn could be taken")
            is_ours, is_noted = True, False
        try:
            yield is_ours
        finally:
            if is_ours and is_noted:
                self._release(name, token)

    def _release(self, name: str, token: str) -> None:
        try:
            # One that took longer than its turn must not end the next one's.
            if versions.cache().get(name) == token:
                versions.cache().delete(name)
        except Exception:
            versions.note_failure("a turn could not be ended")

    def wait(
        self, address: Address, *, ends_at: float, at: Callable[[], datetime]
    ) -> Answer | None:
        """Return the answer that somebody is making, or ``None`` where they have not made it."""
        pauses = iter(PAUSES)
        while time.monotonic() < ends_at:
            time.sleep(next(pauses, PAUSES[-1]))
            found = find(address)
            if found is not None and found.is_right(at=at()):
                return found
            if versions.cache().get(LOCK + address.name) is None:
                found = find(address)
                return found if found is not None and found.is_right(at=at()) else None
        return None

    def is_never_kept(self, address: Address) -> bool:
        """Say whether an answer from here was not to be kept a moment ago: no use to wait."""
        with self._lock:
            made_at = self._not_kept.get(address.name, float("-inf"))
        return time.monotonic() - made_at < NOT_KEPT_SECONDS

    def note_not_kept(self, address: Address) -> None:
        """Remember, in this process, that answers from here are not kept."""
        with self._lock:
            self._not_kept[address.name] = time.monotonic()
            self._not_kept.move_to_end(address.name)
            while len(self._not_kept) > NOT_KEPT_MOST:
                self._not_kept.popitem(last=False)

    def forget(self) -> None:
        """Forget it all: for tests."""
        with self._lock:
            self._not_kept.clear()
