"""Appeals, sanctions and figures by API."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from consultations.admin.groups import MODERATORS
from discussion_pages.models import Appeal, DiscussionComment, Notice, Sanction
from discussion_pages.services import deciding
from discussion_pages.services.appealing import make_appeal
from discussion_pages.services.sanctions import impose_sanction
from tests import factories
from tests.factories import NOW
from tests.participation import api_for
from tests.staff import client_for

pytestmark = pytest.mark.usefixtures("clock")

APPEALS = "/moderation/appeals"
SANCTIONS = "/moderation/sanctions"
FIGURES = "/moderation/figures"
WEEK = timedelta(days=7)


def problem(answer, status, code):
    assert answer.status_code == status, answer.content
    found = answer.json()
    assert found["code"] == code
    return found


def ids(answer):
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["items"]]


@pytest.fixture
def second(staff):
    """Another moderator."""
    user = factories.UserFactory(full_name="Sam Second", pseudonym="")
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


@pytest.fixture
def appeal(post, member, staff):
    """An appeal against a removal."""
    reply = post("You are all fools.", reply_to=post("It is dark."))
    decision = deciding.remove_comment(
        comment=reply, moderator=staff.moderator, reason="abuse", note="Again", at=NOW
    )
    return make_appeal(decision=decision, member=member, text="It was irony.", at=NOW)


@pytest.fixture
def impose(published, staff):
    """Impose a sanction on the author of a comment."""

    def make(kind="mute", *, ends_at=NOW + WEEK):
        return impose_sanction(
            participant=published.participant,
            kind=kind,
            moderator=staff.moderator,
            reason="abuse",
            message="Keep calm",
            note="For us only",
            comment=published,
            ends_at=ends_at,
            at=NOW,
        )

    return make


# -- Appeals -----------------------------------------------------------------------------


def test_an_appeal_is_shown_with_what_it_rests_on(appeal, second, staff):
    (row,) = api_for(second).get(APPEALS, {"state": "open", "about": "decision"}).json()["items"]
    assert (row["about_label"], row["first_decided_by"]) == ("Removed", str(staff.moderator))
    api = api_for(second)
    found = api.client.get(row["url"], headers=api.headers).json()
    assert found["text"] == "It was irony."
    assert found["comment"]["text"] == "You are all fools."
    assert [line["text"] for line in found["comment"]["above"]] == ["It is dark."]
    assert (found["first_decision"]["note"], found["why_not"]) == ("Again", None)
    assert found["needs_exception"] is False


def test_an_appeal_is_upheld_by_somebody_else_once(appeal, second, member):
    path = f"{APPEALS}/{appeal.pk}/decision"
    body = {"outcome": "uphold", "answer": "You are right, it was irony."}
    answer = api_for(second).post(path, body)
    assert answer.status_code == 200, answer.content
    assert (answer.json()["state"], answer.json()["decided_by"]) == ("upheld", str(second))
    assert DiscussionComment.objects.get(pk=appeal.comment_id).state == "published"
    assert Notice.objects.filter(recipient=member, kind="appeal_decided").count() == 1
    problem(api_for(second).post(path, body), 409, "decided")


def test_the_first_decider_says_why_nobody_else_can(appeal, staff):
    api, path = api_for(staff.moderator), f"{APPEALS}/{appeal.pk}"
    assert api.get(path).json()["needs_exception"] is True
    body = {"outcome": "refuse", "answer": "It reads as an insult."}
    found = problem(api.post(f"{path}/decision", body), 422, "empty")
    assert found["errors"][0]["pointer"] == "#/exception"
    answer = api.post(f"{path}/decision", body | {"exception": "Everybody else is ill."})
    assert (answer.status_code, answer.json()["state"]) == (200, "refused")
    assert Appeal.objects.get().exception == "Everybody else is ill."


def test_nobody_answers_their_own_appeal(post, staff, second):
    comment = post("Mine.", author=second)
    decision = deciding.remove_comment(
        comment=comment, moderator=staff.moderator, reason="spam", at=NOW
    )
    own = make_appeal(decision=decision, member=second, text="No.", at=NOW)
    api = api_for(second)
    assert api.get(f"{APPEALS}/{own.pk}").json()["why_not"]
    answer = api.post(f"{APPEALS}/{own.pk}/decision", {"outcome": "uphold", "answer": "Yes."})
    problem(answer, 403, "own")


def test_an_answer_is_needed(appeal, second):
    answer = api_for(second).post(
        f"{APPEALS}/{appeal.pk}/decision", {"outcome": "refuse", "answer": " "}
    )
    assert problem(answer, 422, "empty")["errors"][0]["pointer"] == "#/answer"


def test_open_appeals_stand_first_and_the_longest_waiting_before(post, staff, second, member):
    made = []
    for number in range(3):
        decision = deciding.remove_comment(
            comment=post(f"Spam {number}."), moderator=staff.moderator, reason="spam", at=NOW
        )
        made.append(
            make_appeal(
                decision=decision, member=member, text="No.", at=NOW + timedelta(hours=number)
            ).pk
        )
    api = api_for(second)
    api.post(f"{APPEALS}/{made[0]}/decision", {"outcome": "refuse", "answer": "It stands."})
    first = api.get(APPEALS, {"limit": 2})
    rest = api.client.get(first.json()["next_url"], headers=api.headers)
    assert (ids(first), ids(rest)) == ([made[1], made[2]], [made[0]])
    assert ids(api.get(APPEALS, {"q": "lamplighter"})) == [made[1], made[2], made[0]]
    assert ids(api.get(APPEALS, {"state": "refused"})) == [made[0]]
    assert ids(api.get(APPEALS, {"about": "sanction"})) == []


@pytest.mark.parametrize("count", [2, 12])
def test_a_list_of_appeals_costs_the_same_however_long(
    post, staff, count, django_assert_num_queries
):
    for number in range(count):
        decision = deciding.remove_comment(
            comment=post(f"Spam {number}.", author=(author := factories.UserFactory())),
            moderator=staff.moderator,
            reason="spam",
            at=NOW,
        )
        make_appeal(decision=decision, member=author, text="No.", at=NOW)
    api = api_for(staff.manager)
    api.get(APPEALS)
    with django_assert_num_queries(4):
        assert len(ids(api.get(APPEALS))) == count


# -- Sanctions ------------------------------------------------------------------------------


def test_a_sanction_is_proposed_imposed_and_told(published, staff, member):
    api, path = api_for(staff.moderator), f"/moderation/comments/{published.pk}/sanctions"
    offered = api.get(path).json()
    assert (offered["proposed"], offered["why_not"], offered["items"]) == ("warn", None, [])
    body = {
        "kind": "mute",
        "reason": offered["reasons"][0]["value"],
        "ends_at": (NOW + WEEK).isoformat(),
        "message": "Take a week.",
        "note": "Third time.",
    }
    answer = api.post(path, body)
    assert answer.status_code == 201, answer.content
    found = api.client.get(answer["Location"], headers=api.headers).json()
    assert found == answer.json()
    assert (found["kind"], found["is_in_force"], found["note"]) == ("mute", True, "Third time.")
    assert found["imposed_by"] == str(staff.moderator)
    assert Notice.objects.filter(recipient=member, kind="sanction").count() == 1
    assert api.get(path).json()["proposed"] == "suspend"
    again = api.post(path, body)
    assert problem(again, 422, "twice")["errors"][0]["pointer"] == "#/kind"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"ends_at": None}, "#/ends_at"),
        ({"ends_at": "2001-01-01T00:00:00+00:00"}, "#/ends_at"),
        ({"ends_at": "2099-01-01T00:00:00"}, "#/ends_at"),
        ({"kind": "warn"}, "#/ends_at"),
        ({"kind": "banish"}, "#/kind"),
        ({"reason": "nowhere"}, "#/reason"),
        ({"message": "a" * 1001}, "#/message"),
        ({"note": "a" * 1001}, "#/note"),
    ],
)
def test_a_sanction_that_does_not_fit_is_refused_at_its_field(published, staff, change, pointer):
    body = {"kind": "mute", "reason": "abuse", "ends_at": (NOW + WEEK).isoformat()} | change
    answer = api_for(staff.moderator).post(f"/moderation/comments/{published.pk}/sanctions", body)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert not Sanction.objects.exists()


def test_no_sanction_is_imposed_on_staff_or_oneself(post, staff):
    for author in (staff.moderator, staff.manager):
        comment = post("A word.", author=author)
        path = f"/moderation/comments/{comment.pk}/sanctions"
        api = api_for(staff.moderator)
        assert api.get(path).json()["why_not"]
        assert api.post(path, {"kind": "warn", "reason": "abuse"}).status_code == 403


def test_a_sanction_is_lifted_once(impose, staff, member):
    sanction = impose()
    api, path = api_for(staff.manager), f"{SANCTIONS}/{sanction.pk}/lift"
    answer = api.post(path, {"note": "Apologised."})
    assert answer.status_code == 200, answer.content
    assert (answer.json()["lifted_by"], answer.json()["lift_note"]) == (
        str(staff.manager),
        "Apologised.",
    )
    assert Notice.objects.filter(recipient=member, kind="sanction_lifted").exists()
    problem(api.post(path, {}), 409, "over")


def test_sanctions_are_found_as_in_the_admin(impose, staff):
    mute, warning = impose(), impose("warn", ends_at=None)
    api = api_for(staff.moderator)
    assert ids(api.get(SANCTIONS)) == [warning.pk, mute.pk]
    assert ids(api.get(SANCTIONS, {"kind": "mute"})) == [mute.pk]
    assert ids(api.get(SANCTIONS, {"in_force": "true"})) == [mute.pk]
    assert ids(api.get(SANCTIONS, {"in_force": "false"})) == [warning.pk]
    assert ids(api.get(SANCTIONS, {"q": "nobody"})) == []
    assert "For us only" not in api.get(SANCTIONS).content.decode()


# -- Figures ---------------------------------------------------------------------------------


def test_the_figures_are_those_of_the_dashboard(staff, held, removed, clock):
    clock.shift(60)
    found = api_for(staff.manager).get(FIGURES).json()
    tables = {
        table.key: table
        for table, _url in client_for(staff.manager)
        .get("/admin/discussions/figures/")
        .context["tables"]
    }
    waiting = [
        [*row["ages"], row["count"], row["at_risk"], row["late"]] for row in found["waiting"]
    ]
    assert waiting == [list(row[1:]) for row in tables["waiting"].rows]
    assert sum(row["count"] for row in found["waiting"]) == 1
    assert [(row["reason"], row["count"]) for row in found["decisions"]] == [("spam", 1)]
    assert [list(row.values()) for row in found["moderators"]] == [
        [value if value != "" else None for value in row] for row in tables["moderators"].rows
    ]


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("editor", False),
        ("moderator", False),
        ("analyst", False),
        ("manager", True),
        ("admin", True),
    ],
)
def test_only_managers_see_who_decided_how_much(staff, removed, clock, who, sees):
    clock.shift(60)
    answer = api_for(getattr(staff, who)).get(FIGURES)
    assert (answer.json()["moderators"] is not None) is sees
    assert (str(staff.moderator) in answer.content.decode()) is sees


def test_the_figures_of_one_consultation(staff, held, world):
    api = api_for(staff.analyst)
    here = api.get(FIGURES, {"parent": world.consultation.pk, "days": 7}).json()
    assert sum(row["count"] for row in here["waiting"]) == 1
    other = factories.ConsultationPageFactory(parent=world.hub)
    factories.DiscussionPageFactory(parent=other)
    there = api.get(FIGURES, {"parent": other.pk}).json()
    assert sum(row["count"] for row in there["waiting"]) == 0
    problem(api.get(FIGURES, {"parent": world.hub.pk}), 422, "parent")
    assert api.get(FIGURES, {"days": 8}).status_code == 422
