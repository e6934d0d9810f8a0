"""The discussions of many consultations at once, for lists and APIs."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from consultations import words
from consultations.models import ConsultationPage
from consultations.services.reading import DiscussionCard, counted_page
from discussion_pages.models import DiscussionPage
from discussion_pages.services.commenting import commenting_status


def discussions_of(
    consultations: Iterable[ConsultationPage], request: HttpRequest | None, *, at: datetime
) -> dict[int, list[DiscussionCard]]:
    """Return the live, public discussions below each page, in the editor's order, by its key.

    Two queries for the whole list.
    """
    parents = {page.path: page for page in consultations}
    below = Q(pk__in=[])
    for path, parent in parents.items():
        below |= Q(path__startswith=path, depth=parent.depth + 1)
    found = (
        DiscussionPage.objects.live()
        .public()
        .filter(below)
        .select_related("figures", "alias_of__discussionpage__figures")
        .order_by("path")
    )
    cards: dict[int, list[DiscussionCard]] = {page.pk: [] for page in parents.values()}
    for discussion in found:
        discussion.parent = parents[discussion.path[: -Page.steplen]]
        cards[discussion.parent.pk].append(_card(discussion, request, at=at))
    return cards


def _card(
    discussion: DiscussionPage, request: HttpRequest | None, *, at: datetime
) -> DiscussionCard:
    status = commenting_status(discussion, at=at)
    figures = getattr(counted_page(discussion), "figures", None)
    return DiscussionCard(
        page=discussion,
        url=discussion.get_url(request),
        status=status,
        state_words=words.discussion_state(status),
        comment_count=figures.comment_count if figures else 0,
        last_comment_at=figures.last_comment_at if figures else None,
    )
