"""What people do with webhooks: make, change, switch, give a new secret, test, send again."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from discussion_pages import permissions
from discussion_pages.models import Webhook, WebhookDelivery
from discussion_pages.rules.addresses import AddressProblem
from discussion_pages.rules.webhooks import (
    OVERLAP,
    SECRET_BYTES,
    DeliveryState,
    EventKind,
    SwitchedOff,
    serialised,
)
from discussion_pages.services import webhook_delivery
from discussion_pages.services.refusals import Invalid, NotAllowed
from discussion_pages.services.webhook_events import happened
from discussion_pages.services.webhook_kinds import kind_named, look_around, offered_kinds
from discussion_pages.services.webhook_sending import AddressRefusedError, refuse_address

SWITCHED_ON_ACTION = "discussion_pages.webhook.switched_on"
NEW_SECRET_ACTION = "discussion_pages.webhook.new_secret"
RESENT_ACTION = "discussion_pages.webhook.resent"
ON_THEIR_WAY = (DeliveryState.PENDING, DeliveryState.SENDING)


def create_webhook(
    *, name: str, address: str, events: Iterable[str], person: Any, at: datetime
) -> Webhook:
    """Make a webhook, switched on, with a secret that ``show_secret`` shows once.

    It is told of what happens from now on: what time has brought until now is written first.

    Raises:
        NotAllowed: the person does not manage webhooks.
        Invalid: a field is missing or wrong, or the address leads where we do not send.
    """
    _refuse_unless_manager(person)
    fields = _checked(name, address, events)
    with transaction.atomic():
        look_around(at=at)
        webhook = Webhook.objects.create(secret=_new_secret(), created_at=at, **fields)
        log(instance=webhook, action="wagtail.create", user=person)
    return webhook


def change_webhook(
    *,
    webhook: Webhook,
    name: str,
    address: str,
    events: Iterable[str],
    person: Any,
    at: datetime,
) -> Webhook:
    """Change what a webhook is called, where it leads and what it is told from now on.

    Raises:
        NotAllowed: the person does not manage webhooks.
        Invalid: as for a new one.
    """
    _refuse_unless_manager(person)
    fields = _checked(name, address, events, known=webhook.events)
    with transaction.atomic():
        look_around(at=at)
        webhook = _locked(webhook)
        for field, value in fields.items():
            setattr(webhook, field, value)
        webhook.save(update_fields=list(fields))
        log(instance=webhook, action="wagtail.edit", user=person)
    return webhook


def delete_webhook(*, webhook: Webhook, person: Any) -> None:
    """Delete a webhook with the log of what it was told.

    Raises:
        NotAllowed: the person does not manage webhooks.
    """
    _refuse_unless_manager(person)
    with transaction.atomic():
        webhook = _locked(webhook)
        log(instance=webhook, action="wagtail.delete", user=person, deleted=True)
        webhook.delete()


def switch_on(*, webhook: Webhook, person: Any, at: datetime) -> Webhook:
    """Tell a webhook again what happens from now on.

    Raises:
        NotAllowed: the person does not manage webhooks.
    """
    _refuse_unless_manager(person)
    with transaction.atomic():
        look_around(at=at)
        webhook = _locked(webhook)
        if webhook.is_active:
            return webhook
        webhook.is_active = True
        webhook.switched_off_at = webhook.failing_since = None
        webhook.switched_off_because = ""
        webhook.save(
            update_fields=["is_active", "switched_off_at", "switched_off_because", "failing_since"]
        )
        log(instance=webhook, action=SWITCHED_ON_ACTION, user=person)
    return webhook


def switch_off(*, webhook: Webhook, person: Any, at: datetime) -> Webhook:
    """Tell a webhook nothing any more; what waits for it is not sent.

    Raises:
        NotAllowed: the person does not manage webhooks.
    """
    _refuse_unless_manager(person)
    webhook_delivery.switch_off(webhook, SwitchedOff.BY_HAND, by=person, at=at)
    webhook.refresh_from_db()
    return webhook


def rotate_secret(*, webhook: Webhook, person: Any, at: datetime) -> Webhook:
    """Give a webhook a new secret. The one before signs beside it for ``OVERLAP``, then no more.

    Raises:
        NotAllowed: the person does not manage webhooks.
    """
    _refuse_unless_manager(person)
    with transaction.atomic():
        webhook = _locked(webhook)
        webhook.previous_secret, webhook.previous_secret_until = webhook.secret, at + OVERLAP
        webhook.secret, webhook.secret_shown_at = _new_secret(), None
        webhook.save(
            update_fields=["previous_secret", "previous_secret_until", "secret", "secret_shown_at"]
        )
        log(instance=webhook, action=NEW_SECRET_ACTION, user=person)
    return webhook


def show_secret(*, webhook: Webhook, person: Any, at: datetime) -> str:
    """Return a webhook's secret, once.

    Raises:
        NotAllowed: the person does not manage webhooks.
        Invalid: it was shown already.
    """
    _refuse_unless_manager(person)
    shown = Webhook.objects.filter(pk=webhook.pk, secret_shown_at=None).update(secret_shown_at=at)
    if not shown:
        raise Invalid(
            "shown", _("The secret was shown already. Make a new one if nobody has it any more.")
        )
    webhook.refresh_from_db()
    return webhook.secret


def send_test(*, webhook: Webhook, person: Any, at: datetime) -> WebhookDelivery:
    """Send a webhook a message that says nothing, also where it is switched off.

    Raises:
        NotAllowed: the person does not manage webhooks.
    """
    _refuse_unless_manager(person)
    with transaction.atomic():
        event = happened(EventKind.TEST, subject=webhook.pk, webhooks=[webhook], at=at)
        return WebhookDelivery.objects.get(event=event, webhook=webhook)


def resend(*, delivery: WebhookDelivery, person: Any, at: datetime) -> WebhookDelivery:
    """Put a delivery on its way again, with all its attempts before it and the same id.

    Raises:
        NotAllowed: the person does not manage webhooks.
        Invalid: it is on its way, or its webhook is switched off.
    """
    _refuse_unless_manager(person)
    with transaction.atomic():
        delivery = (
            WebhookDelivery.objects.select_for_update(of=("self",), no_key=True)
            .select_related("webhook", "event")
            .get(pk=delivery.pk)
        )
        if delivery.state in ON_THEIR_WAY:
            raise Invalid("on_its_way", _("This is on its way already."))
        if not delivery.webhook.is_active and delivery.event.kind != EventKind.TEST:
            raise Invalid("switched_off", _("The webhook is switched off. Switch it on first."))
        delivery.state = DeliveryState.PENDING.value
        delivery.due_at = at
        delivery.attempts_before = delivery.attempts
        delivery.problem = ""
        delivery.save(update_fields=["state", "due_at", "attempts_before", "problem"])
        log(
            instance=delivery.webhook,
            action=RESENT_ACTION,
            user=person,
            data={"event": delivery.event.uid},
        )
        transaction.on_commit(webhook_delivery.deliver_webhooks_soon)
    return delivery


def address_words(problem: AddressProblem) -> str:
    """Return the sentence that refuses an address."""
    return {
        AddressProblem.MALFORMED: _(
            "Write a whole address such as https://example.org/hooks, without accents or spaces."
        ),
        AddressProblem.TOO_LONG: _("Use at most 500 characters."),
        AddressProblem.CREDENTIALS: _(
            "Leave out the name and password: our signature says who we are."
        ),
        AddressProblem.NOT_HTTPS: _("The address has to begin with https://."),
        AddressProblem.UNKNOWN: _("No server has this name. Check how it is written."),
        AddressProblem.PRIVATE: _(
            "This address leads into a private network, where we do not send. "
            "Whoever runs this site can allow it."
        ),
    }[problem]


def _checked(
    name: str, address: str, events: Iterable[str], *, known: Iterable[str] = ()
) -> dict[str, Any]:
    """Return the fields to write. ``known``: what it wants, of which no app may know some now."""
    name, address = " ".join(name.split()), address.strip()
    if not name or len(name) > 100:
        raise Invalid("name", _("Give it a name of at most 100 characters."), field="name")
    try:
        refuse_address(address)
    except AddressRefusedError as error:
        raise Invalid("address", address_words(error.problem), field="address") from error
    wanted = set(events)
    possible = {kind.name for kind in offered_kinds()}
    if not wanted or not wanted <= possible:
        raise Invalid("events", _("Choose what it is told."), field="events")
    kept = [kind for kind in known if kind_named(kind) is None]
    chosen = [kind.name for kind in offered_kinds() if kind.name in wanted]
    return {"name": name, "address": address, "events": [*chosen, *kept]}


def _locked(webhook: Webhook) -> Webhook:
    return Webhook.objects.select_for_update(no_key=True).get(pk=webhook.pk)


def _new_secret() -> str:
    return serialised(secrets.token_bytes(SECRET_BYTES))


def _refuse_unless_manager(person: Any) -> None:
    if not permissions.may_manage_webhooks(person):
        raise NotAllowed("manage_webhooks", _("Only those who manage webhooks may do this."))
