from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="LoggedDecisionOut")


@_attrs_define
class LoggedDecisionOut:
    """A decision of the past."""

    action: str
    by: str
    """ The display name of a colleague, or that a machine did it. """
    decided_at: datetime.datetime
    id: int
    is_automatic: bool
    is_undone: bool
    label: str
    message: str
    note: str
    reason: str
    """ The code of a rule, where it limited somebody. """
    reason_title: str
    rule: str
    """ What held it, in words, where a machine did. """
    words: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        action = self.action

        by = self.by

        decided_at = self.decided_at.isoformat()

        id = self.id

        is_automatic = self.is_automatic

        is_undone = self.is_undone

        label = self.label

        message = self.message

        note = self.note

        reason = self.reason

        reason_title = self.reason_title

        rule = self.rule

        words = self.words

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "action": action,
                "by": by,
                "decided_at": decided_at,
                "id": id,
                "is_automatic": is_automatic,
                "is_undone": is_undone,
                "label": label,
                "message": message,
                "note": note,
                "reason": reason,
                "reason_title": reason_title,
                "rule": rule,
                "words": words,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        action = d.pop("action")

        by = d.pop("by")

        decided_at = datetime.datetime.fromisoformat(d.pop("decided_at"))

        id = d.pop("id")

        is_automatic = d.pop("is_automatic")

        is_undone = d.pop("is_undone")

        label = d.pop("label")

        message = d.pop("message")

        note = d.pop("note")

        reason = d.pop("reason")

        reason_title = d.pop("reason_title")

        rule = d.pop("rule")

        words = cast(list[str], d.pop("words"))

        logged_decision_out = cls(
            action=action,
            by=by,
            decided_at=decided_at,
            id=id,
            is_automatic=is_automatic,
            is_undone=is_undone,
            label=label,
            message=message,
            note=note,
            reason=reason,
            reason_title=reason_title,
            rule=rule,
            words=words,
        )

        logged_decision_out.additional_properties = d
        return logged_decision_out

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
