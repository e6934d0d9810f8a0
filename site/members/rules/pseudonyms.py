"""What a member may be called in public."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum

from members.rules.impersonation import poses_as_official
from members.rules.lookalikes import is_filler, one_space, same_to_the_eye
from members.rules.profanity import is_profane

PSEUDONYM_MIN_LENGTH = 3
PSEUDONYM_MAX_LENGTH = 40

_MOST_MARKS_ON_A_LETTER = 2
_PHONE_DIGITS = 7
_ALIKE = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE")
_WEB_ADDRESS = re.compile(
    r"https?:|www\.|//|"
    r"\w{2,}\.(?:com|org|net|uk|co|io|info|biz|eu|gov|edu|de|fr|ie|app|dev|xyz|shop|site|online|"
    r"me|tv|ly|ru|cn|london|link|club)(?![^\W_])",
    re.IGNORECASE,
)
_SPELLED_OUT_ADDRESS = re.compile(r"\b(?:at|\(at\)|\[at\])\b.*\bdot\b", re.IGNORECASE)


class NameProblem(StrEnum):
    """Why a name cannot be used; a form turns it into a sentence."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    FORBIDDEN_CHARACTERS = "forbidden_characters"
    NO_LETTERS = "no_letters"
    CONTACT_DETAILS = "contact_details"
    PROFANE = "profane"
    POSES_AS_OFFICIAL = "poses_as_official"
    MIXED_ALPHABETS = "mixed_alphabets"


def tidy_name(text: str) -> str:
    """Return a name as it is kept and shown: composed characters, single spaces."""
    return one_space(unicodedata.normalize("NFC", text))


def pseudonym_key(pseudonym: str) -> str:
    """Return what must be unique: one spelling for all pseudonyms that look the same.

    Not longer than 255 characters, the room that the database gives it; empty for none.
    """
    return same_to_the_eye(pseudonym)[:255]


def pseudonym_problem(
    pseudonym: str, *, organisation_names: Iterable[str] = ()
) -> NameProblem | None:
    """Return the first thing wrong with a pseudonym, or None when it may be used."""
    pseudonym = tidy_name(pseudonym)
    if len(pseudonym) < PSEUDONYM_MIN_LENGTH:
        return NameProblem.TOO_SHORT
    if len(pseudonym) > PSEUDONYM_MAX_LENGTH:
        return NameProblem.TOO_LONG
    return public_name_problem(pseudonym, organisation_names=organisation_names)


def public_name_problem(name: str, *, organisation_names: Iterable[str] = ()) -> NameProblem | None:
    """Return the first thing wrong with any name that others will see, or None.

    A full name is shown when there is no pseudonym, so it keeps the same rules but for length.
    """
    name = tidy_name(name)
    for is_wrong, problem in _CHECKS:
        if is_wrong(name):
            return problem
    if poses_as_official(name, organisation_names=organisation_names):
        return NameProblem.POSES_AS_OFFICIAL
    if mixes_alphabets(name):
        return NameProblem.MIXED_ALPHABETS
    return None


def has_forbidden_characters(name: str) -> bool:
    """Return whether a name holds controls, invisible or direction marks, or piled-up accents."""
    piled_up = 0
    for character in unicodedata.normalize("NFD", name):
        category = unicodedata.category(character)
        if category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} or is_filler(character):
            return True
        piled_up = piled_up + 1 if unicodedata.combining(character) else 0
        if piled_up > _MOST_MARKS_ON_A_LETTER:
            return True
    return False


def has_no_letters(name: str) -> bool:
    """Return whether a name has no letter of any alphabet."""
    return not any(character.isalpha() for character in name)


def has_contact_details(name: str) -> bool:
    """Return whether a name looks like an e-mail address, a web address or a phone number."""
    plain = unicodedata.normalize("NFKC", name)
    return bool(
        "@" in plain
        or _WEB_ADDRESS.search(plain)
        or _SPELLED_OUT_ADDRESS.search(plain)
        or sum(character.isdigit() for character in plain) >= _PHONE_DIGITS
    )


def mixes_alphabets(name: str) -> bool:
    """Return whether one word holds letters of alphabets that are easily taken for each other.

    Hardly a name does; a copy of somebody else's often does (a Greek capital nu in "Nora").
    """
    return any(
        sum(any(_alphabet(letter) == alphabet for letter in word) for alphabet in _ALIKE) > 1
        for word in re.split(r"[^\w]+", unicodedata.normalize("NFKC", name))
    )


def _alphabet(letter: str) -> str:
    """Return the first word of a letter's Unicode name, which is its alphabet's."""
    return unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() else ""


_CHECKS: tuple[tuple[Callable[[str], bool], NameProblem], ...] = (
    (has_forbidden_characters, NameProblem.FORBIDDEN_CHARACTERS),
    (has_no_letters, NameProblem.NO_LETTERS),
    (has_contact_details, NameProblem.CONTACT_DETAILS),
    (is_profane, NameProblem.PROFANE),
)
