"""The timeline as structured data, for Wagtail's API.

Dates are ISO 8601. ``start`` is included and ``end`` excluded, as everywhere: a single day ends on
the next. Whole days are dates; clock times carry their offset. Placement depends on the instant,
so the blocks leave it out and `timeline_api` adds it for the page's own field.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from timeline_blocks import wording
from timeline_blocks.rules.placement import Placement
from timeline_blocks.rules.when import When
from timeline_blocks.timeline import EntryView, LinkView, Supplied, build_timeline

RENDITIONS = {"small": "width-400", "large": "width-1200"}


def timeline_api(
    stream_value: Any, *, at: datetime, responses: int | None = None, request: Any = None
) -> list[dict[str, Any]]:
    """The stages with their entries, each with its placement at ``at``.

    ``responses`` is the live number of responses; it is given with every call to respond.
    """
    timeline = build_timeline(stream_value, at=at, supplied=Supplied(request=request))
    stages = [child for child in stream_value or () if child.block_type == "stage"]
    answer = []
    for child, view in zip(stages, timeline.stages, strict=True):
        data = child.block.get_api_representation(child.value, {"request": request})
        entries = [
            {
                **entry,
                "placement": entry_view.placement and entry_view.placement.value,
                "placement_words": entry_view.words,
                **_overrides(entry, entry_view, responses),
            }
            for entry, entry_view in zip(data["entries"], view.entries, strict=True)
        ]
        answer.append(
            {
                "id": child.id,
                **data,
                "placement": view.placement and view.placement.value,
                "placement_words": view.words,
                "entries": entries,
            }
        )
    return answer


def _overrides(entry: Mapping[str, Any], view: EntryView, responses: int | None) -> dict[str, Any]:
    """The live figure of a call to respond; a past event invites nobody any more."""
    match entry["kind"]:
        case "call_to_respond":
            return {"responses": responses}
        case "event" if view.placement is Placement.PAST:
            return {"registration": None, "online_url": None}
    return {}


def represent_when(when: When) -> dict[str, Any]:
    """Precision, ISO start and end, and the words that readers see."""
    return {
        "precision": when.precision.value,
        "start": _iso(when.start, when),
        "end": _iso(when.end, when),
        "words": wording.when_words(when) or wording.to_be_confirmed(),
    }


def _iso(moment: datetime | None, when: When) -> str | None:
    if moment is None:
        return None
    return (moment.date() if when.all_day else moment).isoformat()


def represent_link(link: LinkView, *, request: Any = None) -> dict[str, Any]:
    """A link with its address made absolute where the request allows it."""
    data: dict[str, Any] = {
        "kind": link.kind,
        "label": link.label,
        "url": _absolute(link.url, request),
    }
    if link.kind == "document":
        data.update(file_type=link.file_type, file_size=link.file_size)
    return data


def represent_image(image: Any, *, request: Any = None) -> dict[str, Any] | None:
    """The image in two widths with its alt text, which is empty when it is decorative."""
    if not image:
        return None
    renditions = image.get_renditions(*RENDITIONS.values())
    return {
        "id": image.pk,
        "alt": image.contextual_alt_text or "",
        "decorative": bool(image.decorative),
        "renditions": {
            name: {
                "url": _absolute(renditions[spec].url, request),
                "width": renditions[spec].width,
                "height": renditions[spec].height,
            }
            for name, spec in RENDITIONS.items()
        },
    }


def _absolute(url: str, request: Any) -> str:
    return request.build_absolute_uri(url) if request else url
