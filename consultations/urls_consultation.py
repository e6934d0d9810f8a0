"""Addresses below a consultation, resolved by the page itself."""

from django.urls import path

from consultations import views

urlpatterns = [
    path("", views.consultation),
    path("statistics/", views.statistics),
    path("timeline.ics/", views.timeline_calendar),
    path("timeline/<str:name>.ics/", views.entry_calendar),
]
