"""Word rules as a CSV file: read, compared with what is there, written as a whole or not at all.

The columns are ``phrase``, ``kind``, ``rule_code`` and ``note``. A phrase that is there already is
changed; nothing is deleted.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from discussion_pages.models import ModerationPolicy, WordRule
from discussion_pages.rules.words import RuleKind, normalised
from discussion_pages.services.policies import rules_of, standard_rules
from discussion_pages.services.refusals import Invalid

COLUMNS = ("phrase", "kind", "rule_code", "note")
BYTES_MAX = 200_000
LINES_MAX = 2_000
FORMULA_STARTS = ("=", "+", "-", "@")


class LineState(StrEnum):
    """What a line of the file would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Line:
    """One rule of the file. ``remarks`` say what is wrong, or only worth a look."""

    number: int
    state: LineState
    rule: WordRule
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordList:
    """What a file holds, line by line."""

    lines: tuple[Line, ...]

    @property
    def counts(self) -> Counter[LineState]:
        """How many lines there are of each state."""
        return Counter(line.state for line in self.lines)

    @property
    def is_right(self) -> bool:
        """Whether it may be written: not a single line is wrong."""
        return not self.counts[LineState.WRONG]

    @property
    def changes(self) -> list[Line]:
        """The lines that would write something."""
        return [line for line in self.lines if line.state in {LineState.NEW, LineState.CHANGED}]


def decoded(data: bytes) -> str:
    """Return the text of an uploaded file.

    Raises:
        Invalid: it is too large, empty, or not UTF-8.
    """
    if len(data) > BYTES_MAX:
        raise Invalid(
            "too_large",
            _("The file has %(size)s KB. The most is %(max)s KB: split it in two.")
            % {"size": -(-len(data) // 1000), "max": BYTES_MAX // 1000},
            field="file",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(
            "encoding",
            _(
                "The file is not UTF-8: line %(line)s has a character that cannot be read. In a "
                "spreadsheet, save it as “CSV UTF-8”."
            )
            % {"line": data.count(b"\n", 0, error.start) + 1},
            field="file",
        ) from error
    if "\x00" in text:
        raise Invalid(
            "encoding",
            _("This is no CSV file. In a spreadsheet, save it as “CSV UTF-8”."),
            field="file",
        )
    if not text.strip():
        raise Invalid("empty", _("The file is empty."), field="file")
    return text


def compared(text: str) -> WordList:
    """Return what a file's text would change. Two queries.

    Raises:
        Invalid: it is no CSV, lacks a column, or has too many lines.
    """
    there = {rule.phrase_key: rule for rule in WordRule.objects.all()}
    codes = known_codes()
    seen: dict[str, int] = {}
    lines = []
    for number, row in _rows(text):
        line = _line(number, row, there, codes)
        key = line.rule.phrase_key
        if key in seen and line.state is not LineState.WRONG:
            remark = _("Line %(line)s has the same phrase.") % {"line": seen[key]}
            line = Line(number, LineState.WRONG, line.rule, (remark, *line.remarks))
        seen.setdefault(key, number)
        lines.append(line)
        if len(lines) > LINES_MAX:
            raise Invalid(
                "too_many",
                _("The file has more than %(max)s lines: split it.") % {"max": LINES_MAX},
                field="file",
            )
    if not lines:
        raise Invalid("empty", _("The file has no line below its headings."), field="file")
    return WordList(tuple(lines))


def import_words(*, text: str, by: Any) -> WordList:
    """Write the rules of a file: all of them, or none. Returns what was done.

    Raises:
        Invalid: the file cannot be read, or a line is wrong.
    """
    with transaction.atomic():
        found = compared(text)
        if not found.is_right:
            raise Invalid(
                "wrong", _("Nothing was imported: mend the lines that are wrong."), field="file"
            )
        for line in found.changes:
            line.rule.save()
            is_new = line.state is LineState.NEW
            action = "wagtail.create" if is_new else "wagtail.edit"
            log(instance=line.rule, action=action, user=by, content_changed=True)
    return found


def as_csv(lines: Iterable[Sequence[str]]) -> str:
    """Return lines under the columns' names, as a file that spreadsheets open as UTF-8."""
    target = io.StringIO(newline="")
    csv.writer(target).writerows([COLUMNS, *lines])
    return "\ufeff" + target.getvalue()


def known_codes() -> dict[str, str]:
    """Return the codes of all rules of live policies with their titles. One query."""
    policies = list(ModerationPolicy.objects.filter(live=True))
    rules = [rule for policy in policies for rule in rules_of(policy)] or standard_rules()
    return {rule.code: rule.title for rule in rules}


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Return each line below the headings with its number in the file; blank lines are left out."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [cell.strip().casefold() for cell in next(reader)]
        _refuse_names(names)
        while True:
            number = reader.line_num + 1
            cells = next(reader, None)
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                row = dict(zip(names, map(_typed, cells), strict=False))
                yield number, row | {"": "" if len(cells) <= len(names) else "more"}
    except csv.Error as error:
        raise Invalid(
            "csv",
            _("Line %(line)s cannot be read: a quotation mark is missing or in the wrong place.")
            % {"line": reader.line_num},
            field="file",
        ) from error


def _refuse_names(names: list[str]) -> None:
    missing = [name for name in ("phrase", "kind") if name not in names]
    unknown = [name for name in names if name not in COLUMNS]
    if missing or unknown or len(set(names)) != len(names):
        raise Invalid(
            "columns",
            _("The first line has to name the columns: %(columns)s. It says: %(found)s.")
            % {"columns": ", ".join(COLUMNS), "found": ", ".join(names)[:200] or "–"},
            field="file",
        )


def _typed(cell: str) -> str:
    """Return a cell as it was before an export put an apostrophe before a formula's sign."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS) else cell


def _line(
    number: int, row: dict[str, str], there: dict[str, WordRule], codes: dict[str, str]
) -> Line:
    phrase = " ".join(row.get("phrase", "").split())
    rule = copy(there.get(normalised(phrase)) or WordRule())
    before = (rule.phrase, rule.kind, rule.rule_code, rule.note)
    rule.phrase, rule.kind = phrase, row.get("kind", "").casefold()
    rule.rule_code = row.get("rule_code", rule.rule_code)
    rule.note = row.get("note", rule.note)
    problems = _problems(rule)
    if row[""]:
        problems.append(_("The line has more cells than there are columns."))
    if problems:
        return Line(number, LineState.WRONG, rule, tuple(problems))
    remarks: tuple[str, ...] = ()
    if rule.rule_code and rule.rule_code not in codes:
        remarks = (_("No policy has a rule “%(code)s”.") % {"code": rule.rule_code},)
    if rule.pk is None:
        return Line(number, LineState.NEW, rule, remarks)
    after = (rule.phrase, rule.kind, rule.rule_code, rule.note)
    return Line(number, LineState.SAME if after == before else LineState.CHANGED, rule, remarks)


def _problems(rule: WordRule) -> list[str]:
    kinds = [kind.value for kind in RuleKind]
    if not rule.phrase:
        return [_("The phrase is missing.")]
    found = []
    if rule.kind not in kinds:
        found.append(_("The kind has to be one of: %(kinds)s.") % {"kinds": ", ".join(kinds)})
    try:
        rule.clean_fields(exclude=["kind"])
        rule.clean_phrase()
    except ValidationError as error:
        found += error.messages
    return found
