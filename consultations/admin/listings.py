"""The list of all consultations, wherever they stand in the page tree."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn, StatusTagColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from consultations.models import ConsultationPage
from consultations.rules.status import Status
from consultations.services.figures import participation_of
from consultations.services.reading import status_view
from discussion_pages.admin.listings import ChooseParent, PagesMenuItem


class ConsultationIndexView(IndexView):
    """The list; statuses and counts cost the same few queries for one page of it as for fifty."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give each consultation on this page its status and its counts."""
        context = super().get_context_data(**kwargs)
        describe(context["object_list"])
        return context


def describe(consultations: Any) -> None:
    """Set ``status_view`` and ``participation`` on each. Three queries."""
    at = timezone.now()
    pages = list(consultations)
    counts = participation_of(pages)
    for page in pages:
        page.status_view = status_view(page, at=at)
        page.participation = counts[page.pk]


class ConsultationListing(PageListingViewSet):
    """All consultations."""

    model = ConsultationPage
    name = "consultation_listing"
    url_prefix = "consultations/list"
    icon = "group"
    menu_label = _("Consultations")
    menu_name = "consultations"
    menu_item_class = PagesMenuItem
    index_view_class = ConsultationIndexView
    choose_parent_view_class = ChooseParent
    columns = (
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        StatusTagColumn(
            "consultation_status",
            label=_("Consultation"),
            accessor="status_view.label",
            primary=lambda page: page.status_view.status is Status.OPEN,
            width="12%",
        ),
        Column("window", label=_("Window"), accessor="status_view.deadline", sort_key="closes_at"),
        NumberColumn("respondents", label=_("People"), accessor="participation.respondents"),
        NumberColumn("responses", label=_("Responses"), accessor="participation.responses"),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="10%"),
    )
