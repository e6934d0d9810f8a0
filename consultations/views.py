"""Public pages of the hub and of a consultation."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail.views import serve as wagtail_serve

from consultations import words
from consultations.feeds import hub_feed
from consultations.jsonld import consultation_json_ld, hub_json_ld
from consultations.keeping import edges_ahead
from consultations.models import ConsultationIndexPage, ConsultationPage
from consultations.rules.status import Status
from consultations.services.figures import participation
from consultations.services.moderation_figures import moderation_figures
from consultations.services.reading import (
    consultation_cards,
    discussion_cards,
    documents_of,
    listed,
    status_view,
    topics_of,
)
from discussion_pages.keeping.collecting import holds_until, keep
from discussion_pages.limits import count_form, too_many_requests
from discussion_pages.pictures import body_images, prepare
from discussion_pages.rules.searching import QUERY_LENGTH_MAX, search_words
from discussion_pages.services.guidance import block_that_shows, full_page_url, guidance_for
from timeline_blocks.ics import EntryNotFound, calendar_for_entry, calendar_for_timeline
from timeline_blocks.timeline import timeline_changes, timeline_images

CARDS_PER_PAGE = 10
PAGE_DIGITS_MAX = 9  # Python refuses to read a number of thousands of digits
CALENDAR_TYPE = "text/calendar; charset=utf-8"


@require_safe
def hub(request: HttpRequest, page: ConsultationIndexPage) -> HttpResponse:
    """List consultations, filtered by ``status`` and ``q``, closing soonest first."""
    at = timezone.now()
    keep("status", "page")
    holds_until(*edges_ahead(at), at=at)
    status = _status(request)
    typed = request.GET.get("q", "")
    query = search_words(typed)
    if query and (standing := count_form(request, "search")):
        return too_many_requests(request, wait=standing.resets_in)
    topic = request.GET.get("topic", "").replace("\x00", "")[:QUERY_LENGTH_MAX]
    found = listed(page)
    if status is not None:
        found = found.with_status(status, at=at)
    if topic:
        found = found.is_about([topic])
    found = found.closing_soonest(at=at)
    if typed.strip() and not query:
        found = found.none()
    elif query:
        matching = ConsultationPage.objects.child_of(page).live().only("pk").search(query)
        found = found.filter(pk__in=[result.pk for result in matching])
    # No row of the list shows what a page holds at length.
    shown = _numbered(request, found.defer("body", "timeline"))
    filters = {name: value for name, value in (("q", query), ("topic", topic)) if value}
    context = page.get_context(request) | {
        "at": at,
        "page_url": page.get_url(request),
        "feed_url": page.subpath_url("feed/", request),
        "cards": consultation_cards(shown.object_list, request, at=at),
        "total": shown.paginator.count,
        "query": typed.strip()[:QUERY_LENGTH_MAX],
        "topic": topic,
        "status": status.value if status else "",
        "status_links": _status_links(status, filters),
        "page_obj": shown,
        "previous_url": _page_url(request, shown, -1),
        "next_url": _page_url(request, shown, +1),
        "canonical_url": page.get_full_url(request),
    }
    context["json_ld"] = hub_json_ld(request, page)
    return render(request, page.get_template(request), context)


@require_safe
def feed(request: HttpRequest, page: ConsultationIndexPage) -> HttpResponse:
    """Answer with the hub's Atom feed."""
    keep()
    return hub_feed(request, page, at=timezone.now())


