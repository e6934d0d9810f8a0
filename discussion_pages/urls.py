"""Addresses below a discussion page, resolved by the page itself (``SubpathMixin``)."""

from django.urls import path

from discussion_pages import views

app_name = "discussion_pages"

urlpatterns = [
    path("", views.discussion, name="discussion"),
    path("threads/<int:pk>/", views.thread, name="thread"),
    path("comments/<int:pk>/", views.permalink, name="comment"),
    path("comments/<int:pk>/reply/", views.reply, name="reply"),
    path("comments/<int:pk>/like/", views.like, name="like"),
    path("comments/<int:pk>/edit/", views.edit, name="edit"),
    path("comments/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("comments/<int:pk>/report/", views.report, name="report"),
]
