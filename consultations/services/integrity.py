"""What of this app ``check_integrity`` looks at."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from consultations.models import ConsultationMoment
from consultations.rules.moments import MomentKind
from discussion_pages.services.integrity import Fault, RowsCheck, register


class MomentsCheck(RowsCheck):
    """Moments that were told before they came, as a clock that went back leaves them behind.

    Nothing is put right: forgotten, such a moment would be told a second time.
    """

    name = "consultations"
    model = ConsultationMoment

    def read(self, pks: Collection[int]) -> list[Any]:
        """Return moments, and when they were told."""
        moments = ConsultationMoment.objects.filter(pk__in=pks).order_by("pk")
        return list(moments.values("pk", "kind", "instant", "told_at", "page_id"))

    def judge(self, row: dict[str, Any], *, at: datetime) -> Iterator[Fault]:
        """Compare the two. Closing soon is told ahead of the closing that it names."""
        if row["kind"] != MomentKind.CLOSING_SOON and row["told_at"] < row["instant"]:
            yield self.problem(
                row,
                f"was told at {row['told_at']}, before it came ({row['kind']} of page "
                f"{row['page_id']} at {row['instant']})",
            )


def register_checks() -> None:
    """Have our own records looked at too."""
    register(MomentsCheck())
