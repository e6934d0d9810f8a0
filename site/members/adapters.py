"""Where allauth's flows are bent to this site's promises."""

import base64
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import get_next_redirect_url
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import get_frontend_url, is_headless_request
from allauth.headless.internal.restkit.response import ErrorResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.forms.utils import ErrorList
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _

from discussion_pages.services.keeping_mail import send_or_keep
from discussion_pages.sites import site_of_request
from members.fields import EMAIL_MAX_LENGTH
from members.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Keeps people's place through sign-up, and says things in the site's words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_too_long": _("This address is too long. Check it and try again."),
        "email_password_mismatch": _(
            "That email address and password do not match. Check both and try again."
        ),
        "incorrect_password": _("That is not your password. Check it and try again."),
        "too_many_login_attempts": _(
            "There have been too many attempts to log in. Wait five minutes and try again."
        ),
        "rate_limited": _("That was too many requests. Wait a few minutes and try again."),
    }

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Ask whoever has a second factor for that; a password alone changes nothing then."""
        methods = super().get_reauthentication_methods(user)
        stronger = [method for method in methods if method["id"] != "reauthenticate"]
        return stronger or methods

    def clean_email(self, email: str) -> str:
        """Refuse an address longer than the column that keeps it."""
        if len(email) > EMAIL_MAX_LENGTH:
            raise self.validation_error("email_too_long")
        return email

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm an address, unless another account has it, be that one confirmed or not."""
        others = User.objects.exclude(pk=email_address.user_id)
        if others.filter(email=email_address.email).exists():
            if is_headless_request(request):
                # allauth would answer 500: by its own, narrower rule this cannot happen.
                raise ImmediateHttpResponse(self._refused_key(request))
            self.add_message(
                request,
                messages.ERROR,
                "account/messages/email_confirmation_failed.txt",
                {"email": email_address.email},
            )
            return False
        return super().confirm_email(request, email_address)

    def _refused_key(self, request: HttpRequest) -> HttpResponse:
        errors = {"key": ErrorList([self.validation_error("email_taken")])}
        return ErrorResponse(request, input=SimpleNamespace(errors=errors))

    def is_safe_url(self, url: str) -> bool:
        """Return whether a `next` address stays on the site that the person is using."""
        request = allauth_context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_email_confirmation_url(
        self, request: HttpRequest, emailconfirmation: EmailConfirmationHMAC
    ) -> str:
        """Return the link for the mail, holding the page the person came from.

        The browser that signed up remembers the place itself. Any other, such as the phone on
        which the mail is read, is sent on to log in and from there to the same place. A front end
        that takes the link instead of our page has places of its own.
        """
        url = super().get_email_confirmation_url(request, emailconfirmation)
        if get_frontend_url(request, "account_confirm_email", key=emailconfirmation.key):
            return url
        place = get_next_redirect_url(request)
        if not place or request.user.is_authenticated:
            return url
        log_in = f"{reverse('account_login')}?{urlencode({'next': place})}"
        return f"{url}?{urlencode({'next': log_in})}"

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Return where a confirmed address leads: to the account, or to log in first."""
        if self.request.user.is_authenticated:
            return reverse("members:account")
        return reverse("account_login")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Return the home page of the language that the person reads.

        Where that has no page of its own, Wagtail serves the one it is a translation of.
        """
        return reverse("wagtail_serve", args=[""])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail whose words name the site by its Wagtail name and address.

        Nobody's sign-up fails for want of a mail server: then the mail goes out once it is back.
        """
        given = {
            "request": allauth_context.request,
            "email": email,
            "current_site": get_current_site(allauth_context.request),
        }
        given |= _site() | context
        send_or_keep(self.render_mail(template_prefix, email, given), at=timezone.now())


class SecondFactorAdapter(DefaultMFAAdapter):
    """Names the site in people's apps, and keeps what makes their codes under lock and key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "That code does not fit. Codes change every half minute: type the newest one."
        ),
    }

    def get_totp_issuer(self) -> str:
        """Return the site's own name, which the app shows beside the code."""
        return _site()["site_name"]

    def encrypt(self, text: str) -> str:
        """Return a secret as the database keeps it: a copy of the database gives no codes away."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret, also one that was kept under an earlier `SECRET_KEY`."""
        return _lock().decrypt(encrypted_text.encode()).decode()


def _lock() -> MultiFernet:
    """Return what locks with today's secret key, and opens with the earlier ones too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [sha256(b"members.second_factor:" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def _site() -> dict[str, str]:
    request = allauth_context.request
    site = site_of_request(request) if request else None
    name = site.site_name if site and site.site_name else settings.WAGTAIL_SITE_NAME
    url = request.build_absolute_uri("/") if request else settings.WAGTAILADMIN_BASE_URL
    return {"site_name": name, "site_url": url}
