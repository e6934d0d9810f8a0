"""What members are told, and the outbox of e-mails."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from discussion_pages.models.comments import DiscussionComment
from discussion_pages.rules.notices import Delivery, NoticeKind, OutboxState

KIND_CHOICES = [(kind.value, kind.value) for kind in NoticeKind]
DELIVERY_CHOICES = [
    (Delivery.IMMEDIATELY.value, _("At once")),
    (Delivery.DAILY.value, _("Once a day, in one e-mail")),
    (Delivery.OFF.value, _("Not by e-mail")),
]
OUTBOX_CHOICES = [
    (OutboxState.PENDING.value, _("Waiting")),
    (OutboxState.SENDING.value, _("Being sent")),
    (OutboxState.SENT.value, _("Sent")),
    (OutboxState.FAILED.value, _("Failed")),
    (OutboxState.CANCELLED.value, _("Cancelled")),
]


class Notice(models.Model):
    """One thing that a member is told on the site, and by e-mail where they want it.

    ``key`` names what happened, so that it is told once. Its words are made from ``kind`` and
    ``data`` when they are shown, in the reader's language.
    """

    id = models.BigAutoField(primary_key=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="discussion_notices"
    )
    kind = models.CharField(max_length=20, choices=KIND_CHOICES)
    key = models.CharField(max_length=100)
    comment = models.ForeignKey(
        DiscussionComment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="notices",
    )
    data = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(_("told"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="discussion_notice_once")
        ]
        indexes = [
            models.Index(
                fields=["recipient", "-created_at", "-id"], name="discussion_notice_newest"
            ),
            models.Index(fields=["recipient", "read_at"], name="discussion_notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.key})"


class OutboxMessage(models.Model):
    """One e-mail to be sent, written in the transaction that decided to send it.

    ``message_id`` is chosen before the first attempt and kept over all of them. It goes to
    ``recipient`` or to ``address``, which is emptied once the mail is sent.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=150, unique=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="discussion_outbox",
    )
    address = models.EmailField(_("address"), blank=True)
    language = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=20)
    data = models.JSONField(default=dict, blank=True)
    notices = models.ManyToManyField(Notice, related_name="messages", blank=True)
    message_id = models.CharField(max_length=150, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=OUTBOX_CHOICES, default=OutboxState.PENDING.value
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("written"))
    due_at = models.DateTimeField(_("due"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=250, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["state", "due_at"], name="discussion_outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class NoticePreference(models.Model):
    """When a member wants e-mail. Notices on the site are always there."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="notice_preference",
    )
    moderation = models.CharField(
        _("about my comments, reports and appeals"),
        max_length=12,
        choices=DELIVERY_CHOICES,
        default=Delivery.IMMEDIATELY.value,
    )
    following = models.CharField(
        _("about replies and what I follow"),
        max_length=12,
        choices=DELIVERY_CHOICES,
        default=Delivery.DAILY.value,
    )
    language = models.CharField(max_length=10, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("e-mail setting")
        verbose_name_plural = _("e-mail settings")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}"


class Follow(models.Model):
    """A member follows a discussion, or one thread of it."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="discussion_follows"
    )
    discussion = models.ForeignKey(
        "discussion_pages.DiscussionPage", on_delete=models.CASCADE, related_name="follows"
    )
    thread = models.ForeignKey(
        DiscussionComment,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="follows",
        help_text=_("The comment that starts the thread; blank for the whole discussion."),
    )
    followed_at = models.DateTimeField(_("since"))

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-followed_at", "-pk"]
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "discussion"],
                name="discussion_follow_once",
                condition=models.Q(thread__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["user", "thread"],
                name="discussion_follow_thread_once",
                condition=models.Q(thread__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.thread_id or self.discussion_id}"
