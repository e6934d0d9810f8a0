"""One e-mail a day for members who want their notices together."""

from datetime import datetime, timedelta
from itertools import groupby

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from discussion_pages.conf import setting
from discussion_pages.models import Notice, OutboxMessage
from discussion_pages.rules.notices import DIGEST, FOLLOWING, Delivery, digest_due_since
from discussion_pages.services.notice_settings import language_of
from discussion_pages.services.notices import message_for

TOO_OLD = timedelta(days=7)
"""What is older is only on the site: nobody who turns daily e-mail on gets last year's notices."""


def make_digests(*, at: datetime) -> int:
    """Write today's e-mails into the outbox, from the hour on; return how many were written.

    A digest is made once a day for each member, of what they were told before the hour, have not
    read, and got no e-mail about.
    """
    local = timezone.localtime(at, timezone.get_default_timezone())
    since = digest_due_since(local, hour=setting("DIGEST_HOUR"))
    if since is None:
        return 0
    waiting = _waiting(since).select_related("recipient__notice_preference")
    made = 0
    for _recipient, notices in groupby(
        waiting.order_by("recipient", "-created_at", "-pk"), key=lambda notice: notice.recipient_id
    ):
        made += _make_one(list(notices), day=since.date().isoformat(), at=at)
    return made


def _waiting(since: datetime) -> QuerySet[Notice]:
    following = Q(kind__in=FOLLOWING)
    chosen = Q(recipient__notice_preference__isnull=True) | Q(
        recipient__notice_preference__following=Delivery.DAILY
    )
    moderation = Q(recipient__notice_preference__moderation=Delivery.DAILY)
    return Notice.objects.filter(
        (following & chosen) | (~following & moderation),
        created_at__lt=since,
        created_at__gte=since - TOO_OLD,
        read_at__isnull=True,
        messages__isnull=True,
        recipient__is_active=True,
    )


def _make_one(notices: list[Notice], *, day: str, at: datetime) -> bool:
    recipient = notices[0].recipient
    key = f"digest:{recipient.pk}:{day}"
    if OutboxMessage.objects.filter(key=key).exists():
        return False
    message = message_for(
        key, DIGEST, {}, recipient=recipient, language=language_of(recipient), at=at
    )
    try:
        with transaction.atomic():  # another process may be making the same one
            message.save()
            message.notices.set(notices)
    except IntegrityError:
        return False
    return True
