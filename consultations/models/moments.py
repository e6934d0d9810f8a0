"""The moments of consultations that were told, so that each is told once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.pages import ConsultationPage
from consultations.rules.moments import MomentKind

MOMENT_CHOICES = [
    (MomentKind.OPENED.value, _("Opened")),
    (MomentKind.CLOSING_SOON.value, _("Closing soon")),
    (MomentKind.CLOSED.value, _("Closed")),
    (MomentKind.OUTCOME_PUBLISHED.value, _("Outcome published")),
]


class ConsultationMoment(models.Model):
    """One moment of one consultation that has come and was dealt with, whoever wanted to know.

    Kept for good: the log of webhooks is not, and an old moment must not become news again.
    """

    id = models.BigAutoField(primary_key=True)
    page = models.ForeignKey(ConsultationPage, on_delete=models.CASCADE, related_name="moments")
    kind = models.CharField(_("moment"), max_length=40, choices=MOMENT_CHOICES)
    instant = models.DateTimeField(
        _("instant"), help_text=_("As it stands on the page: another instant is another moment.")
    )
    told_at = models.DateTimeField(_("told"))

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-told_at", "-pk"]
        verbose_name = _("moment of a consultation")
        verbose_name_plural = _("moments of consultations")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page", "kind", "instant"], name="consultation_moment_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.page_id}"
