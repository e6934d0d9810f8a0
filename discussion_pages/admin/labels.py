"""How the admin says where a comment stands and what was decided."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from discussion_pages.models import Decision, DiscussionComment
from discussion_pages.rules.states import Action, State
from discussion_pages.services.erasure import shown_name

EXCERPT_LENGTH = 140


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


def decision_label(decision: Decision) -> str:
    """Return what was decided about the comment, its edit or the reports on it."""
    if decision.revision_id:
        return {
            Action.APPROVE: _("Edit approved"),
            Action.REJECT: _("Edit rejected"),
            Action.HOLD: _("Edit held"),
        }.get(Action(decision.action), decision.get_action_display())
    if decision.action == Action.APPROVE and decision.from_state == decision.to_state:
        return _("Reports dismissed")
    return decision.get_action_display()


def actor_label(decision: Decision) -> str:
    """Return who decided: a person by name, "Automatic", or somebody whose account is gone."""
    if decision.is_automatic:
        return _("Automatic")
    return str(decision.actor) if decision.actor else _("Former account")


def rule_label(rule: str) -> str:
    """Return the rule that decided, in words where it is one of ours."""
    return {
        "mode:before": _("Every comment in this discussion waits for a moderator."),
        "mode:first": _("A member's first comment waits for a moderator."),
    }.get(rule, rule)
