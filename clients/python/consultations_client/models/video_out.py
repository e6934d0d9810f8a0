from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="VideoOut")


@_attrs_define
class VideoOut:
    """A video of another site. Ask that site for nothing before the reader plays it."""

    player_url: None | str
    """ What to show in a frame. """
    provider: None | str
    title: str
    transcript: str
    """ Clean HTML with full addresses. A link that leads nowhere you may go has no address. """
    url: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        player_url: None | str
        player_url = self.player_url

        provider: None | str
        provider = self.provider

        title = self.title

        transcript = self.transcript

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "player_url": player_url,
                "provider": provider,
                "title": title,
                "transcript": transcript,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_player_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        player_url = _parse_player_url(d.pop("player_url"))

        def _parse_provider(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        provider = _parse_provider(d.pop("provider"))

        title = d.pop("title")

        transcript = d.pop("transcript")

        url = d.pop("url")

        video_out = cls(
            player_url=player_url,
            provider=provider,
            title=title,
            transcript=transcript,
            url=url,
        )

        video_out.additional_properties = d
        return video_out

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
