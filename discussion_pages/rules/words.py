"""Word rules: whole words and phrases, compared without regard to case, accents or width."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class RuleKind(StrEnum):
    """What a word rule does."""

    BANNED = "banned"
    SUSPECT = "suspect"
    ALLOWED = "allowed"


@dataclass(frozen=True, slots=True)
class Word:
    """One rule. ``phrase`` may end in ``*`` for any ending; ``code`` is a house rule's."""

    phrase: str
    kind: RuleKind
    code: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a text holds a rule's phrase: ``text[start:end]``."""

    start: int
    end: int
    word: Word


APOSTROPHES = dict.fromkeys(map(ord, "‘’ʼ`´ʹ＇"), "'")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
LIKE_SIGNS = APOSTROPHES | DASHES


def normalised(text: str) -> str:
    """Return ``text`` as phrases are compared: folded case, no accents, single blanks."""
    plain = unicodedata.normalize("NFKD", text.translate(LIKE_SIGNS))
    unseen = {ord(character): None for character in set(plain) if _is_unseen(character)}
    return " ".join(plain.translate(unseen).casefold().split())


def find_words(text: str, words: Iterable[Word]) -> list[Match]:
    """Return the banned and suspect phrases in ``text``, in its order.

    Whole words only, so that a place name is not taken for what it contains. What an allowed phrase
    covers does not count.
    """
    folded, positions = _folded(text)
    rules = list(words)
    allowed = [
        span
        for word in rules
        if word.kind is RuleKind.ALLOWED
        for span in _spans(word.phrase, folded)
    ]
    found = []
    for word in rules:
        if word.kind is RuleKind.ALLOWED:
            continue
        for start, end in _spans(word.phrase, folded):
            if any(first <= start and end <= last for first, last in allowed):
                continue
            found.append(Match(positions[start], positions[end - 1] + 1, word))
    return sorted(found, key=lambda match: (match.start, match.end))


def _spans(phrase: str, folded: str) -> list[tuple[int, int]]:
    """Return where a phrase stands in a folded text.

    Between its words stands anything but letters and digits, an underscore too; beside a word that
    is nothing but signs, only blanks, so that no text can be cut into words in a million ways. A
    long list of rules stays cheap: only a phrase whose first word occurs at all becomes a pattern.
    """
    words = normalised(phrase.removesuffix("*")).replace("-", " ").split()
    if not words or words[0] not in folded:
        return []
    ending = r"[^\W_]*" if phrase.endswith("*") else ""
    pattern = re.escape(words[0])
    for before, word in pairwise(words):
        is_spelt = _has_letters(before) and _has_letters(word)
        pattern += (r"[\W_]+" if is_spelt else r"\s+") + re.escape(word)
    pattern = r"(?<![^\W_])" + pattern + ending + r"(?![^\W_])"
    return [match.span() for match in re.finditer(pattern, folded)]


def _has_letters(word: str) -> bool:
    return any(character.isalnum() for character in word)


def _is_unseen(character: str) -> bool:
    return bool(unicodedata.combining(character)) or unicodedata.category(character) == "Cf"


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters where it came from."""
    letters: list[str] = []
    positions: list[int] = []
    for position, character in enumerate(text.translate(LIKE_SIGNS)):
        for part in unicodedata.normalize("NFKD", character):
            if _is_unseen(part):
                continue
            for folded in part.casefold():
                letters.append(folded)
                positions.append(position)
    return "".join(letters), positions
