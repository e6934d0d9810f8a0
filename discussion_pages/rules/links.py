"""Web addresses in a text."""

import re
from typing import NamedTuple

LINKS_MAX = 2
"""How many links a comment may hold where no policy says so."""

# RFC 3986, section 3: a scheme and an authority; "www." is what people type instead. A bare domain
# counts under those endings of the root zone (IANA) that a missing blank between two sentences does
# not make.
LINK = re.compile(
    r"""
    (?<![\w@.])
    (?:
        https?://[^\s<>"']+
      | www\.[^\s<>"']+
      | (?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+
        (?:com|org|net|info|biz|uk|eu|io|xyz|shop|club|ru|cn)
        (?![\w-]|\.[a-z0-9]|@)(?:[:/?\#][^\s<>"']*)?
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
CLOSING_MARKS = ".,;:!?)]}'’”…"


class Span(NamedTuple):
    """A passage of a text: ``text[start:end]``."""

    start: int
    end: int


def find_links(text: str) -> list[Span]:
    """Return where ``text`` holds web addresses, in its order. An e-mail address is none."""
    return [
        Span(match.start(), match.start() + len(match[0].rstrip(CLOSING_MARKS)))
        for match in LINK.finditer(text)
    ]
