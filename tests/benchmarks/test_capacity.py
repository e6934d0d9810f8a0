"""What machines a city needs: the arithmetic, and that it reads what a run keeps."""

import json
from dataclasses import fields, replace

import pytest

from benchmarks import capacity
from benchmarks.__main__ import main
from benchmarks.capacity import (
    DISCUSSION,
    MEMBERS,
    POST,
    WORDS,
    Assumptions,
    Costs,
    Need,
    costs,
    need,
)
from benchmarks.results import FORM, Measurement, Run

COST = Costs(
    kept_ms=1,
    page_ms=10,
    page_database_ms=4,
    member_page_ms=20,
    member_page_database_ms=6,
    post_ms=40,
    post_database_ms=10,
    page_bytes=10_000,
)
CITY = Assumptions(
    visits=36_000,
    pages=10,
    burst=1,
    signed_in=0.1,
    kept=0.9,
    posts_in_last_ten_minutes=600,
    pages_changed_by_post=4,
    utilisation=0.5,
    comments_in_year=1_000_000,
    bytes_for_comment=5_000,
    first_visit_bytes=100_000,
)


def measured(scenario: str, *, cache: bool = False, cpu_ms: float = 1) -> Measurement:
    return Measurement(
        scenario=scenario,
        group="pages",
        database="postgres",
        clients=1,
        cache=cache,
        requests=10,
        per_second=1,
        p50_ms=1,
        p95_ms=1,
        cpu_ms=cpu_ms,
        ratio=1,
        database_cpu_ms=2,
        queries=3,
        bytes=9,
        gzip_bytes=5,
    )


def run_with(*found: Measurement) -> Run:
    return Run("short", "", "", {}, {}, {}, [], list(found))


ALL = (
    measured(DISCUSSION, cpu_ms=30),
    measured(DISCUSSION, cache=True, cpu_ms=0.5),
    measured(MEMBERS, cpu_ms=40),
    measured(POST.format(size="10"), cpu_ms=20),
    measured(POST.format(size="100,000"), cpu_ms=50),
)


def test_the_busiest_minute_is_worked_out_from_all_that_is_assumed():
    found = need(CITY, COST)
    assert found.pages_per_second == 100
    assert found.posts_per_second == 1
    # 10 of one's own, 9 that no cache has, 4 that a post changed
    assert found.made_per_second == pytest.approx(23)
    assert found.web_cores == pytest.approx((10 * 20 + 13 * 10 + 77 * 1 + 40) / 1000 / 0.5)
    assert found.database_cores == pytest.approx((10 * 6 + 13 * 4 + 10) / 1000 / 0.5)
    assert found.web_cores_for_members == pytest.approx(10 * 20 / 1000 / 0.5)
    assert found.web_cores_for_posts == pytest.approx(40 / 1000 / 0.5)
    assert found.database_cores_for_posts == pytest.approx(10 / 1000 / 0.5)
    assert found.megabits_per_second == pytest.approx(8)
    assert found.asset_megabits_per_second == pytest.approx(8)
    assert found.gigabytes_per_year == pytest.approx(5)


def test_no_page_is_made_oftener_than_it_is_asked_for():
    crowd = replace(CITY, visits=36, posts_in_last_ten_minutes=60_000)
    found = need(crowd, COST)
    assert found.made_per_second == pytest.approx(found.pages_per_second)


def test_costs_come_from_the_largest_discussion_that_was_measured():
    found = costs(run_with(*ALL), "postgres")
    assert (found.page_ms, found.kept_ms, found.post_ms) == (30, 0.5, 50)
    assert found.member_page_ms == 40


@pytest.mark.parametrize("missing", range(3))
def test_a_run_that_measured_too_little_says_so(missing):
    found = [each for number, each in enumerate(ALL) if number != missing]
    with pytest.raises(ValueError, match="did not measure"):
        costs(run_with(*found), "postgres")


def test_the_command_prints_what_is_needed_under_other_assumptions(tmp_path, capsys):
    result = tmp_path / "run.json"
    run_with(*ALL).save(result)
    assert json.loads(result.read_text())["form"] == FORM
    assert main(["capacity", str(result), "--visits", "3600", "--pages", "1", "--burst", "1"]) == 0
    told = capsys.readouterr().out
    assert "| pages a second | 1 |" in told
    assert "| visits in the hour | 3,600 |" in told


def test_the_tables_go_where_the_page_has_its_figures(tmp_path, monkeypatch):
    page = tmp_path / "capacity.md"
    page.write_text("Before.\n\n<!-- figures: begin -->\nold\n<!-- figures: end -->\n\nAfter.\n")
    monkeypatch.setattr(capacity, "introduction", lambda run: "Measured somewhere")
    capacity.write_page(run_with(), ["| new | |"], page=page)
    text = page.read_text()
    assert text.startswith("Before.") and text.endswith("After.\n")
    assert "Measured somewhere.\n\n| new | |" in text and "old" not in text
    page.write_text("Nowhere.")
    with pytest.raises(ValueError, match="does not hold"):
        capacity.write_page(run_with(), [], page=page)


def test_every_figure_has_words():
    named = [field.name for kind in (Costs, Assumptions, Need) for field in fields(kind)]
    assert sorted(named) == sorted(WORDS)
