"""The endpoints that a site adds to its router."""

from typing import Any

from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet


def register_endpoints(router: WagtailAPIRouter) -> None:
    """Add pages, images, documents and comments to a router of Wagtail's API v2."""
    endpoints: dict[str, Any] = {
        "pages": PagesAPIViewSet,
        "images": ImagesAPIViewSet,
        "documents": DocumentsAPIViewSet,
    }
    for name, viewset in endpoints.items():
        router.register_endpoint(name, viewset)
