"""Passages of a text made visible, with everything a member typed escaped."""

from collections.abc import Iterable, Sequence

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

AROUND = 30
"""How many characters of a text stand on either side of a passage in an excerpt."""


def marked_spans(text: str, spans: Iterable[Sequence[int]]) -> SafeString:
    """Return the text, escaped, with each span (a pair of start and end) in ``<mark>``.

    Spans that overlap are marked as one; what lies outside of the text is left out.
    """
    parts: list[str] = []
    position = 0
    for start, end in _joined(spans, length=len(text)):
        parts.append(conditional_escape(text[position:start]))
        parts.append(format_html("<mark>{}</mark>", text[start:end]))
        position = end
    parts.append(conditional_escape(text[position:]))
    return mark_safe("".join(parts))


def marked_excerpts(text: str, spans: Iterable[Sequence[int]]) -> list[SafeString]:
    """Return the marked passages, each with a few words on either side, on lines of their own.

    Passages close to each other share a line.
    """
    line = text.replace("\n", " ")
    passages = _joined(spans, length=len(line))
    excerpts = []
    for first, last in _joined((_window(line, *each) for each in passages), length=len(line)):
        inside = [(start - first, end - first) for start, end in passages if first <= start < last]
        excerpts.append(
            format_html(
                "{}{}{}",
                "…" if first else "",
                marked_spans(line[first:last], inside),
                "…" if last < len(line) else "",
            )
        )
    return excerpts


def _window(line: str, start: int, end: int) -> tuple[int, int]:
    """Return a passage with its neighbours, cut between words where there are any."""
    first, last = max(0, start - AROUND), min(len(line), end + AROUND)
    if first and (blank := line.find(" ", first, start)) >= 0:
        first = blank + 1
    if last < len(line) and (blank := line.rfind(" ", end, last)) >= 0:
        last = blank
    return first, last


def _joined(spans: Iterable[Sequence[int]], *, length: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in spans):
        if start >= end:
            continue
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
