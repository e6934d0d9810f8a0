"""What has changed, said after the commit that changed it, and never after a rollback.

Services say what they know best (``changed``). Whatever is saved or deleted by Wagtail's admin, a
script or the shell is heard of by signals, which decide nothing: they say that it has changed.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_init, post_save, pre_save
from wagtail import signals
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    get_page_models,
)

from discussion_pages.keeping import debts, shared, versions
from discussion_pages.keeping.collecting import (
    EVERY_DESK,
    EVERY_FIGURE,
    EVERY_MEDIUM,
    EVERY_PAGE,
    EVERY_SNIPPET,
    EVERY_TALK,
    SITE,
    children_key,
    desk_key,
    figures_key,
    key_of,
    kind_key,
    note_loaded,
    page_key,
    pages_key,
    talk_key,
)

logger = logging.getLogger(__name__)

WHOLE = {
    "talk": EVERY_TALK,
    "figures": EVERY_FIGURE,
    "desk": EVERY_DESK,
    "page": EVERY_PAGE,
}
DRAFT_FIELDS = frozenset(
    {
        "draft_title",
        "expire_at",
        "go_live_at",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
    }
)
"""Columns that no reader sees."""
UNSEEN_FIELDS = frozenset({"edit_held_at", "held_rule", "queued_at", "report_count", "urgency"})
"""Columns of a comment that only its author and moderators see."""
LIVE_BEFORE = "_was_live_before_this"

Follow = Callable[[set[str]], set[str]]
_follows: list[Follow] = []


class _Saying:
    """All that one transaction changed, said once it is kept."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.debt: str | None = None
        self.is_said = False

    def __call__(self) -> None:
        self.is_said = True
        keys = set(self.keys)
        try:
            for follow in _follows:
                keys |= follow(keys)
        except Exception:
            logger.exception("What follows from a change could not be found: everything is")
            keys.add(SITE)
        keys |= {
            whole for prefix, whole in WHOLE.items() if any(k.startswith(prefix) for k in keys)
        }
        is_known = versions.change(keys if self.debt is None else {*keys, self.debt})
        shared.changed(keys)
        if not is_known and self.debt is None:
            debts.hand_on()
        debts.pay_now_and_then()


def changed(*keys: str) -> None:
    """Say that these have changed, once the transaction is safely kept."""
    if not keys or not versions.is_on():
        return
    saying = _waiting()
    if saying is not None:
        saying.keys.update(keys)
        return
    saying = _Saying()
    saying.keys.update(keys)
    saying.debt = debts.owe()
    transaction.on_commit(saying, robust=True)


def _waiting() -> _Saying | None:
    """Return what this transaction will say once it is kept, if it has begun to."""
    for _savepoints, function, *_rest in transaction.get_connection().run_on_commit:
        if isinstance(function, _Saying) and not function.is_said:
            return function
    return None


def changed_so_far() -> list[str]:
    """Return what this transaction has said so far that it changed."""
    saying = _waiting()
    return sorted(saying.keys) if saying is not None else []


def references_changed() -> None:
    """Say that pages or snippets refer to other things than before, by which media are public."""
    changed(EVERY_MEDIUM, EVERY_SNIPPET)


def register_follow(follow: Follow) -> None:
    """Add what finds, after a change, what else has changed by it."""
    if follow not in _follows:
        _follows.append(follow)


def talk_changed(discussion_pk: int | None) -> None:
    """Say that what readers see below a discussion has changed."""
    changed(talk_key(discussion_pk))


def post_changed(discussion_pk: int | None) -> None:
    """Say all that a new comment changes, for a post that is sent again.

    The process that took it the first time may have been killed before it could say so.
    """
    changed(talk_key(discussion_pk), figures_key(discussion_pk), desk_key(discussion_pk))


