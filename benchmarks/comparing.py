"""Two results side by side: what got dearer, what cheaper.

Ratios are compared, since two machines, or one on two days, differ in milliseconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.results import Measurement, Run
from benchmarks.tables import aligned

TOLERANCE = 1.1
"""Less than a tenth is noise."""


class Change(StrEnum):
    """What became of a measurement."""

    WORSE = "worse"
    BETTER = "better"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Pair:
    """One measurement in two runs."""

    before: Measurement
    after: Measurement

    @property
    def factor(self) -> float:
        """How many times as dear it became."""
        return self.after.ratio / self.before.ratio if self.before.ratio else 1.0

    @property
    def change(self) -> Change:
        """A change is more than the tolerance, and the usual rounds of both runs lie apart."""
        before, after = usual(self.before.rounds), usual(self.after.rounds)
        if self.factor > TOLERANCE and min(after) > max(before):
            return Change.WORSE
        if self.factor < 1 / TOLERANCE and max(after) < min(before):
            return Change.BETTER
        return Change.SAME


def usual(rounds: list[float]) -> list[float]:
    """Return the rounds in their order of cost, without a quarter at each end (none of three)."""
    left_out = len(rounds) // 4
    return sorted(rounds)[left_out : len(rounds) - left_out]


def pairs(before: Run, after: Run) -> Iterator[Pair]:
    """Yield what both runs measured."""
    earlier = {each.key: each for each in before.measurements}
    for each in after.measurements:
        if each.key in earlier:
            yield Pair(earlier[each.key], each)


def comparison(before: Run, after: Run) -> str:
    """Return in words and a table what changed between two runs."""
    both = list(pairs(before, after))
    changed = [each for each in both if each.change is not Change.SAME]
    changed.sort(key=lambda each: -each.factor)
    alone = len(before.measurements) + len(after.measurements) - 2 * len(both)
    lines = [
        f"{before.commit} ({before.made_at}) and {after.commit} ({after.made_at}): "
        f"{len(both)} measurements in both, {alone} in one only."
    ]
    if before.machine["processor"] != after.machine["processor"]:
        lines.append("The machines differ; ratios can still be compared, with care.")
    for change in (Change.WORSE, Change.BETTER):
        found = [each for each in changed if each.change is change]
        lines.append(f"{change.value.capitalize()}: {len(found)}")
        if found:
            lines.append(_table(found))
    queries = [each for each in both if each.before.queries != each.after.queries]
    if queries:
        lines.append("Other numbers of queries:")
        lines += [
            f"  {_name(each.after)}: {each.before.queries} → {each.after.queries}"
            for each in queries
        ]
    return "\n\n".join(lines)


def _table(found: list[Pair]) -> str:
    rows = [("", "before", "after", "factor")]
    for each in found:
        before, after = f"{each.before.ratio:.1f}×", f"{each.after.ratio:.1f}×"
        rows.append((_name(each.after), before, after, f"{each.factor:.2f}"))
    return aligned(rows)


def _name(each: Measurement) -> str:
    clients = f", {each.clients} clients" if each.clients > 1 else ""
    cached = ", cached" if each.cache else ""
    return f"{each.scenario} on {each.database}{clients}{cached}"
