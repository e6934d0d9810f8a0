"""What the v3 API reads: pages and media of a caller, facts as v2 serves them, and raw values."""

from typing import Any

from django.db.models import ForeignKey, Manager, ManyToManyField, Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, Site

from discussion_pages.api.answers import Answer, ReadField
from discussion_pages.api.v3.blocks import editable_stream
from discussion_pages.api.v3.kinds import Kind, Rows
from discussion_pages.models import DiscussionComment
from discussion_pages.services.public import public_media, public_pages

READS = ("GET", "HEAD")

UNSEEN: list[Any] = []
"""Callables that name references which pages hold and do not show (see ``public_media``)."""


IN_V2: dict[type, str] = {DiscussionComment: "comments"}
"""Names of v2's endpoints for what only v2 lists."""


class V3Answer(Answer):
    """An answer whose addresses are those of this API, and of v2 for what this one lacks."""

    def __init__(self, request: HttpRequest, page: Page) -> None:
        super().__init__(request, None, at=timezone.now())
        self.pages = [page]
        # What a write answers with may be a draft too.
        self.is_draft = request.GET.get("version") == "draft" or request.method not in READS

    def detail_url(self, model: type, pk: int) -> str | None:
        """Return where this API serves a page."""
        return self.full_url(reverse("wagtailapi_v3:detail_page", kwargs={"page_id": pk}))

    def listing_url(self, model: type, query: str) -> str | None:
        """Return where this API lists pages, and where v2 lists what this one does not."""
        name = "wagtailapi_v3:list_pages"
        if not issubclass(model, Page):
            name = f"wagtailapi:{IN_V2.get(model, '')}:listing"
        try:
            path = reverse(name)
        except NoReverseMatch:
            return None
        return f"{self.full_url(path)}?{query}"


def read_fact(page: Page, name: str, request: HttpRequest) -> Any:
    """Return one of a page's API fields, by the function that v2 reads it by."""
    answers = request.__dict__.setdefault("_v3_answers", {})
    answer = answers.get(id(page))
    if answer is None or answer.pages[0] is not page:
        answer = answers[id(page)] = V3Answer(request, page)
    for field in APIField.get_fields_for_model(type(page)):
        if field.name == name:
            if isinstance(field.serializer, ReadField):
                return field.serializer.read(page, answer)
            break
    return getattr(page, name)


def editable(obj: Model, kind: Kind) -> dict[str, Any]:
    """Return the values of the fields that may be written, in the shape in which they are."""
    values: dict[str, Any] = {}
    for item in kind.writable:
        if isinstance(item, Rows):
            values[item.name] = [
                {"id": row.pk, **{name: _value(row, name) for name in item.fields}}
                for row in _children(getattr(obj, item.name))
            ]
        else:
            values[item] = _value(obj, item)
    return values


def state_of(obj: Any) -> dict[str, bool]:
    """Say whether a record with drafts is public, and whether a draft differs from it."""
    return {"live": obj.live, "has_unpublished_changes": obj.has_unpublished_changes}


def language_of(obj: Any, context: dict[str, Any]) -> str:
    """Return the language that a translatable record is in; a list asks for all at once."""
    known = context["request"].__dict__.setdefault("_v3_languages", {})
    if not known:
        known.update(Locale.objects.values_list("pk", "language_code"))
    return known[obj.locale_id]


def _value(obj: Model, name: str) -> Any:
    field = obj._meta.get_field(name)
    match field:
        case StreamField():
            return editable_stream(getattr(obj, name))
        case ManyToManyField():
            return [related.pk for related in getattr(obj, name).all()]
        case ForeignKey():
            return getattr(obj, field.attname)
    return getattr(obj, name)


def _children(manager: Manager) -> list[Model]:
    return sorted(manager.all(), key=lambda row: getattr(row, "sort_order", None) or 0)


def readable_pages(request: HttpRequest, model: type[Page] = Page) -> QuerySet:
    """Return public pages of the site for a stranger; with a token, what its user may work on.

    Wagtail's own lets a session open pages that are private by password, and so lets a shared
    cache keep them.

    Raises:
        Http404: there is no such site.
    """
    from wagtail.api.v3.querysets import get_pages_queryset

    if request.user.is_authenticated:
        return get_pages_queryset(request, model)
    site = _site(request)
    if site is None:
        return model._default_manager.none()
    # By key alone, since a search can filter by nothing else.
    public = public_pages(model, site=site).order_by().values("pk")
    pages = model._default_manager.filter(pk__in=public)
    return pages.select_related("content_type", "locale").order_by("pk")


def readable_media(model: type[Model], request: HttpRequest) -> QuerySet:
    """Return images or documents: with a token, those its user works with; else public ones.

    Wagtail's own lists to everybody whatever no private collection holds, drafts' media included.
    """
    from wagtail.permissions import policy_registry

    user = request.user
    policy = policy_registry.get_by_type(model)
    if user.is_authenticated and policy.user_has_any_permission(
        user, ["add", "change", "delete", "choose"]
    ):
        found = policy.instances_user_has_any_permission_for(
            user, ["add", "change", "delete", "choose"]
        )
        found = model._default_manager.filter(pk__in=found.order_by().values("pk"))
    else:
        unseen = Q(pk__in=[])
        for name in UNSEEN:
            unseen |= name(at=timezone.now())
        found = public_media(model, unseen=unseen)
    return found.prefetch_related("tags").order_by("id")


def _site(request: HttpRequest) -> Site | None:
    from ninja.errors import HttpError
    from wagtail.api.validators import SiteFilterValidator

    try:
        return SiteFilterValidator(site=request.GET.get("site"), request=request).site_obj
    except Http404:
        raise
    except ValueError as error:
        raise HttpError(400, str(error)) from error
