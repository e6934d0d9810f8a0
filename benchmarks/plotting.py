"""Plots as SVG that needs nothing from elsewhere: readable aloud, and on a dark page.

The colours come with the picture and follow the reader's; each plot has a title, a description
that says what is to be seen, and its numbers as text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from benchmarks.results import Run
from benchmarks.targets import LARGE, SMALL, TARGETS

WIDTH = 900
LABELS = 450
"""How much of the width the names of the bars take."""
ROW = 26
TOP = 64
STYLE = """
  text { font: 14px system-ui, sans-serif; fill: #14222e; }
  .title { font-size: 17px; font-weight: 600; }
  .quiet { fill: #46586a; font-size: 12.5px; }
  .bar { fill: #0b5c8a; } .other { fill: #b4530a; } .limit { stroke: #a3123a; stroke-width: 2; }
  .ground { fill: #ffffff; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e8eef3; } .quiet { fill: #b5c3cf; } .ground { fill: #10191f; }
    .bar { fill: #6cc0ee; } .other { fill: #f3a15c; } .limit { stroke: #ff8fab; }
  }
"""
DATABASES = {"sqlite": ("SQLite", "bar"), "postgres": ("PostgreSQL", "other")}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length, what stands at its end, and the class of its colour."""

    name: str
    value: float
    words: str
    style: str = "bar"


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot and the name of its file. ``limits`` are marked across all bars."""

    name: str
    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    limits: tuple[float, ...] = ()

    def svg(self) -> str:
        """Return it drawn."""
        height = TOP + ROW * len(self.bars) + 14
        longest = max([*(bar.value for bar in self.bars), *self.limits])
        scale = (WIDTH - LABELS - 90) / longest if longest else 0
        said = ". ".join(f"{bar.name}: {bar.words}" for bar in self.bars)
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
                f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="t d">',
                f'<title id="t">{escape(self.title)}</title>',
                f'<desc id="d">{escape(f"{self.subtitle}. {said}.")}</desc>',
                f"<style>{STYLE}</style>",
                f'<rect class="ground" width="{WIDTH}" height="{height}"/>',
                f'<text class="title" x="14" y="26">{escape(self.title)}</text>',
                f'<text class="quiet" x="14" y="46">{escape(self.subtitle)}</text>',
                *(_limit(limit, scale, height) for limit in self.limits),
                *(_bar(bar, TOP + ROW * row, scale) for row, bar in enumerate(self.bars)),
                "</svg>\n",
            ]
        )


def plots(run: Run) -> list[Plot]:
    """Return the plots that a run has figures for."""
    drawn = [_pages(run), _sizes(run), _posts(run), _cached(run)]
    return [plot for plot in drawn if plot.bars]


def _pages(run: Run) -> Plot:
    names = (
        *("home", "hub", "consultation", f"discussion of {SMALL}, newest"),
        *(f"participation: comments of {SMALL}", f"v2: comments of {SMALL}", "timeline feed"),
        "moderation desk",
    )
    return Plot(
        "performance-pages",
        "What an answer costs, without a cache",
        "Processor time of a request, as a multiple of a trivial view. The line is the target, 40×",
        _bars(run, names),
        limits=(TARGETS[0].limit,),
    )


def _sizes(run: Run) -> Plot:
    sizes = ("10 (threads)", SMALL, "10,000 (threads)", LARGE)
    names = [f"discussion of {size}, {order}" for order in ("newest", "liked") for size in sizes]
    return Plot(
        "performance-sizes",
        "What a discussion costs, by its size",
        "First page of a discussion by its number of comments, as a multiple of a trivial view",
        _bars(run, names),
    )


def _posts(run: Run) -> Plot:
    names = [each.scenario for each in run.measurements if each.group == "posts"]
    return Plot(
        "performance-posts",
        "What a post costs",
        "Processor time of the serving processes, as a multiple of a trivial view",
        _bars(run, list(dict.fromkeys(names))),
    )


def _cached(run: Run) -> Plot:
    names = [each.scenario for each in run.of(cache=True) if each.group in {"pages", "discussions"}]
    return Plot(
        "performance-cached",
        "From the cache",
        "Processor time of the serving processes, as a multiple of a trivial view",
        _bars(run, list(dict.fromkeys(names)), cache=True),
    )


def _bars(run: Run, names: Sequence[str], *, cache: bool = False) -> tuple[Bar, ...]:
    found = []
    for name in names:
        for database, (title, style) in DATABASES.items():
            each = run.find(name, database, cache=cache)
            if each is not None:
                words = f"{each.ratio:.1f}×"
                found.append(Bar(f"{name}, {title}", each.ratio, words, style))
    return tuple(found)


def _bar(bar: Bar, y: int, scale: float) -> str:
    length, x = max(1.0, bar.value * scale), LABELS + 10
    name, words, base = escape(bar.name), escape(bar.words), y + 15
    return (
        f'<text x="{LABELS}" y="{base}" text-anchor="end">{name}</text>'
        f'<rect class="{bar.style}" x="{x}" y="{y}" width="{length:.1f}" height="20" rx="2"/>'
        f'<text x="{x + 6 + length:.1f}" y="{base}">{words}</text>'
    )


def _limit(limit: float, scale: float, height: int) -> str:
    x = LABELS + 10 + limit * scale
    return f'<line class="limit" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" y2="{height - 8}"/>'
