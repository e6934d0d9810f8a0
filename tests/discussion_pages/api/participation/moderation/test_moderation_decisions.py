"""Decisions by API: the rules, the forms and the services of the admin."""

import pytest
from django.forms import model_to_dict
from django.urls import reverse

from discussion_pages.api.participation.auth import Way
from discussion_pages.models import (
    Claim,
    Decision,
    DiscussionComment,
    EvidenceEntry,
    Notice,
    SavedReason,
)
from discussion_pages.services import deciding, reporting
from discussion_pages.services.claiming import claim
from tests import factories
from tests.discussion_pages.api.participation.moderation.conftest import STAFF_WAYS
from tests.factories import NOW
from tests.participation import api_for
from tests.staff import client_for

pytestmark = pytest.mark.usefixtures("clock")


def fresh(comment):
    return DiscussionComment.objects.get(pk=comment.pk)


def problem(answer, status, code):
    assert answer.status_code == status, answer.content
    found = answer.json()
    assert found["code"] == code
    return found


# -- The journey --------------------------------------------------------------------


@pytest.mark.parametrize("way", STAFF_WAYS)
def test_a_held_comment_is_found_read_and_approved_and_stands_on_the_page(
    world, held, staff, client, way
):
    page = world.discussion.get_url()
    assert "Please read me first." not in client.get(page).content.decode()
    api = api_for(staff.moderator, way)
    (row,) = api.get("/moderation/queue").json()["items"]
    found = api.client.get(row["url"], headers=api.headers).json()
    answer = api.post(
        f"/moderation/comments/{row['id']}/decisions",
        {"action": "approve", "version": found["desk"]["version"], "note": "Fine."},
    )
    assert answer.status_code == 201, answer.content
    assert answer.json()["comment"]["state"] == "published"
    assert answer.json()["label"] == "Approved"
    assert "Please read me first." in client.get(page).content.decode()
    decision = Decision.objects.get(pk=answer.json()["id"])
    assert (decision.actor, decision.note) == (staff.moderator, "Fine.")
    assert api.get("/moderation/queue").json()["items"] == []


def test_a_removal_by_api_leaves_the_records_that_one_in_the_admin_leaves(
    world, post, other_member, staff, decide, client
):
    """Both comments have a reply, so that a tombstone stays, and a report, which is upheld."""
    by_desk, by_api = (post(f"Buy my lamps, {number}.") for number in (1, 2))
    for comment in (by_desk, by_api):
        post(f"No thanks, {comment.pk}.", author=other_member, reply_to=comment)
        reporting.report_comment(comment=comment, reason="spam", reporter=other_member, at=NOW)
    said = {"reason": "spam", "message": "Not a market.", "note": "Twice."}
    browser = client_for(staff.moderator)
    page = browser.get(f"/admin/discussions/desk/?item={by_desk.pk}")
    browser.post(
        "/admin/discussions/desk/" + page.context["action_url"].split("#")[0],
        {"action": "remove", "version": page.context["version"], "words": "Buy\nlamps"}
        | said
        | {"reason": "rule:spam"},
    )
    answer = decide(by_api, "remove", words=["Buy", "lamps"], **said)
    assert answer.status_code == 201, answer.content

    def records(comment):
        decision = comment.decisions.get()
        row = model_to_dict(decision, exclude=["id", "comment"])
        keys = [f"decision:{decision.pk}"]
        keys += [f"report:{report.pk}:{decision.pk}" for report in comment.reports.all()]
        own = {"decision": 0, "reference": "", "status_path": ""}
        notices = [
            (notice.recipient_id, notice.kind, notice.data | own)
            for notice in Notice.objects.filter(key__in=keys).order_by("kind", "recipient")
        ]
        evidence = EvidenceEntry.objects.filter(kind="decision", object_pk=decision.pk).count()
        reports = list(comment.reports.values_list("state", "settled_by"))
        return row | decision.details, notices, evidence, reports

    assert records(by_api) == records(by_desk)
    assert len(records(by_api)[1]) == 2, "the author and who reported it are told"
    assert not Claim.objects.filter(comment__in=[by_desk, by_api]).exists()
    html = client.get(world.discussion.get_url()).content.decode()
    assert "Buy my lamps" not in html
    assert html.count("No thanks, ") == 2


# -- Rules ---------------------------------------------------------------------------


