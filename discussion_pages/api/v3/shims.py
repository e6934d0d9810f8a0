"""Faults of Wagtail 8.0's v3 API, each mended by one named function, here and nowhere else.

Each looks first whether this is still a Wagtail that has the fault, and each has a test in
``tests/site/api_v3/test_upstream_faults.py`` that asks Wagtail's own code and fails on the day it
is mended there: then the shim goes. Early ones run before Wagtail makes its schemas, late ones when
the API is mounted.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, get_args

import wagtail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.db.models.deletion import ProtectedError, RestrictedError
from django.forms.utils import ErrorList
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Status
from ninja.errors import AuthenticationError
from ninja.operation import Operation
from pydantic import BaseModel, ConfigDict
from wagtail.models import Page

from discussion_pages.api.v3.guarding import Conflict, GuardedActions

IS_8_0 = wagtail.VERSION < (8, 1)


# --- Early: before wagtail.api.v3.registry is imported ------------------------------------


def refuse_unknown_keys(schema: Any) -> Any:
    """Wagtail drops a key that it does not know, or that may not be written, and answers 200."""
    if IS_8_0:
        for each in get_args(schema) or (schema,):
            if isinstance(each, type) and issubclass(each, BaseModel):
                each.model_config = ConfigDict(**{**each.model_config, "extra": "forbid"})
                each.model_rebuild(force=True)
    return schema


def keep_relatives_that_are_not_public() -> None:
    """Wagtail names a page's parent and an alias's source to everybody, public or not."""
    if not IS_8_0:
        return
    from wagtail.api.v3 import schemas
    from wagtail.api.v3.schemas import pages

    class DiscreetPageMetaSchema(pages.PageMetaSchema):
        @staticmethod
        def resolve_parent(obj: Page, context: dict[str, Any]) -> Page | None:
            return _if_readable(obj.get_parent(), context["request"])

        @staticmethod
        def resolve_alias_of(obj: Page, context: dict[str, Any]) -> Page | None:
            return _if_readable(obj.alias_of, context["request"])

    class PageSchema(pages.PageSchema):
        meta: DiscreetPageMetaSchema

    schemas.PageSchema = pages.PageSchema = PageSchema


def _if_readable(page: Page | None, request: HttpRequest) -> Page | None:
    from discussion_pages.api.v3.reading import readable_pages

    if page is None or not readable_pages(request).filter(pk=page.pk).exists():
        return None
    return page


# --- Late: when the API is mounted --------------------------------------------------------


def read_only_what_is_public() -> None:
    """Sessions open password-protected pages, and every image and document is listed."""
    if not IS_8_0:
        return
    from wagtail.api.v3.routers import pages
    from wagtail.documents import get_document_model
    from wagtail.documents.api.v3 import router as documents
    from wagtail.images import get_image_model
    from wagtail.images.api.v3 import router as images

    from discussion_pages.api.v3.reading import readable_media, readable_pages

    pages.get_pages_queryset = readable_pages
    images.get_images_queryset = lambda request: readable_media(get_image_model(), request)
    documents.get_documents_queryset = lambda request: readable_media(get_document_model(), request)


def build_whole_forms() -> None:
    """Wagtail's PATCH builds a form of the keys that were sent: rules over two fields then crash.

    Ours fills in what the record holds, and its model's defaults where it is new, so that the form
    is the admin's, whole.
    """
    if not IS_8_0:
        return
    from wagtail.api.v3.routers import pages
    from wagtail.snippets.api.v3 import router as snippets

    from discussion_pages.api.v3 import writing

    pages.build_page_form = writing.or_stock(writing.new_page_form, pages.build_page_form)
    pages.build_page_update_form = writing.or_stock(
        writing.changed_page_form, pages.build_page_update_form
    )
    snippets.build_model_form = writing.or_stock(writing.new_form, snippets.build_model_form)
    snippets.build_model_update_form = writing.or_stock(
        writing.changed_form, snippets.build_model_update_form
    )


def point_into_streams() -> None:
    """Wagtail says of a StreamField only that there is an error somewhere in it."""
    if not IS_8_0:
        return
    from wagtail.utils.forms import FormValidationError

    stock = FormValidationError.get_form_errors_as_dict.__func__

    @classmethod
    def with_streams(cls: type, form: Any, path: tuple = ()) -> dict[tuple, list]:
        errors = stock(cls, form, path)
        for name, found in form.errors.as_data().items():
            inner = [item for error in found for item in _stream_errors(error, (*path, name))]
            if any(where != (*path, name) for where, _message in inner):
                del errors[(*path, name)]
                for where, message in inner:
                    errors.setdefault(where, []).append(message)
        return errors

    FormValidationError.get_form_errors_as_dict = with_streams


def _stream_errors(error: Any, path: tuple) -> Iterator[tuple[tuple, tuple[str, str]]]:
    """Yield the way to each error and its words; blocks of a stream stand below ``value``."""
    inner = getattr(error, "block_errors", None)
    outer = getattr(error, "non_block_errors", None)
    if inner is None and outer is None:
        for message in error.messages:
            yield path, (str(message), error.__dict__.get("code") or "invalid")
        return
    entries = inner.items() if isinstance(inner, dict) else enumerate(inner or [])
    for key, found in entries:
        below = (*path, key, "value") if isinstance(key, int) else (*path, key)
        for each in _each(found):
            yield from _stream_errors(each, below)
    for found in _each(outer):
        yield from _stream_errors(found, path)


def _each(found: Any) -> list[Any]:
    if found is None:
        return []
    if isinstance(found, ErrorList):
        return list(found.as_data())
    return list(found) if isinstance(found, list | tuple) else [found]


def ask_the_admins_hooks() -> None:
    """Wagtail's API asks none of the hooks by which an admin refuses to delete, move or publish."""
    if not IS_8_0:
        return
    from wagtail.api.v3.routers import pages
    from wagtail.snippets.api.v3 import router as snippets

    pages.action_registry = snippets.action_registry = GuardedActions()


