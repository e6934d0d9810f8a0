"""What holds, asks about and refuses a comment, phase by phase and in their order."""

from datetime import timedelta

import pytest

from discussion_pages.models import (
    Decision,
    DiscussionComment,
    EvidenceEntry,
    Notice,
    Participant,
    Sanction,
    WordRule,
)
from discussion_pages.services.pipeline import Outcome, Submission, Verdict, run
from discussion_pages.services.posting import edit_comment, withdraw_comment
from discussion_pages.services.refusals import Closed, NeedsConfirmation, NotAllowed
from tests.tables import TICK

pytestmark = pytest.mark.django_db

PHONE = "Ring me on 07700 900123 after six."
LINKS = "https://a.example https://b.example https://c.example"


@pytest.fixture
def words():
    """Make three rules: banned, suspect, and one that is switched off."""
    for phrase, kind, code, is_active in (
        ("muckraker", "banned", "abuse", True),
        ("numpty", "suspect", "hate", True),
        ("twerp", "banned", "abuse", False),
    ):
        WordRule.objects.create(phrase=phrase, kind=kind, rule_code=code, is_active=is_active)


def sanction(member, kind, at, **given):
    participant, _created = Participant.objects.get_or_create(user=member)
    return Sanction.objects.create(
        participant=participant,
        kind=kind,
        reason="abuse",
        reason_title="Abuse",
        **{"starts_at": at} | given,
    )


def held_by(comment):
    comment.refresh_from_db()
    return comment.state, comment.held_rule


def test_the_first_answer_counts_and_the_others_are_not_asked(discussion, member, at):
    asked = []

    def phase(name, verdict):
        def answer(submission, *, at):
            asked.append((name, submission.text, at))
            return verdict

        return answer

    submission = Submission(discussion, member, Participant(), "Words")
    first = Verdict(Outcome.HOLD, "first")
    phases = [phase("silent", None), phase("first", first), phase("never", first)]
    assert run(submission, at=at, phases=phases) is first
    assert asked == [("silent", "Words", at), ("first", "Words", at)]
    assert run(submission, at=at, phases=phases[:1]) is None


def no_capitals(submission, *, at):
    """Hold a text that shouts; stands for a phase of a host's own."""
    if submission.text.isupper():
        return Verdict(Outcome.HOLD, "host:capitals", spans=((0, len(submission.text)),))
    return None


def nobody(submission, *, at):
    """Refuse everybody."""
    return Verdict(Outcome.REFUSE, "host:closed", message="Come back tomorrow.")


def test_a_host_names_phases_of_its_own(settings, post):
    settings.DISCUSSION_PAGES_PIPELINE = [f"{__name__}.no_capitals"]
    assert held_by(post("WHY IS IT DARK")) == ("held", "host:capitals")
    assert post("Why is it dark?").state == "published"
    settings.DISCUSSION_PAGES_PIPELINE = [f"{__name__}.nobody"]
    with pytest.raises(NotAllowed, match="Come back tomorrow") as refused:
        post("Hello")
    assert refused.value.code == "host"


@pytest.mark.parametrize("deep", [False, True])
def test_a_locked_thread_takes_no_reply_at_any_depth(post, deep, at):
    root = post("root")
    answered = post("child", reply_to=root) if deep else root
    DiscussionComment.objects.filter(pk=root.pk).update(locked_at=at)
    with pytest.raises(NotAllowed) as refused:
        post("late", reply_to=answered)
    assert refused.value.code == "locked"
    assert post("elsewhere").state == "published"


@pytest.mark.parametrize("kind", ["mute", "suspend"])
def test_who_may_not_write_is_told_why_and_until_when(post, member, kind, at):
    sanction(member, kind, at, ends_at=at + timedelta(days=7))
    with pytest.raises(NotAllowed) as refused:
        post()
    assert refused.value.code == "sanction"
    assert "Abuse" in str(refused.value)
    assert "17 February 2027" in str(refused.value)
    assert not DiscussionComment.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"ends_at": timedelta(0), "starts_at": -timedelta(days=1)},
        {"lifted_at": timedelta(0)},
        {"starts_at": TICK},
    ],
)
def test_a_sanction_that_is_over_lifted_or_to_come_does_not_hold(post, member, at, given):
    sanction(member, "suspend", at, **{name: at + value for name, value in given.items()})
    assert post().state == "published"


def test_who_is_read_first_goes_on_writing(post, member, at):
    sanction(member, "premoderate", at)
    assert held_by(post()) == ("held", "sanction:premoderate")


@pytest.mark.parametrize(
    ("later", "rule"), [(timedelta(hours=24) - TICK, "duplicate"), (timedelta(hours=24), "")]
)
def test_the_same_words_wait_for_a_day(post, later, rule, at):
    post("The lamp is out.")
    assert post("the  LAMP is out.", at=at + later).held_rule == rule


def test_the_same_words_elsewhere_by_others_or_taken_back_are_new(
    world, post, member, other_member, at
):
    from tests import factories

    first = post("Me too")
    other = factories.DiscussionPageFactory(parent=world.consultation)
    assert post("Me too", discussion=other).state == "published"
    assert post("Me too", author=other_member).state == "published"
    withdraw_comment(comment=first, author=member, at=at)
    assert post("Me too").state == "published"


def test_the_eleventh_comment_in_ten_minutes_waits(post, at):
    for number in range(10):
        assert post(f"Lamp {number}", at=at + timedelta(seconds=number)).state == "published"
    assert held_by(post("One more", at=at + timedelta(minutes=10) - TICK)) == ("held", "flood")
    assert post("Later", at=at + timedelta(minutes=10, seconds=2)).state == "published"


