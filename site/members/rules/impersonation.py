"""Names that would pass for the organisation, its staff or another member."""

import re
from collections.abc import Iterable

from members.rules.lookalikes import words_of

# Words of office. They count as whole words only: Mayorga is a name.
_WORDS_OF_OFFICE = {
    "admin",
    "administration",
    "administrator",
    "authority",
    "city hall",
    "cityhall",
    "commissioner",
    "council",
    "government",
    "host",
    "mayor",
    "metropolitan police",
    "moderation",
    "moderator",
    "official",
    "ombudsman",
    "police",
    "root",
    "staff",
    "superuser",
    "support team",
    "sysadmin",
    "system",
    "webmaster",
}
# The names that the site itself gives to people.
_GIVEN_BY_THE_SITE = re.compile(r"(?:former )?members?(?: ?\d+)?|deleted(?: user| member)?|mod")
_DIGITS_AS_LETTERS = str.maketrans("0134578@$!|", "oieastbasii")
# An organisation's name this long is recognised in a pseudonym without its spaces as well.
_LONG_ENOUGH_RUN_TOGETHER = 8


def poses_as_official(text: str, *, organisation_names: Iterable[str]) -> bool:
    """Return whether a name could be taken for the organisation's, a partner's or a moderator's.

    `organisation_names` are the names and short names of the organisations on the site.
    """
    readings = _readings(text)
    return any(
        _GIVEN_BY_THE_SITE.fullmatch(reading)
        or any(_holds(reading, word) for word in _WORDS_OF_OFFICE)
        for reading in readings
    ) or any(_names(readings, name) for name in organisation_names)


def _names(readings: list[str], organisation_name: str) -> bool:
    name = " ".join(words_of(organisation_name))
    run_together = name.replace(" ", "")
    return bool(name) and any(
        _holds(reading, name)
        or (
            len(run_together) >= _LONG_ENOUGH_RUN_TOGETHER
            and run_together in reading.replace(" ", "")
        )
        for reading in readings
    )


def _holds(reading: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?:'?s)?(?!\w)", reading) is not None


def _readings(text: str) -> list[str]:
    """Return the name as it stands, with digits read as letters, and without its digits."""
    words = words_of(text)
    return [
        " ".join(words),
        " ".join(word.translate(_DIGITS_AS_LETTERS) for word in words),
        " ".join(filter(None, (word.strip("0123456789") for word in words))),
    ]
