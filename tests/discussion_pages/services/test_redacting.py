import pytest
from django.test import Client

from discussion_pages.models import Decision, DiscussionComment, EvidenceEntry, Notice
from discussion_pages.rules.cursors import Order
from discussion_pages.services.deciding import decide, overturn, redact_comment, undo_decision
from discussion_pages.services.posting import edit_comment
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.reporting import report_comment
from discussion_pages.services.threads import read_threads

pytestmark = pytest.mark.django_db


@pytest.fixture
def redact(moderator, at):
    def redact_it(comment, *passages, **given):
        given = {"moderator": moderator, "reason": "personal", "at": at} | given
        return redact_comment(comment=comment, passages=passages, **given)

    return redact_it


def fresh(comment):
    return DiscussionComment.objects.get(pk=comment.pk)


def test_passages_leave_a_mark_and_the_original_stays_for_moderators(
    discussion, post, redact, at, assert_counts_are_true
):
    comment = post("Ring Zqx on 123. Zqx knows.")
    decision = redact(comment, "Zqx\r\n", "", "123")
    comment = fresh(comment)
    assert comment.comment == "Ring [redacted] on [redacted]. [redacted] knows."
    assert (comment.state, comment.redacted_at, comment.edited_at) == ("published", at, None)
    assert [(each.text, each.status) for each in comment.revisions.all()] == [
        ("Ring Zqx on 123. Zqx knows.", "past"),
        (comment.comment, "current"),
    ]
    assert EvidenceEntry.objects.filter(kind="revision").count() == 2
    # The passages stand nowhere else: not in the log, not in what the author is told.
    assert "Zqx" not in str(Decision.objects.filter(pk=decision.pk).values())
    assert "Zqx" not in str(Notice.objects.values())
    assert Notice.objects.get().data["action"] == "redact"
    assert_counts_are_true(discussion)


def test_what_is_held_is_published_with_it_and_reports_are_upheld(
    discussion, post, redact, other_member, moderator, at, assert_counts_are_true
):
    comment = post("Ring Zqx now.")
    report_comment(comment=comment, reason="personal", reporter=other_member, at=at)
    decide(comment=comment, action="hold", moderator=moderator, reason="personal", at=at)
    redact(comment, "Zqx")
    assert (fresh(comment).state, fresh(comment).comment) == ("published", "Ring [redacted] now.")
    assert comment.reports.get().state == "upheld"
    assert_counts_are_true(discussion)


def test_an_edit_that_waits_is_closed_and_undoing_lets_it_wait_again(
    discussion, post, member, redact, moderator, at
):
    comment = post("Ring Zqx now.")
    discussion.moderation_mode = "before"
    discussion.save()
    edit_comment(comment=comment, author=member, text="Ring Zqx tomorrow.", at=at)
    decision = redact(fresh(comment), "Zqx")
    assert fresh(comment).edit_held_at is None
    assert list(comment.revisions.values_list("status", flat=True)) == [
        "past",
        "rejected",
        "current",
    ]
    undo_decision(decision=decision, moderator=moderator, at=at)
    comment = fresh(comment)
    assert (comment.comment, comment.redacted_at) == ("Ring Zqx now.", None)
    assert comment.edit_held_at == at
    assert list(comment.revisions.values_list("status", flat=True)) == ["current", "held", "past"]


@pytest.mark.parametrize(
    ("passages", "code"),
    [
        ([], "passages"),
        (["  "], "passages"),
        (["Ann"], "passages"),
        (["Ring Zqx now"], "everything"),
    ],
)
def test_nothing_everything_and_what_is_not_there_are_refused(post, redact, passages, code):
    comment = post("Ring Zqx now.")
    with pytest.raises(Invalid) as refused:
        redact(comment, *passages)
    assert (refused.value.code, refused.value.field) == (code, "passages")
    assert fresh(comment).comment == "Ring Zqx now."
    assert not comment.revisions.exists()


def test_only_moderators_redact_what_is_held_or_published_and_say_why(
    post, redact, member, moderator, at
):
    comment = post("Ring Zqx now.")
    with pytest.raises(NotAllowed):
        redact(comment, "Zqx", moderator=member)
    with pytest.raises(Invalid) as refused:
        redact(comment, "Zqx", reason="")
    assert refused.value.field == "reason"
    decide(comment=comment, action="remove", moderator=moderator, reason="spam", at=at)
    with pytest.raises(Invalid) as refused:
        redact(comment, "Zqx")
    assert refused.value.code == "state"


def test_a_redaction_is_put_back_on_appeal(post, redact, moderator, at):
    comment = post("Ring Zqx now.")
    decision = redact(comment, "Zqx")
    answer = overturn(decision=decision, moderator=moderator, appeal=None, at=at)
    comment = fresh(comment)
    assert (comment.comment, comment.redacted_at) == ("Ring Zqx now.", None)
    assert (answer.action, answer.from_state, answer.to_state) == (
        "restore",
        "published",
        "published",
    )


def test_what_its_author_wrote_afterwards_is_not_undone_over(post, redact, member, moderator, at):
    comment = post("Ring Zqx now.")
    decision = redact(comment, "Zqx")
    comment = fresh(comment)
    comment.revisions.filter(status="current").update(status="past")
    comment.revisions.create(text="Mine.", status="current", written_at=at)
    with pytest.raises(Invalid) as refused:
        undo_decision(decision=decision, moderator=moderator, at=at)
    assert refused.value.code == "changed"


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("action", ["redact", "remove"])
def test_originals_are_absent_from_pages_api_feeds_and_search(
    discussion, world, post, redact, moderator, at, action
):
    comment = post("Ring Zqxplanted now.")
    post("Yes.", reply_to=comment)
    if action == "redact":
        redact(comment, "Zqxplanted")
    else:
        decide(comment=comment, action="remove", moderator=moderator, reason="spam", at=at)
    client, url = Client(), discussion.url
    addresses = [
        url,
        f"{url}threads/{comment.pk}/",
        f"{url}comments/{comment.pk}/report/",
        f"{world.consultation.url}comments.rss",
        f"/api/v2/comments/?discussion={discussion.pk}",
        f"/api/v2/comments/?discussion={discussion.pk}&thread={comment.pk}",
        f"/api/v2/comments/{comment.pk}/",
        "/search/?query=Zqxplanted",
    ]
    answers = [client.get(address) for address in addresses]
    for answer in answers:
        assert "Ring Zqxplanted" not in answer.content.decode()
        if "search" not in answer.request["PATH_INFO"]:
            assert "Zqxplanted" not in answer.content.decode()
    if action == "redact":
        html = answers[0].content.decode()
        assert 'Ring <span class="wc-redacted">[redacted]</span> now.' in html
        assert "partly redacted by a moderator" in html
        assert answers[6].json()["text"] == "Ring [redacted] now."


def test_a_mark_inside_an_address_does_not_break_it(post, redact, discussion, at):
    comment = post("See https://example.org/Zqx/more please.")
    redact(comment, "Zqx")
    (thread,) = read_threads(discussion, order=Order.NEWEST, at=at).threads
    from discussion_pages.templatetags.discussion_tags import comment_text

    html = comment_text(thread.root.text, thread.root.is_redacted)
    assert '<a href="https://example.org/" rel' in html
    assert '</a><span class="wc-redacted">[redacted]</span>/more' in html
