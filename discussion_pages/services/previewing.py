"""Drafts lent to a headless front end: by token, to that token only, for a while.

The drafts are kept where wagtail-headless-preview keeps its own. What the package leaves open is
closed here: a token says when it was made and is refused when its time is over; it stands for one
draft, made by one editor, and is worth nothing once that editor may not edit the page any more.
"""

import json
import secrets
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils.crypto import salted_hmac
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Page

from discussion_pages.conf import setting
from discussion_pages.front_ends import PACKAGE
from discussion_pages.rules.previews import is_over

SALT = "discussion_pages.previewing"
PREFIX = "draft."
KEPT_FOR_ONE_EDITOR = 10
"""Drafts of one page that one editor has lent at once. The side panel lends a new one at every
pause in typing; the older ones are for what is open in other tabs."""
ABOUT = "discussion_pages_preview"
"""The key of a kept draft under which we write whose it is, and where a new page belongs."""
NOT_KEPT = (COMMENTS_RELATION_NAME, "owner", "locked_by", "latest_revision", "live_revision")
"""What of a page concerns its editors only."""
LAST_STEP = "ZZZZ"
"""The end of a tree path that no page has, so that nothing ever stands below a new page."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NoPreview(Exception):
    """There is no draft for this token. Deliberately the same for every reason."""


def make_preview(page: Page, *, editor: Any, at: datetime) -> str:
    """Keep the draft as it stands and return the token that shows it.

    Raises:
        PermissionDenied: ``editor`` may not edit the page, or not add it where it is to stand.
    """
    parent = None if page.pk else page.get_parent()
    if not _may_preview(page if parent is None else parent, editor, is_new=parent is not None):
        raise PermissionDenied
    content = page.serializable_data()
    for name in NOT_KEPT:
        content.pop(name, None)
    content[ABOUT] = {"editor": str(editor.pk), "parent": parent.pk if parent else None}
    holder = _holder(page, parent, editor)
    token = _sign(holder, at)
    rows = _rows()
    rows.create(
        token=token,
        content_type=ContentType.objects.get_for_model(page),
        content_json=json.dumps(content, cls=DjangoJSONEncoder),
    )
    older = rows.filter(token__startswith=holder).order_by("-pk").values_list("pk", flat=True)
    rows.filter(pk__in=list(older[KEPT_FOR_ONE_EDITOR:])).delete()
    return token


def draft_of(token: str, *, at: datetime) -> Page:
    """Return the draft for which a token stands, as its own type; it is not saved.

    Raises:
        NoPreview: the token is not one of ours or is over, its editor may not edit the page any
            more, or the draft, its page or the page above is gone.
    """
    made_at = _made_at(token)
    if made_at is None or is_over(made_at=made_at, minutes=setting("PREVIEW_MINUTES"), at=at):
        raise NoPreview
    row = _rows().select_related("content_type").filter(token=token).first()
    model = row.content_type.model_class() if row else None
    if row is None or model is None:
        raise NoPreview
    content = json.loads(row.content_json)
    about = content.pop(ABOUT)
    is_new = about["parent"] is not None
    place = Page.objects.filter(pk=about["parent"] if is_new else content["pk"]).first()
    editor = get_user_model()._default_manager.filter(pk=about["editor"]).first()
    if place is None or editor is None or not _may_preview(place, editor, is_new=is_new):
        raise NoPreview
    _forget_what_is_gone(model, content)
    draft = model.from_serializable_data(content, check_fks=False)
    return _place(draft, place, is_new=is_new)


def purge_previews(*, at: datetime) -> int:
    """Delete the drafts whose tokens are over, and return how many."""
    if not apps.is_installed(PACKAGE):
        return 0
    over = [
        pk
        for pk, token in _rows().filter(token__startswith=PREFIX).values_list("pk", "token")
        if (made_at := _made_at(token)) is None
        or is_over(made_at=made_at, minutes=setting("PREVIEW_MINUTES"), at=at)
    ]
    for start in range(0, len(over), 500):
        _rows().filter(pk__in=over[start : start + 500]).delete()
    return len(over)


def _may_preview(place: Page, editor: Any, *, is_new: bool) -> bool:
    """Say whether somebody may edit this page, or add one below it, as the admin asks."""
    if not (editor.is_active and editor.has_perm("wagtailadmin.access_admin")):
        return False
    rights = place.permissions_for_user(editor)
    return rights.can_add_subpage() if is_new else rights.can_edit() or rights.can_publish()


def _forget_what_is_gone(model: type[Page], content: dict[str, Any]) -> None:
    """Empty the keys of records that are gone, and leave out children that hang on one.

    A draft protects nothing from being deleted. One query for each kind of record, however many
    children there are; Wagtail's own way costs one for each key.
    """
    relations = get_all_child_relations(model)
    children = [
        (relation.related_model, child)
        for relation in relations
        for child in content.get(relation.get_accessor_name(), ())
    ]
    named: defaultdict[type[models.Model], set[Any]] = defaultdict(set)
    keys = [
        (field, data, field.target_field.to_python(data[field.name]))
        for kind, data in [(model, content), *children]
        for field in _foreign_keys(kind)
        if data.get(field.name) is not None
    ]
    for field, _data, key in keys:
        named[field.related_model].add(key)
    there = {
        kind: set(kind._default_manager.filter(pk__in=pks).values_list("pk", flat=True))
        for kind, pks in named.items()
    }
    for field, data, key in keys:
        if key not in there[field.related_model]:
            data[field.name] = None
    for relation in relations:
        name = relation.get_accessor_name()
        content[name] = [
            child
            for child in content.get(name, ())
            if all(
                field.null or child.get(field.name) is not None
                for field in _foreign_keys(relation.related_model)
            )
        ]


def _foreign_keys(model: type[models.Model]) -> list[Any]:
    """Return the keys that an editor chooses: not those of the page's place and kind."""
    return [
        field
        for field in model._meta.concrete_fields
        if (field.many_to_one or field.one_to_one)
        and not getattr(field.remote_field, "parent_link", False)
        and not isinstance(field, ParentalKey)
        and field.name not in (*NOT_KEPT, "alias_of", "content_type")
    ]


