"""The page with the lines that show a discussion elsewhere."""

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_the_lines_name_the_script_by_its_lasting_name_and_the_discussion(world, settings):
    page = Client().get("/embed/", {"discussion": world.discussion.pk}).content.decode()
    script = "http://testserver/static/discussion_pages/embed/consultation-discussion.js"
    assert f"&lt;script type=&quot;module&quot; src=&quot;{script}&quot;" in page.replace(
        '"', "&quot;"
    )
    assert f"http://testserver/api/participation/v1/discussions/{world.discussion.pk}" in page


def test_a_title_cannot_leave_the_lines(world):
    world.discussion.title = "<script>alert(1)</script> & more"
    world.discussion.save_revision().publish()
    page = Client().get("/embed/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&amp;lt;script&amp;gt;alert(1)" in page, "copied, it is a title again"


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_what_is_private_is_not_offered_to_anybody(world, member, kind):
    PageViewRestriction.objects.create(
        page=world.consultation, restriction_type=kind, password="sesame"
    )
    client = Client()
    client.force_login(member)
    assert world.discussion.title not in client.get("/embed/").content.decode()
    chosen = client.get("/embed/", {"discussion": world.discussion.pk})
    assert chosen.status_code == 404


def test_a_draft_is_not_offered(world):
    Page.objects.get(pk=world.discussion.pk).unpublish()
    page = Client().get("/embed/")
    assert page.status_code == 200
    assert "There is no public discussion yet." in page.content.decode()


@pytest.mark.parametrize("text", ["", "0", "x", "9" * 30, "²"])
def test_a_number_that_is_none_is_not_found(world, text):
    assert Client().get("/embed/", {"discussion": text}).status_code == 404


def test_the_page_costs_the_same_queries_however_many_discussions(world, django_assert_num_queries):
    Client().get("/embed/")
    with django_assert_num_queries(3):
        Client().get("/embed/")
    for number in range(5):
        factories.DiscussionPageFactory(parent=world.consultation, title=f"Subject {number}")
    with django_assert_num_queries(3):
        Client().get("/embed/")
