"""What webhooks are told of consultations: a summary of the page, as the public API gives it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from consultations.api.endpoints import PagesViewSet
from consultations.models import ConsultationPage
from consultations.rules.moments import MomentKind
from consultations.services.moments import tell_moments
from discussion_pages.api.inside import detail_as_anybody
from discussion_pages.models import WebhookEvent
from discussion_pages.services.webhook_kinds import WebhookKind, register_kind, register_source

SUMMARY = "fields=_,id,type,detail_url,html_url,locale,title,status,window"


def register() -> None:
    """Name the kinds of events of this app, and who looks for them."""
    explanation = _("The title, address, status and window of the consultation.")
    for kind, label in (
        (MomentKind.OPENED, _("A consultation opens")),
        (MomentKind.CLOSING_SOON, _("A consultation closes soon")),
        (MomentKind.CLOSED, _("A consultation has closed")),
        (MomentKind.OUTCOME_PUBLISHED, _("The outcome of a consultation is published")),
    ):
        register_kind(WebhookKind(kind.value, label, explanation, summary))
    register_source(tell_moments)


def summary(event: WebhookEvent) -> dict[str, Any] | None:
    """Return the page's summary as it is now; ``None`` while it is not public."""
    page = ConsultationPage.objects.filter(pk=event.subject).first()
    if page is None:
        return None
    return detail_as_anybody(ConsultationPage, page.pk, page=page, view=PagesViewSet, query=SUMMARY)
