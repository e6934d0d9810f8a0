"""One answer to one caller: the fields of API v2, with links that this caller may follow."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from discussion_pages.api.answers import Answer, ReadField
from discussion_pages.api.participation.finding import person_of
from discussion_pages.services.readable import ReadableTargets


class CallersAnswer(Answer):
    """An answer of this API. It names no address of API v2 (there is no router)."""

    def __init__(self, request: HttpRequest, *, at: datetime) -> None:
        super().__init__(request, None, at=at)
        self.targets = ReadableTargets(person_of(request))


def read_fields(page: Page, names: Iterable[str], answer: Answer) -> dict[str, Any]:
    """Return fields of a page by name, in the shapes that API v2 serves them in."""
    readers: dict[str, Any] = {}
    for field in type(page).api_fields:
        readers.setdefault(field.name, field.serializer)
    return {name: _read(page, name, readers[name], answer) for name in names}


def _read(page: Page, name: str, reader: Any, answer: Answer) -> Any:
    return reader.read(page, answer) if isinstance(reader, ReadField) else getattr(page, name)
