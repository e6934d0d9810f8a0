"""The reference site's own pages and media."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The home page, images and documents."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "home"

    def ready(self) -> None:
        """Register the fields that the API serves, and what `manage.py check` looks at."""
        from home import api, checks, receivers  # noqa: F401

        api.register()
