"""Which models the v3 API serves by our schemas, what is said of them, and what may be written."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from wagtail.api import APIField


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of records that belong to a page, written with it: an inline panel."""

    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One model.

    ``facts`` maps names of its ``api_fields`` to their types: the same fields, read by the same
    functions, that the v2 API serves. ``writable`` names fields of its admin form.
    """

    model: type[Model]
    writable: tuple[str | Rows, ...]
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of what may be written."""
        return tuple(item.name if isinstance(item, Rows) else item for item in self.writable)


KINDS: dict[type[Model], Kind] = {}

PAGE_FIELDS = (
    *("title", "slug", "seo_title", "search_description", "show_in_menus"),
    *("go_live_at", "expire_at"),
)
"""What any page's form has."""


def register(kind: Kind) -> None:
    """Serve a model by our schemas. Call it from an app's module ``api_v3``."""
    KINDS[kind.model] = kind
    if not getattr(kind.model, "api_fields", None):
        # Wagtail passes over a snippet that names none.
        kind.model.api_fields = [APIField(name) for name in kind.names]


def kind_of(model: type[Model]) -> Kind | None:
    """Return how the model is served, if by us."""
    return KINDS.get(model)
