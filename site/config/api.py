"""The site's APIs: Wagtail's v2 with the suite's endpoints, and the participation API."""

from wagtail.api.v2.router import WagtailAPIRouter

from consultations.api.endpoints import register_endpoints
from consultations.api.participation import make_api
from members.api import router as members_router

api_router = WagtailAPIRouter("wagtailapi")
register_endpoints(api_router)

participation_api = make_api([("", members_router)])
