"""Writes a run's figures into the page that explains them."""

from pathlib import Path

from benchmarks.places import ROOT
from benchmarks.plotting import plots
from benchmarks.results import Run
from benchmarks.tables import introduction, shapes, tables, targets_of
from benchmarks.targets import findings

PAGE = ROOT / "docs" / "explanation" / "performance.md"
IMAGES = ROOT / "docs" / "images"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def write_page(run: Run, *, page: Path = PAGE, images: Path = IMAGES) -> list[Path]:
    """Draw the plots and replace the figures on the page. Return what was written.

    Raises:
        ValueError: the page does not say where the figures go.
    """
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{page} does not hold {BEGIN} and {END}.")
    written = []
    for plot in plots(run):
        target = images / f"{plot.name}.svg"
        target.write_text(plot.svg(), encoding="utf-8")
        written.append(target)
    page.write_text(f"{before}{BEGIN}\n\n{figures_of(run)}\n\n{END}{after}", encoding="utf-8")
    return [*written, page]


def figures_of(run: Run) -> str:
    """Return what stands on the page: the machine, plots, targets and every measurement."""
    parts = [f"{introduction(run)}.", *run.notes]
    parts += [f"![{plot.title}](../images/{plot.name}.svg)" for plot in plots(run)]
    parts += ["### Targets", targets_of(findings(run)), "### By size and shape"]
    for title, table in shapes(run):
        parts += [f"**{title}**", table]
    parts += ["### All figures"]
    for title, table in tables(run):
        parts += [f"**{title}**", table]
    return "\n\n".join(parts)
