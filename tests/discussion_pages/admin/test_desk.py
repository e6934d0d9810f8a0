"""The moderators' desk: the queue, the open comment, decisions, claims, undo, keys."""

import re
from datetime import timedelta

import pytest

from discussion_pages.admin.desk.queue import Standing, standing
from discussion_pages.models import (
    Appeal,
    Claim,
    Decision,
    DiscussionComment,
    ModerationPolicy,
    SavedReason,
)
from discussion_pages.rules.queue import Urgency
from discussion_pages.services import deciding, reporting, sanctions
from discussion_pages.services.appealing import make_appeal
from discussion_pages.services.claiming import claim
from tests.bulk import insert_comments
from tests.factories import NOW
from tests.staff import client_for

pytestmark = pytest.mark.usefixtures("clock")

DESK = "/admin/discussions/desk/"
HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)


def fresh(comment):
    return DiscussionComment.objects.get(pk=comment.pk)


def desk(client, query="", status=200):
    response = client.get(DESK + query)
    assert response.status_code == status
    return response


def send(client, comment, action, *, query="", **fields):
    """Open a comment as a browser does, and send its form."""
    page = desk(client, f"?item={comment.pk}{query}")
    data = {"action": action, "version": page.context["version"]} | fields
    return client.post(DESK + page.context["action_url"].split("#")[0], data)


def listed(response):
    return [row.comment.pk for row in response.context["rows"]]


@pytest.fixture
def second(staff):
    """Another moderator."""
    return client_for(staff.admin)


def test_what_is_most_urgent_stands_first_and_is_open(moderator_client, post, staff, other_member):
    new = post("New.", at=NOW - 9 * HOUR)
    held = post("Held.", held=True, at=NOW - 8 * HOUR)
    reported = post("Reported.", at=NOW - 2 * HOUR)
    reporting.report_comment(comment=reported, reason="spam", reporter=other_member, at=NOW)
    feared = post("Feared for.", at=NOW - HOUR)
    deciding.escalate(comment=feared, moderator=staff.moderator, at=NOW)
    page = desk(moderator_client)
    assert listed(page) == [feared.pk, reported.pk, held.pk, new.pk]
    assert page.context["item"].comment == feared
    counts = {tab.label: tab.count for tab in page.context["tabs"]}
    assert counts["Everything"] == 4
    assert counts["Reported"] == counts["Held"] == counts["Safeguarding"] == 1
    assert listed(desk(moderator_client, "?urgency=held")) == [held.pk]


def test_the_queue_is_narrowed_to_a_consultation_or_a_discussion(moderator_client, world, held):
    for place in (f"discussion-{world.discussion.pk}", f"parent-{world.consultation.pk}"):
        assert listed(desk(moderator_client, f"?place={place}")) == [held.pk]
    for place in (f"discussion-{world.consultation.pk}", f"parent-{world.hub.pk}", "parent-999999"):
        assert listed(desk(moderator_client, f"?place={place}")) == []
    for nonsense in (
        "?place=x",
        "?urgency=x",
        "?item=x",
        f"?item={'9' * 30}",
        "?page=x",
        "?item=٣",
    ):
        assert listed(desk(moderator_client, f"?{nonsense}")) == [held.pk]


@pytest.mark.parametrize("who", ["editor", "analyst"])
def test_only_moderators_sit_at_it(staff, held, who):
    client = client_for(getattr(staff, who))
    assert client.get(DESK).status_code == 302
    assert client.post(f"{DESK}?item={held.pk}", {"action": "approve"}).status_code == 302
    assert client.post(f"{DESK}keys/", {"keys": "off"}).status_code == 302
    assert fresh(held).state == "held"
    assert not Claim.objects.exists()


def test_no_cache_keeps_it(moderator_client, held):
    assert "no-store" in desk(moderator_client)["Cache-Control"]


def test_the_open_comment_stands_in_its_thread_with_reports_and_history(
    moderator_client, post, other_member, staff
):
    root = post("The root of it.")
    for number in range(4):
        post(f"Answer {number}.", reply_to=root)
    rude = post("Be quiet.", reply_to=root, author=other_member)
    removed = post("Gone.", author=other_member)
    deciding.remove_comment(comment=removed, moderator=staff.moderator, reason="spam", at=NOW)
    reporting.report_comment(
        comment=rude, reason="abuse", text="<b>Rude</b>", address="10.0.0.1", at=NOW
    )
    html = desk(moderator_client, f"?item={rude.pk}").content.decode()
    places = [html.index(words) for words in ("The root of it.", "Answer 1.", "Answer 3.")]
    assert places == sorted(places)
    assert "Answer 0." not in re.sub(r"(?s)<ol class=\"wc-desk__rows.*?</ol>", "", html)
    assert "&lt;b&gt;Rude&lt;/b&gt;" in html
    assert re.search(r"<dt>Removed</dt>\s*<dd>\s*1", html)


