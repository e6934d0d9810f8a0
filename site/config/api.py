"""Wagtail's API v2 with the suite's endpoints."""

from wagtail.api.v2.router import WagtailAPIRouter

from consultations.api.endpoints import register_endpoints

api_router = WagtailAPIRouter("wagtailapi")
register_endpoints(api_router)
