"""The words that readers see for dates, placements and figures. Every one is translatable.

Date formats are messages too, so that a translation decides on order and punctuation whatever
the host's `LANGUAGE_CODE`; the defaults give "16 November 2026" and "6pm to 7:30pm".
"""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext, pgettext

from timeline_blocks.rules.placement import Placement, is_expected
from timeline_blocks.rules.when import Precision, Season, When


def when_words(when: When) -> str:
    """The date as people write it; empty when nothing is known."""
    if when.start is None:
        return ""
    match when.precision:
        case Precision.DAY:
            return day_words(when.start)
        case Precision.RANGE:
            return _range_words(when)
        case Precision.MONTH:
            return date_format(when.start, pgettext("date format: month", "F Y"))
        case Precision.SEASON:
            return _season_words(when)
        case Precision.QUARTER:
            return gettext("%(first)s to %(last)s") % {
                "first": date_format(when.start, pgettext("date format: month alone", "F")),
                "last": date_format(
                    when.last_day or when.start, pgettext("date format: month", "F Y")
                ),
            }
    return str(when.start.year)


def day_words(day: date) -> str:
    """A calendar day: "16 November 2026"."""
    return date_format(day, pgettext("date format: day", "j F Y"))


def time_words(moment: datetime) -> str:
    """A clock time: "6pm", "7:30pm", "midday"."""
    if (moment.hour, moment.minute) == (12, 0):
        return gettext("midday")
    if moment.minute == 0:
        words = date_format(moment, pgettext("time format: full hour", "gA"))
    else:
        words = date_format(moment, pgettext("time format", "g:iA"))
    return words.replace("AM", "am").replace("PM", "pm")


def _range_words(when: When) -> str:
    start, end, last = when.start, when.end, when.last_day
    if start is None or end is None or last is None:
        return ""
    if when.all_day:
        if last == start.date():
            return day_words(last)
        if last.year == start.year:
            first = date_format(start, pgettext("date format: day without year", "j F"))
        else:
            first = day_words(start)
        return gettext("%(first)s to %(last)s") % {"first": first, "last": day_words(last)}
    shown_end = end - timedelta(minutes=1) if when.ends_at_midnight else end
    words = {
        "day": day_words(start),
        "start": time_words(start),
        "last_day": day_words(last),
        "end": time_words(shown_end),
    }
    if last == start.date():
        return gettext("%(day)s, %(start)s to %(end)s") % words
    return gettext("%(day)s at %(start)s to %(last_day)s at %(end)s") % words


def _season_words(when: When) -> str:
    if when.start is None:
        return ""
    year = when.start.year
    match when.season:
        case Season.SPRING:
            return gettext("spring %(year)s") % {"year": year}
        case Season.SUMMER:
            return gettext("summer %(year)s") % {"year": year}
        case Season.AUTUMN:
            return gettext("autumn %(year)s") % {"year": year}
    short = f"{(year + 1) % 100:02}"
    return gettext("winter %(year)s/%(next)s") % {"year": year, "next": short}


def datetime_attribute(when: When) -> str | None:
    """The start as HTML's `<time>` writes it; None where HTML has no form for it (a season)."""
    if when.start is None:
        return None
    match when.precision:
        case Precision.DAY:
            return when.start.date().isoformat()
        case Precision.RANGE:
            return (when.start.date() if when.all_day else when.start).isoformat()
        case Precision.MONTH:
            return f"{when.start:%Y-%m}"
        case Precision.YEAR:
            return f"{when.start:%Y}"
    return None


def to_be_confirmed() -> str:
    """Shown in place of a date while nothing is known."""
    return gettext("Date to be confirmed")


def entry_words(when: When, placement: Placement, *, at: datetime) -> str:
    """An entry's placement in words."""
    if is_expected(when, at=at):
        return _expected_words(when)
    return {
        Placement.PAST: gettext("Happened"),
        Placement.CURRENT: gettext("Happening now"),
        Placement.UPCOMING: gettext("Coming up"),
    }[placement]


def _expected_words(when: When) -> str:
    match when.season:
        case Season.SPRING:
            return gettext("Expected this spring")
        case Season.SUMMER:
            return gettext("Expected this summer")
        case Season.AUTUMN:
            return gettext("Expected this autumn")
        case Season.WINTER:
            return gettext("Expected this winter")
    match when.precision:
        case Precision.MONTH:
            return gettext("Expected this month")
        case Precision.QUARTER:
            return gettext("Expected this quarter")
    return gettext("Expected this year")


def stage_words(placement: Placement) -> str:
    """A stage's placement in words.

    A stage is current when it has both past and upcoming entries, although nothing may be
    happening at this moment: hence "Under way", not "Happening now".
    """
    return {
        Placement.PAST: gettext("Happened"),
        Placement.CURRENT: gettext("Under way"),
        Placement.UPCOMING: gettext("Coming up"),
    }[placement]


def responses_words(count: int) -> str:
    """The figure of responses, not of people, with thousands as the language writes them."""
    return ngettext("%(count)s response received", "%(count)s responses received", count) % {
        "count": number_format(count, use_l10n=True, force_grouping=True)
    }


def out_of_order_hint(title: str) -> str:
    """What an editor reads beside an entry whose date is earlier than one before it."""
    return gettext(
        "This date is earlier than that of “%(title)s”, which stands before it. "
        "The order is kept as you made it."
    ) % {"title": title}
