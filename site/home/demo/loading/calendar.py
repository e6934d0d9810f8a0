"""The instants of a consultation, worked out from the day of loading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from home.demo.shapes import Consultation, FixedOrDays

OPENING = time(10)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Turns "so many days from loading" into days.

    What lies ahead is counted from ``today`` and what is past from ``loaded_on``. On the day of
    loading they are the same; later, a consultation that has to stay open keeps its beginning and
    gets a new end.
    """

    today: date
    loaded_on: date
    tz: tzinfo

    def day(self, when: FixedOrDays) -> date:
        """Return the calendar day."""
        if isinstance(when, date):
            return when
        return (self.today if when > 0 else self.loaded_on) + timedelta(days=when)

    def opens_at(self, consultation: Consultation) -> datetime:
        """Return the instant at which it opens: ten in the morning."""
        return datetime.combine(self.day(consultation.opens_on), OPENING, tzinfo=self.tz)

    def closes_at(self, consultation: Consultation) -> datetime:
        """Return the instant before which it is open: the end of its last day."""
        following = self.day(consultation.closes_on) + timedelta(days=1)
        return datetime.combine(following, time.min, tzinfo=self.tz)

    def outcome_published_at(self, consultation: Consultation) -> datetime | None:
        """Return the instant of the outcome, if there is one."""
        if consultation.outcome_published_on is None:
            return None
        day = self.day(consultation.outcome_published_on)
        return datetime.combine(day, OPENING, tzinfo=self.tz)