def test_an_edit_that_waits_is_shown_as_a_change_and_decided(moderator_client, edited):
    html = desk(moderator_client, f"?item={edited.pk}").content.decode()
    assert "<del>eleven</del>" in html
    send(moderator_client, edited, "approve_edit")
    assert fresh(edited).comment == "The lights go off at midnight."


def test_a_decision_is_carried_out_and_the_next_comment_opens(moderator_client, post, staff):
    comments = [post(f"Held {n}.", held=True, at=NOW - n * HOUR) for n in (3, 2, 1)]
    answer = send(moderator_client, comments[1], "approve", query="&urgency=held")
    decision = Decision.objects.filter(actor=staff.moderator).get()
    assert fresh(comments[1]).state == "published"
    assert answer.url == f"{DESK}?urgency=held&done={decision.pk}&item={comments[2].pk}#desk-item"
    page = moderator_client.get(answer.url)
    assert f'action="{page.context["last"]["undo_url"]}"' in page.content.decode()
    moderator_client.post(page.context["last"]["undo_url"], {"next": DESK})
    assert fresh(comments[1]).state == "held"
    assert desk(moderator_client).context["last"] is None


def test_after_the_last_of_the_queue_the_first_opens_and_an_empty_desk_says_what_next(
    moderator_client, post
):
    first = post("First.", held=True, at=NOW - 2 * HOUR)
    last = post("Last.", held=True, at=NOW - HOUR)
    assert f"item={first.pk}#" in send(moderator_client, last, "approve").url
    send(moderator_client, first, "approve")
    html = desk(moderator_client).content.decode()
    assert "Nothing waits" in html
    assert "See all comments" in html


def test_limiting_needs_a_reason_and_nothing_typed_is_lost(moderator_client, held):
    answer = send(moderator_client, held, "reject", note="Second time.", message="Kindly.")
    assert answer.status_code == 422
    html = answer.content.decode()
    for words in ("Choose a reason.", "Second time.", "Kindly."):
        assert words in html
    assert fresh(held).state == "held"


def test_a_rule_or_a_saved_reason_with_its_message_gives_the_reason(moderator_client, post):
    one, two = post("One.", held=True), post("Two.", held=True)
    saved = SavedReason.objects.create(title="Twice", rule_code="spam", message="Once is enough.")
    SavedReason.objects.create(title="Of no rule here", rule_code="nowhere", message="-")
    page = desk(moderator_client)
    assert page.context["picks"][0].key == "1"
    assert "Of no rule here" not in page.content.decode()
    send(moderator_client, one, "reject", reason="rule:abuse", message="Be kind.", words="One.\n")
    send(moderator_client, two, "reject", reason=f"saved:{saved.pk}")
    told = Decision.objects.filter(action="reject").order_by("pk")
    assert list(told.values_list("reason", "message", "words")) == [
        ("abuse", "Be kind.", "One."),
        ("spam", "Once is enough.", ""),
    ]


def test_somebody_elses_comment_is_marked_and_decided_only_with_a_tick(
    moderator_client, second, staff, held
):
    desk(second)
    html = desk(moderator_client).content.decode()
    assert "Ada Admin has been looking at this comment since" in html
    refused = send(moderator_client, held, "approve")
    assert refused.status_code == 422
    assert "Ada Admin is looking at this comment." in refused.content.decode()
    assert fresh(held).state == "held"
    send(moderator_client, held, "approve", despite="on")
    assert fresh(held).state == "published"


def test_a_claim_that_lapsed_warns_nobody(moderator_client, staff, held):
    claim(comment=held, moderator=staff.admin, at=NOW - 5 * timedelta(minutes=1))
    assert "has been looking" not in desk(moderator_client).content.decode()
    assert Claim.objects.get().moderator == staff.moderator
    send(moderator_client, held, "approve")
    assert not Claim.objects.exists()


def test_of_two_moderators_the_slower_one_is_refused_and_keeps_what_was_typed(
    moderator_client, second, held
):
    seen = desk(moderator_client, f"?item={held.pk}").context["version"]
    send(second, held, "approve", despite="on")
    typed = {
        "action": "reject",
        "reason": "rule:spam",
        "note": "Looks like spam.",
        "version": seen,
    }
    refused = moderator_client.post(f"{DESK}?item={held.pk}", typed)
    assert refused.status_code == 409
    html = refused.content.decode()
    assert "Nothing was decided" in html
    assert "Ada Admin" in html
    assert "Looks like spam." in html
    assert fresh(held).state == "published"
    assert not Decision.objects.filter(action="reject").exists()


def test_an_appeal_leads_to_the_page_that_answers_it(moderator_client, removed, staff):
    decision = removed.decisions.filter(action="remove").get()
    appeal = Appeal.objects.create(
        comment=removed,
        decision=decision,
        participant=removed.participant,
        text="I sell nothing.",
        made_at=NOW,
    )
    DiscussionComment.objects.filter(pk=removed.pk).update(urgency=Urgency.APPEAL, queued_at=NOW)
    html = desk(moderator_client, "?urgency=appeal").content.decode()
    assert "I sell nothing." in html
    assert "All appeals" in html
    assert re.search(rf'href="[^"]*/{appeal.pk}/[^"]*"\s+data-desk-key="a"', html)


