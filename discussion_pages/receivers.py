"""Signals: glue only."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import pre_delete
from django.utils import timezone


def connect() -> None:
    """Connect the receivers."""
    pre_delete.connect(
        erase_before_deletion,
        sender=get_user_model(),
        dispatch_uid="discussion_pages.erase_before_deletion",
    )


def erase_before_deletion(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Erase a member whichever way the account is deleted: their own page, admin or shell."""
    from discussion_pages.services.erasure import erase_member

    erase_member(user=instance, at=timezone.now())
