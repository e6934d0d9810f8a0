"""Build what a page, the API or a calendar shows of a timeline.

Nothing here looks at the clock: the instant comes in as ``at``. Without it (a foreign StreamField
that hands nothing over) placements and their words are None and everything else is still there.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from typing import Any

from django.utils import timezone

from timeline_blocks import wording
from timeline_blocks.reading import read_when, walk_entries, walk_stages
from timeline_blocks.rules.placement import (
    Placement,
    changes,
    here_index,
    out_of_order,
    place_entries,
    place_stage,
)
from timeline_blocks.rules.when import Precision, When

EventUrl = str | Callable[[str], str]


@dataclass(frozen=True)
class Supplied:
    """What the page hands to the blocks; each part may be missing.

    ``responses`` is the number of responses (not of people); ``count_url`` leads to the note on how
    they are counted. ``ics_url`` is the address of the whole feed. ``event_ics_url`` is a callable
    that takes an entry id, or a string that holds ``{entry_id}``. ``request`` helps to
    resolve page addresses.
    """

    responses: int | None = None
    count_url: str | None = None
    ics_url: str | None = None
    event_ics_url: EventUrl | None = None
    request: Any = None

    @classmethod
    def from_context(cls, context: Mapping[str, Any]) -> "Supplied":
        """Read the keys that the page put into the template context."""
        return cls(
            responses=context.get("timeline_responses"),
            count_url=context.get("timeline_count_url"),
            ics_url=context.get("timeline_ics_url"),
            event_ics_url=context.get("timeline_event_ics_url"),
            request=context.get("request"),
        )

    def event_url(self, entry_id: str | None) -> str | None:
        """The address of one event's .ics, if the page has such addresses."""
        if not self.event_ics_url or not entry_id:
            return None
        if callable(self.event_ics_url):
            return self.event_ics_url(entry_id)
        return self.event_ics_url.replace("{entry_id}", entry_id)


@dataclass(frozen=True)
class LinkView:
    """A link with an address and words; for a document also its type and size in bytes."""

    kind: str
    label: str
    url: str
    file_type: str | None = None
    file_size: int | None = None


@dataclass(frozen=True)
class EntryView:
    """One entry as it is shown. ``placement`` and ``words`` are None without an instant."""

    id: str | None
    kind: str
    title: str
    when: When
    when_words: str
    datetime_attr: str | None
    placement: Placement | None
    words: str | None
    text: Any
    image: Any
    links: tuple[LinkView, ...]
    place: str
    online_url: str | None
    registration: LinkView | None
    ics_url: str | None
    responses_words: str | None
    count_url: str | None
    hint: str | None = None
    here_before: bool = False

    @property
    def start(self) -> datetime | None:
        """The start, included; aware, in the site's zone."""
        return self.when.start

    @property
    def end(self) -> datetime | None:
        """The end, excluded; aware, in the site's zone."""
        return self.when.end

    @property
    def precision(self) -> Precision:
        """How exactly the date is known."""
        return self.when.precision

    @property
    def has_links(self) -> bool:
        """Whether there is anything to follow."""
        return bool(self.registration or self.online_url or self.links or self.ics_url)

    def is_like(self, other: "EntryView") -> bool:
        """Whether two events read as one with several dates: same title, text and image."""
        return (
            self.kind == other.kind == "event"
            and self.title.strip().casefold() == other.title.strip().casefold()
            and getattr(self.text, "source", None) == getattr(other.text, "source", None)
            and getattr(self.image, "pk", None) == getattr(other.image, "pk", None)
        )


@dataclass(frozen=True)
class EntryGroup:
    """Consecutive entries that read as one: a single entry, or like events with their dates."""

    entries: tuple[EntryView, ...]

    @property
    def lead(self) -> EntryView:
        """The first entry, which lends the group its title, text and image."""
        return self.entries[0]

    @property
    def is_series(self) -> bool:
        """Whether there are several dates."""
        return len(self.entries) > 1

    @property
    def placement(self) -> Placement | None:
        """The marker of the group: past only when every date is."""
        placements = [entry.placement for entry in self.entries]
        if Placement.CURRENT in placements:
            return Placement.CURRENT
        if Placement.UPCOMING in placements:
            return Placement.UPCOMING
        return placements[0]


@dataclass(frozen=True)
class StageView:
    """One stage as it is shown."""

    id: str | None
    heading: str
    summary: str
    placement: Placement | None
    words: str | None
    entries: tuple[EntryView, ...]
    here_after: bool = False

    @property
    def groups(self) -> tuple[EntryGroup, ...]:
        """The entries, with consecutive like events drawn together."""
        groups: list[list[EntryView]] = []
        for entry in self.entries:
            if groups and groups[-1][0].is_like(entry):
                groups[-1].append(entry)
            else:
                groups.append([entry])
        return tuple(EntryGroup(tuple(group)) for group in groups)


