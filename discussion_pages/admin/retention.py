"""Legal holds and retention runs in the admin: lists, and the forms to place and lift a hold."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, re_path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from discussion_pages import permissions
from discussion_pages.dates import instant_text
from discussion_pages.models import DiscussionPage, LegalHold, RetentionRun
from discussion_pages.services.legal_holds import REASON_LENGTH_MAX, lift_hold, place_hold
from discussion_pages.services.refusals import Refused

HOLDS_URL_NAME = "discussions_legal-holds_modeladmin_index"
PLACE_URL_NAME = "discussion_pages_place_hold"
LIFT_URL_NAME = "discussion_pages_lift_hold"
KEY = "[1-9][0-9]{0,17}"
KINDS = {
    "comments": gettext_lazy("comments"),
    "versions": gettext_lazy("versions"),
    "reports": gettext_lazy("reports"),
    "decisions": gettext_lazy("decisions"),
    "appeals": gettext_lazy("appeals"),
    "sanctions": gettext_lazy("sanctions"),
    "notices": gettext_lazy("notices"),
}


class ManagersOnly(PermissionHelper):
    """Asks ``discussion_pages.permissions``; nothing is added, edited or deleted in the lists."""

    def user_can_list(self, user: Any) -> bool:
        """Say whether the list is theirs to read."""
        return permissions.may_manage_moderation(user)

    def user_can_create(self, user: Any) -> bool:
        """Nobody: a form of our own places a hold."""
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        """Nobody."""
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        """Nobody: what was held, and why, stays."""
        return False


class PlainIndexView(IndexView):
    """A list without filters."""

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        """Let no parameter of the address become a lookup."""
        return {}


class HoldIndexView(PlainIndexView):
    """All holds, past ones too."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where one is placed."""
        return super().get_context_data(place_url=reverse(PLACE_URL_NAME), **kwargs)


class HoldButtons(ButtonHelper):
    """Offers to lift what is in force."""

    def get_buttons_for_obj(
        self,
        obj: LegalHold,
        exclude: list[str] | None = None,
        classnames_add: list[str] | None = None,
        classnames_exclude: list[str] | None = None,
    ) -> list[dict[str, Any]]:
        """Return the link to the form, named after the page."""
        if obj.lifted_at is not None:
            return []
        label = format_html(
            '{}<span class="w-sr-only"> {}</span>', _("Lift"), obj.page.get_admin_display_title()
        )
        return [
            {
                "url": reverse(LIFT_URL_NAME, args=[obj.pk]),
                "label": label,
                "classname": "button button-small button-secondary",
                "title": "",
            }
        ]


class ListAdmin(ModelAdmin):
    """A list that is only read."""

    add_to_admin_menu = False
    history_view_enabled = False
    permission_helper_class = ManagersOnly
    index_view_class = PlainIndexView
    index_template_name = "discussion_pages/admin/retention_index.html"
    list_per_page = 50
    index_view_extra_css = ("discussion_pages/admin/comments.css",)

    def get_index_view_extra_css(self) -> list[str]:
        """Return the stylesheet of our lists."""
        return list(self.index_view_extra_css)

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Register the list alone."""
        wanted = self.url_helper.get_action_url_name("index")
        stock = super().get_admin_urls_for_registration()
        return tuple(url for url in stock if url.name == wanted)

    def register_indexing(self) -> None:
        """Leave these records out of the reference index, as the models say."""


class LegalHoldAdmin(ListAdmin):
    """Pages below which nothing is erased."""

    model = LegalHold
    menu_label = gettext_lazy("Legal holds")
    menu_icon = "lock"
    menu_item_name = "legal-holds"
    base_url_path = "discussions/legal-holds"
    index_view_class = HoldIndexView
    button_helper_class = HoldButtons
    list_display = ("title", "reason", "placed", "lifted")
    list_display_add_buttons = "title"
    list_select_related = ("page", "placed_by", "lifted_by")
    ordering = ("-placed_at", "-pk")

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Add the forms."""
        return (
            re_path(r"^discussions/legal-holds/place/$", PlaceView.as_view(), name=PLACE_URL_NAME),
            re_path(
                rf"^discussions/legal-holds/(?P<pk>{KEY})/lift/$",
                LiftView.as_view(),
                name=LIFT_URL_NAME,
            ),
            *super().get_admin_urls_for_registration(),
        )

    def title(self, hold: LegalHold) -> str:
        """Return the page's title."""
        return hold.page.get_admin_display_title()

    title.short_description = gettext_lazy("page")

    def placed(self, hold: LegalHold) -> str:
        """Return since when, and by whom."""
        return _by(hold.placed_at, hold.placed_by)

    placed.short_description = gettext_lazy("placed")
    placed.admin_order_field = "placed_at"

    def lifted(self, hold: LegalHold) -> str:
        """Return when it was lifted and by whom, or that it holds."""
        if hold.lifted_at is None:
            return format_html('<span class="w-status w-status--primary">{}</span>', _("In force"))
        return _by(hold.lifted_at, hold.lifted_by)

    lifted.short_description = gettext_lazy("lifted")


