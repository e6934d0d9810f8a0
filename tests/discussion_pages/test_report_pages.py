"""The form that takes a report, and the private page that answers it, through the client."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import PageViewRestriction

from discussion_pages.models import Decision, Report
from discussion_pages.rules.reports import ReportEvent
from discussion_pages.services.deciding import dismiss_reports, remove_comment, restore_comment
from discussion_pages.services.posting import post_comment, withdraw_comment
from discussion_pages.services.reporting import report_comment, settle, status_path
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/consultations/safer-streets/walk-home/"
WORDS = "The lamps go out at one."


@pytest.fixture
def moderator():
    user = factories.UserFactory(pseudonym="Mo the moderator")
    user.user_permissions.add(
        Permission.objects.get(codename="moderate_discussioncomment"),
    )
    return user


@pytest.fixture
def comment(world, member, at):
    return post_comment(discussion=world.discussion, author=member, text=WORDS, at=at)


@pytest.fixture
def report(comment, other_member, at):
    """Return what another member reported."""
    return report_comment(
        comment=comment, reason="abuse", text="He means me.", reporter=other_member, at=at
    )


def text_of(client, report):
    response = client.get(status_path(report))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def settled(report, event, moderator, at, *, action="remove", reason_title=""):
    decision = Decision.objects.create(
        comment=report.comment,
        action=action,
        from_state="published",
        to_state="published",
        actor=moderator,
        reason_title=reason_title,
        decided_at=at,
    )
    settle(report.comment, event, decision=decision, moderator=moderator, at=at)
    return decision


def test_the_form_explains_each_rule_and_sets_the_law_apart(client, comment):
    page = client.get(f"{URL}comments/{comment.pk}/report/").content.decode()
    help_id = "id_reason_0_help"
    assert f'aria-describedby="{help_id}"' in page
    assert f'id="{help_id}">Disagree with what people say.' in page
    assert page.index("Something else") < page.index("Against the law") < page.index("Illegal con")
    assert "read these reports before all others" in page


def test_only_who_has_no_account_is_asked_for_an_address(client, comment, other_member):
    url = f"{URL}comments/{comment.pk}/report/"
    assert 'type="email"' in client.get(url).content.decode()
    refused = client.post(url, {"reason": "spam", "email": "me at home"})
    assert refused.status_code == 422
    assert "name@example.org" in refused.content.decode()
    assert client.post(url, {"reason": "spam", "email": "ada@example.org"}).status_code == 302
    assert Report.objects.get().email == "ada@example.org"
    client.force_login(other_member)
    assert 'type="email"' not in client.get(url).content.decode()


def test_whoever_reports_lands_on_a_page_with_the_reference_and_its_link(client, comment):
    page = client.post(
        f"{URL}comments/{comment.pk}/report/", {"reason": "illegal"}, follow=True
    ).content.decode()
    report = Report.objects.get()
    assert "Thank you for telling us" in page
    assert report.reference in page
    assert f"http://testserver{status_path(report)}" in page
    assert "front of the queue" in page
    assert f'href="{URL}comments/{comment.pk}/"' in page


def test_the_page_promises_the_time_of_the_policy_and_admits_when_it_has_passed(
    client, report, clock
):
    assert "We mean to decide by 12 February 2027, 12pm" in text_of(client, report)
    clock.shift(timedelta(hours=48))
    late = text_of(client, report)
    assert "Waiting, and late" in late
    assert "We meant to decide by 12 February 2027, 12pm" in late


@pytest.mark.parametrize(
    ("event", "action", "state", "sentence"),
    [
        (ReportEvent.UPHOLD, "remove", "We agreed with you", "The comment was taken down."),
        (ReportEvent.UPHOLD, "redact", "We agreed with you", "Part of the comment was taken out."),
        (ReportEvent.UPHOLD, "hold", "We agreed with you", "A moderator acted on the comment."),
        (ReportEvent.DISMISS, "approve", "The comment stays", "does not break the rules"),
        (ReportEvent.CLOSE, "withdraw", "Closed", "withdrawn or deleted"),
    ],
)
def test_the_page_says_how_it_ended_and_never_who_decided(
    client, report, moderator, at, event, action, state, sentence
):
    settled(report, event, moderator, at, action=action, reason_title="Hate or discrimination")
    page = text_of(client, report)
    assert state in page
    assert sentence in page
    assert ("The reason: Hate or discrimination." in page) is (event is ReportEvent.UPHOLD)
    assert "Mo the moderator" not in page


def test_the_page_says_that_a_decision_was_taken_back(client, report, moderator, at):
    settled(report, ReportEvent.UPHOLD, moderator, at)
    settled(report, ReportEvent.OVERTURN, moderator, at, action="restore")
    page = text_of(client, report)
    assert "We took our decision back" in page


def test_the_page_neither_repeats_nor_links_to_what_is_not_public(
    client, world, comment, report, moderator, at
):
    remove_comment(comment=comment, moderator=moderator, reason="abuse", at=at)
    page = text_of(client, report)
    assert "not public now" in page
    assert f"comments/{comment.pk}/" not in page
    assert WORDS not in page
    restore_comment(comment=comment, moderator=moderator, at=at)
    assert f'href="{URL}comments/{comment.pk}/"' in text_of(client, report)
    restriction = PageViewRestriction.objects.create(
        page=world.consultation, restriction_type="login"
    )
    assert "The walk home" not in text_of(client, report)
    assert f"comments/{comment.pk}/" not in text_of(client, report)
    restriction.delete()
    world.discussion.unpublish()
    assert "The walk home" not in text_of(client, report)
    assert f"comments/{comment.pk}/" not in text_of(client, report)


def test_a_report_stays_open_when_the_author_withdraws_until_a_moderator_closes_it(
    client, comment, report, member, moderator, at
):
    withdraw_comment(comment=comment, author=member, at=at)
    assert "Waiting for a moderator" in text_of(client, report)
    dismiss_reports(comment=comment, moderator=moderator, at=at)
    report.refresh_from_db()
    assert report.state == "closed"


def test_the_link_leaks_to_nobody(client, report):
    response = client.get(status_path(report))
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert '<link rel="canonical"' not in response.content.decode()


def test_only_a_link_that_we_signed_opens_the_page(client, report):
    path = status_path(report)
    for wrong in (f"/reports/{report.reference}/", f"/reports/{report.pk}/", f"{path[:-2]}/"):
        assert client.get(wrong).status_code == 404
    assert client.post(path).status_code == 405
    report.delete()
    assert client.get(path).status_code == 404


def test_who_reported_and_what_they_wrote_is_nowhere_in_public(
    client, world, comment, member, other_member, report, at
):
    report_comment(
        comment=comment, reason="hate", text="He means us.", email="ada@example.org", at=at
    )
    paths = [
        URL,
        f"{URL}threads/{comment.pk}/",
        f"{URL}comments/{comment.pk}/report/",
        status_path(report),
        f"/api/v2/comments/?discussion={world.discussion.pk}",
        f"/api/v2/comments/{comment.pk}/",
    ]
    for reader in (None, member, factories.UserFactory()):
        if reader is not None:
            client.force_login(reader)
        for path in paths:
            response = client.get(path)
            assert response.status_code == 200, path
            page = response.content.decode()
            for secret in ("Night bus", "He means", "ada@example.org", other_member.email):
                assert secret not in page, path
            if path.startswith("/api/"):
                assert "report" not in json.dumps(response.json()), path


def test_the_page_and_a_report_ask_a_steady_number_of_questions(
    client, comment, report, moderator, at, django_assert_num_queries
):
    path = status_path(report)
    client.get(path)
    with django_assert_num_queries(5):
        client.get(path)
    settled(report, ReportEvent.UPHOLD, moderator, at)
    with django_assert_num_queries(5):
        client.get(path)
    url = f"{URL}comments/{comment.pk}/report/"
    client.post(url, {"reason": "spam"})
    with django_assert_num_queries(21):
        client.post(url, {"reason": "spam"})
    with django_assert_num_queries(26):
        client.post(url, {"reason": "spam", "email": "ada@example.org"})
