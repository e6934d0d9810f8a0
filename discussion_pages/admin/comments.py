"""The comment list of the Wagtail admin: read here, decided through services, never edited.

Built with wagtail-modeladmin: a list that is read mostly, with export and a page to inspect one.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, re_path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.admin.paginator import WagtailPaginator
from wagtail.models import Page
from wagtail_modeladmin.helpers import ButtonHelper, ModelAdminURLFinder, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView

from discussion_pages import permissions
from discussion_pages.admin import labels
from discussion_pages.admin.decisions import DECISIONS, WORK, DecisionLink, decision_links
from discussion_pages.admin.exports import plain_cell
from discussion_pages.admin.filters import (
    LISTED,
    SEARCHED,
    DiscussionFilter,
    ParentFilter,
    ReportedFilter,
    StateFilter,
    listed_comments,
)
from discussion_pages.admin.inspecting import inspection
from discussion_pages.admin.official_replies import OfficialReplyView
from discussion_pages.admin.sanctions import IMPOSE_URL_NAME
from discussion_pages.admin.undoing import UNDO_URL_NAME, undo
from discussion_pages.dates import instant_text
from discussion_pages.models import DiscussionComment
from discussion_pages.rules.states import State

EXPORT_CHUNK = 500
OFFICIAL_REPLY_URL_NAME = "discussion_pages_official_reply"
# A key that every database can hold; anything else in an address is simply not found.
KEY = "[1-9][0-9]{0,17}"


class CommentPermissions(PermissionHelper):
    """Asks ``discussion_pages.permissions``. Nobody adds, edits or deletes comments here."""

    def user_can_list(self, user: Any) -> bool:
        """Say whether the list is theirs to read."""
        return permissions.may_view_all(user, None)

    def user_can_inspect_obj(self, user: Any, obj: DiscussionComment) -> bool:
        """Say whether one comment is theirs to read."""
        return permissions.may_view_all(user, obj.discussion)

    def user_can_create(self, user: Any) -> bool:
        """Nobody: members write on the page itself."""
        return False

    def user_can_edit_obj(self, user: Any, obj: DiscussionComment) -> bool:
        """Nobody: moderators decide, they do not rewrite."""
        return False

    def user_can_delete_obj(self, user: Any, obj: DiscussionComment) -> bool:
        """Nobody: a comment is removed by a decision, and stays as evidence."""
        return False


class CommentButtons(ButtonHelper):
    """Links to what may be done about a comment; each leads to a page that asks first."""

    def get_buttons_for_obj(
        self,
        obj: DiscussionComment,
        exclude: list[str] | None = None,
        classnames_add: list[str] | None = None,
        classnames_exclude: list[str] | None = None,
    ) -> list[dict[str, Any]]:
        """Return "Inspect" and the decisions that fit the comment's state."""
        classname = self.finalise_classname(classnames_add, classnames_exclude)
        is_list = "inspect" not in (exclude or [])
        user = self.request.user
        links = []
        if is_list:
            classname += " button-secondary"
            links.append(DecisionLink(_("Inspect"), self._inspect_url(obj)))
        if permissions.may_moderate(user, obj.discussion):
            links += decision_links(
                obj,
                next_url=self.request.get_full_path(),
                among=WORK if is_list else DECISIONS,
            )
        if not is_list and may_answer(user, obj):
            links.append(
                DecisionLink(_("Reply officially"), reverse(OFFICIAL_REPLY_URL_NAME, args=[obj.pk]))
            )
        if not is_list and may_be_sanctioned(user, obj):
            links.append(
                DecisionLink(_("Sanction this member"), reverse(IMPOSE_URL_NAME, args=[obj.pk]))
            )
        return [self._button(obj, link, classname) for link in links]

    def _inspect_url(self, obj: DiscussionComment) -> str:
        return self.url_helper.get_action_url("inspect", str(obj.pk))

    def _button(self, obj: DiscussionComment, link: DecisionLink, classname: str) -> dict[str, Any]:
        """Return a button whose name says which comment it is about."""
        about = _("comment %(number)s by %(author)s") % {
            "number": obj.pk,
            "author": labels.author_label(obj),
        }
        return {
            "url": link.url,
            "label": format_html('{}<span class="w-sr-only"> {}</span>', link.label, about),
            "classname": classname,
            "title": "",
        }


