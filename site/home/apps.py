"""The reference site's own pages and media."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The home page, images and documents."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "home"
