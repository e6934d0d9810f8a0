"""What the demonstration's invented members wrote: one text file for each discussion.

The files are meant to be read and edited as text::

    # 0 12:14 Marlowe Road +31
    A comment: day and time, the author, and how many like it. Day 0 is the opening day.

    ## 0 16:40 Tamsin in Catford
    A reply; one more # for each step down.

Lines that start with a colon, directly below a heading, say what became of it:
``:state removed personal`` (a state and the code of the rule), ``:note`` for moderators,
``:report personal by Name | details``, ``:official``, ``:first`` and the text before an edit,
``:appeal`` and its author's words, ``:warn`` and a message to them, ``:escalate`` and a note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from home.demo.shapes import Comment, Report

HERE = Path(__file__).resolve().parent

HEADING = re.compile(
    r"^(?P<marks>#+) (?P<when>\d+ \d\d:\d\d) (?P<author>.+?)(?: \+(?P<likes>\d+))?$"
)


class NotAComment(ValueError):
    """A line that fits neither a heading nor anything below one."""


@dataclass
class _Draft:
    depth: int
    comment: Comment
    lines: list[str] = field(default_factory=list)
    replies: list[_Draft] = field(default_factory=list)

    def finished(self) -> Comment:
        text = "\n".join(self.lines).strip()
        return replace(
            self.comment, text=text, replies=tuple(reply.finished() for reply in self.replies)
        )


def read(name: str) -> tuple[Comment, ...]:
    """Return the threads of one file.

    Raises:
        NotAComment: a reply without its comment, or an unknown line with a colon.
    """
    root = _Draft(0, Comment("", "", ""))
    branch = [root]
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        heading = HEADING.match(line)
        if heading:
            draft = _Draft(len(heading["marks"]), _started(heading))
            if draft.depth > len(branch):
                raise NotAComment(line)
            del branch[draft.depth :]
            branch[-1].replies.append(draft)
            branch.append(draft)
        elif line.startswith(":") and not branch[-1].lines:
            branch[-1].comment = _with(branch[-1].comment, line[1:])
        else:
            branch[-1].lines.append(line)
    return root.finished().replies


def _started(heading: re.Match[str]) -> Comment:
    return Comment(heading["when"], heading["author"], "", likes=int(heading["likes"] or 0))


def _with(comment: Comment, line: str) -> Comment:
    name, _space, rest = line.partition(" ")
    match name:
        case "state":
            state, _space, reason = rest.partition(" ")
            return replace(comment, state=state, reason=reason or comment.reason)
        case "reason" | "note" | "appeal" | "warn" | "escalate":
            return replace(comment, **{name: rest})
        case "first":
            return replace(comment, first_version=rest)
        case "official":
            return replace(comment, official=True)
        case "report":
            return replace(comment, reports=(*comment.reports, _report(rest)))
        case _:
            raise NotAComment(line)


def _report(rest: str) -> Report:
    reason, _space, rest = rest.partition(" ")
    by, bar, text = rest.partition(" |")
    if not bar:
        by, text = "", rest
    return Report(reason, text.strip(), by=by.removeprefix("by ").strip())
