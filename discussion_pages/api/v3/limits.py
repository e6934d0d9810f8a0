"""How often one caller may ask the v3 API: a token's user, or an address."""

from django.http import HttpRequest
from ninja.operation import Operation

from discussion_pages.api.participation.limits import Limit
from discussion_pages.limits import ident_of
from discussion_pages.visitors import client_address


class V3Limit(Limit):
    """A limit of the setting ``DISCUSSION_PAGES_API_V3_LIMITS``.

    Ninja's own throttles either never count a stranger here (Wagtail sets an anonymous user as
    ``auth``) or count them all as one, believe any forwarded address unless a second setting says
    how many proxies there are, and keep their count on an object that all threads share.
    """

    quotas = "API_V3_LIMITS"

    def ident(self, request: HttpRequest) -> str:
        """Name the token's user, or the address behind as many proxies as the site trusts."""
        return ident_of(request.user.pk, client_address(request))


READ, WRITE = V3Limit("read"), V3Limit("write")


def limit(operation: Operation) -> None:
    """Limit an operation by what it does."""
    operation.throttle_objects = [READ if operation.methods == ["GET"] else WRITE]
