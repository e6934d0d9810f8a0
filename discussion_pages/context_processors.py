"""Who is reading, without opening a session for somebody who has none."""

from django.http import HttpRequest

from discussion_pages.visitors import has_message_cookie, visitor_of


def visitor(request: HttpRequest) -> dict[str, object]:
    """Give templates ``visitor`` (a user or an AnonymousUser) and ``show_messages``."""
    person = visitor_of(request)
    return {
        "visitor": person,
        "show_messages": person.is_authenticated or has_message_cookie(request),
    }
