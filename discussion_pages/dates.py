"""Dates and deadlines as people read them: in the site's time zone, and never ambiguous."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from discussion_pages.rules.windows import shown_closing


def day_text(instant: datetime) -> str:
    """Return, for example, "16 November 2021"."""
    return date_format(_local(instant), _("j F Y"))


def time_text(instant: datetime) -> str:
    """Return, for example, "6pm" or "11:59pm"."""
    local = _local(instant)
    values = {
        "hour12": local.hour % 12 or 12,
        "hour24": f"{local.hour:02}",
        "minute": f"{local.minute:02}",
        "half": _("am") if local.hour < 12 else _("pm"),
    }
    if local.minute == 0:
        return _("%(hour12)s%(half)s") % values
    return _("%(hour12)s:%(minute)s%(half)s") % values


def instant_text(instant: datetime) -> str:
    """Return, for example, "16 November 2021, 9:05am"."""
    return _("%(day)s, %(time)s") % {"day": day_text(instant), "time": time_text(instant)}


def deadline_text(closes_at: datetime) -> str:
    """Return, for example, "21 January 2022 at 11:59pm" for the midnight that follows."""
    shown = shown_closing(closes_at, tz=timezone.get_default_timezone())
    return _("%(day)s at %(time)s") % {"day": day_text(shown), "time": time_text(shown)}


def last_day_text(closes_at: datetime) -> str:
    """Return the last day of a window, for example "21 January 2022"."""
    return day_text(shown_closing(closes_at, tz=timezone.get_default_timezone()))


def _local(instant: datetime) -> datetime:
    return timezone.localtime(instant, timezone.get_default_timezone())
