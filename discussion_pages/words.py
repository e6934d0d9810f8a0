"""Sentences made from the rules in force, so that what is said is what is done."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from discussion_pages.dates import day_text, deadline_text, instant_text, last_day_text
from discussion_pages.rules.appeals import AppealState
from discussion_pages.rules.commenting import Commenting, ModerationMode
from discussion_pages.rules.personal_data import Detail
from discussion_pages.rules.reports import ReportKind, ReportState
from discussion_pages.rules.sanctions import SanctionKind
from discussion_pages.rules.states import Action
from discussion_pages.rules.windows import Phase, Window


def moderation_sentence(mode: str, *, has_published_before: bool | None = None) -> str:
    """Return the rule that a composer states, for this member where we know them."""
    if mode == ModerationMode.BEFORE_POSTING:
        return _("A moderator reads every comment before it appears.")
    if mode == ModerationMode.AFTER_POSTING:
        return _("Comments appear at once. Moderators read them afterwards.")
    if has_published_before:
        return _("Your comment appears at once. Moderators read comments afterwards.")
    if has_published_before is False:
        return _(
            "This will be your first comment here, so a moderator reads it before it appears. "
            "Later ones appear at once."
        )
    return _(
        "A moderator reads a member's first comment before it appears. Later ones appear at once."
    )


def commenting_sentence(commenting: Commenting, window: Window) -> str:
    """Return why, and since or until when, a discussion takes comments or does not."""
    if commenting is Commenting.READ_ONLY_COPY:
        return _("You can read the comments here. Comment on the original page.")
    if commenting is Commenting.OFF:
        return _("Comments are switched off for this discussion.")
    if commenting is Commenting.UPCOMING and window.opens_at:
        return _("The discussion opens on %(when)s.") % {"when": instant_text(window.opens_at)}
    if commenting is Commenting.CLOSED and window.is_empty:
        return _("This discussion takes no comments.")
    if commenting is Commenting.CLOSED and window.closes_at:
        if window.opens_at:
            ran = _("The discussion ran from %(start)s to %(end)s.") % {
                "start": day_text(window.opens_at),
                "end": last_day_text(window.closes_at),
            }
        else:
            ran = _("The discussion ran until %(end)s.") % {"end": last_day_text(window.closes_at)}
        return ran
    if window.closes_at:
        return _("Open for comments until %(when)s.") % {"when": deadline_text(window.closes_at)}
    return _("Open for comments.")


def window_words(window: Window, *, at: datetime) -> str:
    """Return one line for a card: "Open until …", "Opens …" or "Closed …"."""
    phase = window.phase(at=at)
    if phase is Phase.CLOSED and window.is_empty:
        return _("Closed")
    if phase is Phase.CLOSED:
        return _("Closed %(day)s") % {"day": last_day_text(window.closes_at)}
    if phase is Phase.UPCOMING:
        return _("Opens %(when)s") % {"when": instant_text(window.opens_at)}
    if window.closes_at:
        return _("Closes %(when)s") % {"when": deadline_text(window.closes_at)}
    return _("Open")


def sanction_sentence(kind: str, *, ends_at: datetime | None, reason_title: str = "") -> str:
    """Return what a sanction means to the member, until when, and for breaking which rule."""
    said = _sanction_with_end(kind, ends_at) if ends_at else _sanction_without_end(kind)
    if not reason_title:
        return said
    return _("%(sanction)s The reason: %(rule)s.") % {"sanction": said, "rule": reason_title}


def _sanction_without_end(kind: str) -> str:
    return {
        SanctionKind.WARN: _("This is a warning."),
        SanctionKind.PREMODERATE: _("A moderator reads your comments before they appear."),
        SanctionKind.MUTE: _("You cannot comment for now."),
        SanctionKind.SUSPEND: _("You are suspended from taking part."),
    }[SanctionKind(kind)]


def _sanction_with_end(kind: str, ends_at: datetime) -> str:
    sentence = {
        SanctionKind.WARN: _("This is a warning."),
        SanctionKind.PREMODERATE: _(
            "Until %(when)s a moderator reads your comments before they appear."
        ),
        SanctionKind.MUTE: _("You cannot comment until %(when)s."),
        SanctionKind.SUSPEND: _("You are suspended from taking part until %(when)s."),
    }[SanctionKind(kind)]
    return sentence % {"when": deadline_text(ends_at)}


def appeal_sentence(state: str) -> str:
    """Return how an appeal stands, to the member who made it."""
    return {
        AppealState.OPEN: _("Somebody looks at this again."),
        AppealState.UPHELD: _("Your appeal was upheld: the decision does not stand."),
        AppealState.REFUSED: _("Your appeal was not upheld: the decision stands."),
        AppealState.WITHDRAWN: _("You withdrew your appeal."),
    }[AppealState(state)]


def report_state_words(state: str, *, is_late: bool = False) -> str:
    """Return where a report stands, in a word or two, as its sender reads it."""
    if state == ReportState.RECEIVED and is_late:
        return _("Waiting, and late")
    return {
        ReportState.RECEIVED: _("Waiting for a moderator"),
        ReportState.UPHELD: _("We agreed with you"),
        ReportState.DISMISSED: _("The comment stays"),
        ReportState.OVERTURNED: _("We took our decision back"),
        ReportState.CLOSED: _("Closed"),
    }[ReportState(state)]


def report_waits_sentences(kind: str, *, expected_at: datetime | None, is_late: bool) -> list[str]:
    """Return what happens next with a report that waits; no policy makes no promise."""
    if expected_at is None:
        return [_("A moderator reads every report.")]
    when = {"when": instant_text(expected_at)}
    if is_late:
        return [
            _(
                "We meant to decide by %(when)s. We are sorry that you still wait. Your report "
                "has kept its place."
            )
            % when
        ]
    said = [_("We mean to decide by %(when)s.") % when]
    if kind == ReportKind.ILLEGAL:
        said.append(_("Reports of illegal content go to the front of the queue."))
    return said


def report_ended_sentences(state: str, *, action: str = "", reason_title: str = "") -> list[str]:
    """Return how a report ended and why; ``action`` and ``reason_title`` are the decision's."""
    if state == ReportState.UPHELD:
        by_action: dict[str, str] = {
            Action.REMOVE: _("The comment was taken down."),
            Action.REJECT: _("The comment was taken down."),
            Action.REDACT: _("Part of the comment was taken out."),
        }
        said = [by_action.get(action, _("A moderator acted on the comment."))]
        if reason_title:
            said.append(_("The reason: %(rule)s.") % {"rule": reason_title})
        return said
    return [
        {
            ReportState.DISMISSED: _(
                "A moderator read your report and the comment. It does not break the rules, so "
                "nothing was done."
            ),
            ReportState.OVERTURNED: _(
                "We had acted on the comment because of your report. When somebody else looked at "
                "it again, that was taken back."
            ),
            ReportState.CLOSED: _(
                "The comment was withdrawn or deleted, so there is nothing left to decide."
            ),
        }[ReportState(state)]
    ]


