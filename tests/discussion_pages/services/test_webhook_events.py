"""What webhooks are told of comments and the queue, when, and what is kept of it."""

import json
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from discussion_pages.models import (
    DiscussionComment,
    Webhook,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEvent,
)
from discussion_pages.rules.webhooks import DeliveryState, Problem, serialised
from discussion_pages.services.deciding import (
    approve_comment,
    hold_comment,
    reject_comment,
    remove_comment,
    restore_comment,
    undo_decision,
)
from discussion_pages.services.erasure import erase_member
from discussion_pages.services.marking import escalate
from discussion_pages.services.posting import edit_comment, withdraw_comment
from discussion_pages.services.purging import purge
from discussion_pages.services.refusals import Refused
from discussion_pages.services.reporting import report_comment
from discussion_pages.services.webhook_delivery import body_of
from tests import factories
from tests.discussion_pages.services.conftest import allow

pytestmark = pytest.mark.django_db

COMMENTS = ["comment.published", "comment.removed"]
QUEUE = ["queue.entered", "queue.left"]
SECRET_WORDS = "the-words-that-must-not-go-out"


@pytest.fixture
def moderator(db):
    return allow(
        factories.UserFactory(pseudonym="Mo-the-moderator", email="mo@example.com"),
        "moderate_discussioncomment",
    )


@pytest.fixture
def listen(at):
    """Make a webhook that wants these kinds."""

    def make(*events, **given):
        return Webhook.objects.create(
            **{
                "name": "City data platform",
                "address": "https://example.org/hooks",
                "events": list(events),
                "secret": serialised(b"k" * 32),
                "created_at": at,
            }
            | given
        )

    return make


def told(*, about=None):
    """Return the kinds of events that wait, in the order in which they happened."""
    events = WebhookEvent.objects.order_by("pk")
    if about is not None:
        events = events.filter(subject=about.pk)
    return [event.kind for event in events]


def data_of(event):
    body = body_of(event)
    return None if body is None else json.loads(body)["data"]


def the_event(kind):
    return WebhookEvent.objects.filter(kind=kind).latest("pk")


# -- When ------------------------------------------------------------------------------------------


def test_posting_tells_that_a_comment_is_public_and_waits_to_be_seen(listen, post):
    listen(*COMMENTS, *QUEUE)
    comment = post()
    assert told(about=comment) == ["comment.published", "queue.entered"]
    assert WebhookDelivery.objects.count() == 2


def test_only_what_somebody_ticked_is_written(listen, post):
    listen("comment.removed")
    listen("comment.published", is_active=False)
    post()
    assert told() == []


def test_each_webhook_gets_a_delivery_of_the_same_event(listen, post):
    listen("comment.published")
    listen("comment.published", name="Press office")
    post()
    (event,) = WebhookEvent.objects.all()
    assert event.deliveries.count() == 2
    assert event.uid.startswith("msg_")
    assert "." not in event.uid


def test_what_is_held_is_told_to_staffs_systems_only(listen, post, discussion):
    listen(*COMMENTS, *QUEUE)
    discussion.moderation_mode = "before"
    discussion.save()
    comment = post(SECRET_WORDS)
    assert told(about=comment) == ["queue.entered"]


@pytest.mark.parametrize(
    ("decisions", "kinds"),
    [
        ([remove_comment], ["comment.removed"]),
        ([hold_comment], ["comment.removed"]),
        # It was not public any more: nothing new to who copies what is.
        ([hold_comment, remove_comment], ["comment.removed"]),
        ([hold_comment, approve_comment], ["comment.removed", "comment.published"]),
        ([remove_comment, restore_comment], ["comment.removed", "comment.published"]),
    ],
)
def test_each_decision_tells_what_it_changes_for_the_public(
    listen, post, moderator, at, decisions, kinds
):
    comment = post()
    listen(*COMMENTS)
    for decide in decisions:
        decide(comment=comment, moderator=moderator, reason="spam", at=at)
    assert told(about=comment) == kinds


def test_undoing_withdrawing_and_enough_reports_tell_it_too(
    listen, post, moderator, member, other_member, discussion, at
):
    listen(*COMMENTS)
    comment = post()
    decision = remove_comment(comment=comment, moderator=moderator, reason="spam", at=at)
    undo_decision(decision=decision, moderator=moderator, at=at)
    discussion.policy.hold_after_reports = 1
    discussion.policy.save()
    report_comment(comment=comment, reporter=other_member, reason="spam", at=at)
    assert told(about=comment) == [
        "comment.published",
        "comment.removed",
        "comment.published",
        "comment.removed",
    ]
    second = post("Another one.")
    withdraw_comment(comment=second, author=member, at=at)
    assert told(about=second) == ["comment.published", "comment.removed"]


