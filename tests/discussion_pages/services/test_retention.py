"""Evidence goes when its time is over; what was published and every count stays."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from discussion_pages.models import (
    CommentRevision,
    Decision,
    DiscussionComment,
    DiscussionFigures,
    Notice,
    Report,
    RetentionRun,
    Sanction,
)
from discussion_pages.services.appealing import make_appeal
from discussion_pages.services.deciding import hold_comment, remove_comment
from discussion_pages.services.evidence_chain import seal, verify
from discussion_pages.services.legal_holds import lift_hold, place_hold
from discussion_pages.services.posting import edit_comment, withdraw_comment
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.reporting import report_comment
from discussion_pages.services.retention import apply, plan, retention_date
from discussion_pages.services.sanctions import impose_sanction

from .conftest import allow

pytestmark = pytest.mark.django_db

TICK = timedelta(microseconds=1)
CLOSED = datetime(2027, 3, 1, tzinfo=UTC)
DUE = datetime(2029, 3, 1, tzinfo=UTC)
SECRET = "Only moderators read this"


@pytest.fixture
def history(world, discussion, post, member, other_member, moderator, at):
    """Make one comment of every kind, with everything that is written about comments."""
    world.consultation.closes_at = CLOSED
    world.consultation.save()
    shown = post("What everybody reads.")
    shown = edit_comment(comment=shown, author=member, text="What everybody reads now.", at=at)
    report_comment(comment=shown, reason="abuse", text=SECRET, email="reader@example.com", at=at)
    held = post("Held words.", reply_to=shown)
    hold_comment(comment=held, moderator=moderator, reason="abuse", note=SECRET, at=at)
    gone = post("Taken back.")
    withdraw_comment(comment=gone, author=member, at=at)
    removed = post("Removed words.")
    remove_comment(
        comment=removed, moderator=moderator, reason="abuse", message=SECRET, note=SECRET, at=at
    )
    impose_sanction(
        participant=member.discussion_participant,
        kind="warn",
        moderator=allow(moderator, "impose_sanction"),
        reason="abuse",
        message=SECRET,
        comment=removed,
        at=at,
    )
    seal()
    return discussion


@pytest.fixture
def manager(moderator):
    """Return somebody who manages moderation."""
    return allow(moderator, "manage_moderation")


def words() -> set[str]:
    """Return every text that is left."""
    found: set[str] = set()
    for model, fields in (
        (DiscussionComment, ["comment"]),
        (CommentRevision, ["text"]),
        (Report, ["text", "email"]),
        (Decision, ["note", "message", "words"]),
        (Sanction, ["message", "note"]),
    ):
        for values in model.objects.values_list(*fields):
            found |= set(values)
    return found - {""}


def test_what_is_due_goes_and_what_was_published_and_counted_stays(history, assert_counts_are_true):
    before = DiscussionFigures.objects.values().get(pk=history.pk)
    decisions = Decision.objects.count()
    assert SECRET in words()

    run = apply(DUE)

    assert words() == {"What everybody reads now."}
    assert not Notice.objects.exists()
    assert DiscussionFigures.objects.values().get(pk=history.pk) == before
    assert_counts_are_true(history)
    assert Decision.objects.count() == decisions + 1  # the held one is taken back
    assert list(DiscussionComment.objects.order_by("pk").values_list("state", flat=True)) == [
        "published",
        "withdrawn",
        "withdrawn",
        "removed",
    ]
    erased = run.counts["discussions"][str(history.pk)]
    assert erased["comments"] == 3
    assert (erased["versions"], erased["reports"], erased["sanctions"]) == (1, 1, 1)
    seal()
    assert verify().faults == []
    assert apply(DUE).counts["discussions"] == {}


def test_nothing_is_due_a_tick_too_early(history):
    before = words()
    assert [found.is_due for found in plan(DUE - TICK)] == [False]
    assert apply(DUE - TICK).counts["discussions"] == {}
    assert words() == before
    assert [found.is_due for found in plan(DUE)] == [True]


def test_the_plan_tells_beforehand_what_is_erased_and_changes_nothing(history):
    before = words()
    (found,) = plan(DUE)
    assert words() == before
    assert apply(DUE).counts["discussions"][str(history.pk)] == found.counts


def test_without_a_closing_the_last_comment_counts(history, at):
    for page in (history.get_parent().specific, history):
        page.closes_at = None
        page.save()
    (found,) = plan(at)
    assert found.kept_until == at.replace(year=at.year + 2)
    comment = DiscussionComment.objects.first()
    assert retention_date(comment, at=at).until == found.kept_until


@pytest.mark.parametrize("place", ["discussion", "consultation", "home"])
def test_a_legal_hold_on_the_page_or_above_keeps_everything(world, history, manager, at, place):
    before = words()
    page = getattr(world, place)
    hold = place_hold(page=page, reason="Case 7.", person=manager, at=at)
    assert [found.is_held for found in plan(DUE)] == [True]
    apply(DUE)
    assert words() == before
    lift_hold(hold=hold, person=manager, at=DUE)
    apply(DUE)
    assert words() == {"What everybody reads now."}


def test_only_managers_place_and_lift_holds_and_each_once(world, member, official, manager, at):
    for person in (member, official):
        with pytest.raises(NotAllowed):
            place_hold(page=world.home, reason="x", person=person, at=at)
    hold = place_hold(page=world.home, reason="x", person=manager, at=at)
    with pytest.raises(Invalid):
        place_hold(page=world.home, reason="x", person=manager, at=at)
    with pytest.raises(Invalid):
        place_hold(page=world.hub, reason=" ", person=manager, at=at)
    with pytest.raises(NotAllowed):
        lift_hold(hold=hold, person=member, at=at)
    lift_hold(hold=hold, person=manager, at=at)
    with pytest.raises(Invalid):
        lift_hold(hold=hold, person=manager, at=at)


def test_what_may_still_protect_somebody_is_kept(history):
    DiscussionComment.objects.filter(comment="Removed words.").update(urgency=10)
    apply(DUE)
    assert words() == {"What everybody reads now.", "Removed words.", SECRET}


def test_the_command_reports_and_erases_only_when_told_to(history):
    def run(*arguments):
        said = StringIO()
        with time_machine.travel(DUE, tick=False):
            call_command("apply_retention", *arguments, stdout=said)
        return said.getvalue()

    before = words()
    assert "Due: comments 3, versions 1" in run()
    assert json.loads(run("--json"))["discussions"][0]["counts"]["comments"] == 3
    assert words() == before
    assert not RetentionRun.objects.exists()
    assert "Erased." in run("--apply")
    assert SECRET not in words()
    assert RetentionRun.objects.count() == 1


def test_an_appeal_against_a_sanction_about_no_comment_goes_in_its_time(
    discussion, post, member, moderator, at
):
    post("Something.")
    sanction = impose_sanction(
        participant=member.discussion_participant,
        kind="warn",
        moderator=allow(moderator, "impose_sanction"),
        reason="abuse",
        policy=discussion.policy,
        at=at,
    )
    appeal = make_appeal(sanction=sanction, member=member, text="It was not me.", at=at)
    seal()
    apply(at + timedelta(days=30))
    appeal.refresh_from_db()
    assert appeal.text == "It was not me."
    apply(at + timedelta(days=9 * 365))
    appeal.refresh_from_db()
    assert appeal.text == ""
    assert verify().is_sound
