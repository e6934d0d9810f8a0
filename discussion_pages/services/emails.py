"""An e-mail of the outbox, made anew for each attempt from what is true at that moment."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator
from django.utils.translation import ngettext, override
from wagtail.models import Site

from discussion_pages.models import DiscussionComment, Notice, OutboxMessage
from discussion_pages.rules.notices import (
    DIGEST,
    FOLLOWING,
    KEPT,
    Delivery,
    NoticeKind,
    Topic,
    topic_of,
)
from discussion_pages.services.notice_settings import delivery_of, unsubscribe_token
from discussion_pages.services.notice_words import Words, is_readable, related_to, words_of

EXCERPT_LENGTH = 400


@dataclass(frozen=True, slots=True)
class Item:
    """One notice in an e-mail. ``excerpt`` is of a comment that is public to everybody now."""

    words: Words
    url: str
    excerpt: str = ""


def email_of(message: OutboxMessage) -> EmailMultiAlternatives | None:
    """Return the e-mail to send, or ``None`` where there is nothing (more) to tell or nobody to.

    A member who has closed the account, or switched this kind of e-mail off, gets none; nor does
    anybody read of a comment that is not public any more.
    """
    address = _address_of(message)
    if not address:
        return None
    if message.kind == KEPT:
        return _as_it_was_kept(message)
    with override(message.language or settings.LANGUAGE_CODE):
        notices = list(
            message.notices.select_related("comment__discussion", "comment__organisation")
        )
        topics = _topics(message, notices)
        items = _items(message, notices, topics)
        if not items:
            return None
        return _compose(message, address, items, topics, root=_root_url(notices))


def _address_of(message: OutboxMessage) -> str:
    member = message.recipient
    if member is None:
        return message.address
    return member.email if member.is_active else ""


def _as_it_was_kept(message: OutboxMessage) -> EmailMultiAlternatives:
    """Return an e-mail of another part of the site, as it was to go out at once."""
    data = message.data
    email = EmailMultiAlternatives(
        subject=data["subject"],
        body=data["text"],
        from_email=data["from"],
        to=[message.address],
        headers={"Message-ID": message.message_id},
    )
    if data["html"]:
        email.attach_alternative(data["html"], "text/html")
    return email


def _topics(message: OutboxMessage, notices: list[Notice]) -> list[Topic]:
    """Return what the e-mail is about, as far as its reader has not switched that off."""
    kinds = {notice.kind for notice in notices} or {message.kind}
    topics = {topic_of(NoticeKind(kind)) for kind in kinds if kind != DIGEST}
    if message.recipient is None:
        return sorted(topics)
    return sorted(
        topic for topic in topics if delivery_of(message.recipient, topic) is not Delivery.OFF
    )


def _items(message: OutboxMessage, notices: list[Notice], topics: list[Topic]) -> list[Item]:
    if message.recipient is None:
        words = words_of(NoticeKind(message.kind), message.data)
        return [Item(words, words.link.url if words.link else "")]
    related = related_to(notice.data for notice in notices)
    found = []
    for notice in notices:
        kind = NoticeKind(notice.kind)
        words = words_of(kind, notice.data, comment=notice.comment, related=related)
        if topic_of(kind) in topics and not words.has_gone:
            excerpt = _excerpt(notice.comment) if kind in FOLLOWING else ""
            found.append(Item(words, words.link.url if words.link else "", excerpt))
    return found


def _excerpt(comment: DiscussionComment | None) -> str:
    """Return the start of a comment that everybody can read, else nothing."""
    if not is_readable(comment) or comment.discussion.get_view_restrictions().exists():
        return ""
    return Truncator(comment.comment).chars(EXCERPT_LENGTH)


def _compose(
    message: OutboxMessage, address: str, items: list[Item], topics: list[Topic], *, root: str
) -> EmailMultiAlternatives:
    member = message.recipient
    unsubscribe_url = settings_url = ""
    if member is not None:
        token = unsubscribe_token(member, topics)
        unsubscribe_url = _absolute(root, _address("unsubscribe", token))
        settings_url = _absolute(root, _address("notice-settings"))
    subject = _subject(message, items)
    context = {
        "subject": subject,
        "items": [Item(item.words, _absolute(root, item.url), item.excerpt) for item in items],
        "is_digest": message.kind == DIGEST,
        "has_account": member is not None,
        "site_name": _site_name(),
        "language": message.language or settings.LANGUAGE_CODE,
        "unsubscribe_url": unsubscribe_url,
        "settings_url": settings_url,
    }
    email = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("discussion_pages/email/notice.txt", context).strip() + "\n",
        to=[address],
        headers=_headers(message, unsubscribe_url),
    )
    email.attach_alternative(
        render_to_string("discussion_pages/email/notice.html", context), "text/html"
    )
    return email


def _subject(message: OutboxMessage, items: list[Item]) -> str:
    """Return one line; a name or a title may hold what no header can."""
    if message.kind == DIGEST:
        subject = ngettext(
            "%(count)s notice from %(site)s", "%(count)s notices from %(site)s", len(items)
        ) % {"count": len(items), "site": _site_name()}
    else:
        subject = items[0].words.subject
    return " ".join(subject.split())


def _headers(message: OutboxMessage, unsubscribe_url: str) -> dict[str, str]:
    headers = {
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
    }
    if unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _address(name: str, *args: Any) -> str:
    try:
        return reverse(f"discussions:{name}", args=args)
    except NoReverseMatch:
        return ""


def _absolute(root: str, url: str) -> str:
    """Return an address that works outside the site; https wherever the site insists on it."""
    if not url:
        return ""
    whole = urljoin(f"{root}/", url)
    if settings.SECURE_SSL_REDIRECT and whole.startswith("http://"):
        return whole.replace("http://", "https://", 1)
    return whole


def _root_url(notices: list[Notice]) -> str:
    """Return where the site of what is told lives, else the default site."""
    for notice in notices:
        site = notice.comment.discussion.get_site() if notice.comment else None
        if site is not None:
            return site.root_url
    site = _default_site()
    return site.root_url if site else getattr(settings, "WAGTAILADMIN_BASE_URL", "")


def _default_site() -> Site | None:
    return Site.objects.filter(is_default_site=True).first()


def _site_name() -> str:
    site = _default_site()
    return (site.site_name if site else "") or settings.WAGTAIL_SITE_NAME
