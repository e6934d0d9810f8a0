"""What of this app mirrors of the read API are told about when it goes."""

from datetime import datetime

from django.db.models import QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from consultations.services.reading import kept_outcomes, public_topics
from discussion_pages.services.public import public_media
from discussion_pages.services.publicity import register


def register_kinds() -> None:
    """Have topics recorded, and media as our pages show them: with an outcome once it is public."""
    register("topic", lambda at: public_topics())
    register("image", _public_images)
    register("document", _public_documents)


def _public_images(at: datetime) -> QuerySet:
    return public_media(get_image_model(), unseen=kept_outcomes(at=at))


def _public_documents(at: datetime) -> QuerySet:
    return public_media(get_document_model(), unseen=kept_outcomes(at=at))