def write_all_or_nothing(operation: Operation) -> None:
    """A write that fails half-way, or on what the database protects, leaves nothing behind."""
    if operation.methods == ["GET"]:
        return
    stock = operation.view_func

    @wraps(stock)
    def atomic(request: HttpRequest, *args: Any, **values: Any) -> Any:
        try:
            with transaction.atomic():
                return stock(request, *args, **values)
        except (ProtectedError, RestrictedError) as error:
            raise Conflict(_("It cannot be deleted: other records use it.")) from error
        except IntegrityError as error:
            raise Conflict(_("Somebody else has just written the same.")) from error

    operation.view_func = atomic


def answer_with_what_was_published(operation: Operation) -> None:
    """After create and publish in one, Wagtail answers as if it were a draft.

    ``first_published_at`` is null there, and ``live`` false.
    """
    if not IS_8_0 or operation.operation_id not in {
        *("pages_create", "pages_update", "snippets_create", "snippets_update")
    }:
        return
    stock = operation.view_func

    @wraps(stock)
    def fresh(request: HttpRequest, *args: Any, **values: Any) -> Any:
        answer = stock(request, *args, **values)
        if getattr(values["data"].meta, "action", None) != "publish":
            return answer
        shown = _read_again(answer.value if isinstance(answer, Status) else answer)
        return Status(answer.status_code, shown) if isinstance(answer, Status) else shown

    operation.view_func = fresh


def _read_again(obj: Model) -> Model:
    found = type(obj)._default_manager.get(pk=obj.pk)
    found._meta_warnings = getattr(obj, "_meta_warnings", [])
    return found


def ask_for_a_token_for_drafts(operation: Operation) -> None:
    """Wagtail serves the live page to a stranger who asks for the draft, and says nothing."""
    if not IS_8_0 or operation.operation_id not in {"pages_detail", "pages_find"}:
        return
    stock = operation.view_func

    @wraps(stock)
    def asking(request: HttpRequest, *args: Any, **values: Any) -> Any:
        if values.get("version") == "draft" and not request.user.is_authenticated:
            raise PermissionDenied
        return stock(request, *args, **values)

    operation.view_func = asking


def refuse_a_token_that_does_not_hold(operation: Operation) -> None:
    """Wagtail takes whoever sends a wrong or revoked token for a stranger, and answers 200."""
    if not IS_8_0 or len(operation.auth_callbacks) < 2:
        return
    bearer, *others = operation.auth_callbacks

    def none_or_one_that_holds(request: HttpRequest) -> Any:
        found = bearer(request)
        if found is None and "Authorization" in request.headers:
            raise AuthenticationError
        return found

    operation.auth_callbacks = [none_or_one_that_holds, *others]


LATE: tuple[Callable[[], None], ...] = (
    read_only_what_is_public,
    build_whole_forms,
    point_into_streams,
    ask_the_admins_hooks,
)
BY_OPERATION: tuple[Callable[[Operation], None], ...] = (
    answer_with_what_was_published,
    ask_for_a_token_for_drafts,
    refuse_a_token_that_does_not_hold,
    write_all_or_nothing,
)
