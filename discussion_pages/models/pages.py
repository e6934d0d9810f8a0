"""The discussion page."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, Revision
from wagtail.search import index

from discussion_pages.blocks import DiscussionBodyBlock, PromptValue
from discussion_pages.models.policy_lookup import policy_problem
from discussion_pages.models.previewing import FrontEndPreviewMixin
from discussion_pages.models.subpages import DiscussionParentMixin, ReservedSlugMixin, SubpathMixin
from discussion_pages.page_forms import DiscussionForm
from discussion_pages.querysets import DiscussionQuerySet
from discussion_pages.rules.commenting import ModerationMode
from discussion_pages.rules.windows import Phase, Window

logger = logging.getLogger(__name__)

SCHEDULED = "wagtail.publish.scheduled"
"""How Wagtail logs what a schedule publishes."""

MODERATION_CHOICES = [
    (ModerationMode.AFTER_POSTING.value, _("After posting: comments appear at once")),
    (
        ModerationMode.BEFORE_POSTING.value,
        _("Before posting: a moderator reads every comment first"),
    ),
    (
        ModerationMode.FIRST_COMMENT.value,
        _("First comment: a moderator reads a member's first comment before it appears"),
    ),
]


class DiscussionPage(FrontEndPreviewMixin, SubpathMixin, ReservedSlugMixin, Page):
    """A prompt with its questions, and the comments of members below it."""

    summary = models.CharField(
        _("summary"),
        max_length=250,
        blank=True,
        help_text=_("One sentence for lists of discussions."),
    )
    organisation = models.ForeignKey(
        "discussion_pages.Organisation",
        verbose_name=_("added by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="discussions",
        help_text=_("The body that asks."),
    )
    co_moderator = models.ForeignKey(
        "discussion_pages.Organisation",
        verbose_name=_("co-moderator"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="co_moderated_discussions",
        help_text=_("A partner body that moderates with you, if there is one."),
    )
    body = StreamField(
        DiscussionBodyBlock(),
        blank=True,
        verbose_name=_("content"),
        help_text=_("What this is about, then the questions for the public."),
    )
    opens_at = models.DateTimeField(
        _("opens"),
        null=True,
        blank=True,
        help_text=_("In the site's own time zone. Leave blank to open with the page above."),
    )
    closes_at = models.DateTimeField(
        _("closes"),
        null=True,
        blank=True,
        help_text=_("Leave blank to close with the page above. 23:59 means the end of that day."),
    )
    comments_open = models.BooleanField(
        _("take comments"),
        default=True,
        help_text=_("Untick to stop new comments and likes; what is there stays readable."),
    )
    moderation_mode = models.CharField(
        _("moderation"),
        max_length=10,
        choices=MODERATION_CHOICES,
        default=ModerationMode.FIRST_COMMENT.value,
        help_text=_("When a moderator reads a comment. Members are told this rule as they write."),
    )
    is_sensitive = models.BooleanField(
        _("sensitive subject"),
        default=False,
        help_text=_("Tick to show the safety guidance before the comments."),
    )
    guidance = models.ForeignKey(
        "discussion_pages.SafetyGuidance",
        verbose_name=_("safety guidance"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Leave blank to use that of the page above, or the site's."),
    )
    policy = models.ForeignKey(
        "discussion_pages.ModerationPolicy",
        verbose_name=_("moderation policy"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="discussions",
        help_text=_("Leave blank to use that of the page above, or the site's."),
    )

    objects = PageManager.from_queryset(DiscussionQuerySet)()

    form_asks_for_policy = False
    """Whether a form is cleaning the page and asks ``policy_problem`` in its own time."""

    base_form_class = DiscussionForm
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *Page.content_panels,
                    FieldPanel("summary"),
                    FieldRowPanel([FieldPanel("organisation"), FieldPanel("co_moderator")]),
                    FieldPanel("body"),
                ],
                heading=_("Content"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                            FieldPanel("comments_open"),
                        ],
                        heading=_("When people can comment"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("moderation_mode"), FieldPanel("policy")],
                        heading=_("Moderation"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("is_sensitive"), FieldPanel("guidance")],
                        heading=_("Staying safe"),
                    ),
                ],
                heading=_("Comments"),
            ),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    page_description = _("A subject with questions that members answer in comments.")
    subpage_types: ClassVar[list[str]] = []
    template = "discussion_pages/discussion_page.html"
    subpath_urlconf = "discussion_pages.urls"
    allowed_http_methods = ["GET", "HEAD", "OPTIONS", "POST"]
    reserved_slugs = frozenset({"threads", "comments", "follow"})

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

    def clean(self) -> None:
        """Refuse a window that ends before it starts, and comments that no policy stands over.

        A live page is checked against its policy also where no form stands between (schedule, API,
        import). The form does it itself: it alone tells a draft of a live page from the page.

        Raises:
            ValidationError: on the field where it can be mended.
        """
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("Closing has to come after opening.")})
        if self.live and self.path and not self.form_asks_for_policy:
            problem = self.policy_problem(at=timezone.now())
            if problem is not None:
                raise ValidationError({"policy": problem})

    def publish(self, revision: Revision, *args: Any, **options: Any) -> None:
        """Publish a revision; what a schedule may not publish stays due and keeps nothing else up.

        Raises:
            ValidationError: it may not be published, and somebody asked for it.
        """
        try:
            super().publish(revision, *args, **options)
        except ValidationError as error:
            if options.get("log_action") != SCHEDULED:
                raise
            logger.error(
                "Page %s could not be published on time: %s", self.pk, " ".join(error.messages)
            )

    def policy_problem(self, *, at: datetime) -> str | None:
        """Return what keeps this page from taking comments, if it means to take any from ``at``."""
        if self.is_copy or not self.comments_open or self.window.phase(at=at) is Phase.CLOSED:
            return None
        return policy_problem(self)

    @classmethod
    def for_route(cls) -> DiscussionQuerySet:
        """Return discussions with the bodies that ask, the stored figures and the policy."""
        return cls.objects.select_related("organisation__mark", "co_moderator", "figures", "policy")

    @cached_property
    def prompt(self) -> PromptValue | None:
        """The prompt's value: its heading and questions with their lasting ids."""
        return next((block.value for block in self.body if block.block_type == "prompt"), None)

    @cached_property
    def parent(self) -> Page | None:
        """The page directly above, as its own type. A list sets it for many (``with_parents``)."""
        return self.get_parent().specific

    @cached_property
    def comments_page(self) -> "DiscussionPage":
        """The page that holds the comments: an alias shows those of its source."""
        if self.alias_of_id is None:
            return self
        return DiscussionPage.objects.get(pk=self.alias_of_id).comments_page

    @property
    def is_copy(self) -> bool:
        """Whether this is an alias, whose comments are read-only."""
        return self.alias_of_id is not None

    @property
    def own_window(self) -> Window:
        """The window as this page names it."""
        return Window(self.opens_at, self.closes_at)

    @property
    def window(self) -> Window:
        """The window in force: our own, clipped to that of the page above."""
        answer = getattr(self.parent, "get_discussion_window", None)
        return self.own_window.clipped_to(answer() if answer else None)

    @property
    def settled_at(self) -> datetime | None:
        """When the page above settles what this discussion is for, if it says so."""
        answer = getattr(self.parent, "get_discussion_settled_at", None)
        return answer() if answer else None

    def get_absolute_url(self) -> str | None:
        """Return the page's address, as Django's comment framework expects of its objects."""
        return self.get_url()

    def get_meta_description(self) -> str:
        """Return the sentence for search engines and shared links."""
        return self.search_description or self.summary

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Leave aliases to their source, which is their canonical address."""
        return [] if self.is_copy else super().get_sitemap_urls(request)


def with_parents(discussions: Iterable[DiscussionPage]) -> list[DiscussionPage]:
    """Give each discussion the page above, with one query for each page type that answers.

    A parent of another kind has nothing to say to a discussion and is left as ``None``.
    """
    pages = list(discussions)
    paths = {page.path[: -Page.steplen] for page in pages}
    found: dict[str, Page] = {}
    for model in DiscussionParentMixin.parent_models():
        found |= {parent.path: parent for parent in model.objects.filter(path__in=paths)}
    for page in pages:
        page.parent = found.get(page.path[: -Page.steplen])
    return pages
