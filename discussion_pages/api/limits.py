"""How often one caller may read by Wagtail's API."""

from django.views import View
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from discussion_pages.conf import setting
from discussion_pages.limits import Standing, count, count_form, ident_of
from discussion_pages.rules.quotas import read_quota
from discussion_pages.visitors import client_address

QUOTAS = "API_LIMITS"


class ReadLimit(BaseThrottle):
    """So many reads as the participation API grants, counted apart; searches as the site's pages.

    What is answered from the cache of answers does not count.
    """

    standing: Standing | None = None

    def allow_request(self, request: Request, view: View) -> bool:
        """Count the request, and say whether it is within the limits."""
        quota = read_quota(setting(QUOTAS)["read"])
        who = ident_of(None, client_address(request._request))
        self.standing = count("v2", quota=quota, who=who, setting_name=QUOTAS)
        if self.standing.is_within and request.GET.get("search"):
            self.standing = count_form(request._request, "search")
        return self.standing is None or self.standing.is_within

    def wait(self) -> float | None:
        """Return in how many seconds there is room again."""
        return self.standing.resets_in if self.standing else None
