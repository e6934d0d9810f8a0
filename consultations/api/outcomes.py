"""What an outcome refers to before it is published."""

from datetime import datetime

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from consultations.models import ConsultationPage
from consultations.rules.status import Status


def kept_outcomes(*, at: datetime) -> Q:
    """Name the references in outcomes that readers do not see at this instant."""
    shown = ConsultationPage.objects.with_status(Status.OUTCOME_PUBLISHED, at=at)
    kept = ConsultationPage.objects.exclude(pk__in=shown.order_by().values("pk"))
    keys = kept.order_by().values_list(Cast("pk", output_field=CharField()), flat=True)
    return Q(model_path__startswith="outcome_summary.", object_id__in=keys)
