"""What Wagtail's listings of images and documents do to many at once."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from discussion_pages.keeping.changes import medium_changed
from discussion_pages.receivers import record_what_is_public


def say_what_changed(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> None:
    """Say that media changed, which Wagtail puts into a collection without sending a signal.

    A hook of the name ``after_bulk_action``.
    """
    for model in (get_image_model(), get_document_model()):
        media = [each for each in objects if isinstance(each, model)]
        for medium in media:
            medium_changed(model, medium)
        if media:
            record_what_is_public(model)
