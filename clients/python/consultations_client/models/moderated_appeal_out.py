from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ModeratedAppealOut")


@_attrs_define
class ModeratedAppealOut:
    """An appeal about the comment."""

    answer: str
    id: int
    made_at: datetime.datetime
    state: str
    state_label: str
    text: str
    url: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        answer = self.answer

        id = self.id

        made_at = self.made_at.isoformat()

        state = self.state

        state_label = self.state_label

        text = self.text

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "answer": answer,
                "id": id,
                "made_at": made_at,
                "state": state,
                "state_label": state_label,
                "text": text,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        answer = d.pop("answer")

        id = d.pop("id")

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        state = d.pop("state")

        state_label = d.pop("state_label")

        text = d.pop("text")

        url = d.pop("url")

        moderated_appeal_out = cls(
            answer=answer,
            id=id,
            made_at=made_at,
            state=state,
            state_label=state_label,
            text=text,
            url=url,
        )

        moderated_appeal_out.additional_properties = d
        return moderated_appeal_out

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
