"""Offline responses in the admin."""

from datetime import date

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from consultations.models import ConsultationPage, OfflineResponse
from consultations.services.offline import (
    change_offline_response,
    delete_offline_response,
    enter_offline_response,
    refuse_day_to_come,
)
from discussion_pages.admin.labels import page_labels, page_rows


def consultation_choices() -> list[tuple[int, str]]:
    """Return the consultations that take batches: all but aliases. One query."""
    pages = ConsultationPage.objects.filter(alias_of=None)
    return list(page_labels(page_rows(pages)).items())


class OfflineResponseFilterSet(WagtailFilterSet):
    """By consultation and channel."""

    consultation = django_filters.ChoiceFilter(
        label=_("Consultation"), choices=consultation_choices
    )

    class Meta:
        model = OfflineResponse
        fields = ["consultation", "channel"]


class OfflineResponseForm(WagtailAdminModelForm):
    """Says at the day what the services would refuse."""

    def clean_received_on(self) -> date:
        """Refuse a day that has not come yet.

        Raises:
            ValidationError: it has not.
        """
        day = self.cleaned_data["received_on"]
        refuse_day_to_come(day, at=timezone.now())
        return day


class EnterView(CreateView):
    """Writes down who entered a batch: not a field that anybody types."""

    def save_instance(self) -> OfflineResponse:
        """Save it under the name of the person at the keyboard."""
        return enter_offline_response(
            response=self.form.instance,
            person=self.request.user,
            at=timezone.now(),
            form=self.form,
        )


class ChangeView(EditView):
    """Changes a batch."""

    def save_instance(self) -> OfflineResponse:
        """Save it; who entered it stays."""
        return change_offline_response(
            response=self.form.instance,
            person=self.request.user,
            at=timezone.now(),
            form=self.form,
        )


class RemoveView(DeleteView):
    """Deletes a batch."""

    def delete_action(self) -> None:
        """Delete it."""
        delete_offline_response(response=self.object, person=self.request.user)


class OfflineIndexView(IndexView):
    """The list, with what each row names brought along."""

    def get_base_queryset(self) -> QuerySet[OfflineResponse]:
        """Return all batches."""
        return super().get_base_queryset().select_related("consultation", "entered_by")


class OfflineResponseViewSet(ModelViewSet):
    """Batches of letters, calls and workshop notes, counted with the comments."""

    model = OfflineResponse
    edit_handler = ObjectList(OfflineResponse.panels, base_form_class=OfflineResponseForm)
    name = "offline_responses"
    url_prefix = "consultations/offline-responses"
    icon = "mail"
    menu_label = _("Offline responses")
    menu_name = "offline-responses"
    add_to_reference_index = False
    index_view_class = OfflineIndexView
    add_view_class = EnterView
    edit_view_class = ChangeView
    delete_view_class = RemoveView
    copy_view_enabled = False
    list_display = (
        "__str__",
        Column("consultation", label=_("Consultation"), accessor="consultation.title"),
        NumberColumn("people", label=_("People"), sort_key="people"),
        NumberColumn("responses", label=_("Responses"), sort_key="responses"),
        Column("entered_by", label=_("Entered by")),
    )
    filterset_class = OfflineResponseFilterSet
    search_fields = ("note", "consultation__title")
    search_backend_name = None
    ordering = ("-received_on", "-pk")
