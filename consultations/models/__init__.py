"""The app's models, gathered so that ``consultations.models.X`` is each one's address."""

from consultations.models.moments import ConsultationMoment
from consultations.models.offline import OfflineResponse
from consultations.models.pages import (
    ConsultationDocument,
    ConsultationIndexPage,
    ConsultationPage,
)
from consultations.models.topics import Topic

__all__ = [
    "ConsultationDocument",
    "ConsultationIndexPage",
    "ConsultationMoment",
    "ConsultationPage",
    "OfflineResponse",
    "Topic",
]
