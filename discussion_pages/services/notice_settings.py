"""What a member has chosen about e-mail, and the link that ends it without logging in."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.core.signing import BadSignature, Signer
from django.db import transaction

from discussion_pages.models import NoticePreference
from discussion_pages.rules.notices import Delivery, NoticeKind, Topic, topic_of

TOKEN_SALT = "discussion_pages.unsubscribe"


def preference_of(member: Any) -> NoticePreference:
    """Return a member's e-mail settings, or the defaults, unsaved, where they chose none."""
    try:
        return member.notice_preference
    except ObjectDoesNotExist:
        return NoticePreference(user=member)


def delivery_for(member: Any, kind: NoticeKind) -> Delivery:
    """Return when a member wants e-mail about notices of that kind."""
    return delivery_of(member, topic_of(kind))


def delivery_of(member: Any, topic: Topic) -> Delivery:
    """Return when a member wants e-mail about a topic."""
    return Delivery(getattr(preference_of(member), topic.value))


def language_of(member: Any) -> str:
    """Return the language to write to a member in: the one they chose, else the site's."""
    return preference_of(member).language or settings.LANGUAGE_CODE


def choose_delivery(
    *, member: Any, moderation: Delivery, following: Delivery, language: str
) -> NoticePreference:
    """Keep what a member wants e-mail about, when, and in which language (blank: the site's)."""
    preference, _created = NoticePreference.objects.update_or_create(
        user=member,
        defaults={
            "moderation": Delivery(moderation).value,
            "following": Delivery(following).value,
            "language": language,
        },
    )
    return preference


def unsubscribe_token(member: Any, topics: Iterable[Topic]) -> str:
    """Return the part of an unsubscribe link that names a member by number, and topics."""
    names = sorted(Topic(topic).value for topic in topics)
    return Signer(salt=TOKEN_SALT).sign_object([member.pk, *names])


def read_unsubscribe_token(token: str) -> tuple[Any, list[Topic]] | None:
    """Return the member's key and the topics of a link that we signed, else ``None``."""
    try:
        member_pk, *names = Signer(salt=TOKEN_SALT).unsign_object(token)
        return member_pk, [Topic(name) for name in names]
    except (BadSignature, TypeError, ValueError):
        return None


def unsubscribe(token: str) -> list[Topic]:
    """Send no more e-mail about the topics of a link that we signed. Return them.

    A link to a deleted account, like one that we did not sign, names none.
    """
    found = read_unsubscribe_token(token)
    if found is None:
        return []
    member_pk, topics = found
    with transaction.atomic():
        if not get_user_model().objects.filter(pk=member_pk).exists():
            return []
        off = {topic.value: Delivery.OFF.value for topic in topics}
        NoticePreference.objects.update_or_create(user_id=member_pk, defaults=off)
    return topics
