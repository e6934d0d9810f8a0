from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.delivery import Delivery
from ..types import UNSET, Unset

T = TypeVar("T", bound="NoticeSettingsIn")


@_attrs_define
class NoticeSettingsIn:
    """What to change; leave out what is to stay."""

    following: Delivery | None | Unset = UNSET
    """ E-mail about replies, and about what one follows. """
    language: None | str | Unset = UNSET
    """ Of e-mails; one of `languages`. """
    moderation: Delivery | None | Unset = UNSET
    """ E-mail about one's own comments, reports and appeals. """

    def to_dict(self) -> dict[str, Any]:
        following: None | str | Unset
        if isinstance(self.following, Unset):
            following = UNSET
        elif isinstance(self.following, Delivery):
            following = self.following.value
        else:
            following = self.following

        language: None | str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        else:
            language = self.language

        moderation: None | str | Unset
        if isinstance(self.moderation, Unset):
            moderation = UNSET
        elif isinstance(self.moderation, Delivery):
            moderation = self.moderation.value
        else:
            moderation = self.moderation

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if following is not UNSET:
            field_dict["following"] = following
        if language is not UNSET:
            field_dict["language"] = language
        if moderation is not UNSET:
            field_dict["moderation"] = moderation

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_following(data: object) -> Delivery | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                following_type_0 = Delivery(data)

                return following_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Delivery | None | Unset, data)

        following = _parse_following(d.pop("following", UNSET))

        def _parse_language(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        language = _parse_language(d.pop("language", UNSET))

        def _parse_moderation(data: object) -> Delivery | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                moderation_type_0 = Delivery(data)

                return moderation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Delivery | None | Unset, data)

        moderation = _parse_moderation(d.pop("moderation", UNSET))

        notice_settings_in = cls(
            following=following,
            language=language,
            moderation=moderation,
        )

        return notice_settings_in
