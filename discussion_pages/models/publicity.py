"""What the read API has in public reach, so that mirrors can be told what went."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicObject(models.Model):
    """One object that anybody could read when this was last recorded, or that has since gone.

    ``scope`` is the key of the site whose page it is, and 0 for what belongs to all sites.
    ``place`` is a page's path, by which one that moved is known. What has gone is forgotten after
    ``DISCUSSION_PAGES_DELETIONS_DAYS``. Comments have their own columns for this.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    scope = models.PositiveBigIntegerField(default=0)
    key = models.CharField(max_length=64)
    place = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("public object")
        verbose_name_plural = _("public objects")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "scope", "key"], name="discussion_public_object_once"
            )
        ]
        indexes = [
            models.Index(fields=["gone_at", "id"], name="discussion_public_gone"),
            models.Index(fields=["kind", "scope", "changed_at"], name="discussion_public_changed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