@dataclass(frozen=True)
class Timeline:
    """A whole timeline as it is shown."""

    stages: tuple[StageView, ...]
    ics_url: str | None = None
    today: date | None = None

    @property
    def entries(self) -> tuple[EntryView, ...]:
        """Every entry in the editor's order."""
        return tuple(entry for stage in self.stages for entry in stage.entries)


@dataclass
class _Plan:
    """What must be known of all entries before one of them can be shown."""

    whens: list[When]
    placements: tuple[Placement | None, ...]
    hints: list[str | None]
    here: int | None
    at: datetime | None
    supplied: Supplied
    position: int = field(default=0)


def build_timeline(
    stream_value: Iterable[Any] | None,
    *,
    at: datetime | None,
    tz: tzinfo | None = None,
    supplied: Supplied | None = None,
) -> Timeline:
    """Build every stage and entry of a stream, in the editor's order.

    ``at`` is an aware instant, or None to leave placement out. ``tz`` is the zone that days and
    clock times are read in: the site's own unless said otherwise, never the staff member's.
    """
    supplied = supplied or Supplied()
    tz = tz or timezone.get_default_timezone()
    stages = list(walk_stages(stream_value))
    plan = _plan([e for stage in stages for e in _entries(stage.value)], at, tz, supplied)
    views = tuple(_stage_view(stage.value, stage.id, plan) for stage in stages)
    return Timeline(
        stages=_mark_here_between_stages(views, plan),
        ics_url=supplied.ics_url,
        today=at.astimezone(tz).date() if at else None,
    )


def build_stage(
    value: Mapping[str, Any],
    *,
    stage_id: str | None,
    at: datetime | None,
    tz: tzinfo | None = None,
    supplied: Supplied | None = None,
) -> StageView:
    """Build one stage that stands alone, outside a timeline."""
    tz = tz or timezone.get_default_timezone()
    plan = _plan(list(_entries(value)), at, tz, supplied or Supplied())
    return replace(_stage_view(value, stage_id, plan), here_after=False)


def build_entry(
    kind: str,
    value: Mapping[str, Any],
    *,
    entry_id: str | None,
    at: datetime | None,
    tz: tzinfo | None = None,
    supplied: Supplied | None = None,
) -> EntryView:
    """Build one entry that stands alone, outside a stage."""
    when = read_when(value.get("when"), tz=tz or timezone.get_default_timezone())
    placement = place_entries([when], at=at)[0] if at else None
    return _entry_view(kind, value, entry_id, when, placement, at, supplied or Supplied())


def timeline_changes(
    stream_value: Iterable[Any] | None, *, tz: tzinfo | None = None
) -> list[datetime]:
    """When the timeline changes by itself: the instants, in UTC and in their order."""
    tz = tz or timezone.get_default_timezone()
    return changes(read_when(e.value.get("when"), tz=tz) for e in walk_entries(stream_value))


@dataclass(frozen=True)
class EventFacts:
    """An event with an exact start and end: what programs want to know of it."""

    title: str
    place: str
    start: datetime
    end: datetime


def timeline_events(
    stream_value: Iterable[Any] | None, *, tz: tzinfo | None = None
) -> list[EventFacts]:
    """Return the events whose start and end are known, in the editor's order."""
    tz = tz or timezone.get_default_timezone()
    events = [entry.value for entry in walk_entries(stream_value) if entry.block_type == "event"]
    dated = [(value, read_when(value.get("when"), tz=tz)) for value in events]
    return [
        EventFacts(_title(value), value.get("place") or "", when.start, when.end)
        for value, when in dated
        if when.start and when.end
    ]


def timeline_images(stream_value: Iterable[Any] | None) -> list[Any]:
    """Return the images of all entries, so that a page can fetch their sizes at once."""
    found = (entry.value.get("image") for entry in walk_entries(stream_value))
    return [image for image in found if image]


def timeline_hints(stream_value: Iterable[Any] | None, *, tz: tzinfo | None = None) -> list[str]:
    """What an editor should be told about the order of dates: one sentence for each entry."""
    timeline = build_timeline(stream_value, at=None, tz=tz)
    return [f"{entry.title}: {entry.hint}" for entry in timeline.entries if entry.hint]


def _entries(stage_value: Mapping[str, Any]) -> Iterable[Any]:
    return stage_value.get("entries") or ()


