"""Addresses of the site as a whole, which a host includes beside Wagtail's own."""

from django.urls import path, re_path

from discussion_pages import (
    views_appeals,
    views_contributions,
    views_embed,
    views_notices,
    views_policy,
    views_reports,
)

app_name = "discussions"

# A key that every database can hold, so that a longer number is simply not found.
KEY = "(?P<pk>[1-9][0-9]{0,17})"

urlpatterns = [
    path("how-we-moderate/", views_policy.site_policy, name="policy"),
    path("how-we-moderate/<slug:slug>/", views_policy.named_policy, name="named-policy"),
    path("embed/", views_embed.embed, name="embed"),
    path("reports/<str:token>/", views_reports.report_status, name="report"),
    path("notices/", views_notices.notice_list, name="notices"),
    path("notices/read/", views_notices.read_notices, name="read-notices"),
    path("notices/settings/", views_notices.settings, name="notice-settings"),
    path("follows/", views_notices.follow_list, name="follows"),
    path("unsubscribe/<str:token>/", views_notices.unsubscribe, name="unsubscribe"),
    path("contributions/", views_contributions.contribution_list, name="contributions"),
    path("my-data/", views_contributions.my_data, name="my-data"),
    path("my-data/my-data.json", views_contributions.my_data_json, name="my-data-json"),
    path("my-data/my-data.html", views_contributions.my_data_html, name="my-data-html"),
    re_path(
        rf"^contributions/comments/{KEY}/appeal/$",
        views_appeals.appeal_comment,
        name="appeal-comment",
    ),
    re_path(
        rf"^contributions/sanctions/{KEY}/appeal/$",
        views_appeals.appeal_sanction,
        name="appeal-sanction",
    ),
    re_path(
        rf"^contributions/appeals/{KEY}/withdraw/$",
        views_appeals.withdraw_appeal,
        name="withdraw-appeal",
    ),
]
