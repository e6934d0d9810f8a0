"""Validation in the editor's words, at the field it speaks of, and silent in drafts."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db.migrations.writer import MigrationWriter
from django.utils import timezone
from wagtail.admin.views.generic.preview import StreamFieldBlockPreview
from wagtail.fields import StreamField

from timeline_blocks.blocks import RangeBlock, StageBlock, TimelineBlock, WhenBlock
from timeline_blocks.timeline import build_timeline

EARLY, LATE = date(2027, 1, 18), date(2027, 1, 19)
SKIPPED_DAY = date(2027, 3, 28)


def messages(error: ValidationError) -> dict[str, list[str]]:
    """Flatten a nested block error to {"0.entries.0.title": [...]}."""

    def walk(data, path):
        if data.get("messages"):
            yield ".".join(path), [str(m) for m in data["messages"]]
        for name, child in data.get("blockErrors", {}).items():
            yield from walk(child, [*path, str(name)])

    return dict(walk(error.as_json_data(), []))


def refusal(block, value) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        block.clean(block.normalize(value))
    return messages(caught.value)


def timeline_with(kind: str, **fields):
    entry = {"title": "Workshop", "when": [("unknown", {})], **fields}
    return [("stage", {"heading": "Evidence", "entries": [(kind, entry)]})]


@pytest.mark.parametrize(
    ("fields", "at_field", "words"),
    [
        ({"start_date": LATE, "end_date": EARLY}, "end_date", "ends before it starts"),
        (
            {"start_date": EARLY, "start_time": time(18), "end_time": time(17)},
            "end_time",
            "ends before it starts",
        ),
        (
            {"start_date": EARLY, "start_time": time(18), "end_time": time(18)},
            "end_time",
            "ends before it starts",
        ),
        (
            {"start_date": LATE, "start_time": time(9), "end_date": EARLY, "end_time": time(18)},
            "end_date",
            "ends before it starts",
        ),
        ({"start_date": EARLY}, "end_date", "Choose the day it ends"),
        ({"start_date": EARLY, "start_time": time(18)}, "end_time", "time it ends"),
        ({"start_date": EARLY, "end_time": time(18)}, "start_time", "time it starts"),
        ({}, "start_date", "Choose the day it starts"),
        (
            {"start_date": SKIPPED_DAY, "start_time": time(1, 30), "end_time": time(4)},
            "start_time",
            "clocks go forward",
        ),
        (
            {"start_date": SKIPPED_DAY, "start_time": time(0, 30), "end_time": time(1, 30)},
            "end_time",
            "clocks go forward",
        ),
        ({"start_date": date(20, 1, 18), "end_date": EARLY}, "start_date", "Check the year"),
        ({"start_date": EARLY, "end_date": date(9999, 12, 31)}, "end_date", "Check the year"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused_at_the_field(fields, at_field, words):
    found = refusal(RangeBlock(), fields)
    assert list(found) == [at_field]
    assert words in found[at_field][0]


@pytest.mark.parametrize(
    "fields",
    [
        {"start_date": EARLY, "end_date": LATE},
        {"start_date": EARLY, "end_date": EARLY},
        {"start_date": EARLY, "start_time": time(18), "end_time": time(18, 1)},
        {"start_date": EARLY, "start_time": time(18), "end_time": time(23, 59)},
        {"start_date": EARLY, "start_time": time(22), "end_date": LATE, "end_time": time(1)},
    ],
)
def test_a_range_that_makes_sense_is_accepted(fields):
    block = RangeBlock()
    value = block.normalize(fields)
    assert block.clean(value) == value


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("milestone", "links"),
        ("event", "links"),
        ("event", "registration"),
        ("publication", "links"),
        ("call_to_respond", "link"),
    ],
)
@pytest.mark.parametrize("label", ["", "   ", None])
def test_a_link_without_a_label_is_refused_at_its_label(kind, field, label):
    value = timeline_with(kind, **{field: [("url", {"url": "https://x.org", "label": label})]})
    found = refusal(TimelineBlock(), value)
    assert list(found) == [f"0.entries.0.{field}.0.label"]
    assert "words people will click on" in found[f"0.entries.0.{field}.0.label"][0]


@pytest.mark.parametrize("target", ["page", "document", "url"])
def test_a_label_without_a_target_is_refused_at_the_target(target):
    value = timeline_with("milestone", links=[(target, {"label": "Read more"})])
    found = refusal(TimelineBlock(), value)
    assert list(found) == [f"0.entries.0.links.0.{target}"]
    assert "required" not in found[f"0.entries.0.links.0.{target}"][0]


def test_an_address_that_would_run_script_is_refused():
    value = timeline_with(
        "milestone", links=[("url", {"url": "javascript:alert(1)", "label": "Read"})]
    )
    assert list(refusal(TimelineBlock(), value)) == ["0.entries.0.links.0.url"]


def test_a_title_and_a_date_are_asked_for():
    found = refusal(TimelineBlock(), timeline_with("event", title="", when=[]))
    assert found["0.entries.0.title"] == ["Give this entry a title."]
    assert "Not known yet" in found["0.entries.0.when"][0]


@pytest.mark.parametrize("kind", ["day", "month", "season", "quarter", "year"])
def test_every_kind_of_date_asks_for_what_is_missing_in_words(kind):
    found = refusal(WhenBlock(), [(kind, {})])
    assert found
    assert not any("required" in words[0] for words in found.values())


@pytest.mark.parametrize("kind", ["milestone", "event", "publication", "call_to_respond"])
@pytest.mark.parametrize(
    "when",
    [[], *[[(kind, {})] for kind in ("day", "range", "month", "season", "quarter", "year")]],
)
def test_a_draft_may_leave_everything_empty(kind, when):
    block = TimelineBlock()
    link_field = "link" if kind == "call_to_respond" else "links"
    empty = {"title": "", "when": when, link_field: [("page", {}), ("url", {})][-1:]}
    value = block.normalize([("stage", {"heading": "", "entries": [(kind, empty)]})])
    cleaned = block.clean_deferred(value)
    (entry,) = build_timeline(cleaned, at=timezone.now()).entries
    assert entry.when_words == "Date to be confirmed"
    assert entry.links == ()


def test_a_draft_whose_range_is_half_given_counts_the_whole_first_day():
    block = TimelineBlock()
    half = [("range", {"start_date": EARLY, "start_time": time(18)})]
    cleaned = block.clean_deferred(block.normalize(timeline_with("event", when=half)))
    (entry,) = build_timeline(cleaned, at=None).entries
    assert entry.end.date() == LATE


def every_block():
    """Every block that an editor chooses from a list."""
    timeline = TimelineBlock()
    stage = timeline.child_blocks["stage"]
    entries = stage.child_blocks["entries"].child_blocks
    links = entries["milestone"].child_blocks["links"].child_blocks
    when = entries["milestone"].child_blocks["when"].child_blocks
    return [timeline, stage, *entries.values(), *when.values(), *links.values()]


def test_the_blocks_are_valid_and_each_has_a_preview_a_description_and_an_icon():
    assert TimelineBlock().check() == []
    for block in every_block():
        assert block.is_previewable, block
        assert block.get_description(), block
        assert block.meta.icon != "placeholder", block


@pytest.mark.parametrize("block", every_block(), ids=lambda block: block.label)
def test_the_preview_in_the_block_chooser_shows_the_example(block, rf):
    request = rf.get("/", {"id": block.definition_prefix})
    html = StreamFieldBlockPreview.as_view()(request).render().content.decode()
    assert "timeline_blocks/timeline.css" in html
    assert "wc-timeline" in html
    if block.name == "call_to_respond":
        assert "1,395 responses received" in html
    if block.name == "season":
        assert "spring 2027" in html


def test_a_migration_of_a_host_names_only_wagtails_blocks():
    written, _imports = MigrationWriter.serialize(StreamField(TimelineBlock(), blank=True))
    assert "timeline_blocks" not in written


def test_a_stage_may_stand_in_any_stream():
    assert StageBlock().check() == []
