"""Telling people something once: on the site, and by e-mail where they want it."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connections, router, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language

from discussion_pages.models import DiscussionComment, Notice, OutboxMessage
from discussion_pages.rules.notices import Delivery, NoticeKind
from discussion_pages.services.delivery import deliver_soon
from discussion_pages.services.notice_settings import delivery_for, language_of


def tell(
    recipient: Any,
    kind: NoticeKind,
    *,
    key: str,
    data: dict[str, Any],
    comment: DiscussionComment | None = None,
    at: datetime,
) -> Notice | None:
    """Tell a member something, once for each ``key``, in the caller's transaction.

    ``data`` (JSON) holds what the words are made of; see ``services.notice_words``. E-mail goes out
    after the commit. ``None`` where the account is gone or was told before.
    """
    if recipient is None or not recipient.is_active:
        return None
    with transaction.atomic():
        found = _present(_untold(get_user_model().objects.filter(pk=recipient.pk), key))
        if not found:
            return None
        try:
            with transaction.atomic():  # somebody else may tell the same at this instant
                notice = Notice.objects.create(
                    recipient=recipient,
                    key=key,
                    kind=kind,
                    data=data,
                    comment=comment,
                    created_at=at,
                )
        except IntegrityError:
            return None
        if delivery_for(found[0], kind) is Delivery.IMMEDIATELY:
            message = message_for(
                f"notice:{notice.pk}",
                kind,
                data,
                recipient=recipient,
                language=language_of(found[0]),
                at=at,
            )
            message.save()
            OutboxMessage.notices.through.objects.create(outboxmessage=message, notice=notice)
            transaction.on_commit(deliver_soon)
    return notice


def tell_many(
    people: QuerySet,
    kind_for: Callable[[Any], NoticeKind],
    *,
    key: str,
    comment: DiscussionComment,
    at: datetime,
) -> None:
    """Tell all of ``people`` (users) of one comment, once, in a number of queries that is steady.

    What they read is made from the comment itself, so no ``data`` is kept.
    """
    with transaction.atomic():
        found = {person.pk: person for person in _present(_untold(people, key))}
        if not found:
            return
        Notice.objects.bulk_create(
            [
                Notice(
                    recipient=person, key=key, kind=kind_for(person), comment=comment, created_at=at
                )
                for person in found.values()
            ],
            ignore_conflicts=True,
        )
        mailed = {
            pk
            for pk, person in found.items()
            if delivery_for(person, kind_for(person)) is Delivery.IMMEDIATELY
        }
        if not mailed:
            return
        notices = [
            notice
            for notice in Notice.objects.filter(comment=comment, key=key)
            if notice.recipient_id in mailed
        ]
        keys = {f"notice:{notice.pk}": notice for notice in notices}
        OutboxMessage.objects.bulk_create(
            [
                message_for(
                    message_key,
                    NoticeKind(notice.kind),
                    {},
                    recipient=found[notice.recipient_id],
                    language=language_of(found[notice.recipient_id]),
                    at=at,
                )
                for message_key, notice in keys.items()
            ],
            ignore_conflicts=True,
        )
        through = OutboxMessage.notices.through
        written = OutboxMessage.objects.filter(key__in=list(keys)).values_list("pk", "key")
        through.objects.bulk_create(
            [through(outboxmessage_id=pk, notice=keys[name]) for pk, name in written],
            ignore_conflicts=True,
        )
        transaction.on_commit(deliver_soon)


def tell_address(
    address: str, kind: NoticeKind, *, key: str, data: dict[str, Any], language: str, at: datetime
) -> OutboxMessage | None:
    """Tell somebody without an account something by e-mail, once for each ``key``."""
    message = message_for(
        key, kind, data, address=address, language=language or get_language() or "", at=at
    )
    if OutboxMessage.objects.filter(key=key).exists():
        return None
    try:
        with transaction.atomic():
            message.save()
    except IntegrityError:
        return None
    transaction.on_commit(deliver_soon)
    return message


def notices_of(member: Any) -> QuerySet[Notice]:
    """Return what a member was told, the newest first, with what the words are made from."""
    return Notice.objects.filter(recipient=member).select_related(
        "comment__discussion", "comment__organisation"
    )


def unread_count(member: Any) -> int:
    """Return how many notices a member has not read. One query."""
    return Notice.objects.filter(recipient=member, read_at__isnull=True).count()


def mark_read(*, member: Any, pk: int | None = None, at: datetime) -> int:
    """Mark one notice of a member as read, or all of them; return how many were not yet."""
    unread = Notice.objects.filter(recipient=member, read_at__isnull=True)
    if pk is not None:
        unread = unread.filter(pk=pk)
    return unread.update(read_at=at)


def _untold(people: QuerySet, key: str) -> QuerySet:
    """Keep those whom nobody has told, with their e-mail settings."""
    told = Notice.objects.filter(recipient=OuterRef("pk"), key=key)
    return people.filter(~Exists(told), is_active=True).select_related("notice_preference")


def _present(people: QuerySet) -> list[Any]:
    """Return the accounts that are there until the transaction ends.

    PostgreSQL would check only at the commit that a recipient still exists, and the caller's work
    would fail with somebody else's deleted account. A lock on their keys hinders nobody but an
    erasure; an account that is being erased is passed over. SQLite has one writer at a time.
    """
    people = people.order_by()
    if connections[router.db_for_write(Notice)].vendor != "postgresql":
        return list(people)
    sql, params = people.values(people.model._meta.pk.name).query.sql_with_params()
    table = connections[router.db_for_write(Notice)].ops.quote_name(people.model._meta.db_table)
    held = people.model.objects.raw(f"{sql} FOR KEY SHARE OF {table} SKIP LOCKED", params)
    there = people.model.objects.filter(pk__in=[person.pk for person in held])
    return list(there.select_related("notice_preference"))


def message_for(
    key: str,
    kind: str,
    data: dict[str, Any],
    *,
    recipient: Any | None = None,
    address: str = "",
    language: str,
    at: datetime,
) -> OutboxMessage:
    """Return an e-mail for the outbox, unsaved, with the Message-ID that it keeps."""
    return OutboxMessage(
        key=key,
        recipient=recipient,
        address=address,
        language=language,
        kind=kind,
        data=data,
        message_id=new_message_id(),
        created_at=at,
        due_at=at,
    )


def new_message_id() -> str:
    """Return a Message-ID that no other e-mail has."""
    return f"<{uuid.uuid4()}@{_domain()}>"


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
