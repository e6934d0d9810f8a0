"""What the lists of records have in common: read here, changed only through services."""

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.html import format_html
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from discussion_pages import permissions
from discussion_pages.admin.exports import plain_cell

# A key that every database can hold; anything else in an address is simply not found.
KEY = "[1-9][0-9]{0,17}"


class RecordPermissions(PermissionHelper):
    """Nobody adds, edits or deletes a record: what happened, happened."""

    def user_can_create(self, user: Any) -> bool:
        """Nobody: a service writes it."""
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        """Nobody."""
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        """Nobody."""
        return False

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        """Say whether one record is theirs to read: as the list."""
        return self.user_can_list(user)


class RecordButtons(ButtonHelper):
    """Links about one record, each named after it."""

    def links_for(self, obj: Any, *, is_list: bool) -> list[tuple[str, str]]:
        """Return pairs of label and address."""
        raise NotImplementedError

    def get_buttons_for_obj(
        self,
        obj: Any,
        exclude: list[str] | None = None,
        classnames_add: list[str] | None = None,
        classnames_exclude: list[str] | None = None,
    ) -> list[dict[str, Any]]:
        """Return the buttons; each leads to a page."""
        is_list = "inspect" not in (exclude or [])
        classname = self.finalise_classname(classnames_add, classnames_exclude)
        if is_list:
            classname += " button-secondary"
        return [
            {
                "url": url,
                "label": format_html('{}<span class="w-sr-only"> {}</span>', label, self.name(obj)),
                "classname": classname,
                "title": "",
            }
            for label, url in self.links_for(obj, is_list=is_list)
        ]

    def get_primary_button(self, obj: Any) -> dict[str, Any] | None:
        """Let the first column lead where the first button leads."""
        buttons = self.get_buttons_for_obj(obj)
        return buttons[0] if buttons else None

    def name(self, obj: Any) -> str:
        """Return what tells this record from the others in the list."""
        return f"{self.verbose_name} {obj.pk}"


class RecordIndexView(IndexView):
    """A list with our own filters only, and an export without formulas."""

    @property
    def export_headings(self) -> dict[str, Any]:
        """The headings of the spreadsheet's columns."""
        return self.model_admin.export_headings

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse an export to those who may only read."""
        if request.GET.get(self.EXPORT_VAR) and not permissions.may_export(request.user, None):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        """Keep our own filters only: stock, every parameter becomes a lookup on any field."""
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

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """Return one row of a spreadsheet."""
        row = self.model_admin.row_of(item)
        return {name: plain_cell(row[name]) for name in self.list_export}


class RecordAdmin(ModelAdmin):
    """A list of records."""

    add_to_admin_menu = False
    history_view_enabled = False
    index_template_name = "discussion_pages/admin/record_index.html"
    list_per_page = 50
    pages: tuple[str, ...] = ("index", "inspect")
    export_headings: dict[str, Any] = {}

    def row_of(self, item: Any) -> dict[str, Any]:
        """Return one row of the export, by the names of ``export_headings``."""
        raise NotImplementedError

    def get_list_export(self, request: HttpRequest) -> tuple[str, ...]:
        """Offer the export to those who may have it."""
        return tuple(self.export_headings) if permissions.may_export(request.user, None) else ()

    def get_index_view_extra_css(self) -> list[str]:
        """Return our own stylesheet."""
        return ["discussion_pages/admin/comments.css"]

    def get_inspect_view_extra_css(self) -> list[str]:
        """Return our own stylesheet."""
        return ["discussion_pages/admin/comments.css"]

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Register the pages to read; there is no address to add, edit or delete at."""
        wanted = {self.url_helper.get_action_url_name(name) for name in self.pages}
        stock = super().get_admin_urls_for_registration()
        return tuple(url for url in stock if url.name in wanted)

    def inspect_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        """Show one record. Stock hands whatever the address holds to the database.

        Raises:
            Http404: what stands there is no key.
        """
        if not re.fullmatch(KEY, instance_pk):
            raise Http404
        return super().inspect_view(request, instance_pk)

    def register_admin_url_finders(self) -> None:
        """Nothing refers to these records."""

    def register_indexing(self) -> None:
        """Leave them out of the reference index, as the model says."""
