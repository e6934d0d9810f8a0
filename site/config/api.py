"""Wagtail's API v2 with the suite's endpoints."""

from consultations.api.endpoints import register_endpoints
from wagtail.api.v2.router import WagtailAPIRouter

api_router = WagtailAPIRouter("wagtailapi")
register_endpoints(api_router)
