"""The page of one comment in the admin."""

from datetime import timedelta

import pytest
from wagtail.models import Revision

from discussion_pages.admin.inspecting import marked_change
from discussion_pages.dates import instant_text
from discussion_pages.models import DiscussionComment, LegalHold, ModerationPolicy
from discussion_pages.services import deciding, reporting
from tests.factories import NOW
from tests.staff import client_for

INSPECT = "/admin/discussions/comments/inspect/{}/"


def page(client, comment):
    response = client.get(INSPECT.format(comment.pk))
    assert response.status_code == 200
    return response.content.decode()


def test_a_reply_is_shown_with_what_it_answers_and_what_answers_it(
    moderator_client, post, other_member
):
    root = post("Root of it all.")
    middle = post("In the middle.", reply_to=root, author=other_member)
    leaf = post("The leaf waits.", reply_to=middle, held=True)
    html = page(moderator_client, middle)
    places = [html.index(words) for words in ("Root of it all.", "This comment", "The leaf waits.")]
    assert places == sorted(places)
    assert INSPECT.format(leaf.pk) in html
    assert "Held" in html


def test_an_edit_that_waits_stands_beside_what_is_published(moderator_client, edited):
    html = page(moderator_client, edited)
    assert "<del>eleven</del>" in html
    assert "<ins>midnight</ins>" in html


def test_text_typed_by_members_is_never_markup():
    marked = marked_change("<b>one</b>", "<script>two</script>")
    assert "<script>" not in marked
    assert "<b>" not in marked


def test_what_members_typed_is_escaped_on_the_page(moderator_client, post, other_member):
    comment = post("<script>alert(1)</script>")
    reporting.report_comment(
        comment=comment,
        reason="other",
        text="<img src=x onerror=alert(2)>",
        reporter=other_member,
        at=NOW,
    )
    html = page(moderator_client, comment)
    assert "<script>alert(1)" not in html
    assert "<img src=x" not in html


def test_reports_say_why_who_and_when(moderator_client, published, other_member):
    reporting.report_comment(
        comment=published, reason="personal", text="My address.", reporter=other_member, at=NOW
    )
    reporting.report_comment(comment=published, reason="spam", address="10.0.0.1", at=NOW)
    html = page(moderator_client, published)
    for words in ("Personal details of somebody", "My address.", "Night bus", "No account"):
        assert words in html
    assert "10.0.0.1" not in html
    assert other_member.email not in html


def test_the_log_names_the_version_of_the_policy_that_each_decision_was_made_under(
    moderator_client, published, staff
):
    policy = ModerationPolicy.objects.get()
    given = {"moderator": staff.moderator, "reason": "spam", "at": NOW}
    for day, action in ((NOW - timedelta(days=9), "hold"), (NOW - timedelta(days=2), "remove")):
        revision = policy.save_revision()
        revision.publish()
        Revision.objects.filter(pk=revision.pk).update(created_at=day)
        comment = DiscussionComment.objects.get(pk=published.pk)
        deciding.decide(comment=comment, action=action, **given)
    html = page(moderator_client, published)
    versions = [f"{policy}, version of {instant_text(NOW - timedelta(days=n))}" for n in (2, 9)]
    places = [html.index(version) for version in versions]
    assert places == sorted(places)


def test_the_log_names_people_and_rules(moderator_client, held, staff):
    deciding.reject_comment(
        comment=held, moderator=staff.moderator, reason="off_topic", note="A recipe.", at=NOW
    )
    html = page(moderator_client, held)
    for words in ("Rejected", "Mo Moderator", "Not about this subject", "A recipe.", "Automatic"):
        assert words in html
    assert "Every comment in this discussion waits for a moderator." in html


def test_an_analyst_sees_the_comment_but_neither_reports_nor_log(staff, published, other_member):
    reporting.report_comment(
        comment=published, reason="personal", text="My address.", reporter=other_member, at=NOW
    )
    html = page(client_for(staff.analyst), published)
    assert "The underpass is dark." in html
    assert "My address." not in html
    assert "decisions-heading" not in html
    assert "Remove" not in html


@pytest.mark.parametrize("replies", [3, 40])
def test_the_page_costs_the_same_queries_with_many_replies(
    moderator_client, post, count_queries, replies
):
    root = post()
    for number in range(replies):
        post(f"Reply {number}", reply_to=root)
    page(moderator_client, root)
    assert count_queries(lambda: page(moderator_client, root)) <= 28


def test_only_the_first_fifty_replies_are_shown_and_the_rest_counted(
    moderator_client, world, member
):
    from tests.bulk import insert_comments

    keys = insert_comments(world.discussion, roots=1, replies=53, at=NOW)
    response = moderator_client.get(INSPECT.format(keys[0]))
    assert "3 more replies are not shown here." in response.content.decode()


def test_a_comment_that_does_not_exist_is_not_found(moderator_client, published):
    assert moderator_client.get(INSPECT.format(999_999)).status_code == 404


@pytest.mark.parametrize("key", ["abc", "0", "٣", "_31", "9" * 18, "9" * 19, "9" * 20, "1" * 5000])
@pytest.mark.parametrize(
    "address", [INSPECT, "/admin/discussions/comments/{}/official-reply/"], ids=["inspect", "reply"]
)
def test_what_is_no_comments_key_is_not_found(moderator_client, published, address, key):
    assert moderator_client.get(address.format(key)).status_code == 404


def test_it_says_until_when_the_evidence_is_kept(moderator_client, published, world):
    world.consultation.closes_at = NOW
    world.consultation.save()
    assert "10 February 2029" in page(moderator_client, published)
    LegalHold.objects.create(page=world.consultation, reason="x", placed_at=NOW)
    held = page(moderator_client, published)
    assert "As long as the legal hold lasts" in held


def test_only_those_who_moderate_read_what_was_redacted(staff, moderator_client, published):
    secret = published.comment.split()[-1]
    deciding.redact_comment(
        comment=published, moderator=staff.manager, passages=[secret], reason="other", at=NOW
    )
    assert secret in page(moderator_client, published)
    for person in (staff.editor, staff.analyst):
        assert secret not in page(client_for(person), published)