@require_safe
def consultation(request: HttpRequest, page: ConsultationPage) -> HttpResponse:
    """Show one consultation."""
    at = timezone.now()
    keep()
    holds_until(*timeline_changes(page.timeline), at=at)
    guidance = guidance_for(page, request)
    counts = participation(page)
    url = page.get_url(request) or ""
    mark = page.organisation.mark if page.organisation_id else None
    prepare([page.hero_image, mark, *body_images(page.body), *timeline_images(page.timeline)])
    context = page.get_context(request) | {
        "at": at,
        "page_url": url,
        "status": status_view(page, at=at),
        "participation": counts,
        "responded_sentence": words.responded(page, counts.respondents),
        "counting_note": words.counting_note(page),
        "discussions": discussion_cards(page, request, at=at),
        "topics": topics_of(page),
        "documents": documents_of(page),
        "page_guidance": guidance,
        "page_guidance_url": full_page_url(guidance, request),
        "guidance_block": block_that_shows(guidance, page.body),
        "canonical_url": page.get_full_url(request),
        "timeline_at": at,
        "timeline_responses": counts.responses,
        "timeline_count_url": "#how-we-count",
        "timeline_ics_url": f"{url}timeline.ics",
        "timeline_event_ics_url": f"{url}timeline/{{entry_id}}.ics",
    }
    context["json_ld"] = consultation_json_ld(request, page)
    return render(request, page.get_template(request), context)


@require_safe
def statistics(request: HttpRequest, page: ConsultationPage) -> HttpResponse:
    """Say how the comments here were moderated."""
    at = timezone.now()
    keep()
    figures = moderation_figures(page, at=at)
    context = page.get_context(request) | {
        "at": at,
        "page_url": page.get_url(request) or "",
        "figures": figures,
        "states": words.states_of_comments(figures.by_state),
        "canonical_url": f"{page.get_full_url(request)}statistics/",
    }
    return render(request, "consultations/statistics.html", context)


@require_safe
def timeline_calendar(request: HttpRequest, page: ConsultationPage) -> HttpResponse:
    """Answer with the whole timeline as a calendar that programs subscribe to."""
    facts = _calendar_facts(request, page)
    body = calendar_for_timeline(page.timeline, name=page.title, **facts)
    return HttpResponse(body, content_type=CALENDAR_TYPE)


@require_safe
def entry_calendar(request: HttpRequest, page: ConsultationPage, name: str) -> HttpResponse:
    """Answer with one entry as a calendar file."""
    try:
        body = calendar_for_entry(page.timeline, name, **_calendar_facts(request, page))
    except EntryNotFound as error:
        raise Http404 from error
    response = HttpResponse(body, content_type=CALENDAR_TYPE)
    response["Content-Disposition"] = content_disposition_header(
        True, f"{page.slug}-{name[:8]}.ics"
    )
    return response


@require_safe
def calendar_file(request: HttpRequest, path: str) -> HttpResponse:
    """Let Wagtail find the page of a ``.ics`` address, with its view restrictions."""
    return wagtail_serve(request, f"{path}/")


def _calendar_facts(request: HttpRequest, page: ConsultationPage) -> dict[str, Any]:
    at = timezone.now()
    keep()
    holds_until(*timeline_changes(page.timeline), at=at)
    return {
        "page_url": page.get_full_url(request),
        "uid_domain": urlsplit(page.get_full_url(request)).hostname or "localhost",
        "at": at,
    }


def _status(request: HttpRequest) -> Status | None:
    """Read ``status`` from the address; what we do not know filters nothing."""
    try:
        return Status(request.GET.get("status", ""))
    except ValueError:
        return None


def _status_links(current: Status | None, filters: dict[str, str]) -> list[dict[str, Any]]:
    links = [{"label": words.all_statuses(), "query": filters, "is_current": current is None}]
    links += [
        {
            "label": words.status_label(status),
            "query": {"status": status.value} | filters,
            "is_current": current is status,
        }
        for status in (Status.OPEN, Status.UPCOMING, Status.CLOSED, Status.OUTCOME_PUBLISHED)
    ]
    return [link | {"url": f"?{urlencode(link['query'])}"} for link in links]


def _numbered(request: HttpRequest, found: Any):
    """Return the wanted page of the list.

    Raises:
        Http404: there is no such page.
    """
    paginator = Paginator(found, CARDS_PER_PAGE)
    number = request.GET.get("page", "1")
    if not (number.isdecimal() and len(number) <= PAGE_DIGITS_MAX):
        raise Http404
    if not 1 <= int(number) <= paginator.num_pages:
        raise Http404
    return paginator.page(int(number))


def _page_url(request: HttpRequest, shown: Any, step: int) -> str | None:
    number = shown.number + step
    if not 1 <= number <= shown.paginator.num_pages:
        return None
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
