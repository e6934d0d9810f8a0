"""One draft, for whoever holds the token that an editor's preview gave to the front end."""

from typing import Any

from django.http import Http404
from django.urls import path
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page

from discussion_pages.api.answers import DraftAnswer, ReadField
from discussion_pages.api.serializers import PublicPageSerializer
from discussion_pages.api.viewsets import DETAIL_PARAMETERS, PublicPagesViewSet
from discussion_pages.front_ends import front_end_origins
from discussion_pages.services.previewing import NoPreview, draft_of

PARAMETERS = DETAIL_PARAMETERS | {"token"}


class DraftPageSerializer(PublicPageSerializer):
    """A draft, in the shape of the published page of its type."""

    detail_url = ReadField(
        lambda page, answer: answer.detail_url(type(page), page.pk) if page.live else None
    )


class PagePreviewViewSet(PublicPagesViewSet):
    """The draft of a token. The token opens nothing else: all around it is as the public sees."""

    name = "page_preview"
    base_serializer_class = DraftPageSerializer
    answer_class = DraftAnswer
    is_kept = False

    @classmethod
    def get_urlpatterns(cls) -> list[Any]:
        """Serve one address."""
        return [path("", cls.as_view({"get": "draft_view"}), name="draft")]

    def draft_view(self, request: Request) -> Response:
        """Show the draft.

        Raises:
            BadRequestError: there is no token, or another parameter than those of a page.
        """
        unknown = set(request.GET) - PARAMETERS
        if unknown:
            raise BadRequestError(
                _("unknown parameters: %(names)s") % {"names": ", ".join(sorted(unknown))}
            )
        if not request.GET.get("token"):
            raise BadRequestError(_("Say which draft: add token=, as the preview gave it."))
        found = self.get_object()
        self.prepare([found])
        return Response(self.get_serializer(found).data)

    def get_object(self) -> Page:
        """Return the draft.

        Raises:
            NoPreview: for every reason the same.
        """
        if not hasattr(self, "_cached_object"):
            self._cached_object = draft_of(self.request.GET["token"], at=self.answer.at)
        return self._cached_object

    def handle_exception(self, exc: Exception) -> Response:
        """Say that there is no such draft, and not why."""
        if isinstance(exc, NoPreview):
            response = super().handle_exception(Http404())
            response.data = {
                "message": _("There is no such preview, or it is over. Preview the page again.")
            }
            return response
        return super().handle_exception(exc)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any):
        """Keep the draft out of caches, search engines, referrers and other people's front ends."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        patch_vary_headers(response, ["Origin"])
        origin = request.headers.get("Origin")
        if origin in front_end_origins():
            response.headers["Access-Control-Allow-Origin"] = origin
        return response
