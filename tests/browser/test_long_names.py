"""A name of forty letters without a space fits where it is shown, on the narrowest telephone."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from wagtail.models import PageViewRestriction

from consultations.models import ConsultationPage
from members.models import User
from tests.browser.content import MEMBERS, WRITER
from tests.browser.inspecting import readable, sideways, violations_in_every_look

NARROW = {"width": 320, "height": 700}
LONG = "Wandererthroughthewindingwaterlanesatway"


@pytest.fixture
def long_name(town: Any) -> Iterator[str]:
    """Call the writer so for a while."""
    writer = User.objects.filter(email="writer@example.org")
    before = writer.get().pseudonym
    writer.update(pseudonym=LONG)
    yield LONG
    writer.update(pseudonym=before)


@pytest.mark.parametrize("name", ["open discussion", *MEMBERS])
def test_a_long_name_makes_no_page_wider(town, same_tab, long_name, name):
    page, _watch = same_tab(WRITER, viewport=NARROW)
    page.goto(town.paths[name])
    assert sideways(page) == []


@pytest.fixture
def closed_consultation(town: Any) -> Iterator[str]:
    """Keep a consultation to a group of nobody for a while."""
    path = town.paths["closed consultation"]
    page = ConsultationPage.objects.get(slug=path.strip("/").rpartition("/")[2])
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    yield path
    restriction.delete()


def test_a_long_name_fits_on_the_page_for_those_who_may_not_read(
    town, same_tab, long_name, closed_consultation
):
    page, watch = same_tab(WRITER, viewport=NARROW)
    watch.expected_statuses = {403}
    page.goto(closed_consultation)
    expect(page.get_by_role("heading", name="This is for others")).to_be_visible()
    assert sideways(page) == []
    found = violations_in_every_look(page)
    assert not found, readable(found)
