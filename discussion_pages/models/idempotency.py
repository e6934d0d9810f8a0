"""Writes of the participation API that were asked for under a key of the caller's."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class IdempotentWrite(models.Model):
    """What a write answered, so that the same request sent again is answered and not done again.

    ``caller`` is a digest of who asked; ``fingerprint`` is one of method, address and body.
    ``changed_keys`` names what it changed for readers, as kept answers name it.
    """

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    caller = models.CharField(max_length=64)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.JSONField(null=True)
    changed_keys = models.JSONField(null=True)
    created_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("write with an idempotency key")
        verbose_name_plural = _("writes with an idempotency key")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["caller", "key"], name="discussion_write_once")
        ]

    def __str__(self) -> str:
        return self.key
