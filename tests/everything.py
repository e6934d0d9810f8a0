"""A site with something of every kind, in every state, for tests that try everything there is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from wagtail.models import PageViewRestriction

from consultations.models import ConsultationPage, OfflineResponse
from discussion_pages.models import (
    Appeal,
    Decision,
    DiscussionComment,
    DiscussionPage,
    Follow,
    ModerationPolicy,
    Notice,
    Organisation,
    Report,
    Sanction,
)
from discussion_pages.rules.sanctions import SanctionKind
from discussion_pages.services import deciding, following, liking, posting
from discussion_pages.services.appealing import make_appeal
from discussion_pages.services.reporting import report_comment, status_token
from discussion_pages.services.sanctions import impose_sanction, lift_sanction
from tests import factories
from tests.factories import NOW

KINDS: tuple[type[Model], ...] = (
    Appeal,
    ConsultationPage,
    Decision,
    DiscussionComment,
    DiscussionPage,
    Follow,
    Notice,
    OfflineResponse,
    Organisation,
    Sanction,
)


@dataclass
class Everything:
    """What there is, and who is there."""

    world: Any
    member: Any
    moderator: Any
    admin: Any
    report_tokens: list[str]

    def keys(self, model: type[Model]) -> list[int]:
        """Return the keys of everything of that kind."""
        return sorted(model.objects.values_list("pk", flat=True))

    @property
    def policy_slugs(self) -> list[str]:
        """The names of the policies there are."""
        return sorted(ModerationPolicy.objects.values_list("slug", flat=True))


def make_everything(world: Any, member: Any, other: Any) -> Everything:
    """Fill the small site: pages, comments of every state, and all that follows from them."""
    moderator = factories.UserFactory(superuser=True, full_name="Mo Moderator", pseudonym="")
    admin = factories.UserFactory(superuser=True, full_name="Ada Admin", pseudonym="")
    discussions = _make_pages(world)
    factories.OrganisationFactory()
    factories.OfflineResponseFactory(consultation=world.consultation)
    factories.OfflineResponseFactory(consultation=world.consultation, channel="phone")
    _talk(world.discussion, member, other, moderator)
    for page in discussions:
        posting.post_comment(discussion=page, author=other, text="Here too.", at=NOW)
    _make_unwritable(world.discussion, discussions)
    return Everything(
        world,
        member,
        moderator,
        admin,
        [status_token(report) for report in Report.objects.order_by("pk")],
    )


def _make_pages(world: Any) -> list[DiscussionPage]:
    """Make consultations of every status, a draft and a private page; return the discussions."""
    for trait in ("upcoming", "closed", "outcome"):
        factories.ConsultationPageFactory(parent=world.hub, **{trait: True})
    factories.ConsultationPageFactory(parent=world.hub, live=False)
    closed_to_many = factories.ConsultationPageFactory(parent=world.hub)
    PageViewRestriction.objects.create(page=closed_to_many, restriction_type="groups")
    return [
        factories.DiscussionPageFactory(parent=world.consultation, premoderated=True),
        factories.DiscussionPageFactory(parent=world.consultation, first_comment=True),
        factories.DiscussionPageFactory(parent=world.consultation),
        factories.DiscussionPageFactory(parent=world.consultation),
        factories.DiscussionPageFactory(parent=closed_to_many),
    ]


def _make_unwritable(discussion: DiscussionPage, others: list[DiscussionPage]) -> None:
    """Close one discussion and turn another back into a draft; comments are there by now."""
    closed, draft = others[2], others[3]
    closed.comments_open = False
    closed.save()
    draft.unpublish()
    factories.DiscussionPageFactory(parent=discussion.get_parent(), upcoming=True)


def _talk(page: DiscussionPage, member: Any, other: Any, moderator: Any) -> None:
    """Leave comments of ``member`` in every state, with reports, appeals and sanctions."""

    def post(text: str, author: Any = member, **given: Any) -> DiscussionComment:
        made = posting.post_comment(discussion=page, author=author, text=text, at=NOW, **given)
        return DiscussionComment.objects.get(pk=made.pk)

    def mode(value: str) -> None:
        page.moderation_mode = value
        page.save()

    by = {"moderator": moderator, "at": NOW}
    following.follow(member=member, discussion=page, at=NOW)
    published = post("The lamps are dark.")
    following.follow(member=other, discussion=page, thread=published, at=NOW)
    reply = post("They are.", other, reply_to=published)
    post("Since when?", reply_to=reply)
    post("We shall look.", moderator)
    liking.like_comment(comment=published, member=other, at=NOW)
    report_comment(comment=published, reason="abuse", text="Rude.", reporter=other, at=NOW)
    report_comment(
        comment=reply, reason="spam", email="reader@example.com", address="192.0.2.1", at=NOW
    )
    edited = post("Before the edit.")
    posting.edit_comment(comment=edited, author=member, text="After the edit.", at=NOW)

    answered = post("Removed.")
    post("A reply to what is removed.", other, reply_to=answered)
    removed = deciding.remove_comment(comment=answered, reason="abuse", **by)
    make_appeal(decision=removed, member=member, text="Why?", at=NOW)
    deciding.remove_comment(comment=post("Removed, with no appeal."), reason="spam", **by)
    deciding.hold_comment(comment=post("Held again."), reason="abuse", **by)
    deciding.redact_comment(
        comment=post("My neighbour Tom is loud."), passages=["Tom"], reason="personal", **by
    )
    deciding.escalate(comment=post("I cannot go on."), **by)
    posting.withdraw_comment(comment=post("Withdrawn."), author=member, at=NOW)
    mode("before")
    post("Held.")
    post("Held of somebody else.", other)
    deciding.reject_comment(comment=post("Rejected."), reason="spam", **by)
    posting.edit_comment(comment=published, author=member, text="A change that waits.", at=NOW)
    mode("after")
    _sanction(published, moderator)


def _sanction(comment: DiscussionComment, moderator: Any) -> None:
    given = {"participant": comment.participant, "moderator": moderator, "reason": "spam"}
    warning = impose_sanction(kind=SanctionKind.WARN, comment=comment, at=NOW, **given)
    lift_sanction(sanction=warning, moderator=moderator, at=NOW)
    impose_sanction(kind=SanctionKind.WARN, at=NOW, **given)
