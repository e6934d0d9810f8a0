"""Wagtail's endpoints, answering everybody as they answer an anonymous visitor."""

from collections.abc import Collection
from http import HTTPStatus
from typing import Any

from django.core.exceptions import FieldDoesNotExist, SuspiciousOperation, ValidationError
from django.db import DataError
from django.db.models import Model, Q, QuerySet, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from taggit.managers import TaggableManager
from wagtail.api.v2.filters import OrderingFilter
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.utils import BadRequestError, parse_fields_parameter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.fields import StreamField
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Page, Site, get_page_models

from discussion_pages.api.answers import Answer
from discussion_pages.api.filters import SafeFieldsFilter, SafeSearchFilter, UpdatedFilter
from discussion_pages.api.limits import ReadLimit
from discussion_pages.api.media import (
    prepare_images,
    read_specs,
    represent_made_renditions,
    represent_renditions,
)
from discussion_pages.api.serializers import (
    PublicDocumentSerializer,
    PublicImageSerializer,
    PublicPageSerializer,
)
from discussion_pages.keeping.collecting import keep_whatever_it_reads
from discussion_pages.rules.keeping import LEGITIMATE
from discussion_pages.services.public import public_media, public_pages
from discussion_pages.sites import site_of_request

NUMBER_MAX = 2**31 - 1
KEY_MAX = 2**63 - 1
KEY_DIGITS_MAX = 18
DETAIL_PARAMETERS = frozenset({"fields", "format", "site", "_"})


class Pagination(WagtailPagination):
    """Pages of a list by ``limit`` and ``offset``."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        """Refuse numbers that no database takes.

        Raises:
            BadRequestError: ``limit`` or ``offset`` is no number, or too large.
        """
        for name in ("limit", "offset"):
            text = request.GET.get(name, "0")
            if not (text.isdecimal() and len(text) < 20 and int(text) <= NUMBER_MAX):
                raise BadRequestError(
                    _("%(name)s must be a whole number, and not a huge one") % {"name": name}
                )
        return super().paginate_queryset(queryset, request, view=view)


class PublicReadMixin:
    """Reads for everybody: no session, no draft, JSON only, and a message for every mistake.

    A listing is read once and shared with its fields (``Answer``).
    """

    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []
    throttle_classes: list[Any] = [ReadLimit]
    renderer_classes = [JSONRenderer]
    pagination_class = Pagination
    answer_class = Answer
    detail_parameters = DETAIL_PARAMETERS
    answer: Answer
    is_kept = True
    """Whether an answer holds until something changes, so that it may be kept as long."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Look at the clock once, after refusing what no endpoint can use."""
        refuse_odd_parameters(request)
        if kwargs.get("pk", 0) > KEY_MAX:
            raise Http404
        super().initial(request, *args, **kwargs)
        self.answer = self.answer_class(
            request._request, request.wagtailapi_router, at=timezone.now()
        )

    def listing_view(self, request: Request) -> Response:
        """List what is public."""
        queryset = self.get_queryset()
        self.check_query_parameters(queryset)
        found = list(self.paginate_queryset(self.filter_queryset(queryset)))
        return self.get_paginated_response(self.represent(found))

    def represent(self, found: list[Any]) -> list[Any]:
        """Return the items of a list, in its order."""
        self.prepare(found)
        return self.get_serializer(found, many=True).data

    def detail_view(self, request: Request, pk: int) -> Response:
        """Show one."""
        refuse_unknown(request, self.detail_parameters)
        found = self.get_object()
        self.prepare([found])
        return Response(self.get_serializer(found).data)

    def get_object(self) -> Any:
        """Return the object of the address, if it is public."""
        if not hasattr(self, "_cached_object"):
            self._cached_object = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        return self._cached_object

    def prepare(self, found: list[Any]) -> None:
        """Fetch what the fields of all these need."""

    def find_object(self, queryset: QuerySet, request: Request) -> Any:
        """Find by ``id``.

        Raises:
            BadRequestError: it is no number.
        """
        key = request.GET.get("id", "0")
        if not (key.isdecimal() and len(key) < 20):
            raise BadRequestError(_("id must be a whole number"))
        return super().find_object(queryset, request)

    def get_serializer_context(self) -> dict[str, Any]:
        """Share the answer with every field."""
        return super().get_serializer_context() | {"answer": self.answer}

    @classmethod
    def get_available_fields(cls, model: type[Model], db_fields_only: bool = False) -> list[str]:
        """Filter and sort by plain columns only, and by those that a model offers for it."""
        if not db_fields_only:
            return super().get_available_fields(model)
        names = super().get_available_fields(model, db_fields_only=True)
        names += getattr(model, "api_filter_fields", ())
        kept = getattr(model, "api_unfilterable_fields", ())
        return [
            name for name in dict.fromkeys(names) if name not in kept and _is_plain(model, name)
        ]

    def handle_exception(self, exc: Exception) -> Response:
        """Give every error as ``{"message": …}``, and a bad value never as a failure of ours."""
        if isinstance(exc, ValidationError | OverflowError | DataError | SuspiciousOperation):
            exc = BadRequestError(_("A parameter has a value that cannot be used."))
        if isinstance(exc, Http404):
            exc = Http404(_("There is nothing public at this address."))
        response = super().handle_exception(exc)
        if "detail" in response.data:
            response.data = {"message": str(response.data["detail"])}
        return response

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any):
        """Let caches keep the answer as long as they ask whether it still holds (ETag)."""
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == HTTPStatus.FOUND:
            response.headers["Content-Type"] = "application/json"  # a redirect has no page to it
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            patch_cache_control(response, private=True, no_store=True)
            return response
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        if self.is_kept and hasattr(self, "answer"):
            keep_whatever_it_reads(LEGITIMATE, at=self.answer.at)
        return response


