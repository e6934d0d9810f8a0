"""Webhooks in the admin: the list, one with what can be done about it, and the log."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, re_path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail_modeladmin.views import InspectView

from discussion_pages import permissions
from discussion_pages.admin.records import (
    KEY,
    RecordAdmin,
    RecordButtons,
    RecordIndexView,
    RecordPermissions,
)
from discussion_pages.dates import instant_text
from discussion_pages.models import Webhook, WebhookDelivery
from discussion_pages.models.webhooks import DELIVERY_STATE_CHOICES
from discussion_pages.rules.webhooks import DeliveryState, EventKind, SwitchedOff
from discussion_pages.services import webhooks
from discussion_pages.services.refusals import Refused
from discussion_pages.services.webhook_delivery import body_of
from discussion_pages.services.webhook_kinds import (
    WebhookKind,
    kind_named,
    kinds,
    offered_kinds,
)

INDEX_URL_NAME = "discussions_webhooks_modeladmin_index"
LOG_URL_NAME = "discussions_webhook-log_modeladmin_index"
INSPECT_URL_NAME = "discussions_webhook-log_modeladmin_inspect"
ADD_URL_NAME = "discussion_pages_add_webhook"
EDIT_URL_NAME = "discussion_pages_webhook"
DO_URL_NAME = "discussion_pages_do_webhook"
DELETE_URL_NAME = "discussion_pages_delete_webhook"
RESEND_URL_NAME = "discussion_pages_resend_webhook"
BY_ITSELF = (SwitchedOff.GONE, SwitchedOff.FAILING)


def kind_label(name: str) -> str:
    """Return what people call a kind of event."""
    kind = kind_named(name)
    return str(kind.label) if kind else name


def standing(webhook: Webhook) -> tuple[str, str]:
    """Return how a webhook stands, in words, and the class of their tag."""
    if webhook.is_active and webhook.failing_since is None:
        return _("On"), "w-status--primary"
    if webhook.is_active:
        return _("On, but not getting through"), "w-status--primary"
    if webhook.switched_off_because in BY_ITSELF:
        return _("Switched off by itself"), ""
    return _("Off"), ""


class WebhookPermissions(RecordPermissions):
    """Asks ``discussion_pages.permissions``."""

    def user_can_list(self, user: Any) -> bool:
        """Say whether the list is theirs to read."""
        return permissions.may_manage_webhooks(user)


class PlainRecords(RecordAdmin):
    """Records that nobody downloads."""

    permission_helper_class = WebhookPermissions

    def get_list_export(self, request: HttpRequest) -> tuple[str, ...]:
        """Offer no export."""
        return ()


class WebhookIndexView(RecordIndexView):
    """All webhooks."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where one is made and where the log is."""
        return super().get_context_data(
            add_url=reverse(ADD_URL_NAME), log_url=reverse(LOG_URL_NAME), **kwargs
        )


class WebhookButtons(RecordButtons):
    """Leads to one webhook and to its part of the log."""

    def links_for(self, obj: Webhook, *, is_list: bool) -> list[tuple[str, str]]:
        """Return pairs of label and address."""
        return [
            (pgettext("to open a record", "Open"), reverse(EDIT_URL_NAME, args=[obj.pk])),
            (_("Log"), f"{reverse(LOG_URL_NAME)}?webhook={obj.pk}"),
        ]

    def name(self, obj: Webhook) -> str:
        """Return its name."""
        return obj.name


