"""The fields that the API serves."""


def register() -> None:
    """Name each model's fields for Wagtail's API."""
