from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="MeLinks")


@_attrs_define
class MeLinks:
    """Where this API has what is the caller's own."""

    appeals: str
    contributions: str
    data: str
    follows: str
    notice_settings: str
    notices: str
    reports: str
    sanctions: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        appeals = self.appeals

        contributions = self.contributions

        data = self.data

        follows = self.follows

        notice_settings = self.notice_settings

        notices = self.notices

        reports = self.reports

        sanctions = self.sanctions

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "appeals": appeals,
                "contributions": contributions,
                "data": data,
                "follows": follows,
                "notice_settings": notice_settings,
                "notices": notices,
                "reports": reports,
                "sanctions": sanctions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        appeals = d.pop("appeals")

        contributions = d.pop("contributions")

        data = d.pop("data")

        follows = d.pop("follows")

        notice_settings = d.pop("notice_settings")

        notices = d.pop("notices")

        reports = d.pop("reports")

        sanctions = d.pop("sanctions")

        me_links = cls(
            appeals=appeals,
            contributions=contributions,
            data=data,
            follows=follows,
            notice_settings=notice_settings,
            notices=notices,
            reports=reports,
            sanctions=sanctions,
        )

        me_links.additional_properties = d
        return me_links

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
