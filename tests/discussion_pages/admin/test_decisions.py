"""Decisions about one comment or several."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from discussion_pages.admin.decisions import decision_links, seen_mark
from discussion_pages.models import Decision, DiscussionComment
from discussion_pages.services import deciding, posting, reporting
from tests.factories import NOW
from tests.staff import client_for

BULK = "/admin/bulk/discussion_pages/discussioncomment/{}/"
LIST = "/admin/discussions/comments/"
DESK = "/admin/discussions/desk/"


@pytest.fixture
def decide(moderator_client):
    """Confirm a decision about comments as the page showed them."""

    def post(action, *comments, client=moderator_client, **data):
        query = "&".join(f"id={comment.pk}" for comment in comments)
        return client.post(
            f"{BULK.format(action)}?{query}&next={LIST}",
            {"seen": [seen_mark(comment) for comment in comments], **data},
        )

    return post


def fresh(comment):
    return DiscussionComment.objects.get(pk=comment.pk)


def messages_of(client):
    return " ".join(
        str(message) for message in client.get("/admin/").context["messages"] if str(message)
    )


@pytest.mark.parametrize(
    ("action", "comment_name", "data", "after"),
    [
        ("approve", "held", {}, "published"),
        ("reject", "held", {"reason": "spam"}, "rejected"),
        ("hold", "published", {"reason": "hate"}, "held"),
        ("remove", "published", {"reason": "abuse"}, "removed"),
        ("redact", "published", {"reason": "abuse", "passages": "dark"}, "published"),
        ("keep", "published", {}, "published"),
        ("restore", "removed", {}, "published"),
    ],
)
def test_a_decision_moves_the_comment_and_is_logged(
    request, staff, decide, action, comment_name, data, after
):
    comment = request.getfixturevalue(comment_name)
    response = decide(action, comment, note="Seen twice.", **data)
    assert response.status_code == 302
    assert response["Location"] == LIST
    assert fresh(comment).state == after
    decision = Decision.objects.filter(comment=comment, is_automatic=False).latest("pk")
    assert decision.actor == staff.moderator
    assert decision.reason == data.get("reason", "")
    assert decision.note == "Seen twice."


@pytest.mark.parametrize(
    ("action", "comment_name"),
    [("reject", "held"), ("remove", "published"), ("hold", "published"), ("redact", "published")],
)
def test_what_limits_somebody_needs_a_reason(request, decide, action, comment_name):
    comment = request.getfixturevalue(comment_name)
    response = decide(action, comment)
    assert response.status_code == 422
    assert "This field is required." in response.content.decode()
    assert fresh(comment).state == comment_name


@pytest.mark.parametrize(
    "action",
    ["approve", "reject", "hold", "remove", "restore", "dismiss_reports", "approve_edit"],
)
def test_nothing_changes_when_the_page_is_only_looked_at(moderator_client, held, action):
    before = Decision.objects.count()
    response = moderator_client.get(BULK.format(action) + f"?id={held.pk}")
    assert response.status_code == 200
    assert fresh(held).state == "held"
    assert Decision.objects.count() == before


def test_several_are_decided_at_once_and_those_it_does_not_fit_are_left_and_counted(
    moderator_client, decide, held, post, published, removed
):
    second = post("Me too.", held=True)
    decide("approve", held, second, published, removed)
    assert [fresh(each).state for each in (held, second, published, removed)] == [
        "published",
        "published",
        "published",
        "removed",
    ]
    said = messages_of(moderator_client)
    assert "2 comments are published." in said
    assert "This comment is published now, so that decision does not apply." in said
    assert "This comment is removed now, so that decision does not apply." in said


def test_the_page_says_beforehand_which_comments_it_leaves_alone(moderator_client, held, published):
    html = moderator_client.get(
        BULK.format("approve") + f"?id={held.pk}&id={published.pk}"
    ).content.decode()
    assert "This is published at once:" in html
    assert "One comment stays as it is" in html


def test_a_text_that_changed_since_the_page_was_opened_is_not_decided_on(
    moderator_client, decide, held, member
):
    later = NOW + timedelta(minutes=1)
    posting.edit_comment(comment=fresh(held), author=member, text="Something else.", at=later)
    decide("approve", held)
    assert fresh(held).state == "held"
    assert "It has changed since you opened the page." in messages_of(moderator_client)


def test_dismissing_settles_the_reports_and_leaves_the_comment(
    decide, published, other_member, staff
):
    reporting.report_comment(comment=published, reason="spam", reporter=other_member, at=NOW)
    decide("dismiss_reports", fresh(published))
    comment = fresh(published)
    assert (comment.state, comment.report_count) == ("published", 0)
    assert comment.reports.get().settled_by == staff.moderator


def test_an_edit_that_waits_is_approved(decide, edited):
    decide("approve_edit", edited)
    assert fresh(edited).comment == "The lights go off at midnight."
    assert fresh(edited).edit_held_at is None


def test_an_edit_that_waits_is_rejected_with_a_reason(decide, edited):
    assert decide("reject_edit", edited).status_code == 422
    decide("reject_edit", edited, reason="off_topic")
    assert fresh(edited).comment == "The lights go off at eleven."
    assert fresh(edited).edit_held_at is None


def test_the_page_about_an_edit_shows_the_edit(moderator_client, edited):
    html = moderator_client.get(BULK.format("approve_edit") + f"?id={edited.pk}").content.decode()
    assert "The lights go off at midnight." in html


@pytest.mark.parametrize("who", ["editor", "analyst"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_others_decide_nothing(staff, held, who, method):
    client = client_for(getattr(staff, who))
    response = getattr(client, method)(
        BULK.format("approve") + f"?id={held.pk}", {"seen": seen_mark(held)}
    )
    assert response.status_code in {302, 405}
    assert fresh(held).state == "held"


def test_comments_of_another_section_are_not_decided(monkeypatch, decide, held, staff):
    from discussion_pages import permissions

    monkeypatch.setattr(permissions, "may_moderate", lambda user, discussion: discussion is None)
    decide("approve", held)
    assert fresh(held).state == "held"


@pytest.mark.parametrize("ids", ["id=abc", "id=all", "id=999999999999999999999", "id=0"])
def test_an_address_without_a_comment_is_not_found(moderator_client, published, ids):
    assert moderator_client.get(BULK.format("hold") + f"?{ids}").status_code == 404


def test_a_foreign_address_to_return_to_is_ignored(moderator_client, held):
    response = moderator_client.post(
        BULK.format("approve") + f"?id={held.pk}&next=https://evil.example/",
        {"seen": seen_mark(held)},
    )
    assert "evil.example" not in response["Location"]


@pytest.mark.parametrize(
    ("comment_name", "labels"),
    [
        ("held", ["Approve", "Reject", "Redact"]),
        ("published", ["Keep", "Hold", "Redact", "Remove", "Pin", "Mark as official"]),
        ("removed", ["Restore"]),
        (
            "edited",
            [
                "Keep",
                "Hold",
                "Redact",
                "Remove",
                "Approve edit",
                "Reject edit",
                "Pin",
                "Mark as official",
            ],
        ),
    ],
)
def test_a_comment_offers_the_decisions_that_fit_its_state(request, comment_name, labels):
    comment = request.getfixturevalue(comment_name)
    offered = [link.label for link in decision_links(comment, next_url=LIST)]
    always = ["Lock replies", "Escalate for safeguarding"]
    assert [label for label in offered if label not in always] == labels
    assert [label for label in offered if label in always] == always


@pytest.mark.parametrize(
    ("does", "undoes", "field", "data"),
    [
        ("pin", "unpin", "pinned_at", {}),
        ("lock", "unlock", "locked_at", {}),
        ("escalate", "resolve", "safeguarding_at", {"note": "Called the helpline."}),
    ],
)
def test_a_mark_is_put_on_and_taken_off(decide, published, does, undoes, field, data):
    decide(does, published)
    assert getattr(fresh(published), field) is not None
    decide(undoes, published, **data)
    assert getattr(fresh(published), field) is None


def test_a_message_and_the_words_concerned_go_to_the_author(decide, published):
    given = {"reason": "spam", "message": "Not here.", "words": "dark"}
    decide("remove", published, **given)
    decision = published.decisions.get()
    assert (decision.message, decision.words) == ("Not here.", "dark")


def test_what_somebody_else_decided_meanwhile_is_left_alone(
    moderator_client, staff, decide, published
):
    page = moderator_client.get(BULK.format("remove") + f"?id={published.pk}")
    mark = page.context["items"][0]["seen"]
    deciding.keep_comment(comment=published, moderator=staff.admin, at=NOW)
    decide("remove", published, reason="spam", seen=[mark])
    assert fresh(published).state == "published"
    assert "It has changed since you opened the page." in messages_of(moderator_client)


def test_the_latest_decision_is_undone_from_the_page_of_the_comment(moderator_client, removed):
    decision = removed.decisions.latest("pk")
    undo = f"/admin/discussions/decisions/{decision.pk}/undo/"
    inspect = f"{LIST}inspect/{removed.pk}/"
    html = moderator_client.get(inspect).content.decode()
    assert f'action="{undo}"' in html
    assert moderator_client.get(undo).status_code == 405
    assert fresh(removed).state == "removed"
    response = moderator_client.post(undo, {"next": "https://evil.example/", "seen": "stale"})
    assert response["Location"] == inspect
    assert fresh(removed).state == "removed"
    response = moderator_client.post(undo, {"next": LIST, "seen": seen_mark(removed)})
    assert response["Location"] == LIST
    assert fresh(removed).state == "published"
    html = moderator_client.get(inspect).content.decode()
    assert "Undone later" in html
    assert undo not in html


@pytest.mark.parametrize("who", ["editor", "analyst"])
def test_others_undo_nothing(staff, removed, who):
    undo = f"/admin/discussions/decisions/{removed.decisions.latest('pk').pk}/undo/"
    client_for(getattr(staff, who)).post(undo)
    assert fresh(removed).state == "removed"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("ticked", ["", "&id=", "&id=&id="], ids=["none", "empty", "twice empty"])
@pytest.mark.parametrize(
    "back", [LIST + "?state=held&q=dark", DESK + "?urgency=held&place=discussion-7"]
)
def test_who_ticked_nothing_is_led_back_with_all_filters_and_told_so(
    moderator_client, held, method, ticked, back
):
    response = getattr(moderator_client, method)(
        f"{BULK.format('approve')}?{urlencode({'next': back})}{ticked}"
    )
    assert response.status_code == 302
    assert response["Location"] == back
    assert "Tick the comments first." in messages_of(moderator_client)
    assert fresh(held).state == "held"


@pytest.mark.parametrize("back", ["", "?next=https://example.org/", "?next=%2F%2Fexample.org"])
def test_who_ticked_nothing_and_came_from_nowhere_is_led_to_the_desk(moderator_client, back):
    assert moderator_client.get(BULK.format("approve") + back)["Location"] == DESK


def test_whoever_moderates_nothing_is_turned_away_before_being_told_to_tick(staff):
    client = client_for(staff.editor)
    client.get(BULK.format("approve"))
    assert "Tick the comments" not in messages_of(client)


@pytest.mark.parametrize("action", ["approve", "reject", "remove", "dismiss_reports"])
def test_each_button_of_the_desk_leads_back_when_nothing_is_ticked(moderator_client, held, action):
    page = moderator_client.get(DESK + "?urgency=held")
    [url] = [each["url"] for each in page.context["bulk_urls"] if f"/{action}/" in each["url"]]
    response = moderator_client.get(url, {"next": page.context["here"]}, follow=True)
    assert response.redirect_chain == [(DESK + "?urgency=held", 302)]
    assert "Tick the comments first." in response.content.decode()
