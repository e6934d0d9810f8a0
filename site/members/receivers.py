"""What follows when an address has been confirmed, and when somebody logs in."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from allauth.core.internal.httpkit import is_headless_request
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib import messages
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from members.models import User
from members.second_factor import ACCESS, METHOD, works_here
from members.services.names import PseudonymTakenError, claim_wanted_pseudonym
from members.services.security_log import Happening, note, note_rights


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
    """Note in the session who gets Wagtail's user bar, so that no public page asks for it.

    That those who work here have logged in is logged.
    """
    if request is not None and user.has_perm(ACCESS):
        request.session["shows_userbar"] = True
        ways = [record["method"] for record in get_authentication_records(request, user)]
        note(Happening.LOGGED_IN, about=user, by=user, ways=ways)


@receiver(user_login_failed)
def note_wrong_password(credentials: dict[str, Any], **kwargs: Any) -> None:
    """Log a wrong password for an account that works here; other people's mistakes are theirs."""
    address = credentials.get("email") or credentials.get("username")
    user = User.objects.filter(email=address).first() if address else None
    if user is not None and works_here(user):
        note(Happening.LOG_IN_FAILED, about=user, step="password")


@receiver(authentication_failed)
def note_wrong_code(user: User, **kwargs: Any) -> None:
    """Log a wrong code of somebody who works here."""
    if works_here(user):
        note(Happening.LOG_IN_FAILED, about=user, step="code")


@receiver(authenticator_added)
def remember_shown_code(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Count the code by which somebody set up their app as shown in this session, and log it."""
    if authenticator.type == Authenticator.Type.TOTP:
        kind = authenticator.type
        record_authentication(request, user, METHOD, id=authenticator.pk, type=kind)
        if works_here(user):
            note(Happening.SECOND_FACTOR_ON, about=user, by=user)


@receiver(authenticator_removed)
def note_removed_factor(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Log that somebody who works here has switched their second factor off."""
    if authenticator.type == Authenticator.Type.TOTP and works_here(user):
        note(Happening.SECOND_FACTOR_OFF, about=user, by=user)


@receiver(authenticator_reset)
def note_new_codes(user: User, **kwargs: Any) -> None:
    """Log new recovery codes of somebody who works here."""
    if works_here(user):
        note(Happening.NEW_RECOVERY_CODES, about=user, by=user)


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
@receiver(m2m_changed, sender=Group.permissions.through)
def note_changed_rights(
    instance: Any, action: str, reverse: bool, model: Any, pk_set: set[Any] | None, **kwargs: Any
) -> None:
    """Log which groups a person joined or left, and which rights a group or person has got."""
    if action not in {"post_add", "post_remove", "pre_clear"}:
        return
    if action == "pre_clear":
        changed = _related(instance, kwargs["sender"], reverse=reverse)
    else:
        changed = model.objects.filter(pk__in=pk_set or ())
    for about, what in ((each, instance) if reverse else (instance, each) for each in changed):
        name = "added" if action == "post_add" else "removed"
        note_rights(about=about, **{name: [what]})


def _related(instance: Any, through: Any, *, reverse: bool) -> Any:
    """Return all that stand on the other side of a relation."""
    for relation in instance._meta.get_fields(include_hidden=True):
        if getattr(getattr(relation, "remote_field", None), "through", None) is through:
            return getattr(instance, relation.name).all()
        if reverse and getattr(relation, "through", None) is through:
            return getattr(instance, relation.get_accessor_name()).all()
    return []


@receiver(post_save, sender=GroupPagePermission)
@receiver(post_save, sender=GroupCollectionPermission)
@receiver(post_delete, sender=GroupPagePermission)
@receiver(post_delete, sender=GroupCollectionPermission)
def note_changed_places(instance: Any, signal: Any, **kwargs: Any) -> None:
    """Log which group may do what with which part of the pages, images or documents."""
    where = getattr(instance, "page", None) or instance.collection
    what = f"{instance.permission} – {where}"
    name = "removed" if signal is post_delete else "added"
    note_rights(about=instance.group, **{name: [what]})
