"""The list of comments in the admin."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from discussion_pages.services import reporting
from discussion_pages.services.posting import post_comment
from tests import factories
from tests.factories import NOW
from tests.staff import client_for

LIST = "/admin/discussions/comments/"


def listed(response):
    return [comment.pk for comment in response.context["object_list"]]


def test_what_waits_comes_first_then_the_newest(moderator_client, post, other_member):
    old = post("Old", at=NOW - timedelta(days=3))
    reported = post("Reported", at=NOW - timedelta(days=4))
    reporting.report_comment(comment=reported, reason="spam", reporter=other_member, at=NOW)
    waiting = post("Waiting", held=True, at=NOW - timedelta(days=2))
    new = post("New", at=NOW)
    assert listed(moderator_client.get(LIST)) == [waiting.pk, reported.pk, new.pk, old.pk]


def test_a_row_says_who_where_when_in_what_state_and_how_often_reported(
    moderator_client, published, other_member
):
    reporting.report_comment(comment=published, reason="spam", reporter=other_member, at=NOW)
    html = moderator_client.get(LIST).content.decode()
    for words in (
        "The underpass is dark.",
        "Lamplighter",
        "The walk home",
        "Published",
        "10 February 2027, 12pm",
        "1 open",
    ):
        assert words in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=waiting", {"held", "edited"}),
        ("state=edit_held", {"edited"}),
        ("state=held", {"held"}),
        ("state=published", {"published", "edited"}),
        ("state=removed", {"removed"}),
        ("state=nonsense", {"held", "edited", "published", "removed"}),
        ("reported=yes", {"published"}),
        ("reported=no", {"held", "edited", "removed"}),
        ("q=lights", {"edited"}),
        ("q=lamplighter+underpass", {"published"}),
        ("q=nobody", set()),
    ],
)
def test_filters_and_search_narrow_the_list(
    moderator_client, held, edited, published, removed, other_member, query, expected
):
    reporting.report_comment(comment=published, reason="hate", reporter=other_member, at=NOW)
    names = {held.pk: "held", edited.pk: "edited", published.pk: "published", removed.pk: "removed"}
    assert {names[pk] for pk in listed(moderator_client.get(f"{LIST}?{query}"))} == expected


def test_comments_are_filtered_by_discussion_and_by_the_page_above(
    moderator_client, world, member, published
):
    elsewhere = factories.ConsultationPageFactory(parent=world.hub, title="Bus stops")
    other = factories.DiscussionPageFactory(parent=elsewhere, title="Shelters")
    factories.DiscussionPageFactory(parent=elsewhere, title="Nobody has commented here")
    there = post_comment(discussion=other, author=member, text="No roof.", at=NOW)
    assert listed(moderator_client.get(f"{LIST}?discussion={other.pk}")) == [there.pk]
    assert listed(moderator_client.get(f"{LIST}?parent={world.consultation.pk}")) == [published.pk]
    html = moderator_client.get(LIST).content.decode()
    assert "Nobody has commented here" not in html


@pytest.mark.parametrize(
    "query",
    [
        "user__email__startswith=member",
        "ip_address__startswith=1",
        "participant__user__password__contains=x",
        "no_such_field=1",
        "discussion=abc",
        "parent=999999999999999999999",
        "p=abc",
        "o=99.-x",
    ],
)
def test_an_address_cannot_probe_what_no_screen_shows(moderator_client, published, query):
    response = moderator_client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    assert listed(response) == [published.pk]


def test_every_tick_has_a_name_of_its_own(moderator_client, published, held):
    html = moderator_client.get(LIST).content.decode()
    assert f'aria-label="Select comment {published.pk} by Lamplighter"' in html
    assert f'aria-label="Select comment {held.pk} by Lamplighter"' in html


def test_a_filter_keeps_the_search(moderator_client, published):
    html = moderator_client.get(f"{LIST}?q=dark&state=published").content.decode()
    assert '<input type="hidden" name="q" value="dark">' in html


def test_long_lists_are_cut_into_pages(moderator_client, many_comments):
    many_comments(60)
    assert len(listed(moderator_client.get(LIST))) == 50
    assert len(listed(moderator_client.get(f"{LIST}?p=2"))) == 10


def test_the_list_costs_the_same_queries_with_ten_thousand_comments(
    moderator_client, many_comments, count_queries
):
    many_comments(60)
    moderator_client.get(LIST)
    few = count_queries(lambda: moderator_client.get(LIST))
    many_comments(9_940)
    many = count_queries(lambda: moderator_client.get(LIST))
    assert few == many
    assert many <= 20


def test_the_list_is_empty_at_first_and_says_so(moderator_client):
    assert "No comments yet" in moderator_client.get(LIST).content.decode()


def test_there_is_no_address_to_add_edit_or_delete_a_comment(staff, published):
    client = client_for(staff.admin)
    for address in ("create/", f"edit/{published.pk}/", f"delete/{published.pk}/"):
        assert client.get(LIST + address).status_code == 404


def test_an_analyst_reads_the_list_but_has_nothing_to_tick(staff, published):
    html = client_for(staff.analyst).get(LIST).content.decode()
    assert "The underpass is dark." in html
    assert "data-bulk-action-checkbox" not in html
    assert (
        reverse("wagtail_bulk_action", args=["discussion_pages", "discussioncomment", "remove"])
        not in html
    )


def test_wagtails_script_for_ticks_waits_for_the_page(moderator_client, published):
    html = moderator_client.get(LIST).content.decode()
    assert re.search(r'<script defer src="[^"]*wagtailadmin/js/bulk-actions\.js', html)
    assert html.count("bulk-actions.js") == 1
