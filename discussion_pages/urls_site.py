"""Addresses of the site as a whole, which a host includes beside Wagtail's own."""

from django.urls import path

from discussion_pages import views_policy

app_name = "discussions"

urlpatterns = [
    path("how-we-moderate/", views_policy.site_policy, name="policy"),
    path("how-we-moderate/<slug:slug>/", views_policy.named_policy, name="named-policy"),
]
