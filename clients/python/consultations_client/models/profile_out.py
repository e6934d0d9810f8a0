from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ProfileOut")


@_attrs_define
class ProfileOut:
    """What the caller is called."""

    display_name: str
    """ The name beside their comments. """
    full_name: str
    may_be_deleted: bool
    """ False for the only administrator: nobody could run the site without them. """
    pseudonym: str
    pseudonym_length_max: int
    pseudonym_length_min: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        display_name = self.display_name

        full_name = self.full_name

        may_be_deleted = self.may_be_deleted

        pseudonym = self.pseudonym

        pseudonym_length_max = self.pseudonym_length_max

        pseudonym_length_min = self.pseudonym_length_min

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "display_name": display_name,
                "full_name": full_name,
                "may_be_deleted": may_be_deleted,
                "pseudonym": pseudonym,
                "pseudonym_length_max": pseudonym_length_max,
                "pseudonym_length_min": pseudonym_length_min,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        display_name = d.pop("display_name")

        full_name = d.pop("full_name")

        may_be_deleted = d.pop("may_be_deleted")

        pseudonym = d.pop("pseudonym")

        pseudonym_length_max = d.pop("pseudonym_length_max")

        pseudonym_length_min = d.pop("pseudonym_length_min")

        profile_out = cls(
            display_name=display_name,
            full_name=full_name,
            may_be_deleted=may_be_deleted,
            pseudonym=pseudonym,
            pseudonym_length_max=pseudonym_length_max,
            pseudonym_length_min=pseudonym_length_min,
        )

        profile_out.additional_properties = d
        return profile_out

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
