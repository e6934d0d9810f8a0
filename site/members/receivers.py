"""What follows when an address has been confirmed, and when somebody logs in."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from allauth.core.internal.httpkit import is_headless_request
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from members.services.names import PseudonymTakenError, claim_wanted_pseudonym


@receiver(email_confirmed)
def give_wanted_pseudonym(request: HttpRequest, email_address: EmailAddress, **kwargs: Any) -> None:
    """Give the member the pseudonym asked for at sign-up, or say that it has gone."""
    wanted = email_address.user.wanted_pseudonym
    try:
        refused = claim_wanted_pseudonym(user=email_address.user) is not None
    except PseudonymTakenError:
        refused = True
    # An app has no page to show a message on; it compares the name it is told with the one it sent.
    if refused and not is_headless_request(request):
        messages.warning(
            request,
            _(
                "The pseudonym “%(pseudonym)s” has been taken since you signed up. "
                "You can choose another on your account page."
            )
            % {"pseudonym": wanted},
        )


@receiver(user_logged_in)
def remember_who_edits(request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Note in the session who gets Wagtail's user bar, so that no public page asks for it."""
    if request is not None and user.has_perm("wagtailadmin.access_admin"):
        request.session["shows_userbar"] = True
