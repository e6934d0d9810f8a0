"""Sanctions and appeals in the admin."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from consultations.admin.groups import MODERATORS
from discussion_pages.admin.appeals import text_before
from discussion_pages.models import Appeal, Sanction
from discussion_pages.permissions import may_moderate
from discussion_pages.services import deciding
from discussion_pages.services.appealing import make_appeal
from discussion_pages.services.sanctions import impose_sanction
from tests import factories
from tests.factories import NOW
from tests.staff import client_for

pytestmark = pytest.mark.usefixtures("clock")

SANCTIONS = "/admin/discussions/sanctions/"
APPEALS = "/admin/discussions/appeals/"


@pytest.fixture
def second(staff):
    """Another moderator."""
    user = factories.UserFactory(full_name="Sam Second", pseudonym="")
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


@pytest.fixture
def impose(published, staff):
    """Impose a sanction on the author of a comment."""

    def make(kind="mute", *, ends_at=NOW + timedelta(days=7), note="For us only"):
        return impose_sanction(
            participant=published.participant,
            kind=kind,
            moderator=staff.moderator,
            reason="abuse",
            message="=Keep calm",
            note=note,
            comment=published,
            ends_at=ends_at,
            at=NOW,
        )

    return make


@pytest.fixture
def appeal(post, member, staff) -> Appeal:
    """An appeal against a removal."""
    reply = post("You are all fools.", reply_to=post("It is dark."))
    decision = deciding.remove_comment(
        comment=reply, moderator=staff.moderator, reason="abuse", note="Again", at=NOW
    )
    return make_appeal(decision=decision, member=member, text="It was irony.", at=NOW)


def decide_url(appeal) -> str:
    return reverse("discussion_pages_decide_appeal", args=[appeal.pk])


def test_the_comments_page_leads_to_the_form_which_proposes_the_next_rung(
    moderator_client, published, impose
):
    address = reverse("discussion_pages_sanction", args=[published.pk])
    inspected = moderator_client.get(f"/admin/discussions/comments/inspect/{published.pk}/")
    assert address in inspected.content.decode()
    impose("warn", ends_at=None)
    answer = moderator_client.get(address)
    html = answer.content.decode()
    assert answer.context["form"]["kind"].value() == "premoderate"
    for said in ("The underpass is dark.", "Warning", "Abuse, threats or bullying", "Mo Moderator"):
        assert said in html


def test_the_form_imposes_the_sanction_in_the_sites_time(moderator_client, published):
    address = reverse("discussion_pages_sanction", args=[published.pk])
    sent = {"kind": "mute", "reason": "abuse", "ends_at": "", "message": "Please stop."}
    refused = moderator_client.post(address, sent)
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "Say until when." in html
    assert "Please stop." in html
    done = moderator_client.post(address, sent | {"ends_at": "2027-02-17 23:59"})
    assert done.status_code == 302
    sanction = Sanction.objects.get()
    assert (sanction.kind, sanction.comment, sanction.participant) == (
        "mute",
        published,
        published.participant,
    )
    assert sanction.ends_at.isoformat() == "2027-02-18T00:00:00+00:00"


def test_on_somebody_who_moderates_the_form_says_why_it_does_not_fit(
    moderator_client, post, staff, second
):
    comment = post("By a colleague", author=second)
    address = reverse("discussion_pages_sanction", args=[comment.pk])
    html = moderator_client.get(address).content.decode()
    assert "This person moderates here." in html
    assert "Impose sanction" not in html


def test_lifting_asks_first(moderator_client, impose):
    sanction = impose()
    address = reverse("discussion_pages_lift_sanction", args=[sanction.pk])
    inspected = moderator_client.get(f"{SANCTIONS}inspect/{sanction.pk}/").content.decode()
    assert address in inspected
    assert "In force" in inspected
    moderator_client.get(address)
    assert not Sanction.objects.filter(lifted_at__isnull=False).exists()
    assert moderator_client.post(address, {"note": "All is well"}).status_code == 302
    sanction.refresh_from_db()
    assert (sanction.lifted_at, sanction.lift_note) == (NOW, "All is well")
    again = moderator_client.post(address, {"note": ""})
    assert again.status_code == 422
    assert "This sanction is over already." in again.content.decode()


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("", {"mute", "warn", "suspend"}),
        ("in_force=yes", {"mute", "suspend"}),
        ("in_force=no", {"warn"}),
        ("kind=suspend", {"suspend"}),
        ("kind=nonsense&participant__user__email__startswith=m", {"mute", "warn", "suspend"}),
    ],
)
def test_filters_narrow_the_list_of_sanctions(moderator_client, impose, query, kinds):
    impose("mute")
    impose("warn", ends_at=None)
    impose("suspend", ends_at=None)
    answer = moderator_client.get(f"{SANCTIONS}?{query}")
    assert {sanction.kind for sanction in answer.context["object_list"]} == kinds


def test_exports_hold_neither_addresses_notes_nor_formulas(
    moderator_client, staff, impose, appeal, member
):
    impose()
    for address in (SANCTIONS, APPEALS):
        assert moderator_client.get(f"{address}?export=xlsx").status_code == 200
        rows = b"".join(moderator_client.get(f"{address}?export=csv").streaming_content).decode()
        assert "Lamplighter" in rows
        for kept in (member.email, staff.moderator.email, "For us only", ",=Keep"):
            assert kept not in rows


def test_open_appeals_come_first_the_longest_waiting_on_top(
    moderator_client, appeal, impose, member, second
):
    sanction = impose("suspend", ends_at=None)
    later = make_appeal(
        sanction=sanction, member=member, text="Why me?", at=NOW + timedelta(hours=1)
    )
    listed = [each.pk for each in moderator_client.get(APPEALS).context["object_list"]]
    assert listed == [appeal.pk, later.pk]
    client_for(second).post(decide_url(appeal), {"outcome": "refuse", "answer": "No."})
    listed = [each.pk for each in moderator_client.get(APPEALS).context["object_list"]]
    assert listed == [later.pk, appeal.pk]
    about = moderator_client.get(f"{APPEALS}?about=sanction").context["object_list"]
    assert [each.pk for each in about] == [later.pk]


def test_the_page_shows_what_the_answer_rests_on(appeal, second):
    html = client_for(second).get(decide_url(appeal)).content.decode()
    for said in (
        "It was irony.",
        "You are all fools.",
        "It is dark.",
        "Removed",
        "Abuse, threats or bullying",
        "Mo Moderator",
        "Again",
        "An appeal is decided by somebody other than the first decider.",
    ):
        assert said in html
    assert 'name="exception"' not in html


@pytest.fixture
def redaction(post, member, staff) -> Appeal:
    """An appeal against taking words out of a comment."""
    comment = post("The lamp at 12 Mill Lane is out.")
    decision = deciding.redact_comment(
        comment=comment,
        moderator=staff.moderator,
        passages=["12 Mill Lane"],
        reason="other",
        at=NOW,
    )
    return make_appeal(decision=decision, member=member, text="It is a shop.", at=NOW)


def test_whoever_answers_about_a_redaction_reads_what_was_taken_out(redaction, second):
    page = client_for(second).get(decide_url(redaction)).content.decode()
    assert "Before parts were taken out:" in page
    assert "The lamp at 12 Mill Lane is out." in page


def test_only_those_who_moderate_read_there_what_was_taken_out(redaction, staff):
    for person in (staff.moderator, staff.manager, staff.editor, staff.analyst):
        answer = client_for(person).get(decide_url(redaction), follow=True)
        may = may_moderate(person, redaction.comment.discussion)
        assert ("12 Mill Lane" in answer.content.decode()) is may
    assert not text_before(redaction, staff.analyst)
    assert not text_before(redaction, staff.editor)


def test_a_decision_that_took_nothing_out_shows_nothing_more(appeal, second):
    assert (
        "Before parts were taken out"
        not in client_for(second).get(decide_url(appeal)).content.decode()
    )


def test_another_moderator_upholds_and_the_comment_is_back(appeal, second):
    client = client_for(second)
    refused = client.post(decide_url(appeal), {"outcome": "uphold", "answer": ""})
    assert refused.status_code == 422
    done = client.post(decide_url(appeal), {"outcome": "uphold", "answer": "You are right."})
    assert (done.status_code, done.url) == (302, APPEALS)
    appeal.refresh_from_db()
    assert (appeal.state, appeal.decided_by, appeal.exception) == ("upheld", second, "")
    appeal.comment.refresh_from_db()
    assert appeal.comment.state == "published"
    late = client.post(decide_url(appeal), {"outcome": "refuse", "answer": "No."})
    assert late.status_code == 422
    assert "This appeal is settled." in late.content.decode()


def test_the_first_decider_is_warned_and_has_to_say_why(moderator_client, appeal):
    html = moderator_client.get(decide_url(appeal)).content.decode()
    assert "You made the first decision." in html
    sent = {"outcome": "refuse", "answer": "It stands."}
    assert moderator_client.post(decide_url(appeal), sent).status_code == 422
    sent["exception"] = "I am alone this week."
    assert moderator_client.post(decide_url(appeal), sent).status_code == 302
    assert Appeal.objects.get().exception == "I am alone this week."
    assert "I am alone this week." in moderator_client.get(decide_url(appeal)).content.decode()


def test_who_may_do_none_of_this_is_turned_away(staff, member, appeal, impose, published):
    sanction = impose()
    addresses = [
        SANCTIONS,
        APPEALS,
        f"{SANCTIONS}inspect/{sanction.pk}/",
        decide_url(appeal),
        reverse("discussion_pages_sanction", args=[published.pk]),
        reverse("discussion_pages_lift_sanction", args=[sanction.pk]),
    ]
    for person in (member, staff.editor, staff.analyst, None):
        for address in addresses:
            assert client_for(person).get(address).status_code == 302, (person, address)


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "4711"])
def test_what_is_no_key_is_not_found(moderator_client, key):
    for address in (f"{SANCTIONS}inspect/{key}/", f"{SANCTIONS}{key}/lift/", f"{APPEALS}{key}/"):
        assert moderator_client.get(address).status_code == 404


def test_lists_and_pages_ask_the_same_few_questions(
    moderator_client, impose, appeal, second, count_queries
):
    sanction = impose()
    few = [count_queries(lambda a=a: moderator_client.get(a)) for a in (SANCTIONS, APPEALS)]
    for kind in ("warn", "suspend", "premoderate"):
        impose(kind, ends_at=None)
    for each in Sanction.objects.all():
        make_appeal(sanction=each, member=each.participant.user, text="Why?", at=NOW)
    many = [count_queries(lambda a=a: moderator_client.get(a)) for a in (SANCTIONS, APPEALS)]
    assert many == few
    client = client_for(second)
    pages = (
        f"{SANCTIONS}inspect/{sanction.pk}/",
        reverse("discussion_pages_sanction", args=[sanction.comment_id]),
        decide_url(appeal),
    )
    for address in pages:
        client.get(address)
    assert [count_queries(lambda a=a: client.get(a)) for a in pages] == [15, 15, 11]
