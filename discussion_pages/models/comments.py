"""Comments and what is kept about them."""

import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.models import XtdComment

from discussion_pages.querysets import CommentQuerySet
from discussion_pages.rules.cursors import path_step
from discussion_pages.rules.queue import Urgency
from discussion_pages.rules.reports import ReportKind, ReportState
from discussion_pages.rules.states import Action, State

STATE_CHOICES = [
    (State.HELD.value, _("Held")),
    (State.PUBLISHED.value, _("Published")),
    (State.REJECTED.value, _("Rejected")),
    (State.REMOVED.value, _("Removed")),
    (State.WITHDRAWN.value, _("Withdrawn")),
]
ACTION_CHOICES = [
    (Action.APPROVE.value, _("Approved")),
    (Action.HOLD.value, _("Held")),
    (Action.REJECT.value, _("Rejected")),
    (Action.REMOVE.value, _("Removed")),
    (Action.RESTORE.value, _("Restored")),
    (Action.REDACT.value, _("Partly taken out")),
    (Action.WITHDRAW.value, _("Withdrawn by its author")),
    (Action.MARK_OFFICIAL.value, _("Marked as an official reply")),
    (Action.PIN.value, _("Pinned")),
    (Action.UNPIN.value, _("Unpinned")),
    (Action.LOCK.value, _("Replies locked")),
    (Action.UNLOCK.value, _("Replies unlocked")),
    (Action.ESCALATE.value, _("Escalated for safeguarding")),
    (Action.RESOLVE.value, _("Safeguarding resolved")),
    (Action.UNDO.value, _("Undone")),
]
URGENCY_CHOICES = [
    (Urgency.NONE.value, _("Nothing to do")),
    (Urgency.SAFEGUARDING.value, _("Safeguarding")),
    (Urgency.ILLEGAL.value, _("Illegal content")),
    (Urgency.APPEAL.value, _("Appeal")),
    (Urgency.REPORTED.value, _("Reported")),
    (Urgency.HELD.value, _("Held")),
    (Urgency.NEW.value, _("New")),
]
REPORT_STATE_CHOICES = [
    (ReportState.RECEIVED.value, _("Received")),
    (ReportState.UPHELD.value, _("Upheld")),
    (ReportState.DISMISSED.value, _("Not upheld")),
    (ReportState.OVERTURNED.value, _("Overturned")),
    (ReportState.CLOSED.value, _("Closed")),
]
REPORT_KIND_CHOICES = [
    (ReportKind.RULES.value, _("Breaks a rule")),
    (ReportKind.ILLEGAL.value, _("Illegal content")),
]


class Participant(models.Model):
    """One person who has commented, under a key that says nothing about them.

    It outlives the account, so that a deleted account goes on counting as one person.
    """

    id = models.BigAutoField(primary_key=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="discussion_participant",
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.key)


