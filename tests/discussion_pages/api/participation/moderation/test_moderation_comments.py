"""One comment with all that a decision rests on, and the list of comments of every state."""

import pytest

from discussion_pages.models import DiscussionComment, SavedReason
from discussion_pages.services import deciding, reporting
from discussion_pages.services.appealing import make_appeal
from tests import factories
from tests.bulk import insert_comments
from tests.factories import NOW
from tests.participation import api_for

pytestmark = pytest.mark.usefixtures("clock")

LIST = "/moderation/comments"


def ids(answer):
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["items"]]


def test_why_a_comment_is_held_is_told_in_words_with_the_passages(world, member, post, desk):
    from discussion_pages.services.posting import post_comment

    comment = post_comment(
        discussion=world.discussion,
        author=member,
        text="Ring me on 020 7946 0958 about it.",
        is_confirmed=True,
        at=NOW,
    )
    held = desk(comment)["desk"]["held"]
    assert held["rule"] == "It seems to have a phone number in it."
    (span,) = held["spans"]
    assert "7946 0958" in held["text"][span["start"] : span["end"]]


def test_reports_are_told_and_never_who_sent_them(published, desk, moderator_api, staff):
    reporter = factories.UserFactory(pseudonym="Whistle", email="whistle-61@example.com")
    reporting.report_comment(
        comment=published, reason="abuse", text="It is rude.", reporter=reporter, at=NOW
    )
    reporting.report_comment(
        comment=published,
        reason="spam",
        text="An advert.",
        email="nobody-62@example.com",
        address="192.0.2.7",
        at=NOW,
    )
    for who in (staff.moderator, staff.manager, staff.admin):
        answer = api_for(who).get(f"/moderation/comments/{published.pk}")
        assert [report["text"] for report in answer.json()["reports"]] == [
            "An advert.",
            "It is rude.",
        ]
        for secret in ("Whistle", "whistle-61", "nobody-62", "192.0.2.7"):
            assert secret not in answer.content.decode()


def test_an_edit_that_waits_stands_beside_what_is_published(edited, desk):
    found = desk(edited)
    assert found["text"] == "The lights go off at eleven."
    assert found["waiting_edit"]["text"] == "The lights go off at midnight."
    assert [version["status"] for version in found["versions"]] == ["held", "current"]
    assert {"approve_edit", "reject_edit"} <= {
        offer["action"] for offer in found["desk"]["actions"]
    }


def test_it_says_which_decisions_fit_and_what_each_needs(held, removed, desk):
    offers = {offer["action"]: offer for offer in desk(held)["desk"]["actions"]}
    assert {"approve", "reject", "redact"} <= set(offers)
    assert not {"keep", "remove", "restore", "pin"} & set(offers)
    assert offers["reject"]["needs"] == ["reason"]
    assert offers["approve"]["takes"] == ["note"]
    assert set(offers["redact"]["needs"]) == {"passages", "reason"}
    assert "restore" in {offer["action"] for offer in desk(removed)["desk"]["actions"]}


def test_reasons_are_the_rules_of_the_policy_and_saved_ones(held, desk):
    saved = SavedReason.objects.create(title="Advert", rule_code="spam", message="Please do not.")
    SavedReason.objects.create(title="Of another policy", rule_code="nowhere", message="No.")
    reasons = desk(held)["desk"]["reasons"]
    assert {"abuse", "spam", f"saved:{saved.pk}"} <= {reason["value"] for reason in reasons}
    assert "Of another policy" not in {reason["title"] for reason in reasons}
    assert reasons[-1]["message"] == "Please do not."


def test_an_appeal_and_what_was_decided_before_stand_with_it(removed, member, desk, staff):
    decision = removed.decisions.first()
    appeal = make_appeal(decision=decision, member=member, text="I sell nothing.", at=NOW)
    found = desk(DiscussionComment.objects.get(pk=removed.pk))
    assert [each["id"] for each in found["appeals"]] == [appeal.pk]
    assert found["decisions"][0]["action"] == "remove"
    assert found["decisions"][0]["by"] == str(staff.moderator)
    assert found["desk"]["urgency"] == "appeal"
    assert found["desk"]["history"]["removed"] == 1


