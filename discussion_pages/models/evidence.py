"""What proves that the records were not changed, and how long they are kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceKind(models.TextChoices):
    """What an entry vouches for."""

    COMMENT = "comment", _("Comment")
    REVISION = "revision", _("Version of a comment")
    REPORT = "report", _("Report")
    DECISION = "decision", _("Decision")
    APPEAL = "appeal", _("Appeal")
    SANCTION = "sanction", _("Sanction")


class EvidenceEntry(models.Model):
    """One link of the hash chain.

    ``digest`` is of the record and ``salt``, never the text. ``sequence`` and ``hash`` are set when
    the entry is sealed. An erasure empties ``salt``: the chain still verifies, the text cannot be
    guessed from it.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10, choices=EvidenceKind.choices)
    object_pk = models.BigIntegerField()
    salt = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    sequence = models.BigIntegerField(null=True, blank=True, unique=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        verbose_name = _("evidence entry")
        verbose_name_plural = _("evidence entries")
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "object_pk"], name="discussion_evidence_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_pk}"


class NetworkSalt(models.Model):
    """The salt of one day's network digests. Deleted after 30 days, so that none can be undone."""

    day = models.DateField(primary_key=True)
    salt = models.CharField(max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("salt of a day")
        verbose_name_plural = _("salts of days")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day}"


class LegalHold(models.Model):
    """Keeps everything below a page from being erased while it lasts."""

    id = models.BigAutoField(primary_key=True)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.PROTECT,
        related_name="legal_holds",
        help_text=_("The consultation or discussion. Everything below it is kept."),
    )
    reason = models.TextField(
        _("reason"), max_length=1000, help_text=_("For example the court's reference.")
    )
    placed_at = models.DateTimeField(_("placed"))
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-placed_at", "-pk"]
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")

    def __str__(self) -> str:
        return f"{self.page_id} since {self.placed_at:%Y-%m-%d}"


class RetentionRun(models.Model):
    """The report of one run that erased what was due."""

    id = models.BigAutoField(primary_key=True)
    ran_at = models.DateTimeField(_("run"))
    counts = models.JSONField(
        default=dict, help_text=_("What was erased, by discussion: numbers only.")
    )

    class Meta:
        ordering = ["-ran_at", "-pk"]
        verbose_name = _("retention run")
        verbose_name_plural = _("retention runs")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.ran_at:%Y-%m-%d %H:%M}"