class DiscussionComment(XtdComment):
    """A comment below a discussion.

    The package's tables hold author, text and date; what pages filter and sort by stands here, so
    that an index serves them. ``visible`` is a small integer because SQLite cannot use an index on
    a bare boolean. Its state changes only through ``discussion_pages.services``.
    """

    discussion = models.ForeignKey(
        "discussion_pages.DiscussionPage",
        verbose_name=_("discussion"),
        on_delete=models.PROTECT,
        related_name="discussion_comments",
        db_index=False,
    )
    state = models.CharField(_("state"), max_length=10, choices=STATE_CHOICES)
    visible = models.PositiveSmallIntegerField(default=0, editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    path = models.CharField(max_length=64, default="", editable=False)
    in_reply_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    participant = models.ForeignKey(
        Participant,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="comments",
        db_index=False,
    )
    author_name = models.CharField(
        _("author"), max_length=100, blank=True, help_text=_("The display name at the time.")
    )
    is_official = models.BooleanField(_("official reply"), default=False)
    organisation = models.ForeignKey(
        "discussion_pages.Organisation",
        verbose_name=_("on behalf of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="official_comments",
    )
    posted_at = models.DateTimeField(_("posted"))
    first_published_at = models.DateTimeField(_("first published"), null=True, blank=True)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    changed_at = models.DateTimeField(
        default=timezone.now,
        editable=False,
        help_text=_("When readers last saw it change, appear or go."),
    )
    edit_held_at = models.DateTimeField(_("edit held"), null=True, blank=True)
    reply_count = models.PositiveIntegerField(_("published replies"), default=0)
    like_count = models.PositiveIntegerField(_("likes"), default=0)
    report_count = models.PositiveIntegerField(_("open reports"), default=0)
    submission_key = models.UUIDField(null=True, blank=True, editable=False)
    held_rule = models.CharField(
        max_length=50,
        blank=True,
        editable=False,
        help_text=_("The rule of the machine that holds it or its edit, while it waits."),
    )
    redacted_at = models.DateTimeField(_("partly taken out"), null=True, blank=True)
    pinned_at = models.DateTimeField(_("pinned"), null=True, blank=True)
    locked_at = models.DateTimeField(
        _("replies locked"), null=True, blank=True, help_text=_("Below it too.")
    )
    safeguarding_at = models.DateTimeField(
        _("escalated for safeguarding"), null=True, blank=True, editable=False
    )
    reviewed_at = models.DateTimeField(
        _("looked at"), null=True, blank=True, help_text=_("When a moderator last decided on it.")
    )
    urgency = models.PositiveSmallIntegerField(
        _("urgency"), choices=URGENCY_CHOICES, default=0, editable=False
    )
    queued_at = models.DateTimeField(_("waiting since"), null=True, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    wagtail_reference_index_ignore = True
    stands_below: "DiscussionComment | None" = None
    """The comment directly above a new one, as read under a lock."""

    class Meta:
        base_manager_name = default_manager_name = "objects"
        default_permissions = ("view",)
        permissions = [
            ("moderate_discussioncomment", _("Can moderate comments")),
            ("reply_officially", _("Can post official replies")),
            ("export_discussioncomment", _("Can export comments")),
            ("impose_sanction", _("Can impose sanctions on members")),
            ("manage_moderation", _("Can manage moderation and see figures by moderator")),
        ]
        ordering = ["-posted_at", "-pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "submission_key"],
                name="discussion_comment_submitted_once",
                condition=Q(submission_key__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["discussion", "visible", "depth", "-posted_at", "-xtdcomment_ptr"],
                name="discussion_comment_newest",
            ),
            models.Index(
                fields=["discussion", "visible", "depth", "-like_count", "-xtdcomment_ptr"],
                name="discussion_comment_liked",
            ),
            models.Index(fields=["discussion", "visible", "path"], name="discussion_comment_tree"),
            models.Index(
                fields=["discussion", "state", "is_official", "participant"],
                name="discussion_comment_counted",
            ),
            models.Index(fields=["state", "posted_at"], name="discussion_comment_queue"),
            models.Index(fields=["participant", "state"], name="discussion_comment_by_person"),
            models.Index(
                fields=["urgency", "queued_at", "xtdcomment_ptr"], name="discussion_comment_urgency"
            ),
            models.Index(fields=["discussion", "pinned_at"], name="discussion_comment_pinned"),
            models.Index(
                fields=["changed_at", "xtdcomment_ptr"], name="discussion_comment_changed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.comment[:50]}"

    def save(self, *args, **kwargs) -> None:
        """Save one row of the tree without renumbering the others.

        The package's own ``save`` renumbers a thread outside a transaction. A new comment takes its
        parent's path and adds its own key; ``order`` is that key, so the tree reads in order.
        Whoever has the parent at hand sets ``stands_below``, and it is not read again.
        """
        if not self._state.adding:
            super(XtdComment, self).save(*args, **kwargs)
            return
        # Within a transaction already, its own would cost two statements and save nothing.
        with transaction.atomic(savepoint=False):
            parent = self.stands_below
            if parent is None and self.parent_id:
                parent = type(self).objects.get(pk=self.parent_id, discussion_id=self.discussion_id)
            if parent is not None:
                self.thread_id, self.level = parent.thread_id, parent.level + 1
                self.depth = parent.depth + 1
            super(XtdComment, self).save(*args, **kwargs)
            self.path = (parent.path if parent else "") + path_step(self.pk)
            self.order = self.pk
            if parent is None:
                self.parent_id = self.thread_id = self.pk
            XtdComment.norel_objects.filter(pk=self.pk).update(
                parent_id=self.parent_id, thread_id=self.thread_id, order=self.order
            )
            type(self).objects.filter(pk=self.pk).update(path=self.path)

    def get_absolute_url(self) -> str:
        """Return the permanent link, built from the page, never from ``django.contrib.sites``."""
        return f"{self.discussion.get_url() or ''}comments/{self.pk}/"

    @property
    def was_public(self) -> bool:
        """Whether it has ever been published."""
        return self.first_published_at is not None

    @property
    def root_pk(self) -> int:
        """The key of the comment that starts this one's thread."""
        return self.thread_id


class CommentRevision(models.Model):
    """One version of a comment's text: the evidence of what stood there, and edits that wait."""

    class Status(models.TextChoices):
        """Where a version stands."""

        CURRENT = "current", _("Current")
        PAST = "past", _("Past")
        HELD = "held", _("Held")
        REJECTED = "rejected", _("Rejected")
        REPLACED = "replaced", _("Replaced before a decision")

    id = models.BigAutoField(primary_key=True)
    comment = models.ForeignKey(
        DiscussionComment, on_delete=models.PROTECT, related_name="revisions"
    )
    text = models.TextField(_("text"))
    status = models.CharField(max_length=10, choices=Status.choices)
    written_at = models.DateTimeField(_("written"))

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        verbose_name = _("version of a comment")
        verbose_name_plural = _("versions of comments")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.comment_id} at {self.written_at:%Y-%m-%d %H:%M}"


class Report(models.Model):
    """A reader's notice that a comment breaks the rules. Who sent it is never public.

    ``state`` follows ``rules.reports.TRANSITIONS``; ``settled_at`` is set whenever it is not
    ``received``. ``reference`` is what the reporter may quote; the private link is signed.
    """

    id = models.BigAutoField(primary_key=True)
    reference = models.CharField(_("reference"), max_length=12, unique=True, editable=False)
    comment = models.ForeignKey(DiscussionComment, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=REPORT_KIND_CHOICES,
        default=ReportKind.RULES.value,
    )
    reason = models.CharField(
        _("rule"), max_length=50, help_text=_("The code of the policy's rule.")
    )
    reason_title = models.CharField(
        _("rule in words"), max_length=150, blank=True, help_text=_("As it read at the time.")
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=REPORT_STATE_CHOICES,
        default=ReportState.RECEIVED.value,
    )
    text = models.TextField(_("details"), blank=True, max_length=1000)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="comment_reports",
    )
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_("Of a reporter without an account who wants an answer."),
    )
    language = models.CharField(max_length=10, blank=True, editable=False)
    network_key = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("A keyed digest of the reporter's network; emptied after 30 days."),
    )
    reported_at = models.DateTimeField(_("reported"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decision = models.ForeignKey(
        "discussion_pages.Decision",
        verbose_name=_("decision"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="settled_reports",
        help_text=_("What settled it."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-reported_at", "-pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "reporter"],
                name="discussion_report_once_while_open",
                condition=Q(reporter__isnull=False, settled_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["network_key", "reported_at"], name="discussion_report_network"),
            models.Index(fields=["state", "kind", "reported_at"], name="discussion_report_open"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} ({self.comment_id})"


class Decision(models.Model):
    """One line of the decision log: who did what to a comment, when and, where it limits, why.

    ``reason`` is the policy's rule and speaks to people; ``rule`` is the phase of the pipeline that
    held (``words:banned``), and empty where a person decided. ``details`` holds what undoing needs.
    """

    id = models.BigAutoField(primary_key=True)
    comment = models.ForeignKey(
        DiscussionComment, on_delete=models.PROTECT, related_name="decisions"
    )
    revision = models.ForeignKey(
        CommentRevision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
        help_text=_("The version decided on, where it is an edit."),
    )
    action = models.CharField(_("decision"), max_length=20, choices=ACTION_CHOICES)
    from_state = models.CharField(max_length=10, choices=STATE_CHOICES, blank=True)
    to_state = models.CharField(max_length=10, choices=STATE_CHOICES)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="comment_decisions",
    )
    is_automatic = models.BooleanField(_("automatic"), default=False)
    reason = models.CharField(
        _("reason"), max_length=50, blank=True, help_text=_("The code of the policy's rule.")
    )
    reason_title = models.CharField(
        _("reason in words"), max_length=150, blank=True, help_text=_("As it read at the time.")
    )
    policy = models.ForeignKey(
        "discussion_pages.ModerationPolicy",
        verbose_name=_("moderation policy"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    policy_revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("version of the policy"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    spans = models.JSONField(
        default=list,
        blank=True,
        help_text=_("What matched: pairs of start and end in the text decided on."),
    )
    words = models.TextField(
        _("words concerned"), blank=True, help_text=_("One passage a line. The author is told.")
    )
    message = models.TextField(
        _("message"), blank=True, max_length=1000, help_text=_("To the author, with the decision.")
    )
    appeal = models.ForeignKey(
        "discussion_pages.Appeal",
        verbose_name=_("appeal"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
        help_text=_("The appeal that this answers."),
    )
    undoes = models.OneToOneField(
        "self",
        verbose_name=_("undoes"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="undone_by",
    )
    details = models.JSONField(default=dict, blank=True, editable=False)
    rule = models.CharField(
        _("rule"),
        max_length=50,
        blank=True,
        help_text=_("The rule that decided, where no person did."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("For moderators only."))
    decided_at = models.DateTimeField(_("decided"))
    urgency = models.PositiveSmallIntegerField(
        _("urgency"),
        choices=URGENCY_CHOICES,
        default=0,
        editable=False,
        help_text=_("Why the comment waited when this was decided; 0 where it did not."),
    )
    queued_at = models.DateTimeField(
        _("waiting since"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Since when it had waited, for the time to a decision."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-decided_at", "-pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["decided_at", "action"], name="discussion_decision_by_day")]

    def __str__(self) -> str:
        return f"{self.get_action_display()} ({self.comment_id})"


class DiscussionFigures(models.Model):
    """A discussion's stored counts, kept by the services in the transaction that changes them.

    Not on the page itself: publishing a revision would put old figures back.
    """

    discussion = models.OneToOneField(
        "discussion_pages.DiscussionPage",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="figures",
    )
    comment_count = models.PositiveIntegerField(
        _("published comments"), default=0, help_text=_("Replies and official replies too.")
    )
    response_count = models.PositiveIntegerField(
        _("responses"),
        default=0,
        help_text=_("Published comments, replies too, official ones not."),
    )
    last_comment_at = models.DateTimeField(_("last comment"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("figures of a discussion")
        verbose_name_plural = _("figures of discussions")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.comment_count} comments"


class RespondentFigures(models.Model):
    """How many have responded below one page, in all of its discussions together.

    Whoever answers in two of them is one person, so that the discussions' own figures do not add up
    to it. Kept like ``DiscussionFigures``, by the services in the transaction that changes them.
    """

    page = models.OneToOneField(
        "wagtailcore.Page",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    respondent_count = models.PositiveIntegerField(
        _("respondents"),
        default=0,
        help_text=_("Distinct members with a published comment, official ones not counted."),
    )
    response_count = models.PositiveIntegerField(
        _("responses"),
        default=0,
        help_text=_("Published comments, replies too, official ones not."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("figures of those who responded")
        verbose_name_plural = _("figures of those who responded")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.respondent_count} respondents"
