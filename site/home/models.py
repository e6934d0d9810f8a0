"""The home page, and the site's own image and document models.

Own models from the first migration: adding a field to them later costs nothing.
"""

from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CharField, IntegerField, QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from consultations.models import ConsultationIndexPage
from discussion_pages.keeping.collecting import keep, pages_key, shows
from discussion_pages.models.previewing import FrontEndPreviewMixin
from discussion_pages.models.subpages import DiscussionParentMixin, ReservedSlugMixin
from discussion_pages.page_forms import ReservedSlugForm
from discussion_pages.prepared import Blank, Prepared, prepared
from discussion_pages.services.public import in_private_section
from home.moving_pictures import BoundedFramesMixin
from home.renditions import SparedPageMixin
from home.uploads import DAMAGED, Drawn, is_what_it_says, without_metadata

SITE_SLUGS = frozenset(
    {
        "_allauth",
        "_util",
        "accounts",
        "admin",
        "api",
        "contributions",
        "csp-reports",
        "documents",
        "embed",
        "follows",
        "health",
        "how-we-moderate",
        "i18n",
        "media",
        "metrics",
        "my-data",
        "notices",
        "reports",
        "search",
        "static",
        "unsubscribe",
    }
)


STEPS_MAX = 8
"""So many steps of an address are looked up at once; Wagtail finds what lies deeper."""


def routed(page: Page) -> Page:
    """Return the page as its own type, with what serving it needs and the page above."""
    found = _rows_for_route(page.specific_class).one(pk=page.pk)
    parent = page.parent
    asks_its_parent = issubclass(parent.specific_class, DiscussionParentMixin)
    found.parent = routed(parent) if asks_its_parent else parent
    return found


@cache
def _rows_for_route(model: type[Page]) -> Prepared:
    @prepared(pk=IntegerField())
    def rows(pk: Blank) -> QuerySet:
        found = model.for_route() if hasattr(model, "for_route") else model.objects.all()
        return found.filter(pk=pk)

    return rows


@cache
def _rows_of_address(steps: int) -> Prepared:
    """Return the query for the pages of an address of so many steps, from the top down.

    Slugs have an index; whole addresses have none.
    """
    url_paths = [f"url_path_{step}" for step in range(steps)]
    slugs = [f"slug_{step}" for step in range(steps)]

    @prepared(depth=IntegerField(), **dict.fromkeys([*url_paths, *slugs], CharField()))
    def rows(depth: Blank, **blanks: Blank) -> QuerySet:
        found = Page.objects.filter(
            depth__gt=depth,
            slug__in=[blanks[name] for name in slugs],
            url_path__in=[blanks[name] for name in url_paths],
        )
        return found.order_by("depth")

    return rows


class SiteImage(SparedPageMixin, BoundedFramesMixin, AbstractImage):
    """An image of this site."""

    id = models.BigAutoField(primary_key=True)
    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new file without what it says about people, whichever way it came.

        Forms have drawn it anew already, when they looked at it.
        """
        if self.file and not self.file._committed and not isinstance(self.file.file, Drawn):
            self.file = without_metadata(self.file)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Draw a new file anew, without what it says about people.

        Raises:
            ValidationError: on the file; it begins like a picture and does not go on like one.
        """
        super().clean()
        if not self.file or self.file._committed:
            return
        try:
            self.file = without_metadata(self.file)
        except (OSError, ValueError, SyntaxError) as error:
            raise ValidationError({"file": DAMAGED}) from error


class SiteRendition(AbstractRendition):
    """A rendition of an image of this site."""

    id = models.BigAutoField(primary_key=True)
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class SiteDocument(AbstractDocument):
    """A document of this site."""

    id = models.BigAutoField(primary_key=True)
    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self) -> None:
        """Refuse a new file that is not what its name says.

        Raises:
            ValidationError: on the file.
        """
        super().clean()
        if not self.file or self.file._committed:
            return
        if not is_what_it_says(self.file.name, self.file.file):
            extension = self.file.name.rpartition(".")[2]
            raise ValidationError(
                {
                    "file": _(
                        "This file is not what its name says (.%(extension)s), or it holds macros. "
                        "Open it in the program that made it, and save it anew."
                    )
                    % {"extension": extension}
                }
            )


class HomePage(FrontEndPreviewMixin, ReservedSlugMixin, Page):
    """The front door: what this is, what is open now, and how to take part."""

    introduction = models.TextField(
        _("introduction"), max_length=500, blank=True, help_text=_("Two or three sentences.")
    )
    hero_image = models.ForeignKey(
        SiteImage,
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_alt = models.CharField(
        _("description of the image"),
        max_length=250,
        blank=True,
        help_text=_("What the image shows, for people who cannot see it."),
    )

    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    base_form_class = ReservedSlugForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("hero_image"),
        FieldPanel("hero_alt"),
    ]
    search_fields = [*Page.search_fields]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def reserved_slugs(self) -> frozenset[str]:
        """The first steps of the site's own addresses, among them those of other languages."""
        languages = {code for code, _name in settings.LANGUAGES}
        desk = {settings.ADMIN_PATH.partition("/")[0]}
        return SITE_SLUGS | desk | (languages - {settings.LANGUAGE_CODE})

    @property
    def localized(self) -> Page:
        """The home page in the active language, without a question where this is that one."""
        if self._state.fields_cache.get("locale") and self.locale.language_code == get_language():
            return self
        return super().localized

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the pages of a whole address by one query, and hand on to the deepest.

        Wagtail asks twice for every step. What stands above a page is handed to it as its parent.
        """
        self.parent = None  # nothing stands above the front door
        chain: list[Page] = [self]
        for page in self._pages_of_address(path_components[:STEPS_MAX]):
            page.parent = chain[-1]
            chain.append(page)
        if len(chain) == 1:
            return super().route(request, path_components)
        deepest = routed(chain.pop())
        return deepest.route(request, path_components[len(chain) :])

    def _pages_of_address(self, steps: list[str]) -> list[Page]:
        values: dict[str, Any] = {"depth": self.depth}
        url_path = self.url_path
        for number, step in enumerate(steps):
            url_path = f"{url_path}{step}/"
            values |= {f"slug_{number}": step, f"url_path_{number}": url_path}
        found = _rows_of_address(len(steps)).all(**values) if steps else []
        return [page for page in found if page.path.startswith(self.path)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the hub and the page's canonical address; the template asks for its lists."""
        keep()
        shows(pages_key(ConsultationIndexPage))
        hubs = ConsultationIndexPage.objects.descendant_of(self).live()
        hub = hubs.exclude(in_private_section()).first()
        return super().get_context(request, *args, **kwargs) | {
            "hub_url": hub.get_url(request) if hub else None,
            "canonical_url": self.get_full_url(request),
        }