def comments_changed(pks: Iterable[int]) -> None:
    """Say that readers see these comments changed, for what changes many at once. One query."""
    if not versions.is_on():
        return
    from discussion_pages.models import DiscussionComment

    rows = DiscussionComment.objects.filter(pk__in=list(pks)).order_by()
    for discussion in set(rows.values_list("discussion_id", flat=True)):
        talk_changed(discussion)


def connect() -> None:
    """Listen."""
    from discussion_pages.models import (
        Appeal,
        Decision,
        DiscussionComment,
        DiscussionFigures,
        DiscussionSettings,
        ModerationPolicy,
        Organisation,
        Report,
        SafetyGuidance,
    )

    for model in get_page_models():
        post_init.connect(note_loaded, sender=model, dispatch_uid=_uid("loaded", model))
        _listen(model, page_saved, page_deleted)
    for signal in (signals.page_published, signals.page_unpublished):
        signal.connect(page_published, dispatch_uid="discussion_pages.keeping.published")
    signals.page_slug_changed.connect(address_changed, dispatch_uid="discussion_pages.keeping.slug")
    signals.post_page_move.connect(page_moved, dispatch_uid="discussion_pages.keeping.moved")
    for model in (Organisation, SafetyGuidance, ModerationPolicy):
        listen_to_snippet(model)
    for model in (get_image_model(), get_document_model()):
        post_init.connect(note_loaded, sender=model, dispatch_uid=_uid("loaded", model))
        _listen(model, medium_changed, medium_changed)
    rendition = get_image_model().get_rendition_model()
    for model in (rendition, *_tag_models(get_image_model(), get_document_model())):
        _listen(model, any_medium_changed, any_medium_changed)
    for model in (
        Collection,
        CollectionViewRestriction,
        DiscussionSettings,
        Locale,
        PageViewRestriction,
        Site,
    ):
        _listen(model, site_changed, site_changed)
    _listen(DiscussionComment, comment_changed, comment_changed)
    _listen(DiscussionFigures, figures_changed, figures_changed)
    for model in (Decision, Report, Appeal):
        _listen(model, record_changed, record_changed)


def listen_to_snippet(model: type[Model]) -> None:
    """Have a snippet taken for shown where it is read, and its changes said."""
    post_init.connect(note_loaded, sender=model, dispatch_uid=_uid("loaded", model))
    _listen(model, snippet_changed, snippet_changed)
    if hasattr(model, "live"):
        pre_save.connect(snippet_changes, sender=model, dispatch_uid=_uid("before", model))


def listen_to(model: type[Model], key: Callable[[Any], str]) -> None:
    """Have a row that is saved or deleted change what ``key`` names."""

    def row_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
        if not kwargs.get("raw"):
            changed(key(instance))

    for signal in (post_save, post_delete):
        signal.connect(row_changed, sender=model, weak=False, dispatch_uid=_uid("row", model))


def listen_to_relation(through: type[Model]) -> None:
    """Have a page's relation to many taken for part of the page."""
    m2m_changed.connect(relation_changed, sender=through, dispatch_uid=_uid("relation", through))