def test_a_reason_is_needed_where_it_limits_somebody(decide, held):
    found = problem(decide(held, "reject"), 422, "invalid")
    assert [error["pointer"] for error in found["errors"]] == ["#/reason"]
    found = problem(decide(held, "reject", reason="nowhere"), 422, "invalid")
    assert [error["pointer"] for error in found["errors"]] == ["#/reason"]
    assert fresh(held).state == "held"
    assert decide(held, "reject", reason="spam").status_code == 201
    assert fresh(held).state == "rejected"


def test_what_a_decision_does_not_take_is_refused_and_not_passed_over(decide, held):
    found = problem(decide(held, "approve", message="Well said."), 422, "invalid")
    assert [(error["pointer"], error["code"]) for error in found["errors"]] == [
        ("#/message", "not_taken")
    ]
    assert fresh(held).state == "held"


@pytest.mark.parametrize("field", ["message", "note", "words"])
def test_what_is_longer_than_the_form_takes_is_refused_at_its_field(decide, held, field):
    value = ["a" * 1001] if field == "words" else "a" * 1001
    found = problem(decide(held, "reject", reason="spam", **{field: value}), 422, "invalid")
    assert [error["pointer"] for error in found["errors"]] == [f"#/{field}"]


def test_a_saved_reason_brings_its_rule_and_its_message(decide, held):
    saved = SavedReason.objects.create(title="Advert", rule_code="spam", message="Please do not.")
    assert decide(held, "reject", reason=f"saved:{saved.pk}").status_code == 201
    decision = held.decisions.filter(action="reject").get()
    assert (decision.reason, decision.message) == ("spam", "Please do not.")


def test_passages_are_taken_out_even_over_a_line_break(decide, post):
    comment = post("Write to\nMr Smith, 4 Canal St.\nSoon.")
    answer = decide(comment, "redact", passages=["Mr Smith, 4 Canal St.\nSoon"], reason="personal")
    assert answer.status_code == 201, answer.content
    assert "Smith" not in fresh(comment).comment
    assert "Smith" in answer.json()["comment"]["versions"][-1]["text"]
    found = problem(
        decide(comment, "redact", passages=["Elsewhere"], reason="personal"), 422, "passages"
    )
    assert found["errors"][0]["pointer"] == "#/passages"


def test_an_edit_is_approved_or_rejected(decide, edited):
    assert decide(edited, "approve_edit").status_code == 201
    assert fresh(edited).comment == "The lights go off at midnight."


def test_an_edit_that_is_rejected_leaves_what_was_published(decide, edited):
    assert decide(edited, "reject_edit", reason="off_topic").status_code == 201
    assert fresh(edited).comment == "The lights go off at eleven."
    assert fresh(edited).edit_held_at is None


def test_reports_are_dismissed(decide, published, other_member):
    reporting.report_comment(comment=published, reason="spam", reporter=other_member, at=NOW)
    assert decide(published, "dismiss_reports").status_code == 201
    assert published.reports.get().state == "dismissed"


@pytest.mark.parametrize(
    ("name", "action", "fields", "state"),
    [
        ("published", "keep", {}, "published"),
        ("published", "hold", {"reason": "abuse"}, "held"),
        ("published", "remove", {"reason": "abuse"}, "removed"),
        ("removed", "restore", {}, "published"),
    ],
)
def test_each_decision_leads_where_the_table_of_states_says(
    request, decide, name, action, fields, state
):
    comment = request.getfixturevalue(name)
    assert decide(comment, action, **fields).status_code == 201
    assert fresh(comment).state == state


def test_what_does_not_fit_is_a_conflict_with_the_comment_as_it_is(decide, published):
    found = problem(decide(published, "approve"), 409, "state")
    assert found["current"]["state"] == "published"


def test_whoever_reads_an_older_version_is_told_what_it_is_now(
    moderator_api, staff, desk, published, member
):
    version = desk(published)["desk"]["version"]
    deciding.hold_comment(comment=published, moderator=staff.manager, reason="abuse", at=NOW)
    answer = moderator_api.post(
        f"/moderation/comments/{published.pk}/decisions",
        {"action": "remove", "version": version, "reason": "spam"},
    )
    found = problem(answer, 409, "changed")
    assert found["current"] == desk(published)
    assert found["current"]["state"] == "held"
    assert fresh(published).state == "held"
    again = moderator_api.post(
        f"/moderation/comments/{published.pk}/decisions",
        {"action": "approve", "version": found["current"]["desk"]["version"]},
    )
    assert again.status_code == 201


