"""How often one caller may ask, told in the headers of draft-ietf-httpapi-ratelimit-headers."""

from django.http import HttpRequest, HttpResponse
from ninja.throttling import BaseThrottle

from discussion_pages.api.participation.auth import Caller
from discussion_pages.conf import setting
from discussion_pages.limits import count, ident_of
from discussion_pages.rules.quotas import read_quota


class Limit(BaseThrottle):
    """A named limit, whose quota is in the setting ``DISCUSSION_PAGES_API_LIMITS``."""

    quotas = "API_LIMITS"

    def __init__(self, name: str) -> None:
        self.name = name

    def ident(self, request: HttpRequest) -> str:
        """Name whom to count, without keeping who or where they are."""
        caller: Caller = request.auth
        return ident_of(caller.person.pk if caller.is_known else None, caller.address)

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request, and say whether it is within the quota."""
        quota = read_quota(setting(self.quotas)[self.name])
        who = self.ident(request)
        standing = count(self.name, quota=quota, who=who, setting_name=self.quotas)
        request.participation_limit = standing
        return standing.is_within

    def wait(self) -> float | None:
        """Leave it to the frame: one object serves all requests, so it can keep no time."""
        return None


def tell_limit(request: HttpRequest, response: HttpResponse) -> None:
    """Write the headers that say how the caller stands."""
    standing = getattr(request, "participation_limit", None)
    if standing is None:
        return
    quota = standing.quota
    response["RateLimit-Policy"] = f'"{standing.name}";q={quota.requests};w={quota.seconds}'
    response["RateLimit"] = f'"{standing.name}";r={standing.left};t={standing.resets_in}'
    if response.status_code == 429:
        response["Retry-After"] = str(standing.resets_in)
