"""The moderation policy: the record that rules, reasons, sentences and figures come from."""

from typing import ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    PublishingPanel,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from discussion_pages.blocks import TEXT_FEATURES, RulesBlock
from discussion_pages.models.guidance import ContactsBlock


class AccountDeletion(models.TextChoices):
    """What becomes of comments when their author deletes the account."""

    KEEP = "keep", _("Keep them under “Former member”")
    ERASE = "erase", _("Erase their words; replies stay")


def _hours(label: str, default: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MinValueValidator(1), MaxValueValidator(8760)]
    )


class ModerationPolicy(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """How one body moderates: what the public is told, and what the software does, in one record.

    Target times are elapsed hours. Only a live policy is in force; each decision keeps the version
    it was made under.
    """

    id = models.BigAutoField(primary_key=True)
    title = models.CharField(
        _("title"), max_length=120, help_text=_("For example: How we moderate")
    )
    slug = models.SlugField(
        _("slug"), max_length=80, help_text=_("Its address below “how-we-moderate”.")
    )
    purpose = RichTextField(
        _("purpose"),
        features=TEXT_FEATURES,
        help_text=_("What moderation is for, in two or three sentences."),
    )
    composer_line = models.CharField(
        _("line above the composer"),
        max_length=250,
        blank=True,
        help_text=_("What somebody should know before they write, in one sentence."),
    )
    rules = StreamField(
        RulesBlock(),
        blank=True,
        verbose_name=_("house rules"),
        help_text=_("Readers report by these rules, and moderators decide by them."),
    )
    hours = models.TextField(
        _("moderation hours"),
        max_length=400,
        blank=True,
        help_text=_("When somebody moderates. For example: Monday to Friday, 9am to 5pm."),
    )
    target_hours_safeguarding = _hours(_("safeguarding"), 1)
    target_hours_illegal = _hours(_("illegal content"), 24)
    target_hours_appeal = _hours(_("appeals"), 120)
    target_hours_reported = _hours(_("reported comments"), 48)
    target_hours_held = _hours(_("held comments"), 24)
    target_hours_new = _hours(_("new comments"), 72)
    appeals_decided_by = models.CharField(
        _("who decides appeals"),
        max_length=250,
        blank=True,
        help_text=_("For example: A second moderator who was not part of the first decision."),
    )
    appeal_days = models.PositiveSmallIntegerField(
        _("days to appeal"),
        default=28,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("Full days after the decision."),
    )
    minimum_age_text = models.CharField(
        _("minimum age"),
        max_length=250,
        blank=True,
        help_text=_("For example: You need to be 13 or older to take part."),
    )
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    out_of_hours = StreamField(
        ContactsBlock(),
        blank=True,
        verbose_name=_("out-of-hours contacts"),
        help_text=_("Whom moderators call when somebody may come to harm. Never public."),
    )
    links_max = models.PositiveSmallIntegerField(
        _("links that a comment may hold"),
        default=2,
        help_text=_("A comment with more waits for a moderator."),
    )
    hold_after_reports = models.PositiveSmallIntegerField(
        _("hold after so many reports"),
        default=0,
        help_text=_("By different people. 0 never holds a comment because of reports alone."),
    )
    on_account_deletion = models.CharField(
        _("comments of deleted accounts"),
        max_length=10,
        choices=AccountDeletion.choices,
        default=AccountDeletion.KEEP,
    )
    retention_months = models.PositiveSmallIntegerField(
        _("months that evidence is kept"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_(
            "Counted from the closing of the consultation. Texts that were never public, reports "
            "and notes are then erased; published comments and all counts stay."
        ),
    )

    # A copy for another language is a record of its own, with versions of its own.
    exclude_fields_in_copy: ClassVar[list[str]] = ["id", "live_revision", "latest_revision"]

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="moderation_policy",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="moderation_policy",
        for_concrete_model=False,
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("title"), FieldPanel("slug"), FieldPanel("purpose")],
            heading=_("What it is for"),
        ),
        FieldPanel("rules"),
        MultiFieldPanel(
            [FieldPanel("composer_line"), FieldPanel("minimum_age_text"), FieldPanel("links_max")],
            heading=_("Writing a comment"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("hours"),
                HelpPanel(content=_("Decide within so many hours, day and night counted:")),
                FieldRowPanel(
                    [
                        FieldPanel("target_hours_safeguarding"),
                        FieldPanel("target_hours_illegal"),
                        FieldPanel("target_hours_appeal"),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel("target_hours_reported"),
                        FieldPanel("target_hours_held"),
                        FieldPanel("target_hours_new"),
                    ]
                ),
            ],
            heading=_("When we moderate"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("appeals_decided_by"),
                FieldPanel("appeal_days"),
                FieldPanel("hold_after_reports"),
            ],
            heading=_("Appeals and reports"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                FieldPanel("out_of_hours"),
            ],
            heading=_("Contacts"),
        ),
        MultiFieldPanel(
            [FieldPanel("on_account_deletion"), FieldPanel("retention_months")],
            heading=_("Personal data"),
        ),
        PublishingPanel(),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("id"),
        index.FilterField("title"),
        index.FilterField("slug"),
        index.FilterField("locale"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["title"]
        verbose_name = _("moderation policy")
        verbose_name_plural = _("moderation policies")
        constraints = [
            models.UniqueConstraint(fields=["slug", "locale"], name="discussion_policy_slug")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self):
        """The revisions of this policy."""
        return self._revisions

    def get_preview_template(self, request, mode_name):
        """Show the policy as its public page does."""
        return "discussion_pages/previews/policy.html"
