"""What cannot be deleted, and the sentence that says so.

A consultation takes the offline responses entered for it along, and a topic is taken from the pages
that have it.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from consultations.models import ConsultationPage, OfflineResponse, Topic
from discussion_pages.admin.deletion import refuse_page, refuse_pages

PAGES_NAMED = 5
"""How many of the pages that use a topic are named."""


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


def refuse_topics_in_use(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    """Answer ``before_delete_snippet``: keep topics that a consultation has.

    Wagtail's reference index knows nothing of many-to-many fields, so it would say that nothing
    uses them, and deleting one takes it from the pages in silence.
    """
    topics = [each for each in instances if isinstance(each, Topic)]
    pages = list(ConsultationPage.objects.filter(topics__in=topics).distinct().order_by("title"))
    if not pages:
        return None
    messages.error(request, _why_topics_stay(pages))
    return redirect(topics[0].snippet_viewset.get_url_name("list"))


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


def _why_topics_stay(pages: list[ConsultationPage]) -> str:
    titles = ", ".join(f"“{page.get_admin_display_title()}”" for page in pages[:PAGES_NAMED])
    more = len(pages) - PAGES_NAMED
    if more <= 0:
        return _("Not deleted: in use on %(pages)s. Take it off there first.") % {"pages": titles}
    return ngettext(
        "Not deleted: in use on %(pages)s and %(count)s more page. Take it off there first.",
        "Not deleted: in use on %(pages)s and %(count)s more pages. Take it off there first.",
        more,
    ) % {"pages": titles, "count": more}
