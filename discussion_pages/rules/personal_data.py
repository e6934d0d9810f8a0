"""Personal details in a text: found by their formats and, where they have one, their checksum.

Made for the United Kingdom. What it finds is asked about, never refused: it may be a public number.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from discussion_pages.rules.links import find_links


class Detail(StrEnum):
    """What kind of detail a passage looks like."""

    CARD = "card"
    NHS_NUMBER = "nhs"
    NINO = "nino"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"


class Found(NamedTuple):
    """A passage that looks like a personal detail: ``text[start:end]``."""

    start: int
    end: int
    detail: Detail


BLANKS_AND_DASHES = {
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-"),
}


def find_personal_data(text: str) -> list[Found]:
    """Return the personal details in ``text``, in its order. What stands in a link is left out."""
    plain = _plain(text)
    taken = [(link.start, link.end) for link in find_links(text)]
    found: list[Found] = []
    for detail, passages in FINDERS.items():
        for start, end in passages(plain):
            if not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                found.append(Found(start, end, detail))
    return sorted(found)


# RFC 5321, section 4.1.2, as people write it: no quoted local part, a domain with a dot.
EMAIL = re.compile(
    r"(?<![\w.+%@-])[\w.+%'-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?![\w@])",
    re.IGNORECASE,
)


def emails(plain: str) -> Iterator[tuple[int, int]]:
    """Return e-mail addresses."""
    for match in EMAIL.finditer(plain):
        yield match.span()


GAP = r"[ .-]?"
UK_PHONE = re.compile(rf"(?<![\w+.,£$€/-])\(?(0[127]\d{{1,3}})\)?(?:{GAP}\d){{6,8}}(?!\w|[.,-]\d)")
ABROAD = re.compile(
    rf"(?<![\w+])(?:\+|00(?=[1-9])){GAP}([1-9]\d{{0,2}})(?:{GAP}\(0\))?((?:{GAP}\(?\d\)?){{6,13}})"
    r"(?!\w|[.,-]\d)"
)
UK_LENGTHS = {"1": {9, 10}, "2": {10}, "7": {10}}
UK_CODE = "44"


def phones(plain: str) -> Iterator[tuple[int, int]]:
    """Return phone numbers of people: geographic (01, 02), mobile and personal (07), and abroad.

    Sources: Ofcom, The National Telephone Numbering Plan (01 and 02 geographic, 07 mobile and
    personal; ten digits after the 0, some 01 nine) and ITU-T E.164 (at most 15 digits with the
    country's code). Left out are 03, 05, 08 and 09: helplines and companies, nobody's own.
    """
    for match in UK_PHONE.finditer(plain):
        number = _digits(match[0]).removeprefix("0")
        if len(number) in UK_LENGTHS[number[0]] and not _is_named(plain, match.start(), "isbn"):
            yield match.span()
    for match in ABROAD.finditer(plain):
        number = _digits(match[1] + match[2])
        if not 8 <= len(number) <= 15:
            continue
        if number.startswith(UK_CODE):
            inland = number.removeprefix(UK_CODE).removeprefix("0")
            if len(inland) not in UK_LENGTHS.get(inland[:1], ()):
                continue
        yield match.span()


# Every postcode area in use (ONS, Postcode products; Royal Mail, Postcode Address File), without
# the non-geographic BX and with the Crown dependencies.
POSTCODE_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN "
    "DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY "
    "L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM "
    "S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN "
    "WR WS WV YO ZE"
)
AREAS = frozenset(POSTCODE_AREAS.split(" "))
POSTCODE = re.compile(
    r"(?<![\w-])([a-z]{1,2})(\d{1,2}|\d[a-hjkmnp-y]) ?(\d[abd-hjlnp-uw-z]{2})(?![\w-])",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"1st|2nd|3rd|\dth")
UNIT_BEHIND_A_ROAD = re.compile(r"[A-Z]+\d+ ?\d(?:ft|lb|ha|hr|gb|wd)")


def postcodes(plain: str) -> Iterator[tuple[int, int]]:
    """Return full postcodes; half of one ("E10") names a part of town and nobody's house.

    Source: BS 7666-2 and Royal Mail, Programmer's Guide to the Postcode Address File: the inward
    code is a digit and two letters without C, I, K, M, O and V. "The M1 2nd exit" is none.
    """
    for match in POSTCODE.finditer(plain):
        if match[1].upper() not in AREAS:
            continue
        if not ORDINAL.fullmatch(match[3]) and not UNIT_BEHIND_A_ROAD.fullmatch(match[0]):
            yield match.span()


NINO = re.compile(
    r"(?<![\w-])(?!bg|gb|nk|kn|tn|nt|zz)[abceghj-prstw-z][abceghj-nprstw-z]"
    r"[ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[a-d](?![\w-])",
    re.IGNORECASE,
)


def ninos(plain: str) -> Iterator[tuple[int, int]]:
    """Return National Insurance numbers.

    Source: HMRC, National Insurance Manual, NIM39110: two letters (neither D, F, I, Q, U or V, the
    second not O; never BG, GB, NK, KN, TN, NT or ZZ), six digits, and A, B, C or D.
    """
    for match in NINO.finditer(plain):
        yield match.span()


NHS_NUMBER = re.compile(r"(?<![\w+.,£$€/-])[34679]\d\d([ -]?)\d{3}\1\d{4}(?!\w|[.,/-]\d)")


def nhs_numbers(plain: str) -> Iterator[tuple[int, int]]:
    """Return NHS numbers whose check digit is right.

    Source: NHS Data Model and Dictionary, "NHS Number" (modulus 11). England, Wales, the Isle of
    Man and Northern Ireland were given numbers from 3, 4, 6 and 7, tests 9; from 0 and 1 begin the
    ISBNs of books in English, which check the same way.
    """
    for match in NHS_NUMBER.finditer(plain):
        if is_nhs_number(_digits(match[0])) and not _is_named(plain, match.start(), "isbn"):
            yield match.span()


def is_nhs_number(digits: str) -> bool:
    """Say whether ten digits hold together: the last is 11 less the weighted sum's remainder.

    A remainder that asks for 10 makes no number; 11 is written 0.
    """
    weighted = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    check = 11 - weighted % 11
    return check != 10 and int(digits[9]) == check % 11


CARD = re.compile(
    r"(?<![\w+.,£$€/-])[2-6]\d{3}(?:([ -]?)\d{4,7}\1\d{4,5}(?:\1\d{1,7})?)(?!\w|[.,/-]\d)"
)
ISSUERS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})"  # Visa
    r"|(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}"  # Mastercard
    r"|3[47]\d{13}"  # American Express
    r"|3(?:0[0-5]|[68]\d)\d{11}"  # Diners Club
    r"|35(?:2[89]|[3-8]\d)\d{12}"  # JCB
    r"|(?:6011|64[4-9]\d|65\d{2}|62\d{2})\d{12,15}"  # Discover, UnionPay
    r"|(?:5018|5020|5038|6304|6759|676[1-3])\d{8,15}"  # Maestro
)


def cards(plain: str) -> Iterator[tuple[int, int]]:
    """Return the numbers of payment cards: a known issuer's range, and a right check digit.

    Source: ISO/IEC 7812-1 (13 to 19 digits here, the issuer's number first, annex B the Luhn
    formula), with the ranges that the card schemes publish.
    """
    for match in CARD.finditer(plain):
        digits = _digits(match[0])
        if ISSUERS.fullmatch(digits) and has_luhn_check(digits):
            yield match.span()


def has_luhn_check(digits: str) -> bool:
    """Say whether the last digit is the Luhn check of those before it."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


FINDERS: dict[Detail, Callable[[str], Iterator[tuple[int, int]]]] = {
    Detail.EMAIL: emails,
    Detail.CARD: cards,
    Detail.NHS_NUMBER: nhs_numbers,
    Detail.NINO: ninos,
    Detail.PHONE: phones,
    Detail.POSTCODE: postcodes,
}
"""In this order: a longer number is not also taken for the shorter one in it."""


def _plain(text: str) -> str:
    """Return ``text`` with every digit, blank and dash as ASCII has it, each in its old place."""
    return "".join(_plain_character(character) for character in text.translate(BLANKS_AND_DASHES))


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def _digits(passage: str) -> str:
    return "".join(filter(str.isdigit, passage))


def _is_named(plain: str, start: int, name: str) -> bool:
    """Say whether what begins at ``start`` is called ``name``: "ISBN-10: 0 19 …"."""
    before = plain[max(0, start - 12) : start].casefold()
    return re.search(rf"\b{name}(?:[ -]?1[03])?:?\s*$", before) is not None