def test_an_appeal_against_a_sanction_says_which(moderator_client, published, member, staff):
    sanction = sanctions.impose_sanction(
        participant=published.participant,
        kind="warn",
        moderator=staff.moderator,
        reason="abuse",
        comment=published,
        at=NOW,
    )
    make_appeal(sanction=sanction, member=member, text="I was quoting.", at=NOW)
    html = desk(moderator_client, "?urgency=appeal").content.decode()
    assert "I was quoting." in html
    assert "Against the sanction “Warning”" in html


def test_out_of_hours_contacts_show_only_where_somebody_may_come_to_harm(
    moderator_client, post, staff, world
):
    policy = ModerationPolicy.objects.get(pk=world.discussion.policy_id)
    policy.out_of_hours = [
        ("contact", {"name": "Duty officer", "what_for": "Nights", "phone": "020 7946 0001"})
    ]
    policy.save()
    comment = post()
    assert "020 7946 0001" not in desk(moderator_client).content.decode()
    post("Another.", held=True)
    answer = send(moderator_client, comment, "escalate")
    assert f"item={comment.pk}#" in answer.url
    assert "020 7946 0001" in moderator_client.get(answer.url).content.decode()
    assert send(moderator_client, comment, "resolve").status_code == 422
    send(moderator_client, comment, "resolve", note="Called them.")
    assert fresh(comment).safeguarding_at is None


def test_keys_are_switched_off_and_on_for_the_browser(moderator_client, held):
    assert "data-desk-keys" in desk(moderator_client).content.decode()
    answer = moderator_client.post(f"{DESK}keys/", {"keys": "off"})
    assert answer.cookies["discussion_desk_keys"]["max-age"] > 300 * 24 * 60 * 60
    html = desk(moderator_client).content.decode()
    assert "data-desk-keys" not in html
    assert "Switch the keys on" in html
    moderator_client.post(f"{DESK}keys/", {"keys": "on"})
    assert "data-desk-keys" in desk(moderator_client).content.decode()


@pytest.mark.parametrize(
    ("waited", "expected"),
    [
        (18 * HOUR - TICK, Standing.IN_TIME),
        (18 * HOUR, Standing.AT_RISK),
        (24 * HOUR - TICK, Standing.AT_RISK),
        (24 * HOUR, Standing.LATE),
    ],
)
def test_a_comment_is_at_risk_in_the_last_quarter_of_its_time_and_then_late(waited, expected):
    comment = DiscussionComment(urgency=Urgency.HELD, queued_at=NOW)
    policy = ModerationPolicy(target_hours_held=24)
    assert standing(comment, policy, at=NOW + waited) is expected


def test_the_page_costs_the_same_with_ten_thousand_comments(moderator_client, world, count_queries):
    waiting = {"state": "held", "visible": 0, "urgency": Urgency.HELD, "queued_at": NOW}
    insert_comments(world.discussion, roots=60, at=NOW, **waiting)
    middle = f"?item={insert_comments(world.discussion, roots=1, at=NOW, **waiting)[0]}"
    desk(moderator_client, middle)
    few = count_queries(lambda: desk(moderator_client, middle))
    insert_comments(world.discussion, roots=9_940, at=NOW, **waiting)
    page = []
    many = count_queries(lambda: page.append(desk(moderator_client, middle)))
    assert page[0].context["tabs"][0].count == 10_001
    assert len(page[0].context["rows"]) == 25
    assert (few, many) == (40, 40)


def test_the_page_that_asks_offers_saved_reasons_too(moderator_client, held):
    saved = SavedReason.objects.create(title="Twice", rule_code="spam", message="Once is enough.")
    address = f"/admin/bulk/discussion_pages/discussioncomment/reject/?id={held.pk}&next={DESK}"
    page = moderator_client.get(address)
    seen = re.search(r'name="seen" value="([^"]+)"', page.content.decode())
    moderator_client.post(address, {"seen": seen.group(1), "reason": f"saved:{saved.pk}"})
    decision = Decision.objects.get(action="reject")
    assert (decision.reason, decision.message) == ("spam", "Once is enough.")


def test_a_saved_reason_names_a_rule_that_exists(staff):
    client = client_for(staff.moderator)
    address = "/admin/snippets/discussion_pages/savedreason/add/"
    given = {"title": "Twice", "message": "Once is enough.", "sort_order": 0}
    assert client.post(address, given | {"rule_code": "nowhere"}).status_code == 200
    assert not SavedReason.objects.exists()
    client.post(address, given | {"rule_code": "spam"})
    assert SavedReason.objects.get().rule_code == "spam"
