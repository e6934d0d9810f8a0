"""Webhooks: who is told what, what happened, and the log of telling it.

Nothing here holds a person's name or a comment's words. An event keeps the number of what it is
about, and what is sent is made anew for each attempt, from what is public at that moment.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from discussion_pages.rules.webhooks import DeliveryState, Problem, SwitchedOff

DELIVERY_STATE_CHOICES = [
    (DeliveryState.PENDING.value, _("Waiting")),
    (DeliveryState.SENDING.value, _("Being sent")),
    (DeliveryState.DELIVERED.value, _("Delivered")),
    (DeliveryState.FAILED.value, _("Given up")),
    (DeliveryState.CANCELLED.value, _("Not sent")),
]
PROBLEM_CHOICES = [
    (Problem.TIMEOUT.value, _("No answer within 10 seconds")),
    (Problem.CONNECTION.value, _("No connection")),
    (Problem.CERTIFICATE.value, _("No secure connection: the certificate was not accepted")),
    (Problem.ADDRESS.value, _("The address leads where we do not send")),
    (Problem.REDIRECT.value, _("Redirected: write the final address into the webhook")),
    (Problem.STATUS.value, _("The receiver did not take it")),
    (Problem.GONE.value, _("The receiver said that it is gone for good")),
    (Problem.NO_ANSWER.value, _("Sending was interrupted")),
    (Problem.BROKEN.value, _("The message could not be made; the server's log says why")),
    (Problem.NOT_PUBLIC.value, _("It was not public any more")),
    (Problem.SWITCHED_OFF.value, _("The webhook was switched off")),
]
SWITCHED_OFF_CHOICES = [
    (SwitchedOff.BY_HAND.value, _("By hand")),
    (SwitchedOff.GONE.value, _("The receiver said that it is gone for good")),
    (SwitchedOff.FAILING.value, _("Nothing could be delivered for days")),
]


class Webhook(models.Model):
    """A system that is told what happens here. Changed only through ``services.webhooks``.

    ``secret`` signs and so cannot be kept as a digest; the admin shows it once
    (``secret_shown_at``). ``previous_secret`` signs too until ``previous_secret_until``.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(
        _("name"),
        max_length=100,
        help_text=_("For the people here, for example: City data platform."),
    )
    address = models.CharField(
        _("address"),
        max_length=500,
        help_text=_("Where the other system takes messages. It begins with https://."),
    )
    events = models.JSONField(_("what it is told"), default=list)
    secret = models.CharField(max_length=120, editable=False)
    secret_shown_at = models.DateTimeField(null=True, blank=True, editable=False)
    previous_secret = models.CharField(max_length=120, blank=True, editable=False)
    previous_secret_until = models.DateTimeField(null=True, blank=True, editable=False)
    is_active = models.BooleanField(_("switched on"), default=True)
    switched_off_at = models.DateTimeField(null=True, blank=True, editable=False)
    switched_off_because = models.CharField(
        max_length=10, choices=SWITCHED_OFF_CHOICES, blank=True, editable=False
    )
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    delivered_at = models.DateTimeField(_("last delivered"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("made"))

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        default_permissions = ()
        permissions = [("manage_webhook", _("Can manage webhooks and read their log"))]

    def __str__(self) -> str:
        return self.name

    def wants(self, kind: str) -> bool:
        """Say whether somebody ticked this kind of event."""
        return kind in self.events


class WebhookEvent(models.Model):
    """Something that happened, written in the transaction in which it did.

    ``uid`` is the ``webhook-id`` that receivers know a repeat by: the same for every webhook, every
    attempt and every resending. ``subject`` is the number of the comment or page it is about;
    ``facts`` holds codes and instants, never words or names.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.CharField(max_length=40, unique=True)
    kind = models.CharField(_("event"), max_length=60)
    subject = models.BigIntegerField(null=True, blank=True)
    facts: Any = models.JSONField(default=dict, blank=True)
    occurred_at = models.DateTimeField(_("happened"))

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-occurred_at", "-pk"]
        verbose_name = _("event of a webhook")
        verbose_name_plural = _("events of webhooks")
        default_permissions = ()
        indexes = [models.Index(fields=["occurred_at"], name="discussion_webhook_event_age")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class WebhookDelivery(models.Model):
    """One event on its way to one webhook.

    ``attempts`` counts all of them and never goes back, so that a claim knows itself by it;
    ``attempts_before`` is what it was when somebody last had it sent again.
    """

    id = models.BigAutoField(primary_key=True)
    webhook = models.ForeignKey(
        Webhook, verbose_name=_("webhook"), on_delete=models.CASCADE, related_name="deliveries"
    )
    event = models.ForeignKey(WebhookEvent, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=DELIVERY_STATE_CHOICES,
        default=DeliveryState.PENDING.value,
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    attempts_before = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("written"))
    due_at = models.DateTimeField(_("due"))
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    response_status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=20, choices=PROBLEM_CHOICES, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event"], name="discussion_webhook_once")
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="discussion_webhook_due"),
            models.Index(fields=["-created_at", "-id"], name="discussion_webhook_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} to {self.webhook_id}: {self.state}"

    @property
    def attempts_this_time(self) -> int:
        """How many attempts were made since it was last put on its way."""
        return self.attempts - self.attempts_before


class WebhookAttempt(models.Model):
    """One request: written before it is made, completed after. Of an answer its status is kept.

    ``digest`` is the SHA-256 of the body that was sent, in hex: it proves what was sent to whoever
    kept that, and tells nothing to others.
    """

    id = models.BigAutoField(primary_key=True)
    delivery = models.ForeignKey(
        WebhookDelivery, on_delete=models.CASCADE, related_name="attempt_rows"
    )
    number = models.PositiveIntegerField(_("attempt"))
    started_at = models.DateTimeField(_("started"))
    duration_ms = models.PositiveIntegerField(_("duration"), null=True, blank=True)
    response_status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=20, choices=PROBLEM_CHOICES, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["number"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "number"], name="discussion_webhook_attempt_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id}, attempt {self.number}"
