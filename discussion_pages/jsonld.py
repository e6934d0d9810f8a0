"""Structured data for search engines, made from what the page shows and nothing else."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from discussion_pages.models import DiscussionPage
from discussion_pages.services.threads import CommentView


def discussion_json_ld(
    request: HttpRequest, page: DiscussionPage, context: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return schema.org objects: the posting with its visible comments, and the breadcrumb."""
    url = page.comments_page.get_full_url(request)
    posting: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "@id": url,
        "url": url,
        "headline": page.title,
        "text": page.summary or page.title,
        "comment": [
            _comment(thread.root, url, replies=thread.replies)
            for thread in context["threads_page"].threads
            if not thread.root.is_tombstone
        ],
    }
    if page.first_published_at:
        posting["datePublished"] = page.first_published_at.isoformat()
    if context["figures"] is not None:
        posting["commentCount"] = context["figures"].comment_count
    if page.organisation_id:
        posting["author"] = organisation_json_ld(page.organisation)
    return [posting, breadcrumb_json_ld(request, page)]


def organisation_json_ld(organisation: Any) -> dict[str, Any]:
    """Return the schema.org object of a body."""
    found = {"@type": "Organization", "name": organisation.name}
    if organisation.url:
        found["url"] = organisation.url
    return found


def breadcrumb_json_ld(request: HttpRequest, page: Page) -> dict[str, Any]:
    """Return the way from the site's root to the page as schema.org knows it."""
    trail = [*breadcrumb_pages(page), page]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": step.title,
                "item": step.get_full_url(request),
            }
            for position, step in enumerate(trail, start=1)
        ],
    }


def breadcrumb_pages(page: Page) -> list[Page]:
    """Return the pages above, from the site's home page down.

    One that is not published has no address to lead to, and its title is nobody's to read.
    A page that came by way of those above (``SubpathMixin.route``) asks nothing for them.
    """
    if "parent" in page.__dict__:
        above = page.parent
        if above is None:
            return []
        return [*breadcrumb_pages(above), *([above] if above.live else [])]
    if not hasattr(page, "_breadcrumb_pages"):
        page._breadcrumb_pages = list(page.get_ancestors().filter(depth__gt=1).live())
    return page._breadcrumb_pages


def _comment(
    comment: CommentView, url: str, *, replies: list[CommentView] | None = None
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "Comment",
        "url": f"{url}comments/{comment.id}/",
        "text": comment.text,
        "dateCreated": comment.posted_at.isoformat(),
        "author": {
            "@type": "Organization" if comment.is_official else "Person",
            "name": comment.organisation if comment.is_official else comment.author_name,
        },
    }
    if replies:
        found["comment"] = [_comment(reply, url) for reply in replies if not reply.is_tombstone]
    return found
