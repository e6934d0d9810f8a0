"""Filters that answer 400 where Wagtail's own would fail on odd values."""

from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, DateTimeField, Field, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from wagtail.api.v2.filters import FieldsFilter, SearchFilter
from wagtail.api.v2.utils import BadRequestError

from discussion_pages.rules.searching import QUERY_LENGTH_MAX, search_words
from discussion_pages.services.publicity import pages_changed_since

INSTANT_LENGTH_MAX = 40
OPERATORS = ("and", "or")


class SafeFieldsFilter(FieldsFilter):
    """Filters by a field's exact value; an instant needs its offset. Wagtail reads booleans."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        """Check each value before Wagtail uses it.

        Raises:
            BadRequestError: a value does not fit its field.
        """
        for name in view.get_available_fields(queryset.model, db_fields_only=True):
            field = queryset.model._meta.get_field(name)
            if name in request.GET and name != "locale" and isinstance(field, Field):
                _check(field, request.GET[name])
        return super().filter_queryset(request, queryset, view)


class UpdatedFilter(BaseFilterBackend):
    """Keeps pages that readers saw change since an instant."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        """Apply ``updated_since``, if it is given.

        Raises:
            BadRequestError: it is no instant with its offset.
        """
        if "updated_since" not in request.GET:
            return queryset
        changed = pages_changed_since(read_instant(request, "updated_since"), site=view.site)
        return queryset.filter(pk__in=changed.order_by().values("pk"))


class SafeSearchFilter(SearchFilter):
    """Searches the text."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        """Check the operator and the words before Wagtail uses them.

        Raises:
            BadRequestError: the operator is not known, or the words are none or too many.
        """
        operator = request.GET.get("search_operator")
        if operator is not None and operator not in OPERATORS:
            raise BadRequestError(_("search_operator must be one of: and, or"))
        words = request.GET.get("search")
        if words is not None and not search_words(words):
            raise BadRequestError(_("search needs at least one word"))
        if '"' in (words or ""):
            raise BadRequestError(_("search cannot contain quotation marks"))
        if len(words or "") > QUERY_LENGTH_MAX:
            raise BadRequestError(
                _("search cannot be longer than %(count)d characters") % {"count": QUERY_LENGTH_MAX}
            )
        return super().filter_queryset(request, queryset, view)


def read_instant(request: Request, name: str) -> datetime:
    """Return a parameter that is a date and time with its offset.

    Raises:
        BadRequestError: it is none, or has no offset.
    """
    text = request.GET[name]
    try:
        value = parse_datetime(text) if len(text) <= INSTANT_LENGTH_MAX else None
    except ValueError:
        value = None
    if value is None or timezone.is_naive(value):
        # An unescaped plus sign arrives as a space, which is the usual mistake.
        raise BadRequestError(
            _(
                "%(name)s must be a date and time with its offset, such as "
                "2027-02-10T12:00:00Z (write + as %%2B)"
            )
            % {"name": name}
        )
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise BadRequestError(_("%(name)s has no such value") % {"name": name}) from error


def _check(field: Field, text: str) -> None:
    if field.many_to_many or field.is_relation or not field.concrete:
        return
    if isinstance(field, BooleanField):
        return
    try:
        value = field.to_python(text)
    except (ValidationError, ValueError, OverflowError) as error:
        raise BadRequestError(_("%(name)s has no such value") % {"name": field.name}) from error
    if isinstance(field, DateTimeField) and timezone.is_naive(value):
        raise BadRequestError(
            _("%(name)s needs a date and time with its offset") % {"name": field.name}
        )
