"""What a moderator may choose at the desk, each with its key: decisions, rules, saved reasons."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from discussion_pages.models import DiscussionComment, SavedReason
from discussion_pages.rules.states import Action, State, actions_for
from discussion_pages.services import deciding
from discussion_pages.services.policies import Rule

APPROVE_KEY, LIMIT_KEY, HOLD_KEY, ESCALATE_KEY = "a", "r", "h", "e"
RULE_KEYS = "1234567890"
# Without the letters that decide or move: pressing one of those by habit must not pick a reason.
SAVED_KEYS = "bcdfgilmnopqstvwxyz"


@dataclass(frozen=True, slots=True)
class Offer:
    """A decision that fits the open comment."""

    name: str
    label: str
    service: Callable[..., Any]
    key: str = ""
    needs_reason: bool = False
    needs_note: bool = False
    asks_twice: bool = False
    is_serious: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """A reason to choose: a rule of the policy, or a saved reason that names one."""

    value: str
    label: str
    key: str
    rule_code: str
    message: str = ""


def offers_for(comment: DiscussionComment, *, is_appealed: bool) -> list[Offer]:
    """Return the decisions that fit ``comment`` as it stands, in the order of their buttons.

    The first that answers what it waits for has the key; an appeal is answered on its own page.
    """
    actions = actions_for(State(comment.state), was_public=comment.was_public)
    offers = []
    edit_waits = comment.edit_held_at is not None
    approve_key = "" if edit_waits or is_appealed else APPROVE_KEY
    if edit_waits:
        offers += _for_edit()
    if Action.APPROVE in actions and comment.state == State.HELD:
        offers.append(
            Offer(
                "approve",
                _("Approve"),
                _decide(Action.APPROVE),
                approve_key,
            )
        )
    if comment.state == State.PUBLISHED:
        offers.append(
            Offer(
                "keep",
                _("Keep, reports not upheld") if comment.report_count else _("Keep as it is"),
                deciding.keep_comment,
                approve_key,
            )
        )
    limit_key = "" if edit_waits else LIMIT_KEY
    for action, label in ((Action.REJECT, _("Reject")), (Action.REMOVE, _("Remove"))):
        if action in actions:
            offers.append(
                Offer(
                    action.value,
                    label,
                    _decide(action),
                    limit_key,
                    needs_reason=True,
                    is_serious=True,
                )
            )
    if Action.HOLD in actions:
        offers.append(
            Offer(
                "hold",
                _("Hold"),
                _decide(Action.HOLD),
                HOLD_KEY,
                needs_reason=True,
            )
        )
    if comment.safeguarding_at is None:
        offers.append(
            Offer(
                "escalate",
                _("Escalate: somebody may come to harm"),
                deciding.escalate,
                ESCALATE_KEY,
                asks_twice=True,
            )
        )
    else:
        offers.append(
            Offer(
                "resolve",
                _("Safeguarding resolved"),
                deciding.resolve,
                ESCALATE_KEY,
                needs_note=True,
            )
        )
    return offers


def reason_picks(rules: Iterable[Rule]) -> list[Pick]:
    """Return the policy's rules, then the saved reasons that name one of them. One query."""
    rules = list(rules)
    picks = [
        Pick(f"rule:{rule.code}", rule.title, _key(RULE_KEYS, number), rule.code)
        for number, rule in enumerate(rules)
    ]
    return picks + saved_picks(rules)


def saved_picks(rules: Iterable[Rule]) -> list[Pick]:
    """Return the saved reasons that name one of ``rules``. One query."""
    saved = SavedReason.objects.filter(rule_code__in=[rule.code for rule in rules])
    return [
        Pick(
            f"saved:{reason.pk}",
            reason.title,
            _key(SAVED_KEYS, number),
            reason.rule_code,
            reason.message,
        )
        for number, reason in enumerate(saved)
    ]


def _for_edit() -> list[Offer]:
    return [
        Offer(
            "approve_edit",
            _("Approve edit"),
            deciding.approve_edit,
            APPROVE_KEY,
        ),
        Offer(
            "reject_edit",
            _("Reject edit"),
            deciding.reject_edit,
            LIMIT_KEY,
            needs_reason=True,
            is_serious=True,
        ),
    ]


def _decide(action: Action) -> Callable[..., Any]:
    def carry_out(**given: Any) -> Any:
        return deciding.decide(action=action, **given)

    return carry_out


def _key(keys: str, number: int) -> str:
    return keys[number] if number < len(keys) else ""
