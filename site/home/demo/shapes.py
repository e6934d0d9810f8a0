"""The shapes of the demonstration's content, and how its dates become real ones.

A date is either fixed or a number of days from the day of loading, so that a consultation that is
open stays open whatever the date. Nothing here needs Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from pathlib import Path

HERE = Path(__file__).resolve().parent
IMAGES = HERE / "images"
DOCUMENTS = HERE / "documents"

FixedOrDays = date | int


def day_of(when: FixedOrDays, *, today: date) -> date:
    """Return the calendar day: a fixed one, or so many days from ``today``."""
    return when if isinstance(when, date) else today + timedelta(days=when)


# --- When an entry of the timeline happens -----------------------------------------------


@dataclass(frozen=True, slots=True)
class Day:
    """One exact day."""

    on: FixedOrDays


@dataclass(frozen=True, slots=True)
class Span:
    """From one day, or a clock time on it, to another."""

    starts_on: FixedOrDays
    ends_on: FixedOrDays | None = None
    start_time: time | None = None
    end_time: time | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """Some time in the month that holds the day."""

    on: FixedOrDays


@dataclass(frozen=True, slots=True)
class Season:
    """Some time in the season that holds the day."""

    on: FixedOrDays


@dataclass(frozen=True, slots=True)
class Quarter:
    """Some time in the quarter that holds the day."""

    on: FixedOrDays


@dataclass(frozen=True, slots=True)
class Year:
    """Some time in the year that holds the day."""

    on: FixedOrDays


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody knows yet."""


When = Day | Span | Month | Season | Quarter | Year | Unknown

SEASONS = {3: "spring", 4: "spring", 5: "spring", 6: "summer", 7: "summer", 8: "summer"}
SEASONS |= {9: "autumn", 10: "autumn", 11: "autumn", 12: "winter", 1: "winter", 2: "winter"}


def season_of(day: date) -> tuple[str, int]:
    """Return the season a day falls in, and the year in which that season starts."""
    return SEASONS[day.month], day.year - 1 if day.month < 3 else day.year


# --- Pictures, documents, organisations, help ---------------------------------------------


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file of ours, what it is called and what it shows."""

    key: str
    title: str
    alt: str

    @property
    def path(self) -> Path:
        """The file."""
        return IMAGES / f"{self.key}.webp"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document file of ours and its title."""

    filename: str
    title: str

    @property
    def path(self) -> Path:
        """The file."""
        return DOCUMENTS / self.filename


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that asks, or helps to moderate."""

    key: str
    name: str
    web: str
    mark: Picture


@dataclass(frozen=True, slots=True)
class Contact:
    """Somewhere to get help; ``verified_on`` is the day somebody checked it."""

    name: str
    what_for: str
    verified_on: date
    phone: str = ""
    text: str = ""
    web: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Guidance:
    """Where to get help: the panel and the full page."""

    title: str
    summary: str
    text: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class HouseRule:
    """A rule that a policy has beyond the standard ones."""

    code: str
    title: str
    explanation: str
    example: str


@dataclass(frozen=True, slots=True)
class SavedLine:
    """A saved reason: the rule, and what its author is told."""

    title: str
    rule_code: str
    message: str


@dataclass(frozen=True, slots=True)
class WordLine:
    """A word rule: what is looked for, and what then happens."""

    phrase: str
    kind: str
    rule_code: str
    note: str


@dataclass(frozen=True, slots=True)
class Policy:
    """How a body moderates. Its rules are the standard ones, after its own."""

    slug: str
    title: str
    purpose: str
    composer_line: str
    hours: str
    appeals_decided_by: str
    minimum_age: str
    contact_name: str
    contact_email: str
    contact_phone: str = ""
    own_rules: tuple[HouseRule, ...] = ()
    out_of_hours: tuple[Contact, ...] = ()
    target_hours_held: int = 24


class Role(StrEnum):
    """What an account of the demonstration may do."""

    ADMIN = "admin"
    EDITOR = "editor"
    MODERATOR = "moderator"
    MANAGER = "manager"
    ANALYST = "analyst"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in to the demonstration, and nowhere else."""

    role: Role
    email: str
    password: str
    full_name: str
    pseudonym: str = ""


