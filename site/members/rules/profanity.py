"""Swear words and slurs in a name, however they are spelled; and names that only look like one."""

import re
from functools import cache
from importlib.resources import files

from members.rules.lookalikes import words_of

# What people type for a letter to get past a filter. The star stands for any vowel.
_TYPED_FOR = {
    "a": "a4@*",
    "b": "b8",
    "e": "e3€*",
    "g": "g9",
    "i": "i1!|l*",
    "l": "l1|",
    "o": "o0*",
    "s": "s5$z",
    "t": "t7+",
    "u": "uv*",
}
_ENDINGS = r"(?:s|z|es|y|ed|ing)?"


def is_profane(text: str) -> bool:
    """Return whether a name holds a swear word or a slur.

    Most words count only when they stand alone, so that Dikshit, Sussex and Penistone are names;
    the worst count anywhere, save in the places and names listed as safe (Scunthorpe).
    """
    alone, anywhere, safe = _word_lists()
    words = [safe.sub(" ", word) for word in words_of(text)]
    return any(
        alone.fullmatch(word) or alone.fullmatch(word.strip("0123456789!'*")) for word in words
    ) or any(anywhere.search(part) for part in [*words, safe.sub(" ", "".join(words_of(text)))])


@cache
def _word_lists() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Read `profanity.txt`: words that count alone, words that count anywhere, safe names."""
    lists: dict[str, list[str]] = {"alone": [], "anywhere": [], "safe": []}
    section = "alone"
    for line in files("members.rules").joinpath("profanity.txt").read_text("utf-8").splitlines():
        entry = line.strip()
        if entry.startswith("[") and entry.endswith("]"):
            section = entry[1:-1]
        elif entry and not entry.startswith("#"):
            lists[section].append(entry)
    return (
        re.compile(f"(?:{'|'.join(map(_spellings, lists['alone']))}){_ENDINGS}"),
        re.compile("|".join(map(_spellings, lists["anywhere"]))),
        re.compile("|".join(map(re.escape, lists["safe"]))),
    )


def _spellings(word: str) -> str:
    """Return a pattern for a word with letters stretched or swapped for signs.

    A doubled letter stays doubled at least: one letter fewer can be another word altogether.
    """
    return "".join(
        f"[{re.escape(_TYPED_FOR.get(run[0], run[0]))}]{{{len(run)},}}"
        for run in (match.group() for match in re.finditer(r"(.)\1*", word))
    )