def _place(draft: Page, where: Page, *, is_new: bool) -> Page:
    """Put the draft where its page stands now, or a page that nobody has saved where it is to.

    The page may have moved since, or been published.
    """
    if is_new:
        draft.path, draft.depth, draft.live = where.path + LAST_STEP, where.depth + 1, False
    else:
        draft.pk = draft.id = where.pk
        for name in ("path", "depth", "numchild", "live", "first_published_at", "alias_of_id"):
            setattr(draft, name, getattr(where, name))
    draft.set_url_path(draft.get_parent())
    return draft


def _rows() -> "models.QuerySet[Any]":
    """Return the kept drafts.

    Raises:
        NoPreview: the package that keeps them is not installed.
    """
    if not apps.is_installed(PACKAGE):
        raise NoPreview
    return apps.get_model(PACKAGE, "PagePreview")._default_manager.all()


def _holder(page: Page, parent: Page | None, editor: Any) -> str:
    """Return the part of a token that one editor's drafts of one page share. It names neither."""
    whose = f"{editor.pk}/{page._meta.label}/{page.pk}/{parent.pk if parent else ''}"
    return f"{PREFIX}{salted_hmac(SALT, whose, algorithm='sha256').hexdigest()[:20]}."


def _sign(holder: str, at: datetime) -> str:
    made_at = (at - EPOCH) // timedelta(microseconds=1)
    return _signer().sign(f"{holder}{secrets.token_urlsafe(16)}.{made_at}")


def _made_at(token: str) -> datetime | None:
    """Return when a token was made; nothing where we did not make it. Compares in constant time."""
    try:
        value = _signer().unsign(token)
    except BadSignature:
        return None
    return EPOCH + timedelta(microseconds=int(value.rpartition(".")[2]))


def _signer() -> Signer:
    return Signer(salt=SALT)