def _with_last_published(names: list[str]) -> list[str]:
    """Add when a page was last published, right after when it first was."""
    place = names.index("first_published_at") + 1
    return [*names[:place], "last_published_at", *names[place:]]


class PublicPagesViewSet(PublicReadMixin, PagesAPIViewSet):
    """Pages that are published and in no private section."""

    base_serializer_class = PublicPageSerializer
    meta_fields = _with_last_published(PagesAPIViewSet.meta_fields)
    listing_default_fields = _with_last_published(PagesAPIViewSet.listing_default_fields)
    known_query_parameters = PagesAPIViewSet.known_query_parameters - {"rich_text_format"} | {
        "updated_since"
    }
    # A search cannot be filtered any more, so it stays last.
    filter_backends = [
        UpdatedFilter,
        *(
            {"FieldsFilter": SafeFieldsFilter, "SearchFilter": SafeSearchFilter}.get(
                backend.__name__, backend
            )
            for backend in PagesAPIViewSet.filter_backends
        ),
    ]

    def get_base_queryset(self) -> QuerySet:
        """Return the public pages of the site: that of the address, or of ``site=host[:port]``."""
        if not hasattr(self, "_base_queryset"):
            site = self.site
            pages = public_pages(site=site) if site else Page.objects.none()
            self._base_queryset = Page.objects.filter(pk__in=pages.order_by().values("pk"))
        return self._base_queryset.all()

    def get_queryset(self) -> QuerySet:
        """Bring along what every listing shows."""
        return super().get_queryset().select_related("locale")

    def get_root_page(self) -> Page:
        """Return the page that ``root`` names.

        Raises:
            Http404: there is no site.
        """
        site = self.site
        if site is None:
            raise Http404
        return site.root_page

    def get_object(self) -> Page:
        """Return the page as its own type."""
        return super().get_object().specific

    def prepare(self, found: list[Any]) -> None:
        """Let fields read for all pages at once."""
        self.answer.pages = found

    def represent(self, found: list[Page]) -> list[Any]:
        """Return pages of several types each with the fields of its own, as far as it has them.

        One query more for each type, and each field is still read once for all pages of a type.
        """
        wanted = self._fields_of_types(found)
        if wanted is None:
            return super().represent(found)
        pages = _specific(found)
        self.prepare(pages)
        context = self.get_serializer_context()
        serializers = {
            model: self._get_serializer_class(
                self.request.wagtailapi_router, model, _known(wanted, self, model)
            )(context=context)
            for model in {type(page) for page in pages}
        }
        return [serializers[type(page)].to_representation(page) for page in pages]

    def _fields_of_types(self, found: list[Page]) -> list[tuple[str, bool, Any]] | None:
        """Return the fields asked for, where a list of several types wants more than any page has.

        Raises:
            BadRequestError: no type of page has such a field.
        """
        if self.get_queryset().model is not Page or "fields" not in self.request.GET:
            return None
        try:
            wanted = parse_fields_parameter(self.request.GET["fields"])
        except ValueError as error:
            raise BadRequestError(f"fields error: {error}") from error
        names = {name for name, _negated, _sub_fields in wanted} - {"*", "_"}
        if not (names - set(self.get_available_fields(Page))) and "*" not in {
            name for name, *_rest in wanted
        }:
            return None
        known = {name for model in get_page_models() for name in self.get_available_fields(model)}
        if unknown := names - (known - set(self.detail_only_fields)):
            raise BadRequestError(
                _("unknown fields: %(names)s") % {"names": ", ".join(sorted(unknown))}
            )
        return wanted

    def find_object(self, queryset: QuerySet, request: Request) -> Any:
        """Find by ``id`` or ``html_path``."""
        if self.site is None:
            raise Http404
        return super().find_object(queryset, request)

    @cached_property
    def site(self) -> Site | None:
        """The site of the address, or that of ``site=host[:port]``."""
        name = self.request.GET.get("site")
        if not name:
            return site_of_request(self.request._request)
        host, _colon, port = name.partition(":")
        sites = Site.objects.select_related("root_page").filter(hostname=host)
        if port:
            if not (port.isdecimal() and len(port) <= 5):
                raise BadRequestError(_("site must be a host name, or host name and port"))
            sites = sites.filter(port=int(port))
        found = list(sites[:2])
        if len(found) > 1:
            raise BadRequestError(_("several sites have that host name: add the port"))
        if not found:
            raise Http404
        return found[0]


