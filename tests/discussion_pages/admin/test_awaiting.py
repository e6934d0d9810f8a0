"""What awaits a moderator on the admin's first page."""

from datetime import timedelta

from discussion_pages.admin.awaiting import waiting_work
from discussion_pages.models import DiscussionComment
from discussion_pages.rules.queue import Urgency
from discussion_pages.services import reporting
from tests.factories import NOW
from tests.staff import client_for


def test_moderators_see_counts_the_oldest_and_the_way_to_the_desk(
    moderator_client, post, published, edited, other_member
):
    post("One", held=True, at=NOW - timedelta(days=2))
    post("Two", held=True, at=NOW - timedelta(days=1))
    reporting.report_comment(comment=published, reason="spam", reporter=other_member, at=NOW)
    html = moderator_client.get("/admin/").content.decode()
    assert "What awaits you" in html
    assert "8 February 2027, 12pm" in html
    for urgency in ("held", "reported"):
        assert f"/admin/discussions/desk/?urgency={urgency}" in html
    assert "urgency=appeal" not in html


def test_the_panel_says_so_when_nothing_waits(moderator_client):
    assert "Nothing waits." in moderator_client.get("/admin/").content.decode()


def test_others_are_not_told(staff, held):
    for person in (staff.editor, staff.analyst):
        assert "What awaits you" not in client_for(person).get("/admin/").content.decode()


def test_the_panel_costs_one_query_however_much_waits(
    world, many_comments, django_assert_num_queries
):
    many_comments(50)
    DiscussionComment.objects.update(urgency=Urgency.NEW, queued_at=NOW)
    with django_assert_num_queries(1):
        assert waiting_work()[0].count == 50
