"""Signals: glue only."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count, Max, Model
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.signals import task_finished, task_started
from wagtail import signals
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    ReferenceIndex,
    Site,
)
from wagtail.tasks import update_reference_index_task

_references: dict[Any, tuple[Any, ...]] = {}
"""What the index of references held before a task that is being done, by the task's id."""


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
    task_started.connect(note_references, dispatch_uid="discussion_pages.note_references")
    task_finished.connect(references_written, dispatch_uid="discussion_pages.references_written")
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


def note_references(sender: Any, task_result: Any, **kwargs: Any) -> None:
    """Remember what the index of references holds before a worker writes into it."""
    if sender is not ImmediateBackend and _is_about_references(task_result):
        _references[task_result.id] = _held_references()


def references_written(sender: Any, task_result: Any, **kwargs: Any) -> None:
    """Hear that it was written down what an object refers to, by which media are public.

    A worker does so some time after the object was saved and its change was said and recorded.
    Where tasks are done at once, what saved the object records it.
    """
    from discussion_pages.keeping.changes import references_changed

    if not _is_about_references(task_result):
        return
    if sender is ImmediateBackend:
        references_changed()
    elif _references.pop(task_result.id, None) != _held_references():
        references_changed()
        record_what_is_public(sender)


def _is_about_references(task_result: Any) -> bool:
    return bool(task_result.task.module_path == update_reference_index_task.module_path)


def _held_references() -> tuple[Any, ...]:
    """Return what is another whenever a row comes or goes. One query."""
    return tuple(ReferenceIndex.objects.aggregate(Count("pk"), Max("pk")).values())


def _record_now() -> None:
    from discussion_pages.services.publicity import record_public_objects

    record_public_objects(at=timezone.now())
