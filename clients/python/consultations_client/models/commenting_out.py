from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.commenting_out_state import CommentingOutState

T = TypeVar("T", bound="CommentingOut")


@_attrs_define
class CommentingOut:
    """Whether comments are taken now."""

    is_open: bool
    sentence: str
    """ The same in words. """
    state: CommentingOutState
    """ `read_only_copy`: the page shows the comments of its original. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        is_open = self.is_open

        sentence = self.sentence

        state = self.state.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "is_open": is_open,
                "sentence": sentence,
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        is_open = d.pop("is_open")

        sentence = d.pop("sentence")

        state = CommentingOutState(d.pop("state"))

        commenting_out = cls(
            is_open=is_open,
            sentence=sentence,
            state=state,
        )

        commenting_out.additional_properties = d
        return commenting_out

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
