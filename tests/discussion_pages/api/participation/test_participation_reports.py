"""Reports by the participation API: anybody sends one; its link leads to the answer."""

from datetime import timedelta

import pytest
from wagtail.models import PageViewRestriction

from discussion_pages.models import IdempotentWrite, Report
from discussion_pages.services.deciding import hold_comment, remove_comment
from discussion_pages.services.posting import withdraw_comment
from discussion_pages.services.reporting import status_path
from tests.participation import api_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

KEY = "5f8b0cde-3f9f-4b2f-9a51-2f6c3f6d8a77"


def send(comment, person=None, **given):
    body = {"reason": "abuse"} | given
    return api_for(person).post(f"/comments/{comment.pk}/reports", body)


def path_of(answer):
    return answer.json()["status_url"].partition("/api/participation/v1")[2]


def test_a_stranger_reports_and_comes_back_by_the_private_link(world, post, at):
    comment = post("You are all fools.")
    answer = send(comment, text="He means me.", email="ada@example.org")
    assert answer.status_code == 201, answer.content
    report = Report.objects.get()
    made = answer.json()
    assert made["reference"] == report.reference
    assert made["status_html_url"] == f"http://testserver{status_path(report)}"
    assert answer["Location"] == made["status_url"]
    assert made["acknowledgement"].startswith("Thank you")
    assert made["expected_at"] == "2027-02-12T12:00:00+00:00"
    assert (report.email, report.text, report.reporter) == ("ada@example.org", "He means me.", None)
    assert report.network_key
    found = api_for().get(path_of(answer))
    assert found.status_code == 200
    assert found.json() == {key: made[key] for key in made if key != "acknowledgement"}
    assert found.json()["comment"] == comment.pk
    assert found.json()["sentences"] == ["We mean to decide by 12 February 2027, 12pm."]


def test_the_private_link_is_kept_out_of_caches_search_engines_and_referers(post):
    answer = api_for().get(path_of(send(post())))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"
    assert "ETag" not in answer


def test_a_link_that_we_did_not_sign_leads_nowhere(post):
    path = path_of(send(post()))
    last = "A" if path[-1] != "A" else "B"
    for forged in (path[:-1] + last, "/reports/R23456789", f"{path}:x"):
        assert api_for().get(forged).status_code == 404


def test_neither_the_answer_nor_the_status_says_who_reported_decided_or_what(
    post, other_member, moderator, at
):
    comment = post("Words that are gone.")
    path = path_of(send(comment, other_member, text="My own words."))
    remove_comment(comment=comment, moderator=moderator, reason="abuse", at=at)
    answer = api_for().get(path)
    found = answer.json()
    assert found["state"] == "upheld"
    assert found["state_words"] == "We agreed with you"
    assert found["sentences"][0] == "The comment was taken down."
    assert (found["comment"], found["comment_html_url"]) == (None, None)
    told = answer.content.decode()
    for secret in (
        "Night bus",
        other_member.email,
        moderator.email,
        moderator.pseudonym,
        "Words that are gone",
        "My own words",
    ):
        assert secret not in told


def test_a_private_discussion_is_not_named_to_whoever_has_the_link(world, post):
    path = path_of(send(post()))
    PageViewRestriction.objects.create(page=world.hub, restriction_type="login")
    found = api_for().get(path).json()
    assert (found["discussion"], found["discussion_title"], found["comment"]) == (None, None, None)


def test_a_report_that_waits_too_long_says_so(post, clock, at):
    path = path_of(send(post()))
    clock.move_to(at + timedelta(hours=48))
    found = api_for().get(path).json()
    assert (found["is_late"], found["state_words"]) == (True, "Waiting, and late")


def test_a_member_reports_once_while_the_first_waits_and_is_told_on_the_site(post, other_member):
    comment = post()
    first, second = send(comment, other_member), send(comment, other_member, reason="spam")
    assert first.json()["reference"] == second.json()["reference"]
    assert Report.objects.get().reporter == other_member
    assert other_member.discussion_notices.get().kind == "report_received"


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "#/reason", "missing"),
        ({"reason": "boring"}, "#/reason", "reason"),
        ({"reason": "abuse", "text": "x" * 1001}, "#/text", "too_long"),
        ({"reason": "abuse", "email": "ada at home"}, "#/email", "email"),
        ({"reason": "abuse", "website": "http://spam.example"}, "#/website", "extra_forbidden"),
    ],
)
def test_what_has_to_be_mended_is_named_at_its_field(post, body, pointer, code):
    answer = api_for().post(f"/comments/{post().pk}/reports", body)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)
    assert not Report.objects.exists()


def test_a_member_leaves_no_address(post, other_member):
    answer = send(post(), other_member, email="ada@example.org")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/email"
    assert not Report.objects.exists()


