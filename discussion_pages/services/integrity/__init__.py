"""Comparing what is stored twice with what it is made from, and putting it right.

A check reads in batches by primary key, so that its memory does not grow with the site. What looks
wrong in a batch is looked at again with its rows locked, so that nobody is accused who was only
posting just then, and whatever is put right is put right under that lock. The site may serve
meanwhile.
"""

from discussion_pages.services.integrity.checks import (
    BATCH,
    REPAIRED_ACTION,
    Check,
    Fault,
    check_integrity,
    names,
    register,
)
from discussion_pages.services.integrity.comments import CommentCheck, HalfCheck
from discussion_pages.services.integrity.evidence import EvidenceCheck
from discussion_pages.services.integrity.figures import FiguresCheck, RespondentsCheck
from discussion_pages.services.integrity.records import (
    KeysCheck,
    MailCheck,
    RecordsCheck,
    WebhooksCheck,
    WordsCheck,
)
from discussion_pages.services.integrity.rows import RowsCheck
from discussion_pages.services.integrity.tree import TreeCheck

__all__ = [
    "BATCH",
    "REPAIRED_ACTION",
    "Check",
    "Fault",
    "RowsCheck",
    "check_integrity",
    "names",
    "register",
]

for check in (
    HalfCheck(),
    TreeCheck(),
    CommentCheck(),
    FiguresCheck(),
    RespondentsCheck(),
    RecordsCheck(),
    MailCheck(),
    WebhooksCheck(),
    WordsCheck(),
    KeysCheck(),
    EvidenceCheck(),
):
    register(check)
