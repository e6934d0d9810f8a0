"""Figures of moderation as the participation API shows them: those of the public page."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from consultations.api.statistics import represent_figures
from consultations.models import ConsultationPage
from consultations.services.moderation_figures import moderation_figures
from discussion_pages.api.participation.addresses import address
from discussion_pages.rules.disclosure import THRESHOLD


class StateCountOut(Schema):
    """How many comments are in one state."""

    state: str = Field(description="`published`, `held`, `removed` or `withdrawn`.")
    label: str = Field(description="The same in words.")
    count: int | None


class RuleCountOut(Schema):
    """How many comments were not published, or taken down, by one rule."""

    rule: str = Field(description="The rule's title.")
    count: int | None


class StatisticsOut(Schema):
    """How the comments of a consultation were moderated. A number that is withheld is null.

    Withheld is what could point at a person: numbers under `threshold`, and those from which such
    a number could be worked out.
    """

    consultation: int
    url: str = Field(description="Where this API has these figures.")
    html_url: str = Field(description="Their page on the website.")
    threshold: int = Field(description="Numbers under this one are withheld.")
    withheld: list[str] = Field(
        description="JSON pointers to what is withheld here, for example `/by_state/1/count`."
    )
    received: int | None = Field(description="All comments of members, replies included.")
    by_state: list[StateCountOut]
    redacted: int | None = Field(description="Published with a part taken out.")
    removed_by_rule: list[RuleCountOut] | None = Field(
        description="Null where too few were not published, or taken down, to say why."
    )
    median_hours: float | None = Field(
        description="How long a decision usually takes; null where there were too few to say."
    )
    reports: int | None
    reports_upheld: int | None
    appeals: int | None
    appeals_upheld: int | None


def statistics_out(page: ConsultationPage, request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """Represent the figures that may be published."""
    figures = represent_figures(moderation_figures(page, at=at))
    return {
        "consultation": page.pk,
        "url": address(request, "statistics", pk=page.pk),
        "html_url": f"{page.get_full_url(request)}statistics/",
        "threshold": THRESHOLD,
        "withheld": sorted(_withheld("", figures)),
        **figures,
    }


def _withheld(pointer: str, value: Any) -> list[str]:
    """Return JSON pointers to every null below ``value``."""
    if value is None:
        return [pointer]
    if isinstance(value, dict):
        steps = value.items()
    elif isinstance(value, list):
        steps = enumerate(value)
    else:
        return []
    return [found for step, item in steps for found in _withheld(f"{pointer}/{step}", item)]
