"""The endpoints that a site without consultations adds to its router."""

from typing import Any

from wagtail.api.v2.router import WagtailAPIRouter

from discussion_pages.api.comments import CommentsViewSet
from discussion_pages.api.deletions import DeletionsViewSet
from discussion_pages.api.inside import remember_router
from discussion_pages.api.previews import PagePreviewViewSet
from discussion_pages.api.snippets import (
    GuidanceViewSet,
    OrganisationsViewSet,
    PoliciesViewSet,
)
from discussion_pages.api.viewsets import (
    PublicDocumentsViewSet,
    PublicImagesViewSet,
    PublicPagesViewSet,
)


def register_endpoints(router: WagtailAPIRouter) -> None:
    """Add pages, media, comments and what pages show of snippets to a router of the API v2."""
    endpoints: dict[str, Any] = {
        "pages": PublicPagesViewSet,
        "images": PublicImagesViewSet,
        "documents": PublicDocumentsViewSet,
        "comments": CommentsViewSet,
        "organisations": OrganisationsViewSet,
        "guidance": GuidanceViewSet,
        "policies": PoliciesViewSet,
        "deletions": DeletionsViewSet,
        # After "pages", which is where the router looks for the address of a page.
        "page_preview": PagePreviewViewSet,
    }
    for name, viewset in endpoints.items():
        router.register_endpoint(name, viewset)
    remember_router(router)
