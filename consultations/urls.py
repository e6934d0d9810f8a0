"""Addresses that end like a file.

A host includes these before Wagtail's own, whose pattern takes no dots; Wagtail then finds the page
as ever, with its view restrictions.
"""

from django.urls import re_path

from consultations import views

app_name = "consultations"

urlpatterns = [
    re_path(
        r"^(?P<path>(?:[\w\-]+/)*(?:timeline|timeline/[\w\-]+)\.ics)$",
        views.calendar_file,
        name="calendar-file",
    ),
]
