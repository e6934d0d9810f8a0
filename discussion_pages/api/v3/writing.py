"""Forms of the admin, bound to what a caller sent."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.text import slugify
from permissionedforms import PermissionedForm
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import get_edit_handler, get_form_for_model
from wagtail.api.v3.form_data import build_form_data
from wagtail.blocks.base import BlockField
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page

from discussion_pages.api.v3.blocks import WARNINGS, flatten
from discussion_pages.api.v3.kinds import Kind, kind_of
from discussion_pages.api.v3.reading import editable


def or_stock(ours: Callable[..., Any], stock: Callable[..., Any]) -> Callable[..., Any]:
    """Return a builder of forms: ours for our models, Wagtail's for others."""

    def build(subject: Any, *args: Any, **kwargs: Any) -> Any:
        model = subject if isinstance(subject, type) else type(subject)
        kind = kind_of(model)
        if kind is None:
            return stock(subject, *args, **kwargs)
        return ours(kind, subject, *args, **kwargs)

    return build


def new_page_form(kind: Kind, model: type[Page], parent: Page, data: Any, user: Any) -> Any:
    """Return the form that creates a page below ``parent``; a slug is made of the title."""
    page = model(owner=user, locale=parent.locale)
    payload = editable(page, kind) | _sent(data)
    if not payload.get("slug") and payload.get("title"):
        payload["slug"] = _free_slug(payload["title"], parent)
    return _bound(kind, page, payload, parent_page=parent, for_user=user)


def changed_page_form(kind: Kind, page: Page, data: Any, user: Any) -> Any:
    """Return the form that changes a page: what was not sent stays as it is."""
    payload = editable(page, kind) | _sent(data)
    return _bound(kind, page, payload, parent_page=page.get_parent(), for_user=user)


def new_form(kind: Kind, model: type[Model], data: Any, user: Any) -> Any:
    """Return the form that creates a snippet, in the site's first language."""
    instance = model()
    if hasattr(instance, "locale_id"):
        instance.locale = Locale.get_default()
    return changed_form(kind, instance, data, user)


def changed_form(kind: Kind, instance: Model, data: Any, user: Any) -> Any:
    """Return the form that changes a snippet."""
    return _bound(kind, instance, editable(instance, kind) | _sent(data), for_user=user)


class InOneLanguage:
    """A form that also finds what is unique within a language, which is no field of it."""

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"locale"}


def form_class_of(kind: Kind) -> type:
    """Return the admin's form, of the fields that may be written."""
    model = kind.model
    handler = model.get_edit_handler() if hasattr(model, "get_edit_handler") else None
    handler = handler or get_edit_handler(model)
    options = handler.get_form_options()
    formsets = {
        name: entry for name, entry in (options.get("formsets") or {}).items() if name in kind.names
    }
    options |= {"fields": [n for n in kind.names if n not in formsets], "formsets": formsets}
    base = (
        getattr(model, "api_base_form_class", None)
        or handler.base_form_class
        or getattr(model, "base_form_class", None)
        or WagtailAdminModelForm
    )
    if hasattr(model, "locale_id") and not issubclass(model, Page):
        base = type(base)(f"Localised{base.__name__}", (InOneLanguage, base), {})
    return get_form_for_model(model, form_class=base, **options)


def _sent(data: Any) -> dict[str, Any]:
    return data.dict(exclude={"meta"}, exclude_unset=True)


def _bound(kind: Kind, instance: Any, payload: dict[str, Any], **options: Any) -> Any:
    form_class = form_class_of(kind)
    if not issubclass(form_class, PermissionedForm):
        options.pop("for_user", None)
    saved = instance if instance.pk else None
    streams = [name for name, field in form_class.base_fields.items() if _is_stream(field)]
    plain = {name: value for name, value in payload.items() if name not in streams}
    for name, field in form_class.base_fields.items():
        if hasattr(field.widget, "converter") and not _text_of(plain[name]):
            del plain[name]  # the editor's own form posts nothing for an empty text
    form_data = build_form_data(form_class, plain, instance=saved)
    for name in streams:
        flatten(form_class.base_fields[name].block, payload[name], name, form_data)
    instance._meta_warnings = form_data.get(WARNINGS, [])
    return form_class(data=form_data, instance=instance, **options)


def _is_stream(field: Any) -> bool:
    return isinstance(field, BlockField)


def _text_of(value: Any) -> str:
    return value["content"] if isinstance(value, dict) else value


def _free_slug(title: str, parent: Page) -> str:
    is_unicode = getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True)
    slug = slugify(title, allow_unicode=is_unicode)
    return find_available_slug(parent, slug) if slug else ""
