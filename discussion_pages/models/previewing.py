"""The second way to preview a page: in a headless front end."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from discussion_pages.front_ends import has_front_end
from discussion_pages.rules.previews import HEADLESS


class FrontEndPreviewMixin:
    """A page that editors preview on the website and, where the host has one, in its front end.

    Stands first among a page's bases. ``front_end_preview`` is a dotted path, so that a model needs
    no import from the view above it.
    """

    front_end_preview = "discussion_pages.views_previews.preview_in_front_end"

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The page's own modes, of which the plain one is the website, and the front end."""
        modes = super().preview_modes
        if not has_front_end(self):
            return modes
        named = [(name, _("Website") if name == "" else label) for name, label in modes]
        return [*named, (HEADLESS, _("Headless front end"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Lead to the front end, or preview as ever."""
        if mode_name == HEADLESS:
            return import_string(self.front_end_preview)(request, self)
        return super().serve_preview(request, mode_name)