class PublicMediaMixin(PublicReadMixin):
    """Images or documents that a public page shows or links to."""

    filter_backends = [SafeFieldsFilter, OrderingFilter, SafeSearchFilter]

    def get_queryset(self) -> QuerySet:
        """Return what public pages refer to."""
        if not hasattr(self, "_queryset"):
            self._queryset = public_media(self.model, unseen=self.unseen_references())
        return self._queryset.order_by("pk")

    def unseen_references(self) -> Q | None:
        """Name references that pages hold and do not show, if there are any."""
        return None

    def prepare(self, found: list[Any]) -> None:
        """Fetch the tags of the whole list."""
        prefetch_related_objects(found, "tags")


class PublicImagesViewSet(PublicMediaMixin, ImagesAPIViewSet):
    """Images, with renditions on request."""

    base_serializer_class = PublicImageSerializer
    known_query_parameters = ImagesAPIViewSet.known_query_parameters - {"rich_text_format"} | {
        "renditions"
    }
    detail_parameters = DETAIL_PARAMETERS | {"renditions"}

    def represent(self, found: list[Any]) -> list[Any]:
        """Add the renditions asked for, of those that have been made: a list encodes nothing."""
        specs = read_specs(self.request)
        items = super().represent(found)
        if specs:
            prepare_images(found, specs)
            for image, item in zip(found, items, strict=True):
                item["renditions"] = represent_made_renditions(image, specs, self.answer)
        return items

    def detail_view(self, request: Request, pk: int) -> Response:
        """Show one, with the renditions asked for, made if need be."""
        specs = read_specs(request)
        response = super().detail_view(request, pk)
        if specs:
            image = self.get_object()
            prepare_images([image], specs)
            response.data["renditions"] = represent_renditions(image, specs, self.answer)
        return response


class PublicDocumentsViewSet(PublicMediaMixin, DocumentsAPIViewSet):
    """Documents."""

    base_serializer_class = PublicDocumentSerializer
    known_query_parameters = DocumentsAPIViewSet.known_query_parameters - {"rich_text_format"}


def refuse_odd_parameters(request: Request) -> None:
    """Stop what means nothing to any endpoint.

    Raises:
        BadRequestError: a null character, a parameter given twice, or a format that is not JSON.
    """
    for name, values in request.GET.lists():
        if "\x00" in name or any("\x00" in value for value in values):
            raise BadRequestError(_("parameters cannot hold null characters"))
        if len(values) > 1:
            raise BadRequestError(_("%(name)s is given more than once") % {"name": name})
    if request.GET.get("format", "json") != "json":
        raise BadRequestError(_("format must be json"))


def refuse_unknown(request: Request, known: Collection[str]) -> None:
    """Stop a parameter that means nothing here, rather than let it be without effect.

    Raises:
        BadRequestError: there is one.
    """
    unknown = set(request.GET) - set(known)
    if unknown:
        raise BadRequestError(
            _("unknown parameters: %(names)s") % {"names": ", ".join(sorted(unknown))}
        )


def read_key(request: Request, name: str) -> int:
    """Return a parameter that is the key of something, or another number that is not negative.

    Raises:
        BadRequestError: it is no such number.
    """
    text = request.GET[name]
    if not (text.isascii() and text.isdecimal() and len(text) <= KEY_DIGITS_MAX):
        raise BadRequestError(_("%(name)s must be a whole number") % {"name": name})
    return int(text)


def _specific(found: list[Page]) -> list[Page]:
    """Return pages as their own types, in the same order. One query for each type."""
    by_type: dict[type[Page], list[int]] = {}
    for page in found:
        by_type.setdefault(page.specific_class or Page, []).append(page.pk)
    specific = {
        pk: page
        for model, pks in by_type.items()
        for pk, page in model._default_manager.select_related("locale").in_bulk(pks).items()
    }
    return [specific.get(page.pk, page) for page in found]


def _known(wanted: list[Any], view: type[PagesAPIViewSet], model: type[Page]) -> list[Any]:
    """Leave out of the fields asked for what pages of ``model`` do not have."""
    names = {"*", "_", *view.get_available_fields(model)}
    return [field for field in wanted if field[0] in names]


def _is_plain(model: type[Model], name: str) -> bool:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    if isinstance(field, TaggableManager):
        return True
    return (
        field.concrete
        and not field.many_to_many
        and not isinstance(field, StreamField)
        and name != "alias_of"
    )