def test_what_is_not_published_is_not_there_to_report(post, member, other_member, moderator, at):
    held, removed, withdrawn = (post(f"Number {number}") for number in range(3))
    hold_comment(comment=held, moderator=moderator, reason="abuse", at=at)
    remove_comment(comment=removed, moderator=moderator, reason="abuse", at=at)
    withdraw_comment(comment=withdrawn, author=member, at=at)
    for comment in (held, removed, withdrawn):
        assert send(comment).status_code == 404
        assert send(comment, other_member).status_code == 404
        assert send(comment, member).status_code == 403
    assert not Report.objects.exists()


def test_a_network_reports_so_often_and_no_more(post, settings):
    settings.DISCUSSION_PAGES_ANONYMOUS_REPORTS_PER_HOUR = 1
    comment = post()
    assert send(comment).status_code == 201
    refused = send(comment)
    assert (refused.status_code, refused.json()["code"]) == (403, "too_many")
    assert "Many reports have come from your network" in refused.json()["detail"]


def test_reports_have_a_limit_of_their_own(post, settings, other_member):
    settings.DISCUSSION_PAGES_API_LIMITS = {"read": "9/m", "write": "1/m", "report": "2/m"}
    comment = post()
    answers = [send(comment, other_member) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[0]["RateLimit-Policy"] == '"report";q=2;w=60'


# -- Once, and not for the neighbours ----------------------------------------------------


def test_a_stranger_who_sends_again_is_given_the_same_private_link(post):
    path = f"/comments/{post().pk}/reports"
    first, second = (
        api_for().post(path, {"reason": "abuse"}, idempotency_key=KEY) for _time in range(2)
    )
    assert second["Idempotency-Replayed"] == "true"
    assert first.json() == second.json()
    assert Report.objects.count() == 1


@pytest.mark.parametrize("key", ["1", "k" * 15])
def test_a_stranger_keeps_nothing_under_a_key_that_a_neighbour_might_guess(post, key):
    path = f"/comments/{post().pk}/reports"
    answer = api_for().post(path, {"reason": "abuse"}, idempotency_key=key)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key")
    assert not Report.objects.exists()
    assert not IdempotentWrite.objects.exists()


@pytest.mark.parametrize(
    ("key", "body"), [(KEY[:-1] + "8", {"reason": "abuse"}), (KEY, {"reason": "spam"})]
)
def test_a_neighbour_without_both_key_and_body_learns_nothing(post, key, body):
    path = f"/comments/{post().pk}/reports"
    token = api_for().post(path, {"reason": "abuse"}, idempotency_key=KEY).json()["status_url"]
    answer = api_for().post(path, body, idempotency_key=key)
    assert token not in answer.content.decode()
    assert "Idempotency-Replayed" not in answer


def test_the_same_key_from_another_network_is_another_key(post, settings):
    settings.DISCUSSION_PAGES_TRUSTED_PROXIES = 1
    path = f"/comments/{post().pk}/reports"
    given = {"idempotency_key": KEY}
    first = api_for().post(path, {"reason": "abuse"}, x_forwarded_for="192.0.2.1", **given)
    other = api_for().post(path, {"reason": "abuse"}, x_forwarded_for="198.51.100.1", **given)
    assert first.json()["reference"] != other.json()["reference"]


# -- Words --------------------------------------------------------------------------------


def test_sentences_are_in_the_language_of_the_request(post):
    comment = post()
    french = api_for().post(
        f"/comments/{comment.pk}/reports", {"reason": "abuse"}, accept_language="fr"
    )
    assert french["Content-Language"] == "fr"
    assert Report.objects.get().language == "fr"
    assert french.json()["state_words"] == "En attente d’un modérateur"
    assert "/fr/reports/" in french.json()["status_html_url"]
    english = api_for().get(path_of(french), accept_language="de, en;q=0.5")
    assert english["Content-Language"] == "en"
    assert english.json()["state_words"] == "Waiting for a moderator"
    assert "Accept-Language" in english["Vary"]


@pytest.mark.parametrize("accept", ["", "fr", "fr;q=0.1, de", "*", "xx-invalid--"])
def test_any_accept_language_is_answered(world, post, accept):
    post()
    path = f"/discussions/{world.discussion.pk}/comments"
    answer = api_for().get(path, accept_language=accept)
    assert answer.status_code == 200
    assert answer["Content-Language"] == ("fr" if accept.startswith("fr") else "en")


def test_a_report_and_its_status_cost_the_same_queries_each_time(post, django_assert_num_queries):
    comment = post()
    path = path_of(send(comment))
    send(comment)
    with django_assert_num_queries(5):
        api_for().get(path)
