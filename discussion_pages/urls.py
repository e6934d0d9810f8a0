"""Addresses below a discussion page, resolved by the page itself (``SubpathMixin``)."""

from django.urls import path

from discussion_pages import (
    url_converters,  # noqa: F401 (registers "key")
    views,
    views_following,
)

app_name = "discussion_pages"

urlpatterns = [
    path("", views.discussion, name="discussion"),
    path("follow/", views_following.follow_discussion, name="follow"),
    path("threads/<key:pk>/", views.thread, name="thread"),
    path("threads/<key:pk>/follow/", views_following.follow_thread, name="follow-thread"),
    path("comments/<key:pk>/", views.permalink, name="comment"),
    path("comments/<key:pk>/reply/", views.reply, name="reply"),
    path("comments/<key:pk>/like/", views.like, name="like"),
    path("comments/<key:pk>/edit/", views.edit, name="edit"),
    path("comments/<key:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("comments/<key:pk>/report/", views.report, name="report"),
]
