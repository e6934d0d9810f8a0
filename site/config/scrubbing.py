"""Takes out of words for machines what says something about a person, or lets somebody in."""

import re

EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\w)")
IPV6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])", re.I)
QUERY = re.compile(r"(?<=[\w/])\?[^\s\"'<>]+")
TOKEN = re.compile(r"(?<![\w:-])(?:(?=[\w:-]*\d)(?=[\w:-]*[A-Za-z])[\w:-]{20,}|[\w:-]{48,})")
"""Keys in addresses (reports, passwords, ends of e-mails), session keys, API tokens."""
CREDENTIAL = re.compile(r"(?<=://)[^/\s@]+@")

REPLACED = (
    (CREDENTIAL, "[credential]@"),
    (EMAIL, "[e-mail]"),
    (QUERY, "?[query]"),
    (TOKEN, "[token]"),
    (IPV6, "[address]"),
    (IPV4, "[address]"),
)


def scrub(text: str) -> str:
    """Return ``text`` without e-mail addresses, network addresses, query strings and tokens."""
    for pattern, word in REPLACED:
        text = pattern.sub(word, text)
    return text