def test_the_queue_tells_who_comes_who_becomes_more_urgent_and_who_leaves(
    listen, post, moderator, other_member, at
):
    listen(*QUEUE)
    comment = post()
    report_comment(comment=comment, reporter=other_member, reason="spam", at=at)
    escalate(comment=comment, moderator=moderator, at=at)
    remove_comment(comment=comment, moderator=moderator, reason="spam", at=at)
    assert told() == ["queue.entered", "queue.entered", "queue.entered"]
    facts = [event.facts for event in WebhookEvent.objects.order_by("pk")]
    assert [(fact["previous_urgency"], fact["urgency"]) for fact in facts] == [
        (0, 60),
        (60, 40),
        (40, 10),
    ]


def test_a_decision_lets_it_leave_the_queue(listen, post, moderator, at):
    listen(*QUEUE)
    comment = post()
    approve_comment(comment=comment, moderator=moderator, at=at)
    assert told() == QUEUE
    assert data_of(the_event("queue.left")) == {
        "comment": comment.pk,
        "discussion": comment.discussion_id,
        "urgency": None,
        "previous_urgency": "new",
        "admin_url": f"http://localhost/admin/discussions/comments/inspect/{comment.pk}/",
    }


def test_what_is_rolled_back_is_not_told(listen, post):
    listen(*COMMENTS, *QUEUE)

    def fail():
        with transaction.atomic():
            post()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert told() == []


def test_a_refused_decision_tells_nothing(listen, post, moderator, at):
    listen(*COMMENTS, *QUEUE)
    comment = post()
    before = told()
    with pytest.raises(Refused):
        reject_comment(comment=comment, moderator=moderator, reason="spam", at=at)
    assert told() == before


def test_an_edit_is_no_event_of_its_own(listen, post, member, at):
    listen(*COMMENTS)
    comment = post()
    edit_comment(comment=comment, author=member, text="Mended.", at=at)
    assert told() == ["comment.published"]


# -- Private pages -----------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["discussion", "consultation"])
def test_private_pages_tell_the_public_nothing(listen, post, world, moderator, at, where):
    restriction = PageViewRestriction.LOGIN
    PageViewRestriction.objects.create(page=getattr(world, where), restriction_type=restriction)
    listen(*COMMENTS, *QUEUE)
    comment = post(SECRET_WORDS)
    remove_comment(comment=comment, moderator=moderator, reason="spam", at=at)
    assert set(told()) == set(QUEUE)


def test_a_page_made_private_before_the_sending_is_not_told(listen, post, discussion):
    listen(*COMMENTS)
    post(SECRET_WORDS)
    restriction = PageViewRestriction.LOGIN
    PageViewRestriction.objects.create(page=discussion, restriction_type=restriction)
    assert body_of(the_event("comment.published")) is None


def test_a_page_taken_offline_is_not_told(listen, post, discussion, moderator, at):
    listen(*COMMENTS)
    comment = post(SECRET_WORDS)
    remove_comment(comment=comment, moderator=moderator, reason="spam", at=at)
    discussion.unpublish()
    assert body_of(the_event("comment.removed")) is None


# -- What ------------------------------------------------------------------------------------------


def test_a_published_comment_is_exactly_what_the_public_api_gives(listen, post, client):
    listen(*COMMENTS)
    root = post("The lamp is out. Größe & <b>bold</b>")
    comment = post("At the bridge too.", reply_to=root)
    message = json.loads(body_of(the_event("comment.published")))
    assert set(message) == {"type", "timestamp", "data"}
    assert message["type"] == "comment.published"
    assert message["timestamp"] == "2027-02-10T12:00:00+00:00"
    public = client.get(f"/api/v2/comments/{comment.pk}/")
    assert message["data"] == public.json()
    assert message["data"]["meta"]["detail_url"].startswith("http://localhost/api/v2/comments/")


@pytest.mark.parametrize(
    ("decide", "state"),
    [(remove_comment, "removed"), (hold_comment, "not_shown"), (None, "withdrawn")],
)
def test_a_removed_comment_is_a_number_and_a_state(
    listen, post, moderator, member, at, decide, state
):
    listen(*COMMENTS)
    comment = post(SECRET_WORDS)
    if decide is None:
        withdraw_comment(comment=comment, author=member, at=at)
    else:
        decide(comment=comment, moderator=moderator, reason="spam", note="n", at=at)
    event = the_event("comment.removed")
    assert data_of(event) == {
        "id": comment.pk,
        "discussion": comment.discussion_id,
        "state": state,
    }


def test_the_queue_tells_no_words_and_no_names(
    listen, post, member, moderator, other_member, at, world
):
    listen(*QUEUE)
    comment = post(SECRET_WORDS)
    report_comment(
        comment=comment, reporter=other_member, reason="spam", text="I-am-the-reporter", at=at
    )
    bodies = b"".join(body_of(event) for event in WebhookEvent.objects.all()).decode()
    people = [member, other_member, moderator]
    private = [SECRET_WORDS, "I-am-the-reporter", *(p.email for p in people)]
    private += [p.pseudonym for p in people]
    assert not [words for words in private if words in bodies]
    assert data_of(the_event("queue.entered")) == {
        "comment": comment.pk,
        "discussion": world.discussion.pk,
        "urgency": "reported",
        "previous_urgency": "new",
        "admin_url": f"http://localhost/admin/discussions/desk/?item={comment.pk}",
    }


