"""How the comments of one consultation were moderated, as far as it may be published."""

from datetime import datetime

from consultations.models import ConsultationPage
from discussion_pages.keeping.collecting import children_key, shows
from discussion_pages.models import DiscussionPage
from discussion_pages.services.public import in_private_section
from discussion_pages.services.statistics import PublicFigures, public_figures


def moderation_figures(consultation: ConsultationPage, *, at: datetime) -> PublicFigures:
    """Return the figures of the public discussions below a consultation.

    An alias shows those of its source. A draft, and a discussion that is not for everybody, stay
    out: their numbers are nobody's to read. Eleven queries at most.
    """
    source = consultation
    while source.alias_of_id:
        source = ConsultationPage.objects.get(pk=source.alias_of_id)
    shows(children_key(source.pk))
    discussions = DiscussionPage.objects.child_of(source).live().exclude(in_private_section())
    return public_figures(list(discussions.values_list("pk", flat=True)), at=at)
