"""Writes a run's figures into the page that explains them."""

from pathlib import Path

from benchmarks.building.plans import Size
from benchmarks.places import ROOT
from benchmarks.plotting import plots
from benchmarks.results import Run
from benchmarks.tables import introduction, shapes, tables, targets_of
from benchmarks.targets import findings

PAGE = ROOT / "docs" / "explanation" / "performance.md"
IMAGES = ROOT / "docs" / "images"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
SHAPES_BEGIN, SHAPES_END = "<!-- shapes: begin -->", "<!-- shapes: end -->"


def write_page(run: Run, *, page: Path = PAGE, images: Path = IMAGES) -> list[Path]:
    """Draw the plots and replace the figures on the page. Return what was written.

    A run of every size and shape fills its own part, and leaves plots and figures as they are.

    Raises:
        ValueError: the page does not say where the figures go.
    """
    if run.size == Size.FULL:
        _replace(page, SHAPES_BEGIN, SHAPES_END, shapes_of(run))
        return [page]
    _replace(page, BEGIN, END, figures_of(run))
    written = []
    for plot in plots(run):
        target = images / f"{plot.name}.svg"
        target.write_text(plot.svg(), encoding="utf-8")
        written.append(target)
    return [*written, page]


def figures_of(run: Run) -> str:
    """Return what stands on the page: the machine, plots, targets and every measurement."""
    parts = [f"{introduction(run)}.", *run.notes]
    parts += [f"![{plot.title}](../images/{plot.name}.svg)" for plot in plots(run)]
    parts += ["### Targets", targets_of(findings(run)), "### All figures"]
    for title, table in tables(run):
        parts += [f"**{title}**", table]
    return "\n\n".join(parts)


def shapes_of(run: Run) -> str:
    """Return what discussions cost by shape and size."""
    parts = [f"{introduction(run)}.", *run.notes]
    for title, table in shapes(run):
        parts += [f"**{title}**", table]
    return "\n\n".join(parts)


def _replace(page: Path, begin: str, end: str, words: str) -> None:
    text = page.read_text(encoding="utf-8")
    before, found_begin, rest = text.partition(begin)
    _old, found_end, after = rest.partition(end)
    if not (found_begin and found_end):
        raise ValueError(f"{page} does not hold {begin} and {end}.")
    page.write_text(f"{before}{begin}\n\n{words}\n\n{end}{after}", encoding="utf-8")