def page_saved(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Hear of a page that was saved, but for what concerns its drafts alone."""
    fields = kwargs.get("update_fields")
    if kwargs.get("raw") or (fields and DRAFT_FIELDS.issuperset(fields)):
        return
    if kwargs.get("created"):
        _translation_created(instance)
        if not instance.live:
            return
    _page_changed(instance)


def page_published(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Hear of a page that was published or unpublished, with all that belongs to it."""
    _page_changed(instance)


def page_deleted(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Hear of a page that is gone."""
    _page_changed(instance)


def page_moved(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Hear of a page in another place: its address is another, and that of all below it."""
    if not versions.is_on():
        return
    parents = (kwargs["parent_page_before"], kwargs["parent_page_after"])
    changed(*(children_key(parent.pk) for parent in parents))
    _page_changed(instance)
    if kwargs["url_path_before"] != kwargs["url_path_after"]:
        address_changed(sender, instance)


def address_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Hear of a page whose address is another: so are those of all below it."""
    if not versions.is_on():
        return
    below = Page.objects.descendant_of(instance).order_by().values_list("pk", flat=True)
    changed(page_key(instance.pk), *(page_key(pk) for pk in below))


def snippet_changes(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Remember whether a snippet was live before it is saved."""
    if versions.is_on() and instance.pk is not None:
        row = sender._default_manager.filter(pk=instance.pk).values_list("live", flat=True)
        setattr(instance, LIVE_BEFORE, row.first())


def snippet_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Hear of a snippet. One that comes or goes may be shown where another stood in for it."""
    fields = kwargs.get("update_fields")
    if kwargs.get("raw") or (fields and DRAFT_FIELDS.issuperset(fields)):
        return
    changed(key_of(instance), EVERY_SNIPPET, kind_key(sender))
    if not hasattr(instance, "live"):
        return
    is_gone = "created" not in kwargs
    was_live = instance.__dict__.pop(LIVE_BEFORE, None)
    if is_gone or instance.live != bool(was_live):
        changed(SITE)


def medium_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Hear of an image or a document."""
    if not kwargs.get("raw"):
        changed(key_of(instance), EVERY_MEDIUM)


def any_medium_changed(sender: Any, **kwargs: Any) -> None:
    """Hear of what belongs to some image or document: lists of them may show it."""
    if not kwargs.get("raw"):
        changed(EVERY_MEDIUM)


def site_changed(sender: Any, **kwargs: Any) -> None:
    """Hear of what everything rests on."""
    if not kwargs.get("raw"):
        changed(SITE)


def comment_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Hear of a comment: of one that waits, or only waits otherwise, readers see nothing."""
    if kwargs.get("raw"):
        return
    changed(desk_key(instance.discussion_id))
    fields = kwargs.get("update_fields")
    is_out_of_sight = kwargs.get("created") and not instance.visible
    if not (is_out_of_sight or (fields and UNSEEN_FIELDS.issuperset(fields))):
        talk_changed(instance.discussion_id)


def figures_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Hear of a discussion's counts."""
    if not kwargs.get("raw"):
        changed(talk_key(instance.discussion_id), figures_key(instance.discussion_id))


def record_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Hear of a decision, a report or an appeal."""
    if kwargs.get("raw") or not versions.is_on() or instance.comment_id is None:
        return
    changed(desk_key(_discussion_of(instance)))


def relation_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Hear of a page's relation to many."""
    if isinstance(instance, Page) and kwargs["action"].startswith("post_"):
        changed(page_key(instance.pk), EVERY_SNIPPET)


def _page_changed(page: Page) -> None:
    if not versions.is_on():
        return
    parents = Page.objects.filter(path=page.path[: -Page.steplen]).order_by()
    changed(
        page_key(page.pk),
        *(children_key(pk) for pk in parents.values_list("pk", flat=True)),
        *(pages_key(model) for model in type(page).__mro__ if _is_page_model(model)),
    )


def _translation_created(page: Page) -> None:
    """Say that the same pages in other languages changed: one may have stood in for the new one.

    From then on whoever looks for the new one loads it, so that it is heard of itself.
    """
    if versions.is_on():
        others = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
        changed(*(page_key(pk) for pk in others.order_by().values_list("pk", flat=True)))


def _is_page_model(model: type) -> bool:
    return issubclass(model, Page) and not model._meta.abstract


def _discussion_of(record: Any) -> int:
    return record.comment.discussion_id


def _tag_models(*models: type[Model]) -> Iterable[type[Model]]:
    return {model._meta.get_field("tags").remote_field.through for model in models}


def _listen(model: type[Model], saved: Callable[..., None], deleted: Callable[..., None]) -> None:
    post_save.connect(saved, sender=model, dispatch_uid=_uid("saved", model))
    post_delete.connect(deleted, sender=model, dispatch_uid=_uid("deleted", model))


def _uid(what: str, model: type[Model]) -> str:
    return f"discussion_pages.keeping.{what}.{model._meta.label}"
