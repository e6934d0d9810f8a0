"""Addresses below the hub, resolved by the page itself."""

from django.urls import path

from consultations import views

urlpatterns = [path("", views.hub), path("feed/", views.feed)]