def _plan(entries: list[Any], at: datetime | None, tz: tzinfo, supplied: Supplied) -> _Plan:
    whens = [read_when(entry.value.get("when"), tz=tz) for entry in entries]
    placements = place_entries(whens, at=at) if at else None
    return _Plan(
        whens=whens,
        placements=placements or (None,) * len(whens),
        hints=[
            None if earlier is None else wording.out_of_order_hint(_title(entries[earlier].value))
            for earlier in out_of_order(whens)
        ],
        here=here_index(placements) if placements else None,
        at=at,
        supplied=supplied,
    )


def _stage_view(value: Mapping[str, Any], stage_id: str | None, plan: _Plan) -> StageView:
    entries = []
    for child in _entries(value):
        index = plan.position
        view = _entry_view(
            child.block_type,
            child.value,
            child.id,
            plan.whens[index],
            plan.placements[index],
            plan.at,
            plan.supplied,
        )
        entries.append(replace(view, hint=plan.hints[index], here_before=index == plan.here))
        plan.position += 1
    placement = place_stage(e.placement for e in entries if e.placement is not None)
    return StageView(
        id=stage_id,
        heading=value.get("heading") or "",
        summary=value.get("summary") or "",
        placement=placement,
        words=wording.stage_words(placement) if placement else None,
        entries=tuple(entries),
    )


def _mark_here_between_stages(views: tuple[StageView, ...], plan: _Plan) -> tuple[StageView, ...]:
    """Put "You are here" under the stage that is over rather than above what has not begun."""
    marked = list(views)
    for index, stage in enumerate(views):
        if index == 0 or not stage.entries or not stage.entries[0].here_before:
            continue
        before = next((i for i in range(index - 1, -1, -1) if views[i].entries), None)
        if before is None or stage.entries[0].placement is Placement.CURRENT:
            continue
        first = replace(stage.entries[0], here_before=False)
        marked[index] = replace(stage, entries=(first, *stage.entries[1:]))
        marked[before] = replace(views[before], here_after=True)
    return tuple(marked)


def _entry_view(
    kind: str,
    value: Mapping[str, Any],
    entry_id: str | None,
    when: When,
    placement: Placement | None,
    at: datetime | None,
    supplied: Supplied,
) -> EntryView:
    is_past = placement is Placement.PAST
    return EntryView(
        id=entry_id,
        kind=kind,
        title=_title(value),
        when=when,
        when_words=wording.when_words(when) or ("" if is_past else wording.to_be_confirmed()),
        datetime_attr=wording.datetime_attribute(when),
        placement=placement,
        words=wording.entry_words(when, placement, at=at) if placement and at else None,
        text=value.get("text") or None,
        image=value.get("image") or None,
        links=_links(value, "links", supplied) + _links(value, "link", supplied),
        place=value.get("place") or "",
        online_url=None if is_past else (value.get("online_url") or None),
        registration=None if is_past else _first(_links(value, "registration", supplied)),
        ics_url=supplied.event_url(entry_id) if kind == "event" and when.is_exact else None,
        responses_words=_responses(kind, placement, supplied),
        count_url=supplied.count_url,
    )


def _title(value: Mapping[str, Any]) -> str:
    return value.get("title") or ""


def _responses(kind: str, placement: Placement | None, supplied: Supplied) -> str | None:
    """The figure beside a call to respond; none before it has opened."""
    if kind != "call_to_respond" or supplied.responses is None:
        return None
    if placement is Placement.UPCOMING:
        return None
    return wording.responses_words(supplied.responses)


def _first(links: tuple[LinkView, ...]) -> LinkView | None:
    return links[0] if links else None


def _links(value: Mapping[str, Any], name: str, supplied: Supplied) -> tuple[LinkView, ...]:
    found = (
        read_link(child.block_type, child.value, request=supplied.request)
        for child in value.get(name) or ()
    )
    return tuple(link for link in found if link is not None)


def read_link(kind: str, value: Mapping[str, Any], *, request: Any = None) -> LinkView | None:
    """Resolve a link; None while it has no words, no target, or a page that is not live."""
    label = (value.get("label") or "").strip()
    target = value.get(kind)
    if not label or not target:
        return None
    if kind == "page":
        url = target.get_url(request) if target.live else None
        return LinkView(kind, label, url) if url else None
    if kind == "document":
        return LinkView(
            kind, label, target.url, target.file_extension.upper() or None, _file_size(target)
        )
    return LinkView(kind, label, target)


def _file_size(document: Any) -> int | None:
    """The size in bytes; unlike Wagtail's `get_file_size()` this never writes it down."""
    if document.file_size is not None:
        return document.file_size
    try:
        return document.file.size
    except (OSError, ValueError):
        return None
