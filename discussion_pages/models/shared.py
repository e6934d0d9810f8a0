"""Which addresses caches between here and the reader may hold, and what they show."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SharedAddress(models.Model):
    """One thing that is shown at one address which a cache before us may hold until an instant.

    With a blank ``key`` the address has changed, and caches have still to be told.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=120, blank=True)
    url = models.TextField()
    until = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("shared address")
        verbose_name_plural = _("shared addresses")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["key", "url"], name="discussion_shared_address_once")
        ]
        indexes = [
            models.Index(fields=["until"], name="discussion_shared_until"),
            models.Index(fields=["url"], name="discussion_shared_url"),
        ]

    def __str__(self) -> str:
        return self.url
