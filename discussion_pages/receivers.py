"""Signals: glue only."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.signals import task_finished
from wagtail import signals
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
)


def connect() -> None:
    """Connect the receivers."""
    from discussion_pages.models import (
        DiscussionPage,
        DiscussionSettings,
        ModerationPolicy,
        Organisation,
        SafetyGuidance,
    )

    pre_delete.connect(
        erase_before_deletion,
        sender=get_user_model(),
        dispatch_uid="discussion_pages.erase_before_deletion",
    )
    for signal in (
        signals.page_published,
        signals.page_unpublished,
        signals.post_page_move,
        signals.published,
        signals.unpublished,
    ):
        signal.connect(record_what_is_public, dispatch_uid="discussion_pages.record_what_is_public")
    signals.post_page_move.connect(
        recount_where_it_moved,
        sender=DiscussionPage,
        dispatch_uid="discussion_pages.recount_where_it_moved",
    )
    post_delete.connect(
        record_what_is_public,
        sender=Page,
        dispatch_uid="discussion_pages.record_what_is_public",
    )
    task_finished.connect(
        record_what_is_referred_to,
        dispatch_uid="discussion_pages.record_what_is_referred_to",
    )
    record_after_changes_of(
        Site,
        PageViewRestriction,
        Collection,
        CollectionViewRestriction,
        DiscussionSettings,
        ModerationPolicy,
        Organisation,
        SafetyGuidance,
        get_image_model(),
        get_document_model(),
    )


def erase_before_deletion(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Erase a member whichever way the account is deleted: their own page, admin or shell."""
    from discussion_pages.services.erasure import erase_member

    erase_member(user=instance, at=timezone.now())


def recount_where_it_moved(
    sender: Any, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    """Count those who responded anew where a discussion was and where it is now."""
    from discussion_pages.services.tree import recount_respondents

    if parent_page_before.pk != parent_page_after.pk:
        for page in (parent_page_before, parent_page_after):
            recount_respondents(page)


def record_after_changes_of(*models: type[Model]) -> None:
    """Record what is public again whenever a record of these models is saved or deleted."""
    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(
                record_what_is_public,
                sender=model,
                dispatch_uid=f"discussion_pages.record_what_is_public.{model._meta.label}",
            )


def record_what_is_public(sender: Any, **kwargs: Any) -> None:
    """Record what is public once this transaction is safely kept, and once for all of it."""
    if kwargs.get("raw"):
        return
    waiting = transaction.get_connection().run_on_commit
    if any(function is _record_now for _savepoints, function, *_rest in waiting):
        return
    transaction.on_commit(_record_now, robust=True)


def record_what_is_referred_to(sender: Any, task_result: Any, **kwargs: Any) -> None:
    """Record what is public once a worker has written down what an object refers to.

    Where tasks are done at once, what saved the object records it.
    """
    from discussion_pages.keeping.changes import is_about_references

    if sender is not ImmediateBackend and is_about_references(task_result):
        record_what_is_public(sender)


def _record_now() -> None:
    from discussion_pages.services.publicity import record_public_objects

    record_public_objects(at=timezone.now())
