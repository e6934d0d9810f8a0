"""Sentences made from the rules in force."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import ConsultationPage
from consultations.rules.status import Status
from discussion_pages.dates import day_text, deadline_text, instant_text
from discussion_pages.rules.commenting import Commenting
from discussion_pages.services.commenting import CommentingStatus


def status_label(status: Status) -> str:
    """Return the status as one or two words."""
    return {
        Status.UPCOMING: _("Upcoming"),
        Status.OPEN: _("Open"),
        Status.CLOSED: _("Closed"),
        Status.OUTCOME_PUBLISHED: _("Outcome published"),
    }[status]


def status_deadline(page: ConsultationPage, status: Status) -> str:
    """Return the date that matters most in that status; blank where there is none."""
    if status is Status.OUTCOME_PUBLISHED:
        return _("Outcome published %(day)s") % {"day": day_text(page.outcome_published_at)}
    if status is Status.UPCOMING and page.opens_at:
        return _("Opens %(when)s") % {"when": instant_text(page.opens_at)}
    if status is Status.CLOSED and page.closes_at:
        return _("Closed %(when)s") % {"when": deadline_text(page.closes_at)}
    if page.closes_at:
        return _("Closes %(when)s") % {"when": deadline_text(page.closes_at)}
    return ""


def responded(page: ConsultationPage, respondents: int) -> str:
    """Return, for example, "1,396 Londoners have responded"."""
    return ngettext(
        "%(count)s %(noun)s has responded", "%(count)s %(noun)s have responded", respondents
    ) % {
        "count": number_format(respondents, use_l10n=True, force_grouping=True),
        "noun": page.respondent_noun(respondents),
    }


def counting_note(page: ConsultationPage) -> str:
    """Return how responses are counted: the editor's words, else the rule's own."""
    return page.counting_note or _(
        "We count people once: each member with at least one published comment here, and each "
        "person who wrote, called or came to an event. Responses are counted one by one, so one "
        "person can send several. Comments that are not published, and official replies, do not "
        "count."
    )


def discussion_state(status: CommentingStatus) -> str:
    """Return a discussion's state for a list."""
    if status.is_closed and status.is_settled:
        return _("Closed")
    return {
        Commenting.OPEN: _("Open for comments"),
        Commenting.UPCOMING: _("Not open yet"),
        Commenting.CLOSED: _("Closed for analysis"),
        Commenting.OFF: _("Comments are off"),
        Commenting.READ_ONLY_COPY: _("Read only here"),
    }[status.commenting]


def all_statuses() -> str:
    """Return the label of the filter that keeps everything."""
    return _("All")


def states_of_comments(counts: dict[str, int | None]) -> list[tuple[str, int | None]]:
    """Return each state of a comment in words, with its published count."""
    return [
        (_("Published now"), counts["published"]),
        (_("Waiting for a moderator"), counts["held"]),
        (_("Not published, or taken down, by a moderator"), counts["removed"]),
        (_("Withdrawn by the person who wrote it"), counts["withdrawn"]),
    ]


def published_count(count: int | None) -> str:
    """Return a number of moderation's figures, or that it may not be published."""
    if count is None:
        return _("not shown")
    return number_format(count, use_l10n=True, force_grouping=True)


def hours_taken(hours: float | None) -> str:
    """Return how long something took, in the unit that people would say."""
    if hours is None:
        return _("too few decisions to say")
    if hours < 1:
        return _("less than an hour")
    if hours < 48:
        whole = round(hours)
        return ngettext("%(count)s hour", "%(count)s hours", whole) % {"count": whole}
    days = round(hours / 24)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
