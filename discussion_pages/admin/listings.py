"""The list of all discussions, wherever they stand in the page tree."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    PageStatusColumn,
    PageTitleColumn,
    ParentPageColumn,
)
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permissions import policy_registry

from discussion_pages import permissions
from discussion_pages.models import DiscussionFigures, DiscussionPage
from discussion_pages.models.pages import with_parents
from discussion_pages.services.commenting import commenting_status


class PagesMenuItem(MenuItem):
    """A link to a list of pages, for those who work on some page."""

    def is_shown(self, request: Any) -> bool:
        """Ask what the list itself asks."""
        policy = policy_registry.get_by_type(DiscussionPage)
        return policy.user_has_any_permission(request.user, IndexView.any_permission_required)


class CommentCountColumn(NumberColumn):
    """The number of published comments, with a link to all of them."""

    cell_template_name = "discussion_pages/admin/comment_count_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the link for those who may follow it."""
        context = super().get_cell_context_data(instance, parent_context)
        context["url"] = None
        if permissions.may_view_all(parent_context["request"].user, instance):
            query = urlencode({"discussion": instance.pk})
            context["url"] = f"{reverse('discussions_comments_modeladmin_index')}?{query}"
        return context


class DiscussionIndexView(IndexView):
    """The list; states and counts cost the same few queries for one page of it as for fifty."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give each discussion on this page its state and its count."""
        context = super().get_context_data(**kwargs)
        describe(context["object_list"])
        return context


class ChooseParent(ChooseParentView):
    """Asks where a new page goes; Wagtail's own opens for everybody who may use the admin."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn away those who may add pages nowhere.

        Raises:
            PermissionDenied: they may not.
        """
        if not self.permission_policy.user_has_any_permission(request.user, {"add"}):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def describe(discussions: Any) -> None:
    """Set ``commenting_words`` and ``published_comments`` on each. Two queries."""
    at = timezone.now()
    pages = with_parents(discussions)
    sources = {page.alias_of_id or page.pk for page in pages}
    counts = dict(
        DiscussionFigures.objects.filter(pk__in=sources).values_list("pk", "comment_count")
    )
    for page in pages:
        page.commenting_words = commenting_status(page, at=at).sentence
        page.published_comments = counts.get(page.alias_of_id or page.pk, 0)


class DiscussionListing(PageListingViewSet):
    """All discussions."""

    model = DiscussionPage
    name = "discussion_listing"
    url_prefix = "discussions/list"
    icon = "comment"
    menu_label = _("Discussions")
    menu_name = "discussions"
    menu_item_class = PagesMenuItem
    index_view_class = DiscussionIndexView
    choose_parent_view_class = ChooseParent
    columns = (
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        ParentPageColumn("parent", label=_("Parent")),
        Column("commenting_words", label=_("Comments taken"), width="28%"),
        CommentCountColumn("published_comments", label=_("Published comments"), width="12%"),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="12%"),
    )
