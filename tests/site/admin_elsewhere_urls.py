"""The site's addresses with the admin on another path."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from config.urls import handler429  # noqa: F401
from config.urls import urlpatterns as usual
from members.views import StaffLoginView

PATH = "city-hall/desk/"

urlpatterns = [
    path(f"{PATH}login/", StaffLoginView.as_view()),
    path(PATH, include(wagtailadmin_urls)),
    *(each for each in usual if not str(each.pattern).startswith("admin/")),
]