class KeysFirstPaginator(WagtailPaginator):
    """Sorts comments by what the order asks about alone, and only then reads those of one page.

    However many there are, whole rows are read for those that are shown, and no others are carried
    along while they are sorted.
    """

    def page(self, number: Any) -> Any:
        """Return a page of comments, as ``Paginator`` does."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        rows = self.object_list
        keys = list(rows.values_list("pk", flat=True)[first : first + self.per_page])
        return self._get_page(rows.filter(pk__in=keys), number, self)


class CommentIndexView(IndexView):
    """The list."""

    paginator_class = KeysFirstPaginator
    export_headings = {
        "pk": gettext_lazy("Comment"),
        "discussion_title": gettext_lazy("Discussion"),
        "parent_title": gettext_lazy("Consultation"),
        "thread": gettext_lazy("Thread"),
        "in_reply_to_id": gettext_lazy("In reply to"),
        "author": gettext_lazy("Author"),
        "on_behalf_of": gettext_lazy("Official reply of"),
        "state": gettext_lazy("State"),
        "posted": gettext_lazy("Posted"),
        "first_published": gettext_lazy("First published"),
        "edited": gettext_lazy("Edited"),
        "likes": gettext_lazy("Likes"),
        "replies": gettext_lazy("Published replies"),
        "open_reports": gettext_lazy("Open reports"),
        "text": gettext_lazy("Text"),
        "link": gettext_lazy("Link"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse an export to those who may only read."""
        if request.GET.get(self.EXPORT_VAR) and not permissions.may_export(request.user, None):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        """Keep our own filters only.

        Stock, every parameter becomes a lookup: ``?user__email__startswith=a`` would tell a
        moderator addresses that no screen shows, and a misspelt one would be an error 500.
        """
        ours = {list_filter.parameter_name for list_filter in self.list_filter}
        found = super().get_filters_params(params)
        return {name: value for name, value in found.items() if name in ours}

    def kept_parameters(self) -> list[tuple[str, str]]:
        """Return what stands in the address and is no filter: a new filter keeps it."""
        ours = {list_filter.parameter_name for list_filter in self.list_filter}
        return [
            (name, value)
            for name, values in self.params.lists()
            if name not in ours
            for value in values
        ]

    def get_meta_title(self) -> str:
        """Return the title of the browser's tab."""
        return _("Comments")

    def to_row_dict(self, item: DiscussionComment) -> dict[str, Any]:
        """Return one row. No e-mail address, no IP address."""
        row = {
            "pk": item.pk,
            "discussion_title": item.discussion.title,
            "parent_title": self._parent_titles.get(item.discussion.path[: -Page.steplen], ""),
            "thread": item.root_pk,
            "in_reply_to_id": item.in_reply_to_id or "",
            "author": labels.shown_name(item.author_name),
            "on_behalf_of": item.organisation.name if item.organisation else "",
            "state": labels.state_label(item),
            "posted": instant_text(item.posted_at),
            "first_published": _instant_or_blank(item.first_published_at),
            "edited": _instant_or_blank(item.edited_at),
            "likes": item.like_count,
            "replies": item.reply_count,
            "open_reports": item.report_count,
            "text": item.comment if self._may_export_text(item) else "",
            "link": f"{self._discussion_url(item)}comments/{item.pk}/",
        }
        return {name: plain_cell(row[name]) for name in self.list_export}

    def as_spreadsheet(self, queryset: QuerySet, spreadsheet_format: str) -> HttpResponse:
        """Read the comments in chunks, and what is the same for many once."""
        self._urls: dict[int, str] = {}
        self._moderates = permissions.may_moderate(self.request.user, None)
        paths = {
            path[: -Page.steplen]
            for path in queryset.order_by().values_list("discussion__path", flat=True).distinct()
        }
        self._parent_titles = dict(Page.objects.filter(path__in=paths).values_list("path", "title"))
        rows: Iterator[DiscussionComment] = queryset.iterator(chunk_size=EXPORT_CHUNK)
        return super().as_spreadsheet(rows, spreadsheet_format)

    def _may_export_text(self, item: DiscussionComment) -> bool:
        """Say whether the text may leave the admin: of what is not public, only for moderators."""
        return item.state == State.PUBLISHED or self._moderates

    def _discussion_url(self, item: DiscussionComment) -> str:
        if item.discussion_id not in self._urls:
            self._urls[item.discussion_id] = item.discussion.get_full_url(self.request) or ""
        return self._urls[item.discussion_id]


