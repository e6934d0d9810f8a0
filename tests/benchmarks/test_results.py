"""Figures, targets, comparison and plots, by results made by hand."""

import math
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from benchmarks.comparing import Change, comparison, pairs
from benchmarks.figures import median_ratio, percentile, ratio
from benchmarks.page import BEGIN, END, write_page
from benchmarks.plotting import Bar, Plot, plots
from benchmarks.results import Measurement, Run
from benchmarks.tables import aligned, shapes, table_of, targets_of
from benchmarks.targets import LARGE, SMALL, TARGETS, Standing, findings

ONE = Measurement(
    scenario=f"discussion of {SMALL}, newest",
    group="discussions",
    database="sqlite",
    clients=1,
    cache=False,
    requests=100,
    per_second=50.0,
    p50_ms=12.0,
    p95_ms=20.0,
    cpu_ms=11.0,
    ratio=38.0,
    database_cpu_ms=None,
    queries=12,
    bytes=90_000,
    gzip_bytes=9_000,
    rounds=[37.0, 38.0, 39.0],
)
LARGE_ONE = replace(ONE, scenario=f"discussion of {LARGE}, newest", ratio=41.0)
RUN = Run(
    size="short",
    made_at="2027-02-10T12:00:00+00:00",
    commit="0123456789ab",
    machine={"processor": "Abacus", "cores": 2, "python": "3.11.7", "load_at_start": 0.1},
    server={"workers": 2},
    sites={},
    notes=["Measured in the quiet of the night."],
    measurements=[ONE, LARGE_ONE],
)


@pytest.mark.parametrize(
    ("share", "value"), [(0, 1), (0.25, 1), (0.5, 2), (0.51, 3), (0.95, 4), (1, 4)]
)
def test_a_percentile_is_the_value_that_so_many_do_not_exceed(share, value):
    assert percentile([4, 1, 3, 2], share) == value


def test_there_is_no_percentile_of_nothing_or_of_more_than_all():
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)
    with pytest.raises(ValueError, match="share"):
        percentile([1], 95)


def test_ratios_are_of_each_round_to_its_own_unit():
    assert median_ratio([10, 40, 90], [1, 2, 3]) == 20
    assert ratio(3, 0) == math.inf


def test_a_result_comes_back_from_its_file_as_it_was(tmp_path):
    RUN.save(tmp_path / "run.json")
    assert Run.load(tmp_path / "run.json") == RUN


def test_a_file_of_another_form_is_refused(tmp_path):
    (tmp_path / "old.json").write_text('{"form": 0, "measurements": []}')
    with pytest.raises(ValueError, match="not of form"):
        Run.load(tmp_path / "old.json")


def test_targets_are_met_missed_or_not_measured():
    found = {
        each.target.words: each
        for each in findings(RUN)
        if each.standing is not Standing.NOT_MEASURED
    }
    assert {words: each.standing for words, each in found.items()} == {
        f"A page, uncached: {ONE.scenario}": Standing.MET,
        f"A page, uncached: {LARGE_ONE.scenario}": Standing.MISSED,
        "100,000 comments beside 1,000, newest": Standing.MET,
    }
    assert found["100,000 comments beside 1,000, newest"].value == pytest.approx(41 / 38)


def test_two_scenarios_are_compared_round_by_round():
    words = "100,000 comments beside 1,000, newest"
    small, large = (
        replace(each, rounds_ms=rounds)
        for each, rounds in ((ONE, [10.0, 20.0, 40.0]), (LARGE_ONE, [12.0, 20.0, 80.0]))
    )
    found = {
        each.target.words: each for each in findings(replace(RUN, measurements=[small, large]))
    }
    assert found[words].value == pytest.approx(1.2)
    assert found[words].standing is Standing.MISSED


def test_each_target_has_words_of_its_own_and_a_limit():
    assert len({(target.words, target.limit) for target in TARGETS}) == len(TARGETS)
    assert {target.limit for target in TARGETS} == {40, 30, 20, 1.1, 1.2, 2, 4}


