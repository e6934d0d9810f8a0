"""What the fields of one answer share, so that a list costs no more queries than one page."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from rest_framework.fields import Field
from wagtail.api.v2.utils import get_full_url, get_object_detail_url
from wagtail.models import Page

from discussion_pages.services.public import PublicTargets, private_collections

Load = Callable[[list[Any]], Mapping[int, Any]]


class Answer:
    """One answer: its request, its one instant, the pages in it, and reads made for all of them."""

    is_draft = False
    """Whether the page is read from a draft instead of the database."""

    def __init__(self, request: HttpRequest, router: Any, *, at: datetime) -> None:
        self.request = request
        self.router = router
        self.at = at
        self.pages: list[Page] = []
        self.targets = PublicTargets()
        self.full_pages: dict[int, str | None] = {}
        self._read: dict[Any, dict[int, Any]] = {}

    @classmethod
    def of(cls, context: dict[str, Any]) -> "Answer":
        """Return the answer that serializers work on; under another view, one of its own."""
        if "answer" not in context:
            request = context["request"]
            context["answer"] = cls(
                getattr(request, "_request", request), context.get("router"), at=timezone.now()
            )
        return context["answer"]

    def gather(self, key: Any, page: Page, load: Load) -> Any:
        """Return what ``load`` finds for ``page``, asked once for all pages of its type."""
        found = self._read.setdefault(key, {})
        if page.pk not in found:
            together = [other for other in self.pages if type(other) is type(page)]
            if page not in together:
                together = [page]
            found.update(dict.fromkeys(other.pk for other in together))
            found.update(load(together))
        return found[page.pk]

    def shows(self, image: Any) -> bool:
        """Say whether an image of the page may be given away: a published one may."""
        return True

    def full_url(self, path: str | None) -> str | None:
        """Return an address of this site with its scheme and host."""
        return get_full_url(self.request, path) if path else None

    def detail_url(self, model: type, pk: int) -> str | None:
        """Return where the API serves an object, if it does."""
        if self.router is None:
            return None
        return get_object_detail_url(self.router, self.request, model, pk)

    def listing_url(self, model: type, query: str) -> str | None:
        """Return where the API lists objects, if it does."""
        path = self.router.get_model_listing_urlpath(model) if self.router else None
        return self.full_url(path) and f"{self.full_url(path)}?{query}"


class DraftAnswer(Answer):
    """An answer about a draft, for the eyes of a front end that holds its token.

    It stands for what publishing would show. An image in a private collection is kept back: an
    address with a token goes through logs and other people's machines.
    """

    is_draft = True

    def shows(self, image: Any) -> bool:
        """Say whether the image is in no private collection. At most two queries, once."""
        return image.collection_id not in self._private_collections

    @cached_property
    def _private_collections(self) -> set[int]:
        return private_collections()


class ReadField(Field):
    """A field whose value a function reads from the object and the answer."""

    def __init__(self, read: Callable[[Any, Answer], Any], **kwargs: Any) -> None:
        self.read = read
        super().__init__(**{"source": "*", "read_only": True, **kwargs})

    def to_representation(self, value: Any) -> Any:
        """Call the function."""
        return self.read(value, Answer.of(self.context))


def instant(value: datetime | None) -> str | None:
    """Return an instant in ISO 8601, in the site's time zone."""
    if value is None:
        return None
    return timezone.localtime(value, timezone.get_default_timezone()).isoformat()


def by_pk(pages: Iterable[Page], read: Callable[[Page], Any]) -> dict[int, Any]:
    """Return what ``read`` says of each page, by the page's key."""
    return {page.pk: read(page) for page in pages}