def held_sentence(held_rule: str) -> str:
    """Return why a comment or an edit waits, and what its author can do.

    ``held_rule`` is a rule of the pipeline or its first part; blank stands for a moderator's hold.
    """
    category = held_rule.partition(":")[0]
    by_rule = {
        "mode:before": _("A moderator reads every comment here before it appears."),
        "mode:first": _("A moderator reads a member's first comment before it appears."),
    }
    by_category = {
        "": _("A moderator has taken it out of sight to look at it again."),
        "words": _(
            "It has words in it that often break a house rule. While you can still edit it, you "
            "may put it another way."
        ),
        "links": _(
            "It has many links in it. While you can still edit it, you may leave some of them out."
        ),
        "duplicate": _(
            "You have posted the same words here before. Once is enough: you may withdraw this one."
        ),
        "flood": _(
            "You have posted many comments in a short time. There is no need to send it again."
        ),
        "sanction": _("For now a moderator reads your comments before they appear."),
        "personal": _(
            "It seems to have personal details in it. While you can still edit it, you may leave "
            "them out."
        ),
        "edit": _("Parts of this comment were taken out, so a moderator reads your change first."),
        "reports": _("Readers have reported it. You need not do anything until it is decided."),
    }
    return (
        by_rule.get(held_rule) or by_category.get(category) or _("A rule asks for a second look.")
    )


def personal_data_sentence(details: Iterable[Detail]) -> str:
    """Return what a text seems to hold, and what everybody would then be able to read."""
    names = {
        Detail.PHONE: _("a phone number"),
        Detail.EMAIL: _("an e-mail address"),
        Detail.POSTCODE: _("a postcode"),
        Detail.NINO: _("a National Insurance number"),
        Detail.NHS_NUMBER: _("an NHS number"),
        Detail.CARD: _("a card number"),
    }
    found = get_text_list([names[Detail(detail)] for detail in details], _("and"))
    return _("Your comment seems to have %(details)s in it. Everybody could read that.") % {
        "details": found
    }


def limit_sentence(action: Action, *, is_edit: bool = False, by_reports: bool = False) -> str:
    """Return what a decision did to its author's comment, to the author."""
    if is_edit:
        return _("The change to your comment was not published.")
    if action is Action.HOLD and by_reports:
        return _("Readers reported your comment, so it is hidden until a moderator decides.")
    return {
        Action.HOLD: _("Your comment is hidden until a moderator decides."),
        Action.REJECT: _("Your comment was not published."),
        Action.REMOVE: _("Your comment was removed."),
        Action.REDACT: _("Part of your comment was taken out."),
    }[action]
