"""Dates and deadlines as people read them: in the site's time zone, and never ambiguous."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from discussion_pages.rules.windows import shown_closing

WORDED = 4096
"""How many days and instants stay worded: a page of comments says some hundred of them."""


def day_text(instant: datetime) -> str:
    """Return, for example, "16 November 2021"."""
    return _day_in(_local(instant).date(), get_language())


def time_text(instant: datetime) -> str:
    """Return, for example, "6pm" or "11:59pm"."""
    local = _local(instant)
    return _time_words(local.hour, local.minute)


def instant_text(instant: datetime) -> str:
    """Return, for example, "16 November 2021, 9:05am"."""
    local = _local(instant)
    return _instant_in(local.date(), local.hour, local.minute, get_language())


def machine_text(instant: datetime) -> str:
    """Return, for example, "2021-11-16T09:05:00+00:00", for the attribute of a time element."""
    return _local(instant).isoformat()


def deadline_text(closes_at: datetime) -> str:
    """Return, for example, "21 January 2022 at 11:59pm" for the midnight that follows."""
    shown = shown_closing(closes_at, tz=timezone.get_default_timezone())
    return _("%(day)s at %(time)s") % {"day": day_text(shown), "time": time_text(shown)}


def last_day_text(closes_at: datetime) -> str:
    """Return the last day of a window, for example "21 January 2022"."""
    return day_text(shown_closing(closes_at, tz=timezone.get_default_timezone()))


def _local(instant: datetime) -> datetime:
    return timezone.localtime(instant, timezone.get_default_timezone())


# What follows depends on nothing but its arguments, the language among them.


@lru_cache(maxsize=WORDED)
def _instant_in(day: date, hour: int, minute: int, language: str | None) -> str:
    return _("%(day)s, %(time)s") % {
        "day": _day_in(day, language),
        "time": _time_words(hour, minute),
    }


@lru_cache(maxsize=WORDED)
def _day_in(day: date, _language: str | None) -> str:
    return date_format(day, _("j F Y"))


def _time_words(hour: int, minute: int) -> str:
    values = {
        "hour12": hour % 12 or 12,
        "hour24": f"{hour:02}",
        "minute": f"{minute:02}",
        "half": _("am") if hour < 12 else _("pm"),
    }
    if minute == 0:
        return _("%(hour12)s%(half)s") % values
    return _("%(hour12)s:%(minute)s%(half)s") % values