@pytest.mark.parametrize("version", ["", "x", None])
def test_nobody_decides_unread(moderator_api, held, version):
    body = {"action": "approve"} | ({} if version is None else {"version": version})
    answer = moderator_api.post(f"/moderation/comments/{held.pk}/decisions", body)
    assert answer.status_code == (422 if version is None else 409)
    assert fresh(held).state == "held"


def test_nobody_decides_about_their_own_comment(post, staff):
    comment = post("I wrote this.", held=True, author=staff.moderator)
    api = api_for(staff.moderator)
    found = api.get(f"/moderation/comments/{comment.pk}").json()["desk"]
    assert found["is_own"] is True
    answer = api.post(
        f"/moderation/comments/{comment.pk}/decisions",
        {"action": "approve", "version": found["version"]},
    )
    problem(answer, 403, "own")
    assert fresh(comment).state == "held"


def test_a_decision_under_one_key_is_made_once(moderator_api, desk, held):
    body = {"action": "approve", "version": desk(held)["desk"]["version"]}
    path = f"/moderation/comments/{held.pk}/decisions"
    first = moderator_api.post(path, body, idempotency_key="k-1")
    again = moderator_api.post(path, body, idempotency_key="k-1")
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert held.decisions.filter(action="approve").count() == 1


def test_a_decision_lets_go_of_the_comment(decide, held, staff):
    claim(comment=held, moderator=staff.moderator, at=NOW)
    decide(held, "approve")
    assert not Claim.objects.exists()


# -- Undo ------------------------------------------------------------------------------


def test_the_latest_decision_is_undone_as_in_the_admin(moderator_api, desk, decide, held):
    made = decide(held, "approve").json()
    assert made["comment"]["desk"]["undoable"] == made["id"]
    undo = moderator_api.post(f"/moderation/decisions/{made['id']}/undo", {"note": "Too fast."})
    assert undo.status_code == 201, undo.content
    assert undo.json()["comment"]["state"] == "held"
    assert Decision.objects.get(pk=undo.json()["id"]).undoes_id == made["id"]
    again = moderator_api.post(f"/moderation/decisions/{made['id']}/undo", {})
    assert problem(again, 409, "not_latest")["current"]["state"] == "held"


def test_a_decision_about_what_has_changed_since_it_was_read_is_not_undone(
    moderator_api, desk, decide, published, member
):
    made = decide(published, "hold", reason="abuse").json()
    older = desk(published)["desk"]["version"]
    decide(published, "approve")
    answer = moderator_api.post(f"/moderation/decisions/{made['id']}/undo", {"version": older})
    problem(answer, 409, "changed")


# -- Marks -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "field"),
    [("pin", "pinned_at"), ("lock", "locked_at"), ("escalation", "safeguarding_at")],
)
def test_a_mark_is_put_on_once(moderator_api, desk, published, mark, field):
    path = f"/moderation/comments/{published.pk}/{mark}"
    body = {"version": desk(published)["desk"]["version"], "note": "Look."}
    first = moderator_api.send("PUT", path, body)
    assert first.status_code == 200, first.content
    assert first.json()[field]
    assert moderator_api.send("PUT", path, body).status_code == 200
    assert published.decisions.get().note == "Look."


@pytest.mark.parametrize(("mark", "field"), [("pin", "pinned_at"), ("lock", "locked_at")])
def test_a_mark_is_taken_off_once(moderator_api, desk, decide, published, mark, field):
    decide(published, mark)
    path = f"/moderation/comments/{published.pk}/{mark}?version="
    stale = moderator_api.send("DELETE", path + "old")
    problem(stale, 409, "changed")
    path += desk(published)["desk"]["version"]
    for _time in range(2):
        answer = moderator_api.send("DELETE", path)
        assert answer.status_code == 200, answer.content
        assert answer.json()[field] is None
    assert published.decisions.count() == 2


