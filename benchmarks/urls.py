"""The site's own addresses, after the one view that everything is compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as site_urlpatterns

TRIVIAL_PATH = "benchmarks/trivial/"


def trivial(request: HttpRequest) -> HttpResponse:
    """Answer with next to nothing: what is left is the cost of server and middleware."""
    return HttpResponse("<!doctype html><html lang=en><title>Trivial</title><p>Hello.</html>\n")


urlpatterns = [path(TRIVIAL_PATH, trivial), *site_urlpatterns]