class CommentInspectView(InspectView):
    """One comment with everything a decision rests on."""

    def get_page_title(self) -> str:
        """Return the heading."""
        return _("Comment %(number)s") % {"number": self.instance.pk}

    def get_page_subtitle(self) -> str:
        """Return whose comment it is."""
        return _("by %(author)s") % {"author": labels.author_label(self.instance)}

    def get_meta_title(self) -> str:
        """Return the title of the browser's tab."""
        return f"{self.get_page_title()} {self.get_page_subtitle()}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add thread, versions, reports and decisions, as far as this person may see them."""
        return super().get_context_data(
            inspection=inspection(self.instance, self.request.user),
            here=self.request.get_full_path(),
            **kwargs,
        )


class CommentURLFinder(ModelAdminURLFinder):
    """Leads from logs and references to the page that shows the comment."""

    def get_edit_url(self, instance: DiscussionComment) -> str | None:
        """Return the address at which ``self.user`` reads the comment, if they may."""
        if self.user is not None and not permissions.may_view_all(self.user, instance.discussion):
            return None
        return self.url_helper.get_action_url("inspect", str(instance.pk))


class SelectColumn:
    """Ticks that add comments to a decision about several, each named after its comment."""

    @property
    def short_description(self) -> str:
        """The tick for all, in the language of the request."""
        return format_html(
            '<input type="checkbox" data-bulk-action-select-all-checkbox aria-label="{}">',
            _("Select all comments on this page"),
        )

    def __call__(self, comment: DiscussionComment) -> str:
        """Return the tick of one comment."""
        name = _("Select comment %(number)s by %(author)s") % {
            "number": comment.pk,
            "author": labels.author_label(comment),
        }
        return format_html(
            '<input type="checkbox" class="bulk-action-checkbox" data-bulk-action-checkbox '
            'data-object-id="{}" aria-label="{}">',
            str(comment.pk),
            name,
        )


