"""Published comments of a discussion, read as its page reads them."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Site

from discussion_pages.api.answers import instant
from discussion_pages.api.filters import read_instant
from discussion_pages.api.viewsets import PublicReadMixin, read_key, refuse_unknown
from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.rules.cursors import Cursor, CursorError, Order, is_path, read_cursor
from discussion_pages.rules.mirroring import Position, read_position
from discussion_pages.rules.states import shown_state
from discussion_pages.services import threads
from discussion_pages.services.public import public_discussion, public_pages
from discussion_pages.sites import site_of_request

LIMIT_MAX = 20
CHANGES_PARAMETERS = frozenset({"discussion", "updated_since", "after", "limit", "format", "_"})
LISTING_PARAMETERS = CHANGES_PARAMETERS | {"thread", "order"}
DETAIL_PARAMETERS = frozenset({"format", "_"})


class CommentsViewSet(PublicReadMixin, BaseAPIViewSet):
    """Threads of a discussion, the replies of one thread, and single comments."""

    name = "comments"
    model = DiscussionComment
    known_query_parameters = LISTING_PARAMETERS

    def get_queryset(self) -> Any:
        """Return published comments."""
        return DiscussionComment.objects.published()

    def listing_view(self, request: Request) -> Response:
        """List a discussion's threads; with ``thread``, the replies of one.

        With ``updated_since``, list what changed: there, or in every public discussion.

        Raises:
            BadRequestError: a parameter is missing, unknown or malformed.
            Http404: no public discussion, or no thread in it, has that key.
        """
        if "updated_since" in request.GET:
            return Response(self._changes(request))
        refuse_unknown(request, LISTING_PARAMETERS)
        if "discussion" not in request.GET:
            raise BadRequestError(
                _("Say which discussion: add discussion=ID, the id of a discussion page.")
            )
        pk, limit = read_key(request, "discussion"), self._limit()
        root_pk = read_key(request, "thread") if "thread" in request.GET else None
        if root_pk is not None:
            after = self._path()
            page = self._discussion(pk)
            return Response(self._replies(page, root_pk, after, limit))
        order, cursor = self._position()
        page = self._discussion(pk)
        return Response(self._threads(page, order, cursor, limit))

    def detail_view(self, request: Request, pk: int) -> Response:
        """Show one published comment.

        Raises:
            Http404: it is not published, or its discussion is not public.
        """
        refuse_unknown(request, DETAIL_PARAMETERS)
        discussion_pk = self.get_queryset().filter(pk=pk).values_list("discussion_id").first()
        if discussion_pk is None:
            raise Http404
        page = self._discussion(discussion_pk[0])
        found = threads.read_comment(page.comments_page, pk, at=self.answer.at)
        if found is None:
            raise Http404
        return Response(self._comment(found, page))

    @classmethod
    def get_urlpatterns(cls) -> list[Any]:
        """Return the listing and the single comment; there is nothing to find by path."""
        return [
            path("", cls.as_view({"get": "listing_view"}), name="listing"),
            path("<int:pk>/", cls.as_view({"get": "detail_view"}), name="detail"),
        ]

    def _site(self) -> Site:
        site = site_of_request(self.answer.request)
        if site is None:
            raise Http404
        return site

    def _discussion(self, pk: int) -> DiscussionPage:
        page = public_discussion(pk, site=self._site())
        if page is None:
            raise Http404
        return page

    def _changes(self, request: Request) -> dict[str, Any]:
        refuse_unknown(request, CHANGES_PARAMETERS)
        since, limit = read_instant(request, "updated_since"), self._limit()
        position = self._change()
        query: dict[str, Any] = {"updated_since": request.GET["updated_since"], "limit": limit}
        page = None
        pages = public_pages(DiscussionPage, site=self._site()).order_by()
        if "discussion" in request.GET:
            page = self._discussion(read_key(request, "discussion"))
            query = {"discussion": page.pk} | query
        found = threads.read_changes(
            [page.comments_page] if page else pages.values("pk"),
            since=since,
            position=position,
            limit=limit,
            at=self.answer.at,
        )
        wanted = {comment.discussion_id for comment in found.comments}
        shown_on = pages.in_bulk(wanted) if page is None else dict.fromkeys(wanted, page)
        next_cursor = str(found.next_position) if found.next_position else None
        return {
            "meta": {"limit": limit, **self._next(query, next_cursor)},
            "items": [
                self._comment(comment, shown_on[comment.discussion_id])
                for comment in found.comments
                if comment.discussion_id in shown_on
            ],
        }

    def _threads(
        self, page: DiscussionPage, order: Order, cursor: Cursor | None, limit: int
    ) -> dict[str, Any]:
        found = threads.read_threads(
            page.comments_page,
            order=order,
            cursor=cursor,
            limit=limit,
            pinned_first=False,
            at=self.answer.at,
        )
        query = {"discussion": page.pk, "order": order.value, "limit": limit}
        items = [
            self._comment(thread.root, page)
            | {
                "replies": [self._comment(reply, page) for reply in thread.replies],
                "more_replies": thread.more_replies,
            }
            for thread in found.threads
        ]
        next_cursor = str(found.next_cursor) if found.next_cursor else None
        meta = self._meta(page, query, next_cursor) | {"order": order.value}
        return {"meta": meta, "items": items}

    def _replies(
        self, page: DiscussionPage, root_pk: int, after: str, limit: int
    ) -> dict[str, Any]:
        found = threads.read_thread(
            page.comments_page, root_pk, after=after, limit=limit, at=self.answer.at
        )
        if found is None:
            raise Http404
        query = {"discussion": page.pk, "thread": root_pk, "limit": limit}
        meta = self._meta(page, query, found.next_after)
        meta["thread"] = self._comment(found.root, page)
        return {"meta": meta, "items": [self._comment(reply, page) for reply in found.replies]}

    def _meta(
        self, page: DiscussionPage, query: dict[str, Any], next_cursor: str | None
    ) -> dict[str, Any]:
        figures = getattr(page.comments_page, "figures", None)
        return {
            "discussion": {
                "id": page.pk,
                "title": page.title,
                "detail_url": self.answer.detail_url(DiscussionPage, page.pk),
                "html_url": page.get_full_url(self.answer.request),
            },
            "comment_count": figures.comment_count if figures else 0,
            "limit": query["limit"],
            **self._next(query, next_cursor),
        }

    def _next(self, query: dict[str, Any], next_cursor: str | None) -> dict[str, str | None]:
        next_url = None
        if next_cursor:
            next_url = self.answer.listing_url(
                DiscussionComment, urlencode(query | {"after": next_cursor})
            )
        return {"next_cursor": next_cursor, "next_url": next_url}

    def _comment(self, comment: threads.CommentView, page: DiscussionPage) -> dict[str, Any]:
        """Represent a comment; of one that is not shown, its place in the tree alone."""
        is_shown = not comment.is_tombstone
        return {
            "id": comment.id,
            "meta": {
                "detail_url": (
                    self.answer.detail_url(DiscussionComment, comment.id) if is_shown else None
                ),
                "html_url": f"{page.get_full_url(self.answer.request)}comments/{comment.id}/",
            },
            "discussion": page.pk,
            "thread": comment.thread_id,
            "parent": comment.parent_id,
            "in_reply_to": (
                {"id": comment.in_reply_to.id, "author_name": comment.in_reply_to.author_name}
                if comment.in_reply_to
                else None
            ),
            "depth": comment.depth,
            "state": shown_state(comment.state),
            "author_name": comment.author_name if is_shown else None,
            "is_official": comment.is_official,
            "organisation": comment.organisation or None,
            "text": comment.text if is_shown else None,
            "posted_at": instant(comment.posted_at),
            "edited_at": instant(comment.edited_at),
            "changed_at": instant(comment.changed_at),
            "is_pinned": comment.is_pinned,
            "is_locked": comment.is_locked,
            "is_redacted": comment.is_redacted,
            "reply_count": comment.reply_count,
            "like_count": comment.like_count,
        }

    def _limit(self) -> int:
        if "limit" not in self.request.GET:
            return LIMIT_MAX
        limit = read_key(self.request, "limit")
        if not 1 <= limit <= LIMIT_MAX:
            raise BadRequestError(
                _("limit must be a whole number from 1 to %(most)d") % {"most": LIMIT_MAX}
            )
        return limit

    def _position(self) -> tuple[Order, Cursor | None]:
        try:
            order = Order(self.request.GET.get("order", Order.NEWEST.value))
        except ValueError as error:
            raise BadRequestError(
                _("order must be one of: %(names)s") % {"names": ", ".join(Order)}
            ) from error
        after = self.request.GET.get("after")
        if after is None:
            return order, None
        try:
            return order, read_cursor(after, order)
        except CursorError as error:
            raise _bad_cursor() from error

    def _change(self) -> Position | None:
        after = self.request.GET.get("after")
        try:
            return read_position(after) if after is not None else None
        except CursorError as error:
            raise _bad_cursor() from error

    def _path(self) -> str:
        if "order" in self.request.GET:
            raise BadRequestError(_("order does not apply to the replies of one thread"))
        after = self.request.GET.get("after", "")
        if "after" in self.request.GET and not is_path(after):
            raise _bad_cursor()
        return after


def _bad_cursor() -> BadRequestError:
    return BadRequestError(
        _("after must be a cursor that this listing gave as next_cursor, in the same order")
    )
