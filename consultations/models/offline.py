"""Responses that came in on paper, by e-mail or in a room."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel


class OfflineResponse(models.Model):
    """A batch of responses entered by staff, counted with the comments."""

    class Channel(models.TextChoices):
        """How the responses came in."""

        EMAIL = "email", _("E-mail")
        LETTER = "letter", _("Letter or form on paper")
        PHONE = "phone", _("Phone")
        EVENT = "event", _("Event or workshop")
        SURVEY = "survey", _("Survey run elsewhere")
        OTHER = "other", _("Other")

    id = models.BigAutoField(primary_key=True)
    consultation = models.ForeignKey(
        "consultations.ConsultationPage",
        verbose_name=_("consultation"),
        on_delete=models.CASCADE,
        related_name="offline_responses",
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    received_on = models.DateField(_("date"), help_text=_("The day they came in, or the last day."))
    people = models.PositiveIntegerField(
        _("people"), help_text=_("Distinct people who have not also commented on the site.")
    )
    responses = models.PositiveIntegerField(
        _("responses"), help_text=_("Contributions. One person may send several.")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("For staff only."))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("entered"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    panels = [
        FieldPanel("consultation"),
        FieldRowPanel([FieldPanel("channel"), FieldPanel("received_on")]),
        FieldRowPanel([FieldPanel("people"), FieldPanel("responses")]),
        FieldPanel("note"),
    ]

    class Meta:
        ordering = ["-received_on", "-pk"]
        verbose_name = _("offline response")
        verbose_name_plural = _("offline responses")

    def __str__(self) -> str:
        return f"{self.get_channel_display()}, {self.received_on:%d/%m/%Y}"

    def clean(self) -> None:
        """Refuse an alias: it shows the figures of its source, so a batch would count nowhere.

        Raises:
            ValidationError: on the field where it can be mended.
        """
        super().clean()
        if self.consultation_id and self.consultation.alias_of_id:
            raise ValidationError(
                {
                    "consultation": _(
                        "This page is an alias and shows the figures of its source. Choose the "
                        "source instead."
                    )
                }
            )
