"""Filters of the pages endpoint for consultations."""

from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from wagtail.api.v2.utils import BadRequestError

from consultations.models import ConsultationPage
from consultations.querysets import ConsultationQuerySet
from consultations.rules.status import Status
from discussion_pages.api.filters import read_instant

TOPICS_MAX = 20


class ConsultationFilter(BaseFilterBackend):
    """Keeps consultations by one parameter; a listing of anything else does not take it."""

    parameter: ClassVar[str]

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        """Apply the parameter, if it is given.

        Raises:
            BadRequestError: its value means nothing, or the listing is not one of consultations.
        """
        if self.parameter not in request.GET:
            return queryset
        if not issubclass(queryset.model, ConsultationPage):
            raise BadRequestError(
                _("%(name)s needs type=%(type)s")
                % {"name": self.parameter, "type": ConsultationPage._meta.label}
            )
        kept = self.keep(ConsultationPage.objects.all(), request, at=view.answer.at)
        return queryset.filter(pk__in=kept.order_by().values("pk"))

    def keep(
        self, pages: ConsultationQuerySet, request: Request, *, at: datetime
    ) -> ConsultationQuerySet:
        """Return what the parameter keeps of ``pages`` at the instant of the request."""
        raise NotImplementedError


class StatusFilter(ConsultationFilter):
    """Keeps consultations that have a status at the request's instant."""

    parameter = "status"

    def keep(
        self, pages: ConsultationQuerySet, request: Request, *, at: datetime
    ) -> ConsultationQuerySet:
        """Read one status."""
        try:
            status = Status(request.GET["status"])
        except ValueError as error:
            raise BadRequestError(
                _("status must be one of: %(names)s") % {"names": ", ".join(Status)}
            ) from error
        return pages.with_status(status, at=at)


class TopicFilter(ConsultationFilter):
    """Keeps consultations about a topic, or about any of several."""

    parameter = "topic"

    def keep(
        self, pages: ConsultationQuerySet, request: Request, *, at: datetime
    ) -> ConsultationQuerySet:
        """Read slugs; one that no topic has finds nothing."""
        slugs = request.GET["topic"].split(",")
        if len(slugs) > TOPICS_MAX or not all(slug.strip() for slug in slugs):
            raise BadRequestError(
                _("topic must be the slug of a topic, or up to %(most)d of them with commas")
                % {"most": TOPICS_MAX}
            )
        return pages.is_about(slug.strip() for slug in slugs)


class ClosingFilter(ConsultationFilter):
    """Keeps consultations that are open, or will be, and close before an instant."""

    parameter = "closing_before"

    def keep(
        self, pages: ConsultationQuerySet, request: Request, *, at: datetime
    ) -> ConsultationQuerySet:
        """Read an instant."""
        return pages.closing_before(read_instant(request, "closing_before"), at=at)