class RetentionRunAdmin(ListAdmin):
    """What retention erased, in numbers."""

    model = RetentionRun
    menu_label = gettext_lazy("Retention runs")
    menu_icon = "history"
    menu_item_name = "retention-runs"
    base_url_path = "discussions/retention-runs"
    list_display = ("ran", "erased")
    ordering = ("-ran_at", "-pk")

    def ran(self, run: RetentionRun) -> str:
        """Return when."""
        return instant_text(run.ran_at)

    ran.short_description = gettext_lazy("run")
    ran.admin_order_field = "ran_at"

    def erased(self, run: RetentionRun) -> str:
        """Return the numbers of each discussion, one a line."""
        discussions = run.counts.get("discussions", {})
        titles = dict(DiscussionPage.objects.filter(pk__in=discussions).values_list("pk", "title"))
        lines = [
            (
                titles.get(int(pk), pk),
                ", ".join(f"{KINDS.get(kind, kind)} {number}" for kind, number in kinds.items()),
            )
            for pk, kinds in discussions.items()
        ]
        if not lines:
            return _("Nothing was due.")
        return format_html_join("", "<div>{}: {}</div>", lines)

    erased.short_description = gettext_lazy("erased")


class PlaceForm(forms.Form):
    """Which page is held, and why."""

    page = forms.ModelChoiceField(
        label=gettext_lazy("Page"),
        queryset=Page.objects.filter(depth__gt=1),
        widget=AdminPageChooser,
        help_text=gettext_lazy("Nothing on it or below it is erased while the hold lasts."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=REASON_LENGTH_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("For example the court's reference."),
    )


class HoldFormView(WagtailAdminTemplateMixin, FormView):
    """A form about a hold, for those who manage moderation."""

    template_name = "discussion_pages/admin/legal_hold.html"
    header_icon = "lock"
    submit_label: Any = ""
    sentence: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn away those who do not.

        Raises:
            PermissionDenied: they do not.
        """
        if not permissions.may_manage_moderation(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def carry_out(self, cleaned: dict[str, Any]) -> str:
        """Call the service, and return what to say afterwards."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it, or say at the field why not."""
        try:
            done = self.carry_out(form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, done)
        return redirect(reverse(HOLDS_URL_NAME))

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Keep what was typed and say what is missing."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        context = super().get_context_data(**kwargs)
        return context | {
            "media": context["form"].media,
            "done_url": reverse(HOLDS_URL_NAME),
            "submit_label": self.submit_label,
            "sentence": self.sentence,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(HOLDS_URL_NAME), "label": _("Legal holds")},
            {"url": "", "label": self.page_title},
        ]


class PlaceView(HoldFormView):
    """Places a hold."""

    form_class = PlaceForm
    page_title = gettext_lazy("Place a legal hold")
    submit_label = gettext_lazy("Place the hold")

    def carry_out(self, cleaned: dict[str, Any]) -> str:
        """Place it."""
        place_hold(person=self.request.user, at=timezone.now(), **cleaned)
        return _("The hold is placed. Nothing there is erased while it lasts.")


class LiftView(HoldFormView):
    """Lifts a hold."""

    form_class = forms.Form
    page_title = gettext_lazy("Lift this legal hold")
    submit_label = gettext_lazy("Lift the hold")

    @cached_property
    def hold(self) -> LegalHold:
        """The hold."""
        holds = LegalHold.objects.select_related("page")
        return get_object_or_404(holds, pk=self.kwargs["pk"])

    @property
    def sentence(self) -> str:
        """What lifting does."""
        return _(
            "What is due under “%(page)s” is erased when retention is next applied. "
            "The hold was placed for this reason: %(reason)s"
        ) % {"page": self.hold.page.get_admin_display_title(), "reason": self.hold.reason}

    def carry_out(self, cleaned: dict[str, Any]) -> str:
        """Lift it."""
        lift_hold(hold=self.hold, person=self.request.user, at=timezone.now())
        return _("The hold is lifted.")


def _by(at: Any, person: Any) -> str:
    return _("%(when)s by %(person)s") % {
        "when": instant_text(at),
        "person": str(person) if person else _("Former account"),
    }
