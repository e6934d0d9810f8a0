"""What moderation keeps beside the decision log: appeals, sanctions, words, claims."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from discussion_pages.models.comments import Decision, DiscussionComment, Participant
from discussion_pages.querysets import SanctionQuerySet
from discussion_pages.rules.appeals import AppealState
from discussion_pages.rules.sanctions import NEEDS_AN_END, SanctionKind
from discussion_pages.rules.words import RuleKind, normalised

APPEAL_STATE_CHOICES = [
    (AppealState.OPEN.value, _("Open")),
    (AppealState.UPHELD.value, _("Upheld")),
    (AppealState.REFUSED.value, _("Not upheld")),
    (AppealState.WITHDRAWN.value, _("Withdrawn")),
]
SANCTION_CHOICES = [
    (SanctionKind.WARN.value, _("Warning")),
    (SanctionKind.PREMODERATE.value, _("A moderator reads every comment first")),
    (SanctionKind.MUTE.value, _("No comments until a date")),
    (SanctionKind.SUSPEND.value, _("Suspended from taking part")),
]
RULE_KIND_CHOICES = [
    (RuleKind.BANNED.value, _("Banned: hold the comment")),
    (RuleKind.SUSPECT.value, _("Suspect: hold the comment and tell its author")),
    (RuleKind.ALLOWED.value, _("Allowed: never hold because of this")),
]


class Sanction(models.Model):
    """A rung of the ladder, for one member: why, until when, by whom."""

    id = models.BigAutoField(primary_key=True)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="sanctions", verbose_name=_("member")
    )
    kind = models.CharField(_("sanction"), max_length=12, choices=SANCTION_CHOICES)
    reason = models.CharField(
        _("rule"), max_length=50, help_text=_("The code of the policy's rule.")
    )
    reason_title = models.CharField(_("rule in words"), max_length=150, blank=True)
    policy = models.ForeignKey(
        "discussion_pages.ModerationPolicy",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    comment = models.ForeignKey(
        DiscussionComment,
        verbose_name=_("comment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sanctions",
        help_text=_("The comment that led to it, if one did."),
    )
    message = models.TextField(_("message to the member"), blank=True, max_length=1000)
    note = models.TextField(
        _("note"), blank=True, max_length=1000, help_text=_("For moderators only.")
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    imposed_by = models.ForeignKey(
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
    lift_note = models.TextField(_("note on lifting"), blank=True, max_length=1000)

    objects = SanctionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["participant", "kind"], name="discussion_sanction_member")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.participant_id})"

    def clean(self) -> None:
        """Refuse a mute without an end, and an end before the start.

        Raises:
            ValidationError: on the end.
        """
        if self.kind in NEEDS_AN_END and self.ends_at is None:
            raise ValidationError({"ends_at": _("Say until when.")})
        if self.ends_at is not None and self.starts_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end has to come after the start.")})


class Appeal(models.Model):
    """A member's request that somebody else looks again at a decision or a sanction."""

    id = models.BigAutoField(primary_key=True)
    comment = models.ForeignKey(
        DiscussionComment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appeals",
    )
    decision = models.OneToOneField(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="appealed_by"
    )
    sanction = models.OneToOneField(
        Sanction, null=True, blank=True, on_delete=models.PROTECT, related_name="appealed_by"
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="appeals", verbose_name=_("member")
    )
    text = models.TextField(_("why"), max_length=2000)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=APPEAL_STATE_CHOICES,
        default=AppealState.OPEN.value,
    )
    made_at = models.DateTimeField(_("made"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answer = models.TextField(
        _("answer"), blank=True, max_length=2000, help_text=_("The member reads this.")
    )
    exception = models.TextField(
        _("why the first decider answers"),
        blank=True,
        max_length=500,
        help_text=_("An appeal belongs to somebody else. Where nobody else is there, say why."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["state", "made_at"], name="discussion_appeal_open")]
        constraints = [
            models.CheckConstraint(
                name="discussion_appeal_of_one_thing",
                condition=Q(decision__isnull=False, sanction__isnull=True)
                | Q(decision__isnull=True, sanction__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} ({self.decision_id or self.sanction_id})"


PHRASE_KEY_LENGTH = 120


class WordRule(models.Model):
    """A word or phrase that the pipeline looks for; ``*`` at the end stands for any ending."""

    id = models.BigAutoField(primary_key=True)
    phrase = models.CharField(
        _("word or phrase"),
        max_length=100,
        help_text=_("Whole words. An asterisk at the end stands for any ending: “swear*”."),
    )
    phrase_key = models.CharField(max_length=PHRASE_KEY_LENGTH, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=RULE_KIND_CHOICES)
    rule_code = models.CharField(
        _("rule"),
        max_length=50,
        blank=True,
        help_text=_("The code of the house rule that it breaks."),
    )
    note = models.CharField(_("note"), max_length=250, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    panels = [
        FieldPanel("phrase"),
        FieldPanel("kind"),
        FieldPanel("rule_code"),
        FieldPanel("note"),
        FieldPanel("is_active"),
    ]

    class Meta:
        ordering = ["phrase"]
        verbose_name = _("word rule")
        verbose_name_plural = _("word rules")

    def __str__(self) -> str:
        return self.phrase

    def save(self, *args, **kwargs) -> None:
        """Keep the key by which phrases are compared."""
        self.phrase_key = normalised(self.phrase)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a phrase that cannot be compared, and one that is there already.

        Raises:
            ValidationError: on the phrase.
        """
        self.clean_phrase()
        if WordRule.objects.filter(phrase_key=self.phrase_key).exclude(pk=self.pk).exists():
            raise ValidationError({"phrase": _("There is a rule for this already.")})

    def clean_phrase(self) -> None:
        """Refuse a phrase without letters, an asterisk elsewhere, and one that is too long.

        Raises:
            ValidationError: on the phrase.
        """
        self.phrase = " ".join(self.phrase.split())
        self.phrase_key = normalised(self.phrase)
        if not any(character.isalnum() for character in self.phrase_key):
            raise ValidationError({"phrase": _("Write at least one letter or digit.")})
        if "*" in self.phrase.rstrip("*") or self.phrase.endswith("**"):
            raise ValidationError({"phrase": _("An asterisk may stand only at the end, once.")})
        if len(self.phrase_key) > PHRASE_KEY_LENGTH:
            raise ValidationError({"phrase": _("This is too long.")})


class SavedReason(models.Model):
    """A reason with a message that moderators use often."""

    id = models.BigAutoField(primary_key=True)
    title = models.CharField(_("title"), max_length=80)
    rule_code = models.CharField(
        _("rule"), max_length=50, help_text=_("The code of the policy's rule.")
    )
    message = models.TextField(
        _("message to the author"), max_length=1000, help_text=_("Kind, plain and short.")
    )
    sort_order = models.PositiveSmallIntegerField(
        _("place in the list"), default=0, help_text=_("The smaller, the higher.")
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("rule_code"),
        FieldPanel("message"),
        FieldPanel("sort_order"),
    ]

    class Meta:
        ordering = ["sort_order", "title"]
        verbose_name = _("saved reason")
        verbose_name_plural = _("saved reasons")

    def __str__(self) -> str:
        return self.title


class Claim(models.Model):
    """Who is looking at a comment at the desk, until when: a courtesy, not a lock."""

    comment = models.OneToOneField(
        DiscussionComment, primary_key=True, on_delete=models.CASCADE, related_name="claim"
    )
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    claimed_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.comment_id} until {self.expires_at:%H:%M}"