def test_a_host_may_switch_the_flood_off(settings, post):
    settings.DISCUSSION_PAGES_FLOOD_COMMENTS = 0
    assert {post(f"Lamp {number}").state for number in range(12)} == {"published"}


def test_links_are_counted_against_the_policy(discussion, post):
    assert held_by(post(LINKS)) == ("held", "links")
    discussion.policy.links_max = 3
    discussion.policy.save()
    assert post(f"{LINKS} again").state == "published"


@pytest.mark.parametrize(
    ("text", "rule", "reason", "found"),
    [
        ("You MUCKRAKER!", "words:banned", "abuse", "MUCKRAKER"),
        ("A numpty and a muckraker", "words:banned", "abuse", "numpty\nmuckraker"),
        ("What a numpty", "words:suspect", "hate", "numpty"),
    ],
)
def test_words_wait_with_the_rule_and_what_matched(words, post, at, text, rule, reason, found):
    comment = post(text)
    assert held_by(comment) == ("held", rule)
    decision = Decision.objects.get(comment=comment)
    assert (decision.is_automatic, decision.action, decision.to_state) == (True, "hold", "held")
    assert (decision.rule, decision.reason, decision.words) == (rule, reason, found)
    assert decision.reason_title
    assert decision.policy == comment.discussion.policy
    assert [text[start:end] for start, end in decision.spans] == found.split("\n")
    told = Notice.objects.filter(recipient=comment.user, kind="held", comment=comment)
    assert told.count() == (1 if rule == "words:suspect" else 0)


def test_a_rule_that_is_switched_off_and_a_code_that_no_policy_has(words, post):
    assert post("You twerp").state == "published"
    WordRule.objects.filter(phrase="muckraker").update(rule_code="nowhere")
    comment = post("You muckraker")
    assert held_by(comment) == ("held", "words:banned")
    assert Decision.objects.get(comment=comment).reason == ""


def test_personal_details_are_asked_about_and_wait_if_they_are_meant(post):
    with pytest.raises(NeedsConfirmation) as asked:
        post(f"  {PHONE}  ")
    assert asked.value.field == "comment"
    assert "a phone number" in str(asked.value)
    (span,) = asked.value.verdict.spans
    assert asked.value.text[slice(*span)] == "07700 900123"
    assert not DiscussionComment.objects.exists()
    assert held_by(post(PHONE, is_confirmed=True)) == ("held", "personal:phone")
    decision = Decision.objects.get()
    assert (decision.reason, decision.words) == ("personal", "07700 900123")


def test_an_edit_passes_what_a_post_passes(words, post, member, at):
    comment = post("The lamp is out.")
    given = {"comment": comment, "author": member, "at": at + timedelta(minutes=1)}
    with pytest.raises(NeedsConfirmation):
        edit_comment(text=PHONE, **given)
    assert not comment.revisions.exists()
    edit_comment(text="You numpty.", **given)
    assert held_by(comment) == ("published", "words:suspect")
    assert (comment.comment, comment.urgency) == ("The lamp is out.", 50)
    decision = Decision.objects.get()
    assert (decision.revision.text, decision.words) == ("You numpty.", "numpty")
    edit_comment(text="Sorry. The lamp is still out.", **given)
    assert held_by(comment) == ("published", "")
    assert comment.edit_held_at is None


def test_an_edit_of_a_comment_that_was_redacted_waits(post, member, at):
    comment = post("The lamp is out.")
    DiscussionComment.objects.filter(pk=comment.pk).update(redacted_at=at)
    edit_comment(comment=comment, author=member, text="The lamp is on.", at=at)
    assert held_by(comment) == ("published", "edit:redacted")
    assert comment.comment == "The lamp is out."


def test_an_edit_that_goes_out_is_new_to_moderators(post, member, at):
    comment = post("The lamp is out.")
    DiscussionComment.objects.filter(pk=comment.pk).update(reviewed_at=at, urgency=0)
    later = at + timedelta(minutes=5)
    edit_comment(comment=comment, author=member, text="The lamp is on.", at=later)
    comment.refresh_from_db()
    assert (comment.reviewed_at, comment.urgency, comment.queued_at) == (None, 60, later)


def test_what_is_found_in_the_new_words_of_a_held_comment_is_logged(
    words, discussion, post, member, at
):
    discussion.moderation_mode = "before"
    discussion.save()
    comment = post("Words")
    given = {"comment": comment, "author": member, "at": at}
    edit_comment(text="Other words", **given)
    assert held_by(comment) == ("held", "mode:before")
    assert Decision.objects.count() == 1
    edit_comment(text="You muckraker", **given)
    assert held_by(comment) == ("held", "words:banned")
    assert Decision.objects.first().revision.text == "You muckraker"


def test_a_comment_takes_its_place_in_the_queue_as_it_arrives(discussion, post, member, at):
    comment = post()
    assert (comment.urgency, comment.queued_at) == (60, at)
    discussion.moderation_mode = "before"
    discussion.save()
    waiting = post("Another")
    waiting.refresh_from_db()
    assert (waiting.urgency, waiting.queued_at) == (50, at)
    withdraw_comment(comment=waiting, author=member, at=at)
    waiting.refresh_from_db()
    assert (waiting.urgency, waiting.queued_at) == (0, None)


def test_everything_that_is_kept_is_evidence(words, post, member, at):
    comment = post("The lamp is out.")
    edit_comment(comment=comment, author=member, text="You muckraker.", at=at)
    withdraw_comment(comment=comment, author=member, at=at)
    kinds = list(EvidenceEntry.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["comment", "revision", "revision", "decision", "decision"]


def test_what_is_not_possible_is_said_before_anything_is_asked(discussion, post, at):
    discussion.closes_at = at
    discussion.save()
    with pytest.raises(Closed):
        post(PHONE)
