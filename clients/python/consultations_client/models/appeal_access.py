from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="AppealAccess")


@_attrs_define
class AppealAccess:
    """Whether one may appeal against something, or how the appeal stands that one made."""

    html_url: str
    may_appeal: bool
    state_words: None | str
    """ How the appeal made stands; null before. """
    until: datetime.datetime
    """ The instant from which it is too late. """
    url: str
    """ Where this API has what to know before, and takes the appeal. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        html_url = self.html_url

        may_appeal = self.may_appeal

        state_words: None | str
        state_words = self.state_words

        until = self.until.isoformat()

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "html_url": html_url,
                "may_appeal": may_appeal,
                "state_words": state_words,
                "until": until,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        html_url = d.pop("html_url")

        may_appeal = d.pop("may_appeal")

        def _parse_state_words(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        state_words = _parse_state_words(d.pop("state_words"))

        until = datetime.datetime.fromisoformat(d.pop("until"))

        url = d.pop("url")

        appeal_access = cls(
            html_url=html_url,
            may_appeal=may_appeal,
            state_words=state_words,
            until=until,
            url=url,
        )

        appeal_access.additional_properties = d
        return appeal_access

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
