from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.moderated_appeal_row_out_about import ModeratedAppealRowOutAbout
from ..models.moderated_appeal_row_out_state import ModeratedAppealRowOutState

T = TypeVar("T", bound="ModeratedAppealRowOut")


@_attrs_define
class ModeratedAppealRowOut:
    """An appeal in the list."""

    about: ModeratedAppealRowOutAbout
    about_label: str
    """ What was decided. """
    decided_at: datetime.datetime | None
    decided_by: None | str
    first_decided_by: str
    id: int
    made_at: datetime.datetime
    member_name: str
    rule: str
    state: ModeratedAppealRowOutState
    state_label: str
    url: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        about = self.about.value

        about_label = self.about_label

        decided_at: None | str
        if isinstance(self.decided_at, datetime.datetime):
            decided_at = self.decided_at.isoformat()
        else:
            decided_at = self.decided_at

        decided_by: None | str
        decided_by = self.decided_by

        first_decided_by = self.first_decided_by

        id = self.id

        made_at = self.made_at.isoformat()

        member_name = self.member_name

        rule = self.rule

        state = self.state.value

        state_label = self.state_label

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "about": about,
                "about_label": about_label,
                "decided_at": decided_at,
                "decided_by": decided_by,
                "first_decided_by": first_decided_by,
                "id": id,
                "made_at": made_at,
                "member_name": member_name,
                "rule": rule,
                "state": state,
                "state_label": state_label,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        about = ModeratedAppealRowOutAbout(d.pop("about"))

        about_label = d.pop("about_label")

        def _parse_decided_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decided_at_type_0 = datetime.datetime.fromisoformat(data)

                return decided_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        decided_at = _parse_decided_at(d.pop("decided_at"))

        def _parse_decided_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        decided_by = _parse_decided_by(d.pop("decided_by"))

        first_decided_by = d.pop("first_decided_by")

        id = d.pop("id")

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        member_name = d.pop("member_name")

        rule = d.pop("rule")

        state = ModeratedAppealRowOutState(d.pop("state"))

        state_label = d.pop("state_label")

        url = d.pop("url")

        moderated_appeal_row_out = cls(
            about=about,
            about_label=about_label,
            decided_at=decided_at,
            decided_by=decided_by,
            first_decided_by=first_decided_by,
            id=id,
            made_at=made_at,
            member_name=member_name,
            rule=rule,
            state=state,
            state_label=state_label,
            url=url,
        )

        moderated_appeal_row_out.additional_properties = d
        return moderated_appeal_row_out

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
