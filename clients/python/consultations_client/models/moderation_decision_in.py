from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.moderation_action import ModerationAction
from ..types import UNSET, Unset

T = TypeVar("T", bound="ModerationDecisionIn")


@_attrs_define
class ModerationDecisionIn:
    """A decision. `desk.actions` of the comment says which fit, what each takes and needs."""

    action: ModerationAction
    version: str
    """ `desk.version` of the comment as you read it. """
    despite_claim: bool | Unset = False
    """ Decide although a colleague is looking at the comment. """
    message: str | Unset = ""
    """ For the author. A saved reason brings its own where this is empty. """
    note: str | Unset = ""
    """ For moderators only; kept in the decision log. """
    organisation: int | None | Unset = UNSET
    """ With `mark_official`: the body it speaks for. """
    passages: list[str] | Unset = UNSET
    """ With `redact`: what to take out, letter for letter. """
    reason: None | str | Unset = UNSET
    """ A `value` of `desk.reasons`; needed where it limits somebody. """
    words: list[str] | Unset = UNSET
    """ The passages concerned. The author reads them. """

    def to_dict(self) -> dict[str, Any]:
        action = self.action.value

        version = self.version

        despite_claim = self.despite_claim

        message = self.message

        note = self.note

        organisation: int | None | Unset
        if isinstance(self.organisation, Unset):
            organisation = UNSET
        else:
            organisation = self.organisation

        passages: list[str] | Unset = UNSET
        if not isinstance(self.passages, Unset):
            passages = self.passages

        reason: None | str | Unset
        if isinstance(self.reason, Unset):
            reason = UNSET
        else:
            reason = self.reason

        words: list[str] | Unset = UNSET
        if not isinstance(self.words, Unset):
            words = self.words

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "action": action,
                "version": version,
            }
        )
        if despite_claim is not UNSET:
            field_dict["despite_claim"] = despite_claim
        if message is not UNSET:
            field_dict["message"] = message
        if note is not UNSET:
            field_dict["note"] = note
        if organisation is not UNSET:
            field_dict["organisation"] = organisation
        if passages is not UNSET:
            field_dict["passages"] = passages
        if reason is not UNSET:
            field_dict["reason"] = reason
        if words is not UNSET:
            field_dict["words"] = words

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        action = ModerationAction(d.pop("action"))

        version = d.pop("version")

        despite_claim = d.pop("despite_claim", UNSET)

        message = d.pop("message", UNSET)

        note = d.pop("note", UNSET)

        def _parse_organisation(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        organisation = _parse_organisation(d.pop("organisation", UNSET))

        passages = cast(list[str], d.pop("passages", UNSET))

        def _parse_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))

        words = cast(list[str], d.pop("words", UNSET))

        moderation_decision_in = cls(
            action=action,
            version=version,
            despite_claim=despite_claim,
            message=message,
            note=note,
            organisation=organisation,
            passages=passages,
            reason=reason,
            words=words,
        )

        return moderation_decision_in
