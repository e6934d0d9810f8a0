"""Comparing two revisions of a page in the admin, with blocks that are not filled in yet."""

import pytest
from django.utils.html import strip_tags

from discussion_pages.blocks import BodyBlock, DiscussionBodyBlock
from tests.media import make_image
from tests.staff import client_for, make_staff
from timeline_blocks.blocks import EntriesBlock, LinksBlock, WhenBlock

# Wagtail leaves the file of an image to the garbage collector while it makes renditions.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")

ENTRIES = sorted(EntriesBlock().child_blocks)
WHENS = sorted(WhenBlock().child_blocks)
LINKS = sorted(LinksBlock().child_blocks)


@pytest.fixture
def editor(world):
    return client_for(make_staff(world.hub).editor)


@pytest.fixture
def compare(editor):
    """Keep each value as a draft of its own, then compare the first with the last."""

    def go(page, field, *values):
        for value in values:
            setattr(page, field, value)
            page.save_revision()
        return editor.get(f"/admin/pages/{page.pk}/revisions/compare/earliest...latest/")

    return go


def empty_block(name, value=None):
    return [{"type": name, "value": value or {}, "id": f"{name}-1"}]


def timeline(entry, **value):
    entries = [{"type": entry, "value": value, "id": "an-entry"}]
    return [{"type": "stage", "value": {"heading": "First", "entries": entries}, "id": "a-stage"}]


def picture(image, caption=""):
    value = {"image": image.pk, "alt_text": "A lamp", "decorative": False} if image else {}
    return [{"type": "picture", "value": {"image": value, "caption": caption}, "id": "a-picture"}]


@pytest.mark.parametrize("name", sorted(BodyBlock().child_blocks))
def test_an_empty_block_of_a_consultations_text_can_be_compared(compare, world, name):
    value = "" if name == "text" else None
    page = world.consultation
    assert compare(page, "body", [], empty_block(name, value)).status_code == 200
    assert compare(page, "body", empty_block(name, value), []).status_code == 200


@pytest.mark.parametrize("name", sorted(DiscussionBodyBlock().child_blocks))
def test_an_empty_block_of_a_discussions_text_can_be_compared(compare, world, name):
    value = "" if name == "text" else None
    page = world.discussion
    assert compare(page, "body", [], empty_block(name, value)).status_code == 200
    assert compare(page, "body", empty_block(name, value), []).status_code == 200


@pytest.mark.parametrize("name", ["picture", "document", "safety_guidance"])
def test_a_block_whose_chooser_stays_empty_can_be_compared_with_its_change(compare, world, name):
    before, after = empty_block(name, {"title": "One"}), empty_block(name, {"caption": "Two"})
    assert compare(world.consultation, "body", before, after).status_code == 200


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_without_image_or_links_can_be_compared(compare, world, name):
    response = compare(
        world.consultation,
        "timeline",
        [],
        timeline(name, title="A walk"),
        timeline(name, title="A longer walk"),
    )
    assert response.status_code == 200
    assert "A longer walk" in strip_tags(response.content.decode())


@pytest.mark.parametrize("name", ENTRIES)
def test_a_changed_entry_without_image_can_be_compared(compare, world, name):
    response = compare(
        world.consultation,
        "timeline",
        timeline(name, title="Walk"),
        timeline(name, title="Run"),
    )
    assert response.status_code == 200
    text = strip_tags(response.content.decode())
    assert "Walk" in text and "Run" in text


@pytest.mark.parametrize("name", WHENS)
def test_an_entry_whose_time_is_not_filled_in_can_be_compared(compare, world, name):
    when = [{"type": name, "value": {}, "id": "when-1"}]
    before, after = timeline("event"), timeline("event", when=when)
    assert compare(world.consultation, "timeline", [], after).status_code == 200
    assert compare(world.consultation, "timeline", before, after).status_code == 200


@pytest.mark.parametrize("name", LINKS)
def test_an_entry_whose_link_leads_nowhere_yet_can_be_compared(compare, world, name):
    links = [{"type": name, "value": {}, "id": "link-1"}]
    before, after = timeline("milestone"), timeline("milestone", links=links)
    assert compare(world.consultation, "timeline", [], after).status_code == 200
    assert compare(world.consultation, "timeline", before, after).status_code == 200


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [(False, True, ["addition"]), (True, False, ["deletion"]), (True, True, [])],
    ids=["added", "taken out", "kept"],
)
def test_an_image_that_came_or_went_is_shown_as_such(compare, world, first, second, shown):
    image = make_image("A lamp")
    response = compare(
        world.consultation,
        "body",
        picture(image if first else None, "Before"),
        picture(image if second else None, "After"),
    )
    html = response.content.decode()
    assert response.status_code == 200
    for kind in ("addition", "deletion"):
        assert (f'<div class="preview-image {kind}">' in html) is (kind in shown)
    assert "None" not in strip_tags(html)