# --- Blocks of a page's body ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Rich text as HTML."""

    html: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words."""

    words: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in the text."""

    picture: Picture
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """A document in the text."""

    paper: Paper
    title: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the public is asked."""

    heading: str
    questions: tuple[str, ...]


Block = Text | Quote | Figure | Download | Prompt


# --- The timeline ---------------------------------------------------------------------------


class Kind(StrEnum):
    """The four kinds of entry."""

    MILESTONE = "milestone"
    EVENT = "event"
    PUBLICATION = "publication"
    CALL_TO_RESPOND = "call_to_respond"


class Target(StrEnum):
    """Where a link leads within the site, when it is no address and no document."""

    CONSULTATION = "consultation"
    DISCUSSION = "discussion"


@dataclass(frozen=True, slots=True)
class Link:
    """A link's own words and where it leads."""

    label: str
    to: str | Paper | Target


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on the timeline."""

    kind: Kind
    title: str
    when: When
    text: str = ""
    link: Link | None = None
    registration: Link | None = None
    place: str = ""
    online: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A named group of entries."""

    heading: str
    entries: tuple[Entry, ...]
    summary: str = ""


# --- Comments -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Report:
    """A reader's notice; ``by`` is a member's pseudonym, blank for somebody without an account."""

    reason: str
    text: str = ""
    by: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """What a member wrote, and what became of it.

    ``when`` is "day hour:minute" in the site's time zone, day 0 being the day the window opened.
    ``reason`` is the rule's code where a moderator limited it, ``note`` what the moderator wrote
    in the log. ``first_version`` is the text as posted, where the author changed it within the
    quarter of an hour allowed. A held comment that the discussion's rule would have published has
    been put back by a moderator, and so has a reason. ``appeal`` is what the author says against
    that, ``warn`` the message with which they were warned, ``escalate`` the note of whoever saw
    that somebody may come to harm.
    """

    when: str
    author: str
    text: str
    replies: tuple[Comment, ...] = ()
    likes: int = 0
    state: str = "published"
    reason: str = ""
    note: str = ""
    reports: tuple[Report, ...] = ()
    official: bool = False
    first_version: str = ""
    appeal: str = ""
    warn: str = ""
    escalate: str = ""

    def posted_at(self, *, opened_on: date, tz: tzinfo) -> datetime:
        """Return the instant it was posted."""
        day, clock = self.when.split()
        return datetime.combine(
            opened_on + timedelta(days=int(day)), time.fromisoformat(clock), tzinfo=tz
        )


def walk(comments: tuple[Comment, ...], parent: Comment | None = None):
    """Yield each comment with its parent, a thread at a time, parents first."""
    for comment in comments:
        yield comment, parent
        yield from walk(comment.replies, comment)


# --- Pages ----------------------------------------------------------------------------------


class Moderation(StrEnum):
    """When a moderator reads a comment."""

    AFTER = "after"
    BEFORE = "before"
    FIRST_COMMENT = "first"


@dataclass(frozen=True, slots=True)
class Discussion:
    """A question with its comments. Its window is that of the consultation."""

    slug: str
    title: str
    summary: str
    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...]
    moderation: Moderation = Moderation.AFTER
    sensitive: bool = False
    co_moderator: Body | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Responses that came in on paper, by phone or in a room."""

    channel: str
    received_on: FixedOrDays
    people: int
    responses: int
    note: str


@dataclass(frozen=True, slots=True)
class Total:
    """The figures a consultation has to show.

    One more batch, described by ``remainder``, brings comments and batches up to them exactly.
    """

    respondents: int
    responses: int
    remainder: Batch


@dataclass(frozen=True, slots=True)
class Consultation:
    """A question put to the public for a while."""

    slug: str
    title: str
    summary: str
    body: Body
    hero: Picture
    opens_on: FixedOrDays
    closes_on: FixedOrDays
    topics: tuple[str, ...]
    blocks: tuple[Block, ...]
    open_to_change: str
    decided_by: str
    next_steps: str
    contact_name: str
    contact_email: str
    contact_phone: str
    timeline: tuple[Stage, ...]
    discussions: tuple[Discussion, ...] = ()
    papers: tuple[Paper, ...] = ()
    batches: tuple[Batch, ...] = ()
    total: Total | None = None
    outcome_published_on: FixedOrDays | None = None
    outcome_summary: str = ""
    hero_caption: str = ""
    noun: tuple[str, str] = field(default=("Londoner", "Londoners"))
    policy: Policy | None = None
