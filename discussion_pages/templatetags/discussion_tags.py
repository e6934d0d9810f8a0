"""What the templates of discussions and consultations need beyond Django's own."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zlib import crc32

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from discussion_pages import dates, jsonld, pictures, words
from discussion_pages.keeping.collecting import holds_until
from discussion_pages.rules.keeping import gap_changes_at
from discussion_pages.rules.redaction import MARK
from discussion_pages.services import policies

register = template.Library()

register.filter("instant_text", dates.instant_text)
register.filter("day_text", dates.day_text)
register.filter("deadline_text", dates.deadline_text)
register.filter("last_day_text", dates.last_day_text)
register.filter("time_text", dates.time_text)
register.filter("held_sentence", words.held_sentence)
register.filter("targets", policies.targets_of)

register.filter("machine_text", dates.machine_text)

BLANK_LINE = re.compile(r"\n\s*\n")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
CLOSING_MARKS = ".,;:!?)]}'\u2019\u201d\u2026"

AVATAR_COLOURS = 8
AVATAR_SHAPES = (
    '<circle cx="18" cy="18" r="18"/>',
    '<rect x="2" y="2" width="32" height="32" rx="6"/>',
    '<path d="M18 0l15.6 9v18L18 36 2.4 27V9z"/>',
    '<path d="M18 0h12a6 6 0 0 1 6 6v12a18 18 0 1 1-18-18z"/>',
    '<path d="M4 0h28a4 4 0 0 1 4 4v14a18 18 0 0 1-36 0V4a4 4 0 0 1 4-4z"/>',
    '<path d="M11 0h14l11 11v14L25 36H11L0 25V11z"/>',
)
# "<", ">" and "&" would let a text leave the script element; the separators are line ends to old
# JavaScript engines.
JSON_ESCAPES = {
    ">": "\\u003E",
    "<": "\\u003C",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


@register.inclusion_tag("discussion_pages/includes/policy_note.html", takes_context=True)
def policy_note(context: dict[str, Any], discussion: Page) -> dict[str, Any]:
    """Say, above a form to write in, what the discussion's policy asks, with a link to it."""
    policy = policies.policy_shown(discussion, context["request"])
    return {"policy": policy, "policy_url": policies.policy_link(discussion)}


@register.simple_tag
def policy_link(discussion: Page) -> str:
    """Return where the discussion's policy can be read, without asking for what the site's is."""
    return policies.policy_link(discussion)


@register.filter
def since(instant: datetime, at: datetime) -> SafeString:
    """Return how long before ``at`` the instant was, with the exact time behind it."""
    holds_until(gap_changes_at(instant, at=at), at=at)
    gap = timesince(instant, at, depth=1)
    words = _("%(gap)s ago") % {"gap": gap} if instant < at else _("just now")
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        instant.isoformat(),
        dates.instant_text(instant),
        words,
    )


@register.filter
def comment_text(text: str, is_redacted: bool = False) -> SafeString:
    """Return what a member typed as paragraphs, everything escaped, web addresses as links.

    A link says ``nofollow ugc``, so that a comment earns nobody a place in a search engine. Where
    a moderator took passages out, their marks stand out.
    """
    write = _redacted if is_redacted else _linked
    paragraphs = [
        "<br>".join([write(line) for line in part.split("\n")])
        for part in BLANK_LINE.split(text.strip())
    ]
    return SafeString("\n".join([f"<p>{paragraph}</p>" for paragraph in paragraphs]))


@register.filter("avatar")
@register.simple_tag
def comment_avatar(name: str) -> SafeString:
    """Return a picture made from the name alone: shape, colour and first letter.

    It is drawn in the page, so that no other address learns who reads what.
    """
    seed = crc32(name.casefold().encode())
    letter = next((character for character in name if character.isalnum()), "")
    shape = AVATAR_SHAPES[seed // AVATAR_COLOURS % len(AVATAR_SHAPES)]
    return SafeString(  # the letter is one, or a digit: nothing to escape
        f'<svg class="wc-comment__avatar wc-avatar wc-avatar--{seed % AVATAR_COLOURS}" '
        'viewBox="0 0 36 36" width="36" height="36" aria-hidden="true" focusable="false">'
        f'{shape}<text x="18" y="18" text-anchor="middle" dominant-baseline="central">'
        f"{letter.upper()[:1]}</text></svg>"
    )


@register.filter
def likes_text(count: int) -> str:
    """Return, for example, "3 likes"."""
    return ngettext("%(counter)s like", "%(counter)s likes", count) % {"counter": count}


@register.simple_tag
def picture_for(image: Any, use: str, **attributes: Any) -> SafeString:
    """Return the image in the sizes of a use; see ``discussion_pages.pictures.USES``."""
    return pictures.picture(image, use, **attributes)


@register.simple_tag
def rendition_for(image: Any, use: str) -> Any:
    """Return the image in the one size of a use, for a page that prints only its address."""
    return pictures.rendition(image, use)


@register.simple_tag
def json_ld(data: Any) -> SafeString:
    """Print structured data as a script element that no text inside can end."""
    text = json.dumps(data, ensure_ascii=False)
    for character, escape in JSON_ESCAPES.items():
        text = text.replace(character, escape)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


@register.simple_tag
def breadcrumb_trail(page: Page) -> list[Page]:
    """Return the pages above ``page``, from the home page down. One query for each page object."""
    return jsonld.breadcrumb_pages(page)


@register.simple_tag(takes_context=True)
def join_url(context: template.Context) -> str:
    """Return where one signs up, leading back here; blank where the host has no such address."""
    request = context.get("request")
    try:
        address = reverse("account_signup")
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode({'next': request.get_full_path()})}" if request else address


def _redacted(line: str) -> SafeString:
    mark = format_html('<span class="wc-redacted">{}</span>', _("[redacted]"))
    return format_html_join(mark, "{}", ((_linked(part),) for part in line.split(MARK)))


def _linked(line: str) -> SafeString:
    if "://" not in line:
        return conditional_escape(line)
    return SafeString("".join(_parts(line)))


def _parts(line: str) -> Iterable[str]:
    position = 0
    for match in WEB_ADDRESS.finditer(line):
        url = match[0].rstrip(CLOSING_MARKS)
        yield conditional_escape(line[position : match.start()])
        yield format_html('<a href="{}" rel="nofollow ugc noopener">{}</a>', url, url)
        position = match.start() + len(url)
    yield conditional_escape(line[position:])


@register.filter
def with_code(text: str) -> SafeString:
    """Show what stands between backticks as code; everything is escaped."""
    shown = ("{}", "<code>{}</code>")
    parts = enumerate(text.split("`"))
    return format_html_join("", "{}", ((format_html(shown[n % 2], part),) for n, part in parts))
