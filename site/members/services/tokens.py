"""Taking API tokens back: one's own, and those that have become too old."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log
from wagtail.models import APIToken

from members.models import User

REVOKED = "wagtail.apitoken.revoke"
"""What Wagtail's admin calls it in its log."""


def tokens_in_force(user: User) -> QuerySet[APIToken]:
    """Return somebody's tokens that still open something, newest first."""
    return APIToken.objects.filter(user=user, revoked_at=None).order_by("-created", "-pk")


@transaction.atomic
def revoke_own_token(*, user: User, pk: int) -> APIToken:
    """Take back a token of one's own.

    Raises:
        APIToken.DoesNotExist: it is somebody else's, or is taken back already.
    """
    token = tokens_in_force(user).select_for_update().get(pk=pk)
    token.revoke()
    log(token, REVOKED, user=user)
    return token


@transaction.atomic
def revoke_old_tokens(*, at: datetime) -> int:
    """Take back what was made more than `API_TOKEN_DAYS` ago, and return how many that were."""
    if not settings.API_TOKEN_DAYS:
        return 0
    made_before = at - timedelta(days=settings.API_TOKEN_DAYS)
    old = APIToken.objects.select_for_update().filter(revoked_at=None, created__lt=made_before)
    for token in (found := list(old)):
        token.revoke()
        log(token, REVOKED)
    return len(found)
