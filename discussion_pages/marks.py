"""Passages of a text made visible, with everything a member typed escaped."""

from collections.abc import Iterable, Sequence

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

AROUND = 40
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
    """Return each marked passage with a few words on either side, on one line."""
    line = text.replace("\n", " ")
    excerpts = []
    for start, end in _joined(spans, length=len(text)):
        first, last = max(0, start - AROUND), min(len(line), end + AROUND)
        excerpts.append(
            format_html(
                "{}{}{}",
                "…" if first else "",
                marked_spans(line[first:last], [(start - first, end - first)]),
                "…" if last < len(line) else "",
            )
        )
    return excerpts


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
