from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.moderated_report_out_kind import ModeratedReportOutKind

T = TypeVar("T", bound="ModeratedReportOut")


@_attrs_define
class ModeratedReportOut:
    """A report. Who sent it is not told."""

    kind: ModeratedReportOutKind
    reason: str
    reason_title: str
    reported_at: datetime.datetime
    settled_at: datetime.datetime | None
    state: str
    state_label: str
    text: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        reason = self.reason

        reason_title = self.reason_title

        reported_at = self.reported_at.isoformat()

        settled_at: None | str
        if isinstance(self.settled_at, datetime.datetime):
            settled_at = self.settled_at.isoformat()
        else:
            settled_at = self.settled_at

        state = self.state

        state_label = self.state_label

        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "reason": reason,
                "reason_title": reason_title,
                "reported_at": reported_at,
                "settled_at": settled_at,
                "state": state,
                "state_label": state_label,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = ModeratedReportOutKind(d.pop("kind"))

        reason = d.pop("reason")

        reason_title = d.pop("reason_title")

        reported_at = datetime.datetime.fromisoformat(d.pop("reported_at"))

        def _parse_settled_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                settled_at_type_0 = datetime.datetime.fromisoformat(data)

                return settled_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        settled_at = _parse_settled_at(d.pop("settled_at"))

        state = d.pop("state")

        state_label = d.pop("state_label")

        text = d.pop("text")

        moderated_report_out = cls(
            kind=kind,
            reason=reason,
            reason_title=reason_title,
            reported_at=reported_at,
            settled_at=settled_at,
            state=state,
            state_label=state_label,
            text=text,
        )

        moderated_report_out.additional_properties = d
        return moderated_report_out

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
