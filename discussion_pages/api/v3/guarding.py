"""What the admin refuses, the API refuses: its hooks are asked before anything is done."""

from contextvars import ContextVar
from typing import Any

from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from wagtail import hooks
from wagtail.actions import action_registry
from wagtail.models import Page

current_request: ContextVar[HttpRequest | None] = ContextVar("v3 request", default=None)


class Conflict(HttpError):
    """The state of things forbids it; the sentence says why."""

    def __init__(self, message: str) -> None:
        super().__init__(409, message)


class _Heard(BaseStorage):
    """Hears what a hook tells the person at the screen, and shows it to nobody."""

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: list[Any], response: HttpResponse, *args: Any, **kw: Any) -> list:
        return []


def ask(name: str, *args: Any) -> None:
    """Ask the hooks of that name, as the admin does.

    Raises:
        Conflict: one of them would lead the person at the screen elsewhere; its words say why.
    """
    request = current_request.get()
    if request is None:
        return
    for hook in hooks.get_hooks(name):
        before = getattr(request, "_messages", None)
        request._messages = heard = _Heard(request)
        try:
            answer = hook(request, *args)
        finally:
            request._messages = before
        if isinstance(answer, HttpResponse):
            words = " ".join(strip_tags(str(message)).strip() for message in heard)
            raise Conflict(" ".join(words.split()) or _("The site does not allow this."))


class Guard:
    """Mixed into one of Wagtail's actions: asks the hooks once the permission is there."""

    asked = False

    def check(self, *args: Any, **kwargs: Any) -> None:
        """Ask after the permission, so that nobody without it learns anything."""
        super().check(*args, **kwargs)
        if not self.asked:
            self.asked = True
            for name, hook_args in _questions(self):
                ask(name, *hook_args)

    def _save_instance(self) -> None:
        """Ask what stands before publishing once the record is kept with what was sent.

        A refusal undoes that: every write is one transaction.
        """
        super()._save_instance()
        if getattr(self, "publish", False):
            is_page = isinstance(self.instance, Page)
            ask("before_publish_page" if is_page else "before_publish", self.instance)


class GuardedActions:
    """Wagtail's registry of actions, each with the guard before it."""

    def get_action_class(self, model: type, name: str) -> type:
        """Return the action, guarded."""
        stock = action_registry.get_action_class(model, name)
        return type(f"Guarded{stock.__name__}", (Guard, stock), {})


def _questions(action: Any) -> list[tuple[str, tuple[Any, ...]]]:
    """Return the hooks that the admin asks before such an action, with what it tells them."""
    subject = next(
        found
        for found in (getattr(action, name, None) for name in ("page", "object", "instance"))
        if found is not None
    )
    is_page = isinstance(subject, Page)
    match action.action_name:
        case "create":
            if is_page:
                return [("before_create_page", (action.parent, type(subject)))]
            return [("before_create_snippet", (type(subject),))]
        case "edit":
            return [("before_edit_page" if is_page else "before_edit_snippet", (subject,))]
        case "publish":
            return [("before_publish_page" if is_page else "before_publish", (subject,))]
        case "unpublish":
            return [("before_unpublish_page" if is_page else "before_unpublish", (subject,))]
        case "delete":
            if is_page:
                return [("before_delete_page", (subject,))]
            return [("before_delete_snippet", ([subject],))]
        case "copy":
            return [("before_copy_page", (subject,))]
        case "move":
            return [("before_move_page", (subject, _parent_after(action)))]
        case "convert_alias":
            return [("before_convert_alias_page", (subject,))]
    return []


def _parent_after(action: Any) -> Page:
    beside = action.pos in ("left", "right", "first-sibling", "last-sibling")
    return action.target.get_parent() if beside else action.target
