from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.delivery import Delivery

T = TypeVar("T", bound="NoticeSettingsOut")


@_attrs_define
class NoticeSettingsOut:
    """When we write to the caller. Notices on the site are always there."""

    following: Delivery
    """ When a member wants e-mail. """
    language: str
    """ Of e-mails. """
    languages: list[str]
    """ The codes that `language` may take. """
    moderation: Delivery
    """ When a member wants e-mail. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        following = self.following.value

        language = self.language

        languages = self.languages

        moderation = self.moderation.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "following": following,
                "language": language,
                "languages": languages,
                "moderation": moderation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        following = Delivery(d.pop("following"))

        language = d.pop("language")

        languages = cast(list[str], d.pop("languages"))

        moderation = Delivery(d.pop("moderation"))

        notice_settings_out = cls(
            following=following,
            language=language,
            languages=languages,
            moderation=moderation,
        )

        notice_settings_out.additional_properties = d
        return notice_settings_out

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
