"""Read what an editor typed into the blocks as values that the rules understand.

Drafts may hold anything: a kind without its date, a link without its target. What is missing is
read as "not known", never as an error.
"""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import Any

from timeline_blocks.rules.when import EndsBeforeStart, NoSuchTime, Season, When


def read_when(stream: Iterable[Any] | None, *, tz: tzinfo) -> When:
    """Read a `when` stream, which holds one child or none, in the given time zone."""
    for child in stream or ():
        return _read_kind(child.block_type, child.value or {}, tz)
    return When.unknown()


def _read_kind(kind: str, value: Any, tz: tzinfo) -> When:
    year = value.get("year")
    match kind:
        case "day" if value.get("date"):
            return When.on_day(value["date"], tz=tz)
        case "range" if value.get("start_date"):
            return _read_range(value, tz)
        case "month" if year and value.get("month"):
            return When.in_month(year, int(value["month"]), tz=tz)
        case "season" if year and value.get("season"):
            return When.in_season(year, Season(value["season"]), tz=tz)
        case "quarter" if year and value.get("quarter"):
            return When.in_quarter(year, int(value["quarter"]), tz=tz)
        case "year" if year:
            return When.in_year(year, tz=tz)
    return When.unknown()


def _read_range(value: Any, tz: tzinfo) -> When:
    try:
        return range_of(value, tz=tz)
    except (EndsBeforeStart, NoSuchTime):
        return When.on_day(value["start_date"], tz=tz)


def range_of(value: Any, *, tz: tzinfo) -> When:
    """Read the four fields of a range. Raises EndsBeforeStart or NoSuchTime."""
    return When.between(
        value["start_date"],
        value.get("end_date"),
        start_time=value.get("start_time"),
        end_time=value.get("end_time"),
        tz=tz,
    )


def walk_stages(stream: Iterable[Any] | None) -> Iterator[Any]:
    """The stages of a stream, whether it is a timeline or a foreign stream that holds stages."""
    for child in stream or ():
        if child.block_type == "stage":
            yield child


def walk_entries(stream: Iterable[Any] | None) -> Iterator[Any]:
    """Every entry of a stream's stages, in the editor's order."""
    for stage in walk_stages(stream):
        yield from stage.value.get("entries") or ()
