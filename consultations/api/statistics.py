"""How the comments of one consultation were moderated, as its public page says."""

from typing import Any

from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet

from consultations import words
from consultations.models import ConsultationPage
from consultations.services.moderation_figures import moderation_figures
from discussion_pages.api.viewsets import PublicReadMixin, read_key, refuse_unknown
from discussion_pages.services.public import public_pages
from discussion_pages.services.statistics import PublicFigures
from discussion_pages.sites import site_of_request

PARAMETERS = frozenset({"consultation", "format", "_"})


class StatisticsViewSet(PublicReadMixin, BaseAPIViewSet):
    """Figures that may be published, of one public consultation. Small numbers are null."""

    name = "statistics"
    model = PublicFigures
    known_query_parameters = PARAMETERS

    def listing_view(self, request: Request) -> Response:
        """Show the figures of ``consultation``.

        Raises:
            BadRequestError: a parameter is missing, unknown or malformed.
            Http404: no public consultation has that key.
        """
        refuse_unknown(request, PARAMETERS)
        if "consultation" not in request.GET:
            raise BadRequestError(
                _("Say which consultation: add consultation=ID, the id of a consultation page.")
            )
        page = self._consultation(read_key(request, "consultation"))
        figures = moderation_figures(page, at=self.answer.at)
        return Response({"meta": self._meta(page), **represent_figures(figures)})

    @classmethod
    def get_urlpatterns(cls) -> list[Any]:
        """Return the one address; figures have no keys of their own."""
        return [path("", cls.as_view({"get": "listing_view"}), name="listing")]

    def _consultation(self, pk: int) -> ConsultationPage:
        site = site_of_request(self.answer.request)
        pages = public_pages(ConsultationPage, site=site) if site else None
        page = pages.filter(pk=pk).first() if pages is not None else None
        if page is None:
            raise Http404
        return page

    def _meta(self, page: ConsultationPage) -> dict[str, Any]:
        url = page.get_full_url(self.answer.request)
        return {
            "consultation": {
                "id": page.pk,
                "title": page.title,
                "detail_url": self.answer.detail_url(ConsultationPage, page.pk),
                "html_url": url,
            },
            "html_url": url and f"{url}statistics/",
        }


def represent_figures(figures: PublicFigures) -> dict[str, Any]:
    """Return the figures; what may not be published is null."""
    labelled = zip(figures.by_state, words.states_of_comments(figures.by_state), strict=True)
    rules = figures.removed_by_rule
    return {
        "received": figures.received,
        "by_state": [
            {"state": state, "label": label, "count": count} for state, (label, count) in labelled
        ],
        "redacted": figures.redacted,
        "removed_by_rule": (
            [{"rule": rule, "count": count} for rule, count in rules.items()]
            if rules is not None
            else None
        ),
        "median_hours": figures.median_hours,
        "reports": figures.reports,
        "reports_upheld": figures.reports_upheld,
        "appeals": figures.appeals,
        "appeals_upheld": figures.appeals_upheld,
    }
