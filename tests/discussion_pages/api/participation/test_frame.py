"""Headers around every answer: who may keep it, how often one may ask, and errors of one form."""

import pytest
from django.test import Client
from wagtail.models import APIToken

from config.api import participation_api
from discussion_pages.api.participation.auth import Way
from discussion_pages.models import DiscussionComment, IdempotentWrite
from discussion_pages.rules.quotas import Quota, read_quota
from discussion_pages.services.idempotency import KEPT_FOR
from tests import factories
from tests.participation import BASE, Api, api_for, api_token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ONE_EACH = {"read": "2/m", "write": "1/m"}


@pytest.fixture
def comments(world):
    return f"/discussions/{world.discussion.pk}/comments"


def is_problem(answer, status, code):
    assert answer["Content-Type"].startswith("application/problem+json"), answer.content
    found = answer.json()
    assert (answer.status_code, found["status"], found["code"]) == (status, status, code)
    return True


# -- Who may keep an answer --------------------------------------------------------


def test_what_nobody_in_particular_asks_may_be_kept_and_asked_about_again(comments, post):
    answer = api_for().get(comments)
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert {"Authorization", "X-Session-Token", "Cookie"} <= set(answer["Vary"].split(", "))
    again = api_for().get(comments, if_none_match=answer["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
    post()
    changed = api_for().get(comments, if_none_match=answer["ETag"])
    assert changed.status_code == 200
    assert changed["Last-Modified"]
    assert changed["ETag"] != answer["ETag"]


def test_a_like_within_the_same_second_is_not_taken_for_no_change(comments, post, other_member):
    comment = post()
    first = api_for().get(comments)
    api_for(other_member).send("PUT", f"/comments/{comment.pk}/like")
    again = api_for().get(comments, if_modified_since=first["Last-Modified"])
    assert again.status_code == 200
    assert again.json()["items"][0]["like_count"] == 1


@pytest.mark.parametrize("way", [Way.API_TOKEN, Way.SESSION, Way.SESSION_TOKEN])
def test_what_somebody_asks_is_kept_nowhere(comments, member, way):
    answer = api_for(member, way).get(comments)
    assert answer["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer or answer.status_code == 200


def test_a_stale_session_cookie_alone_keeps_an_answer_out_of_caches(comments):
    api = api_for()
    api.client.cookies["sessionid"] = "stale"
    assert api.get(comments)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("status_of", ["/nothing", "/comments/999999"])
def test_an_error_is_kept_nowhere(status_of):
    answer = api_for().get(status_of)
    assert is_problem(answer, 404, "not_found")
    assert answer["Cache-Control"] == "private, no-store"


def test_head_is_answered_as_get_without_a_body(comments):
    answer = Client().head(BASE + comments)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == api_for().get(comments)["ETag"]


# -- Errors of one form -------------------------------------------------------------


def test_a_method_that_is_not_taken_is_a_problem_that_names_those_that_are(comments):
    answer = api_for().send("PUT", comments)
    assert is_problem(answer, 405, "method")
    assert answer["Allow"] == "GET, HEAD, POST"


def test_what_is_not_json_is_refused_before_anything_else(comments, member):
    answer = Client().post(BASE + comments, {"text": "A form"})
    assert is_problem(answer, 415, "not_json")
    token = {"Authorization": f"Bearer {api_token(member)}"}
    broken = Client().post(BASE + comments, "{", content_type="application/json", headers=token)
    assert is_problem(broken, 400, "malformed")


@pytest.mark.parametrize("key", ["0", "9" * 19, "1e3", "-1"])
def test_a_key_that_no_database_holds_is_not_found(key):
    assert is_problem(api_for().get(f"/comments/{key}"), 404, "not_found")


def test_an_unknown_parameter_is_refused(comments):
    answer = api_for().get(comments, {"page": 2})
    assert is_problem(answer, 422, "unknown")
    assert answer.json()["errors"][0]["pointer"] == "query/page"


def test_a_fault_of_ours_tells_nothing_and_is_a_problem(comments, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("secret words")

    monkeypatch.setattr(
        "discussion_pages.api.participation.routes.comments.threads.read_threads", fail
    )
    client = Client(raise_request_exception=False)
    answer = Api(client).get(comments)
    assert is_problem(answer, 500, "fault")
    assert b"secret" not in answer.content


# -- Who calls ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer wagtail_nonsense"},
        {"Authorization": "Basic YTpi"},
        {"Authorization": ""},
        {"X-Session-Token": "nonsense"},
        {"X-Session-Token": ""},
    ],
)
def test_a_credential_that_does_not_hold_is_refused_and_not_taken_for_nobody(comments, headers):
    answer = Api(headers=headers).get(comments)
    assert is_problem(answer, 401, "log_in")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_token_ends_with_its_account_and_when_it_is_revoked(comments, member):
    api = api_for(member)
    assert api.get(comments).status_code == 200
    member.is_active = False
    member.save()
    assert api.get(comments).status_code == 401
    other = factories.UserFactory()
    api = api_for(other)
    APIToken.objects.get(user=other).revoke()
    assert api.get(comments).status_code == 401


def test_a_session_token_ends_with_its_account(comments, member):
    api = api_for(member, Way.SESSION_TOKEN)
    member.is_active = False
    member.save()
    assert api.get(comments).status_code == 401


def test_a_session_writes_only_with_the_proof_against_forged_requests(comments, member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    forged = Api(client).post(comments, {"text": "Forged."})
    assert is_problem(forged, 403, "csrf")
    client.cookies["csrftoken"] = token = "a" * 32
    sent = Api(client, {"X-CSRFToken": token}).post(comments, {"text": "Meant."})
    assert sent.status_code == 201
    assert [comment.comment for comment in DiscussionComment.objects.all()] == ["Meant."]


# -- How often --------------------------------------------------------------------------


def test_a_caller_is_told_how_they_stand_and_stopped_at_the_end(comments, settings, at):
    settings.DISCUSSION_PAGES_API_LIMITS = ONE_EACH
    first, second, third = (api_for().get(comments) for _time in range(3))
    assert first["RateLimit-Policy"] == '"read";q=2;w=60'
    assert first["RateLimit"].startswith('"read";r=1;t=')
    assert second.status_code == 200
    assert is_problem(third, 429, "too_many_requests")
    assert 1 <= int(third["Retry-After"]) <= 60
    assert third["RateLimit"].startswith('"read";r=0;')


def test_each_person_and_each_network_counts_alone(comments, settings, member, other_member):
    settings.DISCUSSION_PAGES_API_LIMITS = ONE_EACH
    for api in (api_for(member), api_for(other_member)):
        assert api.post(comments, {"text": "The canal, again."}).status_code == 201
        assert api.post(comments, {"text": "And again, the canal."}).status_code == 429
    settings.DISCUSSION_PAGES_TRUSTED_PROXIES = 1
    for last in ("192.0.2.1", "192.0.2.2", "2001:db8:1:1::1", "2001:db8:1:2::1"):
        forged = {"x_forwarded_for": f"198.51.100.7, {last}"}
        codes = [api_for().get(comments, **forged).status_code for _time in range(3)]
        assert codes == [200, 200, 429]


def test_a_forged_forwarding_header_opens_no_second_count(comments, settings):
    settings.DISCUSSION_PAGES_API_LIMITS = ONE_EACH
    codes = [
        api_for().get(comments, x_forwarded_for=f"192.0.2.{number}").status_code
        for number in range(3)
    ]
    assert codes == [200, 200, 429]


@pytest.mark.parametrize(
    ("text", "quota"), [("300/m", Quota(300, 60)), ("1/s", Quota(1, 1)), ("9/d", Quota(9, 86400))]
)
def test_a_quota_is_a_number_and_a_period(text, quota):
    assert read_quota(text) == quota


@pytest.mark.parametrize("text", ["", "300", "300/y", "0/m", "-1/m", "1.5/m", "many/m"])
def test_a_quota_of_another_form_is_refused(text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        read_quota(text)


# -- Once -------------------------------------------------------------------------------


def test_the_same_write_under_one_key_is_done_once_and_answered_again(comments, member):
    api = api_for(member)
    first = api.post(comments, {"text": "Once."}, idempotency_key="k-1")
    again = api.post(comments, {"text": "Once."}, idempotency_key="k-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first["Location"] == again["Location"]
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    assert DiscussionComment.objects.count() == 1


def test_a_write_is_done_once_while_the_secret_key_changes(comments, member, settings):
    steps = [("old", []), ("old", ["new"]), ("new", ["old"]), ("new", [])]
    for step, (now, then) in enumerate(steps):
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = now, then
        api = api_for(member)
        first = api.post(comments, {"text": f"Step {step}."}, idempotency_key=f"k-{step}")
        for other in steps[max(step - 1, 0) : step + 2]:  # servers there may be beside this one
            settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = other
            again = api.post(comments, {"text": f"Step {step}."}, idempotency_key=f"k-{step}")
            assert again["Idempotency-Replayed"] == "true", (step, other)
            assert again.json() == first.json()
    assert DiscussionComment.objects.count() == len(steps)


def test_a_key_used_for_other_words_is_refused(comments, member):
    api = api_for(member)
    api.post(comments, {"text": "Once."}, idempotency_key="k-1")
    other = api.post(comments, {"text": "Other words."}, idempotency_key="k-1")
    assert is_problem(other, 422, "idempotency_key_reused")
    assert DiscussionComment.objects.count() == 1


def test_a_key_belongs_to_its_caller(comments, member, other_member):
    api_for(member).post(comments, {"text": "The one."}, idempotency_key="k-1")
    other = api_for(other_member).post(comments, {"text": "The one."}, idempotency_key="k-1")
    assert "Idempotency-Replayed" not in other
    assert DiscussionComment.objects.count() == 2


def test_a_refused_write_leaves_its_key_free(comments, member):
    api = api_for(member)
    assert api.post(comments, {"text": " "}, idempotency_key="k-1").status_code == 422
    assert api.post(comments, {"text": "Better."}, idempotency_key="k-1").status_code == 201


@pytest.mark.parametrize("key", ["", "k" * 256, "schlüssel"])
def test_a_key_of_another_form_is_refused(comments, member, key):
    sent = api_for(member).post(comments, {"text": "A."}, idempotency_key=key)
    assert is_problem(sent, 422, "idempotency_key")
    assert not DiscussionComment.objects.exists()


def test_a_key_is_free_again_after_a_day(comments, member, clock, at):
    api = api_for(member)
    api.post(comments, {"text": "Today."}, idempotency_key="k-1")
    clock.move_to(at + KEPT_FOR)
    later = api.post(comments, {"text": "Tomorrow."}, idempotency_key="k-1")
    assert later.status_code == 201
    assert IdempotentWrite.objects.count() == 1


def test_what_was_answered_goes_with_the_account(comments, member):
    api_for(member).post(comments, {"text": "Once."}, idempotency_key="k-1")
    member.delete()
    assert not IdempotentWrite.objects.exists()


# -- The document -------------------------------------------------------------------------


def test_the_openapi_document_is_valid_and_served(db):
    from openapi_spec_validator import validate

    validate(participation_api.document)
    answer = api_for().get("/openapi.json")
    assert answer.json() == participation_api.document
    assert answer["Content-Type"].startswith("application/openapi+json")


def test_every_operation_documents_its_errors_as_problems_and_every_write_its_key(db):
    for path, operations in participation_api.document["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            assert "application/problem+json" in operation["responses"]["429"]["content"], where
            names = [parameter["name"] for parameter in operation.get("parameters", [])]
            assert ("Idempotency-Key" in names) is (method != "get"), where
