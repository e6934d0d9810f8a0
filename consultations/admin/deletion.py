"""What cannot be deleted: a consultation takes the offline responses entered for it along."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.models import Page

from consultations.models import OfflineResponse
from discussion_pages.admin.deletion import refuse_page, refuse_pages


def refuse_page_with_offline_responses(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Answer ``before_delete_page``: keep pages with offline responses anywhere under them."""
    return refuse_page(
        request, page, is_kept=has_offline_responses_below, why=_why_offline_responses_stay
    )


def refuse_pages_with_offline_responses(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Answer ``before_bulk_action``: delete either all of the ticked pages or none."""
    return refuse_pages(
        request,
        action_type,
        objects,
        action,
        is_kept=has_offline_responses_below,
        why=_why_offline_responses_stay,
    )


def has_offline_responses_below(pages: Iterable[Page]) -> bool:
    """Say whether offline responses were entered for one of the pages or one below it."""
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(consultation__path__startswith=page.path)
    return OfflineResponse.objects.filter(below).order_by().exists()


def _why_offline_responses_stay(titles: str) -> str:
    return _(
        "Not deleted: there are offline responses under %(pages)s. Unpublish instead: the page "
        "disappears from the site and the responses are kept."
    ) % {"pages": titles}