class CommentAdmin(ModelAdmin):
    """Comments of every state."""

    model = DiscussionComment
    menu_label = gettext_lazy("Comments")
    menu_icon = "comment"
    menu_item_name = "comments"
    add_to_admin_menu = False
    base_url_path = "discussions/comments"
    index_view_class = CommentIndexView
    inspect_view_class = CommentInspectView
    inspect_view_enabled = True
    history_view_enabled = False
    permission_helper_class = CommentPermissions
    button_helper_class = CommentButtons
    list_display = (
        "select",
        "text",
        "author",
        "discussion_title",
        "state_words",
        "posted",
        "reports",
    )
    list_display_add_buttons = "text"
    list_filter = (StateFilter, ReportedFilter, ParentFilter, DiscussionFilter)
    list_select_related = ("discussion", "organisation")
    list_per_page = 50
    search_fields = SEARCHED
    ordering = LISTED
    export_filename = "comments"
    index_view_extra_css = ("discussion_pages/admin/comments.css",)
    inspect_view_extra_css = ("discussion_pages/admin/comments.css",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return all comments: what is held or reported first, then the newest."""
        return listed_comments().select_related(*self.list_select_related)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Leave the ticks to those who can decide something."""
        if permissions.may_moderate(request.user, None):
            return self.list_display
        return self.list_display[1:]

    def get_list_export(self, request: HttpRequest) -> tuple[str, ...]:
        """Offer the export to those who may have it."""
        if permissions.may_export(request.user, None):
            return tuple(CommentIndexView.export_headings)
        return ()

    def get_index_view_extra_css(self) -> list[str]:
        """Return our own stylesheet."""
        return list(self.index_view_extra_css)

    def get_extra_class_names_for_field_col(
        self, obj: DiscussionComment, field_name: str
    ) -> list[str]:
        """Let the excerpt take the room, and keep dates in one piece."""
        return [f"wc-column-{field_name}"]

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Register the list, the page of one comment, the form for an official reply, and undoing.

        There is no address to add, edit or delete at: not even one that refuses.
        """
        wanted = {self.url_helper.get_action_url_name(name) for name in ("index", "inspect")}
        stock = super().get_admin_urls_for_registration()
        return (
            *(url for url in stock if url.name in wanted),
            re_path(
                rf"^discussions/comments/(?P<pk>{KEY})/official-reply/$",
                OfficialReplyView.as_view(),
                name=OFFICIAL_REPLY_URL_NAME,
            ),
            re_path(rf"^discussions/decisions/(?P<pk>{KEY})/undo/$", undo, name=UNDO_URL_NAME),
        )

    def inspect_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        """Show one comment. Stock hands whatever the address holds to the database.

        Raises:
            Http404: what stands there is no key.
        """
        if not re.fullmatch(KEY, instance_pk):
            raise Http404
        return super().inspect_view(request, instance_pk)

    def register_admin_url_finders(self) -> None:
        """Register the finder of the page that shows a comment."""
        finder = type("_CommentURLFinder", (CommentURLFinder,), {"url_helper": self.url_helper})
        register_admin_url_finder(DiscussionComment, finder)

    def register_indexing(self) -> None:
        """Leave comments out of the reference index, as the model says."""

    select = SelectColumn()

    def text(self, comment: DiscussionComment) -> str:
        """Return the beginning of the comment."""
        return labels.excerpt(comment.comment)

    text.short_description = gettext_lazy("comment")

    def author(self, comment: DiscussionComment) -> str:
        """Return who wrote it."""
        return labels.author_label(comment)

    author.short_description = gettext_lazy("author")
    author.admin_order_field = "author_name"

    def discussion_title(self, comment: DiscussionComment) -> str:
        """Return the discussion's title."""
        return comment.discussion.title

    discussion_title.short_description = gettext_lazy("discussion")
    discussion_title.admin_order_field = "discussion__title"

    def state_words(self, comment: DiscussionComment) -> str:
        """Return the state as a tag with words."""
        return format_html(
            '<span class="w-status {}">{}</span>',
            "w-status--primary" if labels.waits(comment) else "",
            labels.state_label(comment),
        )

    state_words.short_description = gettext_lazy("state")
    state_words.admin_order_field = "state"

    def posted(self, comment: DiscussionComment) -> str:
        """Return when it was posted, in the site's time zone."""
        return instant_text(comment.posted_at)

    posted.short_description = gettext_lazy("posted")
    posted.admin_order_field = "posted_at"

    def reports(self, comment: DiscussionComment) -> str:
        """Return how many reports are open."""
        if not comment.report_count:
            return _("None")
        return format_html(
            "<strong>{}</strong>", _("%(count)s open") % {"count": comment.report_count}
        )

    reports.short_description = gettext_lazy("reports")
    reports.admin_order_field = "report_count"


def may_answer(user: Any, comment: DiscussionComment) -> bool:
    """Say whether ``user`` may post an official reply to ``comment`` as it stands."""
    return comment.state == State.PUBLISHED and permissions.may_reply_officially(
        user, comment.discussion
    )


def may_be_sanctioned(user: Any, comment: DiscussionComment) -> bool:
    """Say whether ``user`` may impose a sanction on the author of ``comment``."""
    return (
        not comment.is_official
        and comment.user_id not in {None, user.pk}
        and permissions.may_sanction(user, comment.discussion)
    )


def _instant_or_blank(instant: Any) -> str:
    return instant_text(instant) if instant else ""
