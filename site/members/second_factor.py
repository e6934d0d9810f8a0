"""Whether somebody who works here has shown a second factor, and where they are led to show it.

A session carries what its person may do as staff once a code of theirs was asked for in it: at
log-in, when the app was set up, or again later. A bearer token of Wagtail's is a credential of its
own, and an app's session token never carries these powers.
"""

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from members.models import User

METHOD = "mfa"
"""What allauth calls a second factor in its record of how a session was opened."""
ACCESS = "wagtailadmin.access_admin"


def works_here(user: Any) -> bool:
    """Return whether somebody may open the admin."""
    return bool(user.is_authenticated and user.is_active and user.has_perm(ACCESS))


def has_second_factor(user: User) -> bool:
    """Return whether somebody has set up more than a password."""
    return is_mfa_enabled(user, [Authenticator.Type.TOTP])


def has_shown_second_factor(request: HttpRequest) -> bool:
    """Return whether a code was asked for in this session, of an app that still counts."""
    records = get_authentication_records(request, request.user)
    shown = {record.get("id") for record in records if record.get("method") == METHOD}
    return bool(shown) and Authenticator.objects.filter(user=request.user, pk__in=shown).exists()


def session_is_trusted(request: HttpRequest) -> bool:
    """Return whether the session may carry what its person may do as staff.

    The participation API asks this by `DISCUSSION_PAGES_STAFF_SESSION`.
    """
    if not settings.STAFF_SECOND_FACTOR:
        return True
    return has_shown_second_factor(request) or not works_here(request.user)


def way_to_the_second_factor(request: HttpRequest) -> str:
    """Return where staff whose session is not trusted are led, with the way back."""
    known = has_second_factor(request.user)
    place = reverse("mfa_reauthenticate" if known else "mfa_activate_totp")
    return f"{place}?{urlencode({'next': request.get_full_path()})}"
