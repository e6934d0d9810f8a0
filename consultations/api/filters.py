"""Filters of the pages endpoint."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from wagtail.api.v2.utils import BadRequestError

from consultations.models import ConsultationPage
from consultations.rules.status import Status


class StatusFilter(BaseFilterBackend):
    """Keeps consultations that have a status at the request's instant."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        """Apply ``status``, if it is given.

        Raises:
            BadRequestError: no such status, or the listing is not one of consultations.
        """
        if "status" not in request.GET:
            return queryset
        if not issubclass(queryset.model, ConsultationPage):
            raise BadRequestError(
                _("status needs type=%(type)s") % {"type": ConsultationPage._meta.label}
            )
        try:
            status = Status(request.GET["status"])
        except ValueError as error:
            raise BadRequestError(
                _("status must be one of: %(names)s") % {"names": ", ".join(Status)}
            ) from error
        kept = ConsultationPage.objects.with_status(status, at=view.answer.at)
        return queryset.filter(pk__in=kept.order_by().values("pk"))
