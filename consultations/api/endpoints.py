"""The endpoints that a site adds to its router."""

from django.db.models import Q
from wagtail.api.v2.router import WagtailAPIRouter

from consultations.api.filters import ClosingFilter, StatusFilter, TopicFilter
from consultations.api.statistics import StatisticsViewSet
from consultations.api.topics import TopicsViewSet
from consultations.services.reading import kept_outcomes
from discussion_pages.api import endpoints as discussion_endpoints
from discussion_pages.api.viewsets import (
    PublicDocumentsViewSet,
    PublicImagesViewSet,
    PublicPagesViewSet,
)

CONSULTATION_FILTERS = [StatusFilter, TopicFilter, ClosingFilter]


class PagesViewSet(PublicPagesViewSet):
    """Pages, of which consultations can be filtered by status, topic and closing."""

    known_query_parameters = PublicPagesViewSet.known_query_parameters | {
        kept_by.parameter for kept_by in CONSULTATION_FILTERS
    }
    # A search cannot be filtered any more, so it stays last.
    filter_backends = [*CONSULTATION_FILTERS, *PublicPagesViewSet.filter_backends]


class OutcomeKept:
    """Leaves out what only an outcome refers to that is not published yet."""

    def unseen_references(self) -> Q:
        """Name the references in outcomes that readers do not see at this instant."""
        return kept_outcomes(at=self.answer.at)


class ImagesViewSet(OutcomeKept, PublicImagesViewSet):
    """Images."""


class DocumentsViewSet(OutcomeKept, PublicDocumentsViewSet):
    """Documents."""


def register_endpoints(router: WagtailAPIRouter) -> None:
    """Add every endpoint of the suite to a router of Wagtail's API v2."""
    discussion_endpoints.register_endpoints(router)
    router.register_endpoint("pages", PagesViewSet)
    router.register_endpoint("images", ImagesViewSet)
    router.register_endpoint("documents", DocumentsViewSet)
    router.register_endpoint("topics", TopicsViewSet)
    router.register_endpoint("statistics", StatisticsViewSet)
