"""allauth's headless mode at `/_allauth/`, and the document that describes it."""

import json
from functools import cache

from allauth.headless.spec.internal.schema import get_schema
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path, re_path, resolve
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from config.middleware import MOUNT


@require_safe
@cache_control(public=True, max_age=3600)
def specification(request: HttpRequest) -> HttpResponse:
    """Answer with the OpenAPI document of what is switched on here."""
    return HttpResponse(
        _document(get_language() or ""), content_type="application/vnd.oai.openapi+json"
    )


@csrf_exempt
def not_found(request: HttpRequest) -> JsonResponse:
    """Answer for what is not here, or not switched on, as the rest of this part does."""
    return JsonResponse({"status": 404}, status=404)


@cache
def _document(language: str) -> str:
    """Return the document as JSON; reading its source takes about a second, so it is kept."""
    document = get_schema()
    for path_template in [*document["paths"]]:
        if not _is_here(path_template):
            del document["paths"][path_template]
    used = {
        tag
        for operations in document["paths"].values()
        for operation in operations.values()
        for tag in operation["tags"]
    }
    document["tags"] = [tag for tag in document["tags"] if tag["name"] in used]
    document["x-tagGroups"] = [
        group | {"tags": [tag for tag in group["tags"] if tag in used]}
        for group in document["x-tagGroups"]
        if used.intersection(group["tags"])
    ]
    return json.dumps(document, cls=DjangoJSONEncoder)


def _is_here(path_template: str) -> bool:
    """Return whether an address is answered; to allauth all seem to be, because of `not_found`."""
    return any(
        resolve(path_template.replace("{client}", client)).func is not not_found
        for client in settings.HEADLESS_CLIENTS
    )


# Of telephones only what an adapter of the host's own would know; allauth serves them to anybody.
NOT_HERE = r"^(app|browser)/v1/(account/phone|auth/phone/)"

urlpatterns = [
    re_path(NOT_HERE, not_found),
    path("openapi.json", specification),
    path("openapi.yaml", RedirectView.as_view(url=f"{MOUNT}openapi.json")),
    path("", include("allauth.headless.urls")),
    re_path("", not_found),
]
