"""Whether comments hang where they hang: path, depth, and the package's own columns."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery

from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.rules.commenting import DEPTH_MAX
from discussion_pages.rules.cursors import PATH_STEP, is_path, path_step
from discussion_pages.services.integrity.checks import Fault, batches
from discussion_pages.services.integrity.rows import CommentRowsCheck
from discussion_pages.services.tree import ancestor_pks


class TreeCheck(CommentRowsCheck):
    """A comment's parent is named by ``parent_id`` and by its path.

    Where the two differ, that one holds which fits what the comment answers; where neither does,
    a person has to look. A parent is older than its replies and so comes first: once it is put
    right, its replies are compared with what it then says.
    """

    name = "tree"
    mirrored = frozenset({"depth", "parent_id", "thread_id"})

    def find(self, *, repair: bool, at: datetime) -> Iterator[Fault]:
        """Yield what is wrong; a batch is read again while repairs in it change what follows."""
        for pks in batches(self.rows(), size=self.size):
            for _level in range(DEPTH_MAX + 1):
                faults = self.find_among(pks, repair=repair, at=at)
                yield from (fault for fault in faults if fault.is_repaired or not repair)
                if not any(fault.is_repaired for fault in faults):
                    yield from faults if repair else ()
                    break

    def read(self, pks: Collection[int]) -> list[Any]:
        """Return where comments say they hang, with the path of what they hang on."""
        parents = DiscussionComment.objects.filter(
            pk=OuterRef("parent_id"), discussion_id=OuterRef("discussion_id")
        )
        answered = DiscussionComment.objects.filter(pk=OuterRef("in_reply_to_id"))
        rows = list(
            DiscussionComment.objects.filter(pk__in=pks)
            .annotate(
                parent_path=Subquery(parents.values("path")[:1]),
                answered_path=Subquery(answered.values("path")[:1]),
                answered_discussion=Subquery(answered.values("discussion_id")[:1]),
            )
            .order_by("pk")
            .values(
                *("pk", "discussion_id", "path", "depth", "parent_id", "thread_id", "level"),
                *("order", "object_pk", "content_type_id", "in_reply_to_id"),
                *("parent_path", "answered_path", "answered_discussion"),
            )
        )
        by_path = {row["pk"]: _parent_in(row["path"]) for row in rows}
        wanted = {parent for parent in by_path.values() if parent}
        paths = dict(
            DiscussionComment.objects.filter(pk__in=wanted).values_list("pk", "path").order_by()
        )
        for row in rows:
            row["path_parent"] = by_path[row["pk"]]
            row["path_parent_path"] = paths.get(row["path_parent"] or 0)
        return rows

    def judge(self, row: dict[str, Any], *, at: datetime) -> Iterator[Fault]:
        """Compare a comment's columns with what its parent makes of them."""
        if row["answered_discussion"] not in {None, row["discussion_id"]}:
            yield self.problem(row, "answers a comment of another discussion")
        above = _path_above(row)
        if above is None:
            yield self.problem(row, "has no place in the tree: its parent cannot be told")
            return
        path = above + path_step(row["pk"])
        steps = [*ancestor_pks(path), row["pk"]]
        expected = {
            "path": path,
            "depth": len(steps) - 1,
            "level": len(steps) - 1,
            "parent_id": steps[-2] if len(steps) > 1 else row["pk"],
            "thread_id": steps[0],
            "order": row["pk"],
            "object_pk": str(row["discussion_id"]),
            "content_type_id": ContentType.objects.get_for_model(DiscussionPage).pk,
        }
        for field, value in expected.items():
            if row[field] != value:
                yield self.fault(row, field, value)


def _path_above(row: dict[str, Any]) -> str | None:
    """Return the path of what a comment hangs on, "" for nothing; ``None``: it cannot be told."""
    by_column = _place_below(row["parent_id"], row["parent_path"], row)
    by_path = _place_below(row["path_parent"], row["path_parent_path"], row)
    by_answer = _place_of_answer(row)
    if by_column == by_path or by_path is None:
        above = by_column
    elif by_column is None:
        above = by_path
    else:
        above = by_answer if by_answer in {by_column, by_path} else None
    return above


def _place_below(parent: int | None, path: str | None, row: dict[str, Any]) -> str | None:
    """Return the path of a parent, "" for a root; ``None`` where it is none to hang on."""
    if parent == row["pk"]:
        return ""
    if parent is None or path is None or not is_path(path):
        return None
    steps = _steps(path)
    return path if steps[-1] == path_step(parent) and path_step(row["pk"]) not in steps else None


def _place_of_answer(row: dict[str, Any]) -> str | None:
    """Return the path of the parent of a reply to what this comment answers."""
    if row["in_reply_to_id"] is None:
        return ""
    path: str | None = row["answered_path"]
    return None if path is None else path[: DEPTH_MAX * PATH_STEP]


def _parent_in(path: str) -> int | None:
    """Return the key of the parent that a path names, its own for a root, ``None`` for neither."""
    if not is_path(path):
        return None
    steps = _steps(path)
    return int(steps[-2] if len(steps) > 1 else steps[-1], 16)


def _steps(path: str) -> list[str]:
    return [path[start : start + PATH_STEP] for start in range(0, len(path), PATH_STEP)]
