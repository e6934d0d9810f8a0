"""Carrying out a decision with the very form and the very service of the admin."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import ValidationError

from discussion_pages.admin.decisions import DECISIONS, CommentDecision, ReasonForm
from discussion_pages.admin.desk.queue import policies_for
from discussion_pages.api.participation.finding import person_of
from discussion_pages.api.participation.moderation.conflicts import conflict, told_as_conflict
from discussion_pages.models import Decision, DiscussionComment
from discussion_pages.services.casework import not_in_this_state
from discussion_pages.services.claiming import claimed_by_other, release
from discussion_pages.services.deciding import version_of
from discussion_pages.services.policies import rules_of

BY_NAME: dict[str, type[CommentDecision]] = {
    decision.action_type: decision for decision in DECISIONS
}
ModerationAction = StrEnum("ModerationAction", [(name.upper(), name) for name in BY_NAME])
"""Every decision of the admin, by the name it has there."""


def carry_out(
    request: HttpRequest,
    comment: DiscussionComment,
    decision: type[CommentDecision],
    *,
    given: Mapping[str, Any],
    version: str,
    is_despite_claim: bool = True,
    at: datetime,
) -> Decision:
    """Decide about a comment that the caller has read as of ``version``, and let go of it.

    Raises:
        Refusal: it has moved on, the decision does not fit, or (unless ``is_despite_claim``)
            somebody else is looking at it: with the comment as it is now (409).
        ValidationError: what was given is not what the decision takes.
        Refused: the service will not.
    """
    person = person_of(request)
    _refuse_if_conflicting(request, comment, decision, version, is_despite_claim, at=at)
    cleaned = _cleaned(decision, comment, given)
    with told_as_conflict(request, comment, at=at):
        made = decision.service(
            comment=comment, moderator=person, expected_version=version, at=at, **cleaned
        )
    release(comment=comment, moderator=person)
    return made


def is_marked_so(comment: DiscussionComment, decision: type[CommentDecision]) -> bool:
    """Say whether a mark stands already as ``decision`` (of the kind ``Mark``) would leave it."""
    return (getattr(comment, decision.field) is not None) is decision.sets


def _refuse_if_conflicting(
    request: HttpRequest,
    comment: DiscussionComment,
    decision: type[CommentDecision],
    version: str,
    is_despite_claim: bool,
    *,
    at: datetime,
) -> None:
    if version != version_of(comment):
        detail = _("Nothing was decided: the comment has changed since you opened it.")
        raise conflict(request, comment, "changed", detail, at=at)
    if not decision.fits(comment):
        raise conflict(request, comment, "state", not_in_this_state(comment), at=at)
    if is_despite_claim:
        return
    claim = claimed_by_other(comment=comment, moderator=person_of(request), at=at)
    if claim is not None:
        detail = _("%(name)s is looking at this comment.") % {"name": claim.moderator}
        raise conflict(request, comment, "claimed", detail, at=at)


def _cleaned(
    decision: type[CommentDecision], comment: DiscussionComment, given: Mapping[str, Any]
) -> dict[str, Any]:
    """Let the admin's form look at what was given: reasons, lengths, what is needed.

    Raises:
        ValidationError: it is not what the decision takes; nothing is passed over.
    """
    form_class = decision.form_that_asks()
    extra = [name for name, value in given.items() if value and name not in form_class.base_fields]
    if extra:
        raise _invalid(
            {name: [("not_taken", _("This decision does not take it."))] for name in extra}
        )
    options: dict[str, Any] = {}
    if issubclass(form_class, ReasonForm):
        policy = policies_for([comment]).get(comment.discussion_id)
        options["rules"] = rules_of(policy)
    form = form_class({name: _typed(value) for name, value in given.items()}, **options)
    if not form.is_valid():
        raise _invalid(_errors_of(form))
    cleaned = dict(form.cleaned_data)
    if "passages" in cleaned:
        cleaned["passages"] = list(given["passages"])  # a passage may run over several lines
    return cleaned


def _typed(value: Any) -> Any:
    """Return a value as it is typed into a form: passages one a line."""
    return "\n".join(value) if isinstance(value, list) else value


def _errors_of(form: forms.Form) -> dict[str, list[tuple[str, str]]]:
    return {
        name: [(error["code"] or "invalid", error["message"]) for error in errors]
        for name, errors in form.errors.get_json_data().items()
    }


def _invalid(errors: Mapping[str, list[tuple[str, str]]]) -> ValidationError:
    return ValidationError(
        [
            {"type": code, "loc": ["body", "body", name], "msg": message}
            for name, found in errors.items()
            for code, message in found
        ]
    )