def test_what_was_removed_before_it_was_sent_is_not_sent(listen, post, moderator, at):
    listen(*COMMENTS)
    comment = post(SECRET_WORDS)
    published = the_event("comment.published")
    assert SECRET_WORDS in body_of(published).decode()
    remove_comment(comment=comment, moderator=moderator, reason="spam", at=at)
    assert body_of(published) is None


def test_what_was_changed_before_it_was_sent_is_sent_as_it_is_now(listen, post, member, at):
    listen(*COMMENTS)
    comment = post(SECRET_WORDS)
    edit_comment(comment=comment, author=member, text="Mended.", at=at)
    assert data_of(the_event("comment.published"))["text"] == "Mended."


def test_what_is_public_again_is_not_told_as_removed(listen, post, moderator, at):
    listen(*COMMENTS)
    comment = post()
    remove_comment(comment=comment, moderator=moderator, reason="spam", at=at)
    removed = the_event("comment.removed")
    restore_comment(comment=comment, moderator=moderator, at=at)
    assert body_of(removed) is None


def test_a_kind_that_no_app_knows_any_more_is_not_told(at):
    event = WebhookEvent.objects.create(uid="msg_1", kind="gone.kind", subject=1, occurred_at=at)
    assert body_of(event) is None


# -- What is kept ----------------------------------------------------------------------------------


def test_the_log_keeps_nothing_of_anybody(listen, post, member, moderator, at):
    listen(*COMMENTS, *QUEUE)
    comment = post(SECRET_WORDS)
    remove_comment(comment=comment, moderator=moderator, reason="spam", at=at)
    erase_member(user=member, at=at)
    rows = [
        list(model.objects.values())
        for model in (WebhookEvent, WebhookDelivery, WebhookAttempt, Webhook)
    ]
    kept = repr(rows)
    for private in (SECRET_WORDS, member.email, member.pseudonym, moderator.email):
        assert private not in kept


def test_erasing_a_member_tells_that_the_comments_are_not_public(
    listen, post, member, discussion, at
):
    listen(*COMMENTS)
    comment = post(SECRET_WORDS)
    discussion.policy.on_account_deletion = "erase"
    discussion.policy.save()
    erase_member(user=member, at=at)
    assert told(about=comment) == COMMENTS
    assert body_of(the_event("comment.published")) is None


@pytest.mark.parametrize(
    ("age", "kept"),
    [(timedelta(days=30) - timedelta(microseconds=1), True), (timedelta(days=30), False)],
)
def test_the_log_is_kept_for_its_days(listen, post, at, age, kept):
    listen(*COMMENTS)
    post()
    WebhookDelivery.objects.update(state=DeliveryState.DELIVERED.value)
    assert purge(at=at + age).webhook_events == int(not kept)
    assert WebhookEvent.objects.exists() is kept
    assert WebhookDelivery.objects.exists() is kept


def test_the_days_are_the_hosts_and_what_waits_stays(listen, post, at, settings):
    settings.DISCUSSION_PAGES_WEBHOOK_LOG_DAYS = 1
    listen(*COMMENTS, *QUEUE)
    post()
    WebhookDelivery.objects.filter(event__kind="comment.published").update(
        state=DeliveryState.FAILED.value, problem=Problem.STATUS.value
    )
    assert purge(at=at + timedelta(days=1)).webhook_events == 1
    assert told() == ["queue.entered"]


# -- What it costs ---------------------------------------------------------------------------------


def queries(work):
    with CaptureQueriesContext(connection) as context:
        work()
    return [query["sql"] for query in context.captured_queries]


def about_webhooks(sqls):
    return [sql for sql in sqls if "discussion_pages_webhook" in sql]


def test_without_a_webhook_deciding_costs_nothing_and_posting_one_question(
    post, moderator, member, at
):
    comment = post()
    posted = about_webhooks(queries(lambda: post("Another.")))
    assert len(posted) == 1
    assert posted[0].startswith("SELECT 1")
    decided = queries(
        lambda: remove_comment(comment=comment, moderator=moderator, reason="spam", at=at)
    )
    # It comes along with the comment that is locked anyway.
    assert len(about_webhooks(decided)) == 1
    assert all("discussion_pages_discussioncomment" in sql for sql in about_webhooks(decided))


def test_telling_costs_the_same_for_many_webhooks(listen, post):
    listen(*COMMENTS, *QUEUE)
    post("The first makes the member a participant.")
    one = queries(post)
    for _number in range(20):
        listen(*COMMENTS, *QUEUE)
    many = queries(lambda: post("Another."))
    assert len(many) == len(one)
    assert WebhookDelivery.objects.count() == 2 + 2 + 2 * 21
    assert DiscussionComment.objects.count() == 3