@pytest.mark.parametrize(
    ("rounds", "change"),
    [
        ([50.0, 51.0, 52.0], Change.WORSE),
        ([38.5, 51.0, 52.0], Change.SAME),
        ([40.0, 40.5, 41.0], Change.SAME),
        ([20.0, 21.0, 22.0], Change.BETTER),
    ],
)
def test_a_change_is_more_than_a_tenth_and_more_than_the_rounds_differ(rounds, change):
    after = replace(RUN, measurements=[replace(ONE, ratio=sorted(rounds)[1], rounds=rounds)])
    (pair,) = pairs(RUN, after)
    assert pair.change is change


@pytest.mark.parametrize(
    ("rounds", "change"),
    [
        ([39.0, 47.0, 48.0, 49.0, 50.0, 51.0, 52.0, 53.0, 190.0], Change.WORSE),
        ([37.0, 37.5, 38.0, 49.0, 50.0, 51.0, 52.0, 53.0, 54.0], Change.SAME),
        ([9.0, 20.0, 21.0, 22.0, 23.0, 24.0, 25.0, 26.0, 90.0], Change.BETTER),
    ],
)
def test_of_many_rounds_a_quarter_at_each_end_hides_no_change(rounds, change):
    before = [12.0, 35.0, 36.0, 37.0, 38.0, 39.0, 40.0, 41.0, 140.0]
    earlier = replace(RUN, measurements=[replace(ONE, rounds=before)])
    later = replace(RUN, measurements=[replace(ONE, ratio=sorted(rounds)[4], rounds=rounds)])
    (pair,) = pairs(earlier, later)
    assert pair.change is change


def test_a_comparison_names_what_got_worse_and_other_numbers_of_queries():
    worse = replace(ONE, ratio=76.0, rounds=[75.0, 76.0, 77.0], queries=30)
    said = comparison(RUN, replace(RUN, measurements=[worse]))
    assert f"{ONE.scenario} on sqlite" in said and "2.00" in said
    assert "12 → 30" in said
    assert "Better: 0" in said


def test_tables_hold_every_measurement_in_columns_of_one_width():
    lines = table_of(RUN).splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert len(rows) == 4 and len({len(row) for row in rows}) == 1
    assert "MISSED" in targets_of(findings(RUN))
    assert aligned([("a", "b"), ("c", "d")]).count("\n") == 2


def test_plots_are_well_formed_named_described_and_ask_nothing_of_elsewhere():
    drawn = plots(RUN)
    assert [plot.name for plot in drawn] == ["performance-pages", "performance-sizes"]
    for plot in drawn:
        svg = plot.svg()
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        parts = {child.get("id"): child for child in root if child.get("id")}
        assert [parts[name].text for name in root.get("aria-labelledby").split()] == [
            plot.title,
            parts["d"].text,
        ]
        assert "38.0×" in parts["d"].text
        assert "prefers-color-scheme: dark" in svg
        assert not re.search(r"(href|src|url\()", svg)
        assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]


def test_a_bar_keeps_within_the_picture_and_its_words_are_escaped():
    svg = Plot("a", "A < B", "x", (Bar("<b>", 3, "3×"), Bar("c", 9, "9×")), limits=(40,)).svg()
    root = ElementTree.fromstring(svg)
    width = float(root.get("width"))
    for rectangle in root.iter("{http://www.w3.org/2000/svg}rect"):
        assert float(rectangle.get("x", 0)) + float(rectangle.get("width")) <= width


def test_the_page_gets_new_figures_and_keeps_its_words(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"Before.\n\n{BEGIN}\nYesterday's.\n{END}\n\nAfter.\n")
    write_page(RUN, page=page, images=tmp_path)
    once = page.read_text()
    write_page(RUN, page=page, images=tmp_path)
    assert page.read_text() == once
    assert once.startswith("Before.") and once.endswith("After.\n") and "Yesterday" not in once
    assert RUN.notes[0] in once
    assert (tmp_path / "performance-sizes.svg").exists()


def test_what_was_measured_is_told_by_size_and_shape():
    told = dict(shapes(RUN))
    rows = [
        line.split("|")[1:-1] for line in told["A discussion, the newest first, sqlite"].split("\n")
    ]
    cells = {row[0].strip(): [cell.strip() for cell in row[1:]] for row in rows}
    assert cells[""] == ["10", "1,000", "10,000", "100,000"]
    assert cells["threads"] == ["–", "38.0×", "–", "41.0×"]
    assert cells["flat"] == ["–"] * 4
