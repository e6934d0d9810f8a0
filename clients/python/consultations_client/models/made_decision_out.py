from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.moderated_comment_out import ModeratedCommentOut


T = TypeVar("T", bound="MadeDecisionOut")


@_attrs_define
class MadeDecisionOut:
    """A decision that was made, and where it leaves the comment."""

    comment: ModeratedCommentOut
    """ A comment of whatever state.

    `desk` and `versions` are for moderators; `reports`, `decisions`, `appeals` and `sanctions` are
    null for whoever may not read them. """
    decided_at: datetime.datetime
    id: int
    label: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        comment = self.comment.to_dict()

        decided_at = self.decided_at.isoformat()

        id = self.id

        label = self.label

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "comment": comment,
                "decided_at": decided_at,
                "id": id,
                "label": label,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.moderated_comment_out import ModeratedCommentOut

        d = dict(src_dict)
        comment = ModeratedCommentOut.from_dict(d.pop("comment"))

        decided_at = datetime.datetime.fromisoformat(d.pop("decided_at"))

        id = d.pop("id")

        label = d.pop("label")

        made_decision_out = cls(
            comment=comment,
            decided_at=decided_at,
            id=id,
            label=label,
        )

        made_decision_out.additional_properties = d
        return made_decision_out

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