def test_a_worry_is_escalated_and_resolved_with_what_was_done(
    moderator_api, desk, decide, published, member
):
    decide(published, "escalate")
    assert desk(published)["desk"]["urgency"] == "safeguarding"
    assert Notice.objects.filter(recipient=member, kind="safeguarding").exists()
    path = f"/moderation/comments/{published.pk}/escalation/resolution"
    version = desk(published)["desk"]["version"]
    bare = moderator_api.post(path, {"version": version, "note": " "})
    assert problem(bare, 422, "invalid")["errors"][0]["pointer"] == "#/note"
    answer = moderator_api.post(path, {"version": version, "note": "Rang their GP."})
    assert answer.status_code == 200
    assert answer.json()["safeguarding_at"] is None


def test_a_comment_by_staff_becomes_official(moderator_api, desk, post, staff):
    comment = post("We shall light it.", author=staff.editor)
    body = factories.OrganisationFactory(short_name="City Hall")
    path = f"/moderation/comments/{comment.pk}/official"
    version = desk(comment)["desk"]["version"]
    missing = moderator_api.send("PUT", path, {"version": version, "organisation": 999999})
    assert problem(missing, 422, "invalid")["errors"][0]["pointer"] == "#/organisation"
    answer = moderator_api.send("PUT", path, {"version": version, "organisation": body.pk})
    assert answer.status_code == 200, answer.content
    assert answer.json()["is_official"] is True


def test_a_members_comment_does_not(moderator_api, desk, published):
    body = factories.OrganisationFactory()
    answer = moderator_api.send(
        "PUT",
        f"/moderation/comments/{published.pk}/official",
        {"version": desk(published)["desk"]["version"], "organisation": body.pk},
    )
    problem(answer, 409, "author")


# -- Official replies -----------------------------------------------------------------------


@pytest.mark.parametrize("way", STAFF_WAYS)
def test_staff_answer_in_a_bodys_name(world, published, staff, client, way):
    body = factories.OrganisationFactory(short_name="City Hall")
    answer = api_for(staff.editor, way).post(
        f"/moderation/discussions/{world.discussion.pk}/official-replies",
        {"organisation": body.pk, "text": "Lamps come in May.", "reply_to": published.pk},
    )
    assert answer.status_code == 201, answer.content
    reply = answer.json()
    assert (reply["parent"], reply["organisation"]) == (published.pk, "City Hall")
    assert api_for().client.get(answer["Location"]).json()["is_official"] is True
    assert "Lamps come in May." in client.get(world.discussion.get_url()).content.decode()


def test_an_answer_in_a_bodys_name_can_start_a_thread(world, staff):
    body = factories.OrganisationFactory()
    answer = api_for(staff.editor).post(
        f"/moderation/discussions/{world.discussion.pk}/official-replies",
        {"organisation": body.pk, "text": "We are listening."},
    )
    assert (answer.status_code, answer.json()["parent"]) == (201, None)


def test_only_what_is_published_here_is_answered(world, held, staff):
    body = factories.OrganisationFactory()
    other = factories.DiscussionPageFactory(parent=world.consultation)
    api = api_for(staff.editor)
    for page, comment in ((world.discussion, held), (other, held)):
        answer = api.post(
            f"/moderation/discussions/{page.pk}/official-replies",
            {"organisation": body.pk, "text": "Yes.", "reply_to": comment.pk},
        )
        assert problem(answer, 422, "reply_to")["errors"][0]["pointer"] == "#/reply_to"
    other.unpublish()
    gone = api.post(
        f"/moderation/discussions/{other.pk}/official-replies",
        {"organisation": body.pk, "text": "Yes."},
    )
    problem(gone, 404, "not_found")


def test_a_session_decides_only_with_the_proof_against_forged_requests(staff, held, desk):
    api = api_for(staff.moderator, Way.SESSION)
    api.client.handler.enforce_csrf_checks = True
    body = {"action": "approve", "version": desk(held)["desk"]["version"]}
    path = f"/moderation/comments/{held.pk}/decisions"
    problem(api.post(path, body), 403, "csrf")
    assert fresh(held).state == "held"
    api.client.cookies["csrftoken"] = token = "a" * 32
    assert api.post(path, body, x_csrftoken=token).status_code == 201


def test_the_admin_shows_what_was_decided_by_api(decide, held, staff):
    decide(held, "approve", note="By program.")
    html = (
        client_for(staff.manager)
        .get(reverse("discussions_comments_modeladmin_inspect", args=[held.pk]))
        .content.decode()
    )
    assert "By program." in html
