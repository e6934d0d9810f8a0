"""Who is reading, without opening a session for somebody who has none."""

from functools import cache

from django.http import HttpRequest

from discussion_pages.services.notices import unread_count
from discussion_pages.visitors import has_message_cookie, visitor_of


def visitor(request: HttpRequest) -> dict[str, object]:
    """Give templates ``visitor`` (a user or an AnonymousUser) and ``show_messages``.

    ``unread_notices`` counts when a template asks for it, once; a visitor has none.
    """
    person = visitor_of(request)
    return {
        "visitor": person,
        "show_messages": person.is_authenticated or has_message_cookie(request),
        "unread_notices": cache(lambda: unread_count(person) if person.is_authenticated else 0),
    }
