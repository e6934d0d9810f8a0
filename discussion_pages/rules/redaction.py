"""Taking passages out of a text, with a mark where they stood."""

import re
from collections.abc import Iterable

MARK = "[redacted]"
"""What stands in the text itself, in every language; pages show it in the reader's words."""


class PassageMissingError(ValueError):
    """The text does not hold the passage."""

    def __init__(self, passage: str) -> None:
        self.passage = passage
        super().__init__(f"not in the text: {passage}")


class EverythingRedactedError(ValueError):
    """Nothing worth reading would be left."""


def redacted(text: str, passages: Iterable[str]) -> str:
    """Return ``text`` with a mark for each passage, everywhere it stands.

    Passages that touch or overlap leave one mark; marks that are there already stay whole.

    Raises:
        PassageMissingError: one is empty or not in the text.
        EverythingRedactedError: no letter or digit is left outside the marks.
    """
    spans = _spans(text, MARK)
    for passage in passages:
        found = _spans(text, passage) if passage else []
        if not found:
            raise PassageMissingError(passage)
        spans += found
    left, position = [], 0
    for start, end in _merged(spans):
        left.append(text[position:start])
        position = end
    left.append(text[position:])
    if not any(character.isalnum() for part in left for character in part):
        raise EverythingRedactedError
    return MARK.join(left)


def _spans(text: str, passage: str) -> list[tuple[int, int]]:
    """Return where ``passage`` stands, overlapping places too."""
    return [
        (match.start(), match.start() + len(passage))
        for match in re.finditer(f"(?={re.escape(passage)})", text)
    ]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
