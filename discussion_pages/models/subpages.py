"""Pages with addresses of their own below them, and what a page asks of the one above."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, get_resolver
from wagtail.models import Page, PageQuerySet, PageViewRestriction
from wagtail.url_routing import RouteResult

from discussion_pages.page_forms import reserved_slug_message
from discussion_pages.rules.windows import Window


class ReservedSlugMixin:
    """A page that cannot take a slug which the page above uses itself."""

    def clean(self) -> None:
        """Refuse a reserved slug also where no form stands between (copy, import, API).

        Raises:
            ValidationError: on the slug.
        """
        super().clean()
        if not self.path or self.is_root():
            return
        parent = self.get_parent()
        reserved = getattr(parent.specific_deferred, "reserved_slugs", frozenset())
        if self.slug in reserved:
            raise ValidationError({"slug": reserved_slug_message(self.slug)})


class SubpathMixin:
    """Serves the page, and addresses below it, by the views of a URLconf.

    ``subpath_urlconf`` is a dotted path, so that a model needs no import from the views above it.
    Each view is called with ``(request, page, …)``; the address "" is the page itself. Wagtail has
    checked the page's view restrictions before any of them runs.
    """

    subpath_urlconf: ClassVar[str]
    reserved_slugs: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def for_route(cls) -> PageQuerySet:
        """Return the pages of this type with what serving one of them needs.

        The reference site works its SQL out once (``discussion_pages.prepared``): it must not
        depend on the moment, the language or the request.
        """
        return cls.objects.all()

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return the restrictions on this page and those above, as Wagtail does.

        A page that came by way of all those above it (``parent``, up to one below the tree's root)
        need not ask who they are. Aliases, whose restrictions are their sources', are left to
        Wagtail.
        """
        chain = known_chain(self)
        if chain is None or any(page.alias_of_id for page in chain):
            return super().get_view_restrictions()
        is_root = Q(page__path=self.path[: self.steplen])
        return PageViewRestriction.objects.filter(Q(page__in=[page.pk for page in chain]) | is_root)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Let an address of our own win over a child page.

        Where all children are of one known type, the child comes by one query instead of two, and
        knows the page above.

        Raises:
            Http404: neither exists.
        """
        if self.live:
            subpath = "".join(f"{component}/" for component in path_components)
            try:
                match = get_resolver(self.subpath_urlconf).resolve(f"/{subpath}")
            except Resolver404:
                pass
            else:
                return RouteResult(self, (match.func,), match.kwargs)
        children = self.allowed_subpage_models()
        if path_components and len(children) == 1 and issubclass(children[0], SubpathMixin):
            slug, *rest = path_components
            child = children[0].for_route().child_of(self).filter(slug=slug).first()
            if child is not None:
                child.parent = self
                return child.route(request, rest)
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, view: Any = None, **kwargs: Any) -> HttpResponse:
        """Answer by the view that ``route`` found, else by the page's own."""
        if view is None:
            view = get_resolver(self.subpath_urlconf).resolve("/").func
        return view(request, self, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Preview by the very view that serves the page."""
        request.is_preview = True
        request.preview_mode = mode_name
        response = self.serve(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def subpath_url(self, subpath: str, request: HttpRequest | None = None) -> str:
        """Return the address of ``subpath`` below this page.

        Raises:
            Http404: the page belongs to no site, so that it has no address.
        """
        url = self.get_url(request)
        if url is None:
            raise Http404
        return url + subpath


def known_chain(page: Page) -> list[Page] | None:
    """Return the page and all above it but the tree's root, where they are all at hand."""
    chain = [page]
    while chain[-1].depth > 2:
        above = chain[-1].__dict__.get("parent")
        if above is None or chain[-1].path[: -above.steplen] != above.path:
            return None
        chain.append(above)
    return chain


class DiscussionParentMixin:
    """A page that may stand above discussions and answers what they ask of it."""

    def get_discussion_window(self) -> Window | None:
        """Return the window that clips those of the discussions below, if any."""
        return None

    def get_discussion_settled_at(self) -> datetime | None:
        """Return when what the discussions were for is decided and public, if that is known."""
        return None

    def get_discussion_guidance_id(self) -> int | None:
        """Return the key of the safety guidance for discussions that name none, if any."""
        return None

    def get_discussion_policy_id(self) -> int | None:
        """Return the key of the moderation policy for discussions that name none, if any."""
        return None

    @classmethod
    def parent_models(cls) -> list[type[Page]]:
        """Return the page models that answer, found among Wagtail's registered ones."""
        from wagtail.models import get_page_models

        return [model for model in get_page_models() if issubclass(model, cls)]
