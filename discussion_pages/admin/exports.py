"""Spreadsheet cells that stay text, whatever a member typed."""

import re
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
NOT_FOR_SHEETS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def plain_cell(value: Any) -> Any:
    """Return a text that no spreadsheet takes for a formula; other values as they are.

    An apostrophe goes before what would begin one (OWASP, "CSV injection"), also behind blanks.
    Control characters, which XLSX cannot hold, are left out.
    """
    if not isinstance(value, str):
        return value
    text = NOT_FOR_SHEETS.sub("", value)
    if text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS):
        return f"'{text}"
    return text