@pytest.mark.parametrize("who", ["editor", "analyst"])
def test_whoever_only_reads_gets_what_the_admin_shows_them(staff, edited, other_member, who):
    reporting.report_comment(
        comment=edited, reason="abuse", text="Rude!", reporter=other_member, at=NOW
    )
    answer = api_for(getattr(staff, who)).get(f"/moderation/comments/{edited.pk}")
    found = answer.json()
    assert found["text"] == "The lights go off at eleven."
    for name in ("desk", "versions", "reports", "decisions", "appeals", "sanctions"):
        assert found[name] is None, name
    assert "Rude!" not in answer.content.decode()


def test_no_e_mail_address_and_no_key_of_a_person_is_in_it(removed, desk, member, staff):
    member.email = "lamp-93@example.com"
    member.save()
    words = str(desk(removed))
    assert "@" not in words
    assert "user" not in words
    assert "participant" not in words


def test_reading_one_costs_a_bounded_number_of_queries(
    moderator_api, post, other_member, staff, django_assert_num_queries
):
    comment = post()
    for number in range(5):
        reporting.report_comment(
            comment=comment, reason="spam", address=f"192.0.2.{number}", at=NOW
        )
    for _time in range(4):
        deciding.hold_comment(comment=comment, moderator=staff.moderator, reason="spam", at=NOW)
        deciding.approve_comment(comment=comment, moderator=staff.moderator, at=NOW)
    moderator_api.get(f"{LIST}/{comment.pk}")
    with django_assert_num_queries(22):
        moderator_api.get(f"{LIST}/{comment.pk}")


def test_the_list_is_in_the_order_of_the_admin_and_has_its_filters(
    staff, post, other_member, world, held, edited, removed
):
    reported = post("Look at the lamps.")
    reporting.report_comment(comment=reported, reason="spam", reporter=other_member, at=NOW)
    quiet = post("Quiet here.", author=other_member)
    api = api_for(staff.analyst)
    assert ids(api.get(LIST)) == [reported.pk, edited.pk, held.pk, quiet.pk, removed.pk]
    for query, expected in (
        ({"state": "waiting"}, [edited.pk, held.pk]),
        ({"state": "edit_held"}, [edited.pk]),
        ({"state": "removed"}, [removed.pk]),
        ({"reported": "true"}, [reported.pk]),
        ({"reported": "false", "state": "held"}, [held.pk]),
        ({"q": "LAMPS"}, [reported.pk, removed.pk]),
        ({"q": "night quiet"}, [quiet.pk]),
        ({"parent": world.hub.pk}, []),
        ({"parent": world.consultation.pk, "state": "held"}, [held.pk]),
        ({"discussion": world.discussion.pk, "state": "held"}, [held.pk]),
        ({"discussion": 999999}, []),
    ):
        assert ids(api.get(LIST, query)) == expected, query


def test_the_list_shows_the_beginning_alone(staff, post):
    post("Lamps. " * 100)
    (row,) = api_for(staff.analyst).get(LIST).json()["items"]
    assert len(row["excerpt"]) == 140


@pytest.mark.parametrize("query", [{"user__email": "a"}, {"state": "nowhere"}, {"q": "\x00"}])
def test_the_list_takes_its_own_filters_alone(staff, query):
    assert api_for(staff.analyst).get(LIST, query).status_code == 422


@pytest.mark.parametrize("count", [60, 300])
def test_the_list_costs_the_same_however_long_it_is(staff, world, count, django_assert_num_queries):
    insert_comments(world.discussion, roots=count, at=NOW)
    api = api_for(staff.analyst)
    api.get(LIST)
    with django_assert_num_queries(4):
        assert len(ids(api.get(LIST))) == 25


def test_the_list_goes_on_after_its_last_row(staff, world):
    insert_comments(world.discussion, roots=60, at=NOW)
    api = api_for(staff.analyst)
    first = api.get(LIST, {"limit": 50, "q": "comment"})
    second = api.client.get(first.json()["next_url"], headers=api.headers)
    assert len(set(ids(first) + ids(second))) == 60
    assert second.json()["next_cursor"] is None
