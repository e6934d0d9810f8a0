"""The addresses of the v3 API, for a host to mount: ``path("api/v3/", api_v3_urls)``."""

from django.urls import URLPattern, path
from ninja.operation import PathView
from wagtail.api.v3.api import api

from discussion_pages.api.v3 import openapi, problems, shims
from discussion_pages.api.v3.edge import around
from discussion_pages.api.v3.limits import limit


def _addresses() -> list[URLPattern]:
    for mend in shims.LATE:
        mend()
    problems.add_handlers(api)
    openapi.make_document_from_memory(api)
    found = [
        path("openapi.json", openapi.openapi_json, name="openapi-json"),
        path("docs/", openapi.docs, name="openapi-view"),
    ]
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            _mend(view)
        views = [view for view in router.path_operations.values() for _each in view.operations]
        patterns = router.urls_paths(router.prefix)
        found += [around(pattern, view) for pattern, view in zip(patterns, views, strict=True)]
    _head, *_docs, root = api.urls[0]
    return [*found, root]


def _mend(view: PathView) -> None:
    for operation in view.operations:
        for mend in shims.BY_OPERATION:
            mend(operation)
        limit(operation)


api_v3_urls = (_addresses(), "ninja", api.urls_namespace)
"""What ``path()`` takes."""