class WebhookAdmin(PlainRecords):
    """Systems that are told what happens here."""

    model = Webhook
    menu_label = gettext_lazy("Webhooks")
    menu_icon = "link-external"
    menu_item_name = "webhooks"
    base_url_path = "discussions/webhooks"
    pages = ("index",)
    index_view_class = WebhookIndexView
    index_template_name = "discussion_pages/admin/webhook_index.html"
    button_helper_class = WebhookButtons
    list_display = ("title", "host", "told", "state", "delivered")
    list_display_add_buttons = "title"
    ordering = ("name", "pk")

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Add the forms and the buttons."""
        one = rf"^discussions/webhooks/(?P<pk>{KEY})/"
        return (
            re_path(r"^discussions/webhooks/new/$", AddView.as_view(), name=ADD_URL_NAME),
            re_path(rf"{one}$", EditView.as_view(), name=EDIT_URL_NAME),
            re_path(rf"{one}do/$", do_webhook, name=DO_URL_NAME),
            re_path(rf"{one}delete/$", DeleteView.as_view(), name=DELETE_URL_NAME),
            *super().get_admin_urls_for_registration(),
        )

    def title(self, webhook: Webhook) -> str:
        """Return its name."""
        return webhook.name

    title.short_description = gettext_lazy("name")
    title.admin_order_field = "name"

    def host(self, webhook: Webhook) -> str:
        """Return whose it is; the rest of an address may be meant for few eyes."""
        return urlsplit(webhook.address).hostname or ""

    host.short_description = gettext_lazy("host")

    def told(self, webhook: Webhook) -> str:
        """Return what it is told."""
        return "; ".join(kind_label(name) for name in webhook.events)

    told.short_description = gettext_lazy("what it is told")

    def state(self, webhook: Webhook) -> str:
        """Return how it stands, as a tag with words."""
        words, classname = standing(webhook)
        return format_html('<span class="w-status {}">{}</span>', classname, words)

    state.short_description = gettext_lazy("state")
    state.admin_order_field = "is_active"

    def delivered(self, webhook: Webhook) -> str:
        """Return when something last got through."""
        return instant_text(webhook.delivered_at) if webhook.delivered_at else _("Never")

    delivered.short_description = gettext_lazy("last delivered")
    delivered.admin_order_field = "delivered_at"


class StateFilter(SimpleListFilter):
    """By what became of it."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the states."""
        return DELIVERY_STATE_CHOICES

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep one state."""
        value = self.value()
        known = value in dict(DELIVERY_STATE_CHOICES)
        return queryset.filter(state=value) if known else queryset


class EventFilter(SimpleListFilter):
    """By what happened."""

    title = gettext_lazy("event")
    parameter_name = "event"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the kinds."""
        return [(kind.name, kind.label) for kind in kinds()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep one kind."""
        value = self.value()
        return queryset.filter(event__kind=value) if kind_named(value or "") else queryset


class WebhookFilter(SimpleListFilter):
    """By who was told."""

    title = gettext_lazy("webhook")
    parameter_name = "webhook"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer all of them."""
        return [(str(pk), name) for pk, name in Webhook.objects.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep one webhook's deliveries."""
        value = self.value()
        return queryset.filter(webhook=value) if value in dict(self.lookup_choices) else queryset


class DeliveryButtons(RecordButtons):
    """Leads to one delivery."""

    def links_for(self, obj: WebhookDelivery, *, is_list: bool) -> list[tuple[str, str]]:
        """Return pairs of label and address."""
        return (
            [(pgettext("to open a record", "Open"), reverse(INSPECT_URL_NAME, args=[obj.pk]))]
            if is_list
            else []
        )

    def name(self, obj: WebhookDelivery) -> str:
        """Return what tells it from the others in the list."""
        return f"{kind_label(obj.event.kind)} {obj.pk}"


class DeliveryInspectView(InspectView):
    """One delivery with its attempts, and what would be sent now."""

    page_title = gettext_lazy("Delivery")

    def get_page_subtitle(self) -> str:
        """Return what it is about."""
        return kind_label(self.instance.event.kind)

    def get_meta_title(self) -> str:
        """Return the title of the browser's tab."""
        return f"{self.page_title} {self.get_page_subtitle()}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add everything about it."""
        delivery = self.instance
        return super().get_context_data(
            delivery=delivery,
            kind=kind_label(delivery.event.kind),
            attempts=list(delivery.attempt_rows.all()),
            message=_message_now(delivery),
            webhook_url=reverse(EDIT_URL_NAME, args=[delivery.webhook_id]),
            resend_url=reverse(RESEND_URL_NAME, args=[delivery.pk]),
            may_resend=delivery.state not in webhooks.ON_THEIR_WAY
            and (delivery.webhook.is_active or delivery.event.kind == EventKind.TEST),
            is_done=delivery.state == DeliveryState.DELIVERED,
            **kwargs,
        )


class WebhookDeliveryAdmin(PlainRecords):
    """What was told to whom, and what came of it."""

    model = WebhookDelivery
    menu_label = gettext_lazy("Webhook log")
    menu_icon = "history"
    menu_item_name = "webhook-log"
    base_url_path = "discussions/webhook-log"
    index_view_class = RecordIndexView
    inspect_view_class = DeliveryInspectView
    inspect_view_enabled = True
    button_helper_class = DeliveryButtons
    list_display = ("what", "to", "standing", "answer", "tries", "happened")
    list_display_add_buttons = "what"
    list_filter = (StateFilter, EventFilter, WebhookFilter)
    list_select_related = ("event", "webhook")
    ordering = ("-created_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return all of them with what a row shows."""
        return WebhookDelivery.objects.select_related("event", "webhook").order_by(*self.ordering)

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Add the button to send again."""
        return (
            *super().get_admin_urls_for_registration(),
            re_path(
                rf"^discussions/webhook-log/(?P<pk>{KEY})/resend/$",
                resend,
                name=RESEND_URL_NAME,
            ),
        )

    def what(self, delivery: WebhookDelivery) -> str:
        """Return the event."""
        return kind_label(delivery.event.kind)

    what.short_description = gettext_lazy("event")

    def to(self, delivery: WebhookDelivery) -> str:
        """Return the webhook."""
        return delivery.webhook.name

    to.short_description = gettext_lazy("webhook")

    def standing(self, delivery: WebhookDelivery) -> str:
        """Return the state, as a tag with words."""
        is_fine = delivery.state == DeliveryState.DELIVERED
        return format_html(
            '<span class="w-status {}">{}</span>',
            "" if is_fine else "w-status--primary",
            delivery.get_state_display(),
        )

    standing.short_description = gettext_lazy("state")
    standing.admin_order_field = "state"

    def answer(self, delivery: WebhookDelivery) -> str:
        """Return the status of the answer, or why there is none."""
        words = delivery.get_problem_display() if delivery.problem else ""
        status = str(delivery.response_status or "")
        return " – ".join(part for part in (status, words) if part) or "–"

    answer.short_description = gettext_lazy("answer")

    def tries(self, delivery: WebhookDelivery) -> int:
        """Return how often it was sent."""
        return delivery.attempts

    tries.short_description = gettext_lazy("attempts")
    tries.admin_order_field = "attempts"

    def happened(self, delivery: WebhookDelivery) -> str:
        """Return when it happened."""
        return instant_text(delivery.event.occurred_at)

    happened.short_description = gettext_lazy("happened")
    happened.admin_order_field = "created_at"


class WebhookForm(forms.Form):
    """What a webhook is called, where it leads, what it is told."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy("For the people here, for example: City data platform."),
    )
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        widget=forms.URLInput(),
        help_text=gettext_lazy(
            "Where the other system takes messages. Its makers can tell you. It begins with "
            "https:// and holds no name and password."
        ),
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("What it is told"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = [(kind.name, _choice(kind)) for kind in offered_kinds()]


class WebhookFormView(WagtailAdminTemplateMixin, FormView):
    """A form about a webhook, for those who manage webhooks."""

    form_class: type[forms.Form] = WebhookForm
    header_icon = "link-external"
    template_name = "discussion_pages/admin/webhook.html"
    submit_label: Any = gettext_lazy("Save")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn away those who do not.

        Raises:
            PermissionDenied: they do not.
        """
        if not permissions.may_manage_webhooks(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def webhook(self) -> Webhook:
        """The webhook that the address names."""
        return get_object_or_404(Webhook, pk=self.kwargs["pk"])

    def carry_out(self, cleaned: dict[str, Any]) -> tuple[str, str]:
        """Call the service; return what to say afterwards, and where to go."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it, or say at the field why not."""
        try:
            done, url = self.carry_out(form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, done)
        return redirect(url)

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Keep what was typed and say what is missing."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        context = super().get_context_data(**kwargs)
        return context | {
            "media": context["form"].media,
            "list_url": reverse(INDEX_URL_NAME),
            "submit_label": self.submit_label,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(INDEX_URL_NAME), "label": _("Webhooks")},
            {"url": "", "label": self.get_page_subtitle() or self.page_title},
        ]


class AddView(WebhookFormView):
    """Makes a webhook."""

    page_title = gettext_lazy("Add a webhook")
    submit_label = gettext_lazy("Add the webhook")

    def carry_out(self, cleaned: dict[str, Any]) -> tuple[str, str]:
        """Make it, and lead to where its secret can be seen."""
        webhook = webhooks.create_webhook(**cleaned, person=self.request.user, at=timezone.now())
        done = _("The webhook is on. Copy its secret now: it is shown only once.")
        return done, reverse(EDIT_URL_NAME, args=[webhook.pk])


class EditView(WebhookFormView):
    """One webhook: how it stands, what can be done, and the form to change it."""

    page_title = gettext_lazy("Webhook")

    def get_page_subtitle(self) -> str:
        """Return its name."""
        return self.webhook.name

    def get_initial(self) -> dict[str, Any]:
        """Show it as it stands."""
        webhook = self.webhook
        return {"name": webhook.name, "address": webhook.address, "events": webhook.events}

    def carry_out(self, cleaned: dict[str, Any]) -> tuple[str, str]:
        """Change it."""
        webhook = webhooks.change_webhook(
            webhook=self.webhook, **cleaned, person=self.request.user, at=timezone.now()
        )
        return _("The webhook is changed."), reverse(EDIT_URL_NAME, args=[webhook.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how it stands and what can be done."""
        webhook = self.webhook
        words, classname = standing(webhook)
        at = timezone.now()
        until = webhook.previous_secret_until
        return super().get_context_data(
            webhook=webhook,
            standing=words,
            standing_class=classname,
            overlap_until=until if until is not None and at < until else None,
            do_url=reverse(DO_URL_NAME, args=[webhook.pk]),
            delete_url=reverse(DELETE_URL_NAME, args=[webhook.pk]),
            log_url=f"{reverse(LOG_URL_NAME)}?webhook={webhook.pk}",
            **kwargs,
        )


class DeleteView(WebhookFormView):
    """Asks before a webhook is deleted."""

    form_class = forms.Form
    template_name = "discussion_pages/admin/delete_webhook.html"
    page_title = gettext_lazy("Delete this webhook")

    def get_page_subtitle(self) -> str:
        """Return its name."""
        return self.webhook.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back to the webhook."""
        return super().get_context_data(
            webhook=self.webhook, back_url=reverse(EDIT_URL_NAME, args=[self.webhook.pk]), **kwargs
        )

    def carry_out(self, cleaned: dict[str, Any]) -> tuple[str, str]:
        """Delete it."""
        webhooks.delete_webhook(webhook=self.webhook, person=self.request.user)
        return _("The webhook and its log are deleted."), reverse(INDEX_URL_NAME)


@require_POST
def do_webhook(request: HttpRequest, pk: str) -> HttpResponse:
    """Do what a button of the webhook's page says.

    Raises:
        PermissionDenied: the person does not manage webhooks.
        Http404: there is no such webhook.
    """
    if not permissions.may_manage_webhooks(request.user):
        raise PermissionDenied
    webhook = get_object_or_404(Webhook, pk=pk)
    given = {"webhook": webhook, "person": request.user, "at": timezone.now()}
    here = reverse(EDIT_URL_NAME, args=[webhook.pk])
    try:
        match request.POST.get("do"):
            case "show-secret":
                return _secret_page(request, webhook, webhooks.show_secret(**given), here)
            case "new-secret":
                webhooks.rotate_secret(**given)
                done = _("The new secret is in force. Copy it now: it is shown only once.")
            case "test":
                delivery = webhooks.send_test(**given)
                here = reverse(INSPECT_URL_NAME, args=[delivery.pk])
                done = _("The test is on its way. Load this page again to see what became of it.")
            case "switch-on":
                webhooks.switch_on(**given)
                done = _("The webhook is on. It is told what happens from now on.")
            case "switch-off":
                webhooks.switch_off(**given)
                done = _("The webhook is off. It is told nothing any more.")
            case _other:
                return redirect(here)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(here)


@require_POST
def resend(request: HttpRequest, pk: str) -> HttpResponse:
    """Send a delivery again, under the same id.

    Raises:
        PermissionDenied: the person does not manage webhooks.
        Http404: there is no such delivery.
    """
    if not permissions.may_manage_webhooks(request.user):
        raise PermissionDenied
    delivery = get_object_or_404(WebhookDelivery, pk=pk)
    try:
        webhooks.resend(delivery=delivery, person=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(
            request, _("It is on its way again. Load this page again to see what became of it.")
        )
    return redirect(reverse(INSPECT_URL_NAME, args=[delivery.pk]))


@dataclass(frozen=True, slots=True)
class Stopped:
    """A webhook that was switched off by itself."""

    webhook: Webhook
    url: str


class StoppedWebhooksPanel(Component):
    """Tells those who manage webhooks which of them do not work any more."""

    name = "webhooks_stopped"
    template_name = "discussion_pages/admin/webhooks_panel.html"
    order = 110

    def __init__(self, stopped: list[Stopped]) -> None:
        self.stopped = stopped

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return which."""
        return {"stopped": self.stopped}


def stopped_webhooks() -> list[Stopped]:
    """Return the webhooks that were switched off by themselves. One query."""
    found = Webhook.objects.filter(is_active=False, switched_off_because__in=BY_ITSELF)
    return [Stopped(webhook, reverse(EDIT_URL_NAME, args=[webhook.pk])) for webhook in found]


def _secret_page(
    request: HttpRequest, webhook: Webhook, secret: str, back_url: str
) -> TemplateResponse:
    response = TemplateResponse(
        request,
        "discussion_pages/admin/webhook_secret.html",
        {
            "webhook": webhook,
            "secret": secret,
            "back_url": back_url,
            "page_title": _("Secret"),
            "page_subtitle": webhook.name,
            "header_icon": "key",
            "header_title": f"{_('Secret')}: {webhook.name}",
        },
    )
    add_never_cache_headers(response)
    return response


def _message_now(delivery: WebhookDelivery) -> str:
    """Return what would be sent now, to be read; empty where that is nothing."""
    body = body_of(delivery.event)
    return json.dumps(json.loads(body), indent=2, ensure_ascii=False) if body else ""


def _choice(kind: WebhookKind) -> str:
    """Return the sentence beside a box, with what is told below it."""
    return format_html(
        '<span>{}<span class="wc-choice">{}</span></span>', kind.label, kind.explanation
    )
