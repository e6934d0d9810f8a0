"""Changes of which kept answers may not know yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnsaidChange(models.Model):
    """That something changed which kept answers show, and who changed it may not have said so yet.

    It is written in the transaction of the change, and deleted once it is known to have been said.
    """

    id = models.BigAutoField(primary_key=True)
    made_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change that may be unsaid")
        verbose_name_plural = _("changes that may be unsaid")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
