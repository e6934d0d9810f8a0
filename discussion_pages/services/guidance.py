"""Which safety guidance a page shows."""

from django.db.models import (
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction, Site

from discussion_pages.models import (
    DiscussionPage,
    DiscussionSettings,
    SafetyGuidance,
    SafetyGuidancePage,
)


def guidance_for(page: Page, request: HttpRequest) -> SafetyGuidance | None:
    """Return the guidance to show: the page's own, that of the page above, or the site's default.

    Only what is live is shown; where a chosen one is a draft, the next in line stands in. One
    query, which also finds the full page for ``full_page_url``.
    """
    named = [page.guidance_id]
    if isinstance(page, DiscussionPage):
        answer = getattr(page.parent, "get_discussion_guidance_id", None)
        named.append(answer() if answer else None)
    wanted = [pk for pk in named if pk is not None]
    found = {
        guidance.pk: guidance
        for guidance in _live().filter(Q(pk__in=wanted) | Q(pk__in=_default_of_site(request)))
    }
    chosen = next((found[pk] for pk in wanted if pk in found), None)
    return chosen or next((found[pk] for pk in found if pk not in wanted), None)


def default_guidance(request: HttpRequest) -> SafetyGuidance | None:
    """Return the site's own guidance, if it names one that is live."""
    return _live().filter(pk__in=_default_of_site(request)).first()


def full_page_url(guidance: SafetyGuidance | None, request: HttpRequest) -> str | None:
    """Return the address of the first live, public page that shows ``guidance`` whole.

    ``guidance`` comes from one of the functions above, which looked for the page already.
    """
    url_path = getattr(guidance, "full_page_path", None)
    return SafetyGuidancePage(url_path=url_path).get_url(request) if url_path else None


def _live() -> QuerySet[SafetyGuidance]:
    """Return live guidance with the tree address of its first public page."""
    pages = SafetyGuidancePage.objects.live().filter(guidance=OuterRef("pk")).order_by("path")
    return SafetyGuidance.objects.filter(live=True).annotate(
        full_page_path=Subquery(pages.exclude(_is_private()).values("url_path")[:1])
    )


def _is_private() -> Exists:
    """Say, inside a query of pages, whether a view restriction covers the page."""
    restrictions = PageViewRestriction.objects.alias(
        page_path=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    )
    return Exists(restrictions.filter(page_path__startswith=F("page__path")))


def _default_of_site(request: HttpRequest) -> QuerySet:
    site = Site.find_for_request(request)
    return DiscussionSettings.objects.filter(site=site).values("default_guidance")
