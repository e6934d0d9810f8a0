"""How the admin says where a comment stands and what was decided."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages
from wagtail.models import Page

from discussion_pages.dates import day_text, instant_text
from discussion_pages.marks import marked_excerpts
from discussion_pages.models import CommentRevision, Decision, DiscussionComment
from discussion_pages.rules.states import Action, State
from discussion_pages.services.erasure import shown_name
from discussion_pages.services.retention import Kept

EXCERPT_LENGTH = 140


PageRow = tuple[int, str, str]
"""A page's key, its title and its language's code."""


def page_rows(pages: QuerySet[Page]) -> list[PageRow]:
    """Return what `page_labels` needs of pages, by title: no page is made for it. One query."""
    ordered = pages.order_by("title", "locale", "pk")
    return list(ordered.values_list("pk", "title", "locale__language_code"))


def rows_of(pages: Iterable[Page]) -> list[PageRow]:
    """Return the same of pages that have been read, with their ``locale``."""
    return [(page.pk, page.title, page.locale.language_code) for page in pages]


def page_labels(rows: Collection[PageRow], *, length: int = 255) -> dict[int, str]:
    """Return by key what to call pages in one list of choices: titles of at most ``length``.

    Where a title repeats and several languages are in use, the language stands behind it.
    """
    repeated = Counter(title for _pk, title, _language in rows)
    are_mixed = len({language for _pk, _title, language in rows}) > 1
    return {
        pk: _in_language(_short(title, length), language)
        if are_mixed and repeated[title] > 1
        else _short(title, length)
        for pk, title, language in rows
    }


def _short(title: str, length: int) -> str:
    return title if len(title) <= length else Truncator(title).chars(length)


def _in_language(title: str, language: str) -> str:
    name = get_content_languages().get(language, language)
    return _("%(title)s (%(language)s)") % {"title": title, "language": name}


def author_label(comment: DiscussionComment) -> str:
    """Return the author's display name, with the body's name on an official reply."""
    name = shown_name(comment.author_name)
    if comment.is_official and comment.organisation:
        return _("%(name)s for %(organisation)s") % {
            "name": name,
            "organisation": comment.organisation.called,
        }
    return name


def excerpt(text: str) -> str:
    """Return the beginning of a comment on one line."""
    return Truncator(" ".join(text.split())).chars(EXCERPT_LENGTH)


def state_label(comment: DiscussionComment) -> str:
    """Return the state, and that an edit waits where one does."""
    if comment.edit_held_at:
        return _("%(state)s, edit held") % {"state": comment.get_state_display()}
    return comment.get_state_display()


def waits(comment: DiscussionComment) -> bool:
    """Say whether a moderator has to look: the twin of ``CommentQuerySet.awaiting_decision``."""
    return comment.state == State.HELD or comment.edit_held_at is not None


def marks(comment: DiscussionComment) -> list[str]:
    """Return what moderators have put on a comment, in words."""
    words = {
        "safeguarding_at": _("Escalated for safeguarding"),
        "pinned_at": _("Pinned"),
        "locked_at": _("Replies locked"),
        "redacted_at": _("Partly redacted"),
    }
    return [word for field, word in words.items() if getattr(comment, field) is not None]


def decision_label(decision: Decision) -> str:
    """Return what was decided about the comment, its edit or the reports on it."""
    if decision.revision_id:
        return {
            Action.APPROVE: _("Edit approved"),
            Action.REJECT: _("Edit rejected"),
            Action.HOLD: _("Edit held"),
        }.get(Action(decision.action), decision.get_action_display())
    if decision.action == Action.APPROVE and decision.from_state == decision.to_state:
        return _("Reports dismissed") if decision.details.get("reports", 1) else _("Kept as it is")
    return decision.get_action_display()


def actor_label(decision: Decision) -> str:
    """Return who decided: a person by name, "Automatic", or somebody whose account is gone."""
    if decision.is_automatic:
        return _("Automatic")
    return str(decision.actor) if decision.actor else _("Former account")


def rule_label(rule: str) -> str:
    """Return the rule that decided, in words where it is one of ours."""
    known = {
        "words:banned": _("It has banned words in it."),
        "words:suspect": _("It has suspect words in it. The author was told."),
        "links": _("It has more links in it than the policy lets through."),
        "duplicate": _("The author posted the same words here within a day."),
        "flood": _("The author posted many comments in a few minutes."),
        "sanction:premoderate": _("A sanction: this member's comments wait for a moderator."),
        "personal:phone": _("It seems to have a phone number in it."),
        "personal:email": _("It seems to have an e-mail address in it."),
        "personal:postcode": _("It seems to have a postcode in it."),
        "personal:nino": _("It seems to have a National Insurance number in it."),
        "personal:nhs": _("It seems to have an NHS number in it."),
        "personal:card": _("It seems to have a card number in it."),
        "edit:redacted": _("An edit of a comment that parts were taken out of."),
        "mode:before": _("Every comment in this discussion waits for a moderator."),
        "mode:first": _("A member's first comment waits for a moderator."),
    }
    category, _colon, number = rule.partition(":")
    if category == "reports" and number.isdecimal():
        return _("So many people reported it: %(number)s.") % {"number": number}
    return known.get(rule, rule)


def policy_label(decision: Decision) -> str:
    """Return the policy a decision was made under, with its version: when that was saved."""
    policy, version = decision.policy, decision.policy_revision
    if policy is None:
        return ""
    if version is None:
        return str(policy)
    return _("%(policy)s, version of %(when)s") % {
        "policy": policy,
        "when": instant_text(version.created_at),
    }


def marked_words(decision: Decision, versions: Iterable[CommentRevision] = ()) -> list[SafeString]:
    """Return the passages that a rule matched, each among its neighbours, in ``<mark>``.

    ``versions`` are those of the comment: what was posted first may have been edited since.
    """
    if not decision.spans:
        return []
    return marked_excerpts(_text_decided_on(decision, list(versions)), decision.spans)


def _text_decided_on(decision: Decision, versions: list[CommentRevision]) -> str:
    if decision.revision_id:
        held = next((each for each in versions if each.pk == decision.revision_id), None)
        return (held or decision.revision).text
    first = min(versions, key=lambda version: version.pk, default=None)
    return first.text if first else decision.comment.comment


def kept_label(kept: Kept) -> str:
    """Return until when the evidence about a comment is kept."""
    if kept.is_held:
        return _("As long as the legal hold lasts")
    if kept.until is None:
        return _("No date yet")
    return day_text(kept.until)
