"""What can be searched for."""

import re

QUERY_LENGTH_MAX = 100
WORD = re.compile(r"\w")


def search_words(text: str) -> str:
    """Return what somebody typed as a search that every backend can answer, else a blank.

    Quotation marks, and marks alone, are left out: SQLite's full-text index fails on them.
    At most ``QUERY_LENGTH_MAX`` characters are used.
    """
    words = text.replace("\x00", "").replace('"', " ").strip()[:QUERY_LENGTH_MAX]
    return words if WORD.search(words) else ""
