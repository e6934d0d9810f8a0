from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.when_out_precision import WhenOutPrecision

T = TypeVar("T", bound="WhenOut")


@_attrs_define
class WhenOut:
    """When something happens, as exactly as it is known."""

    end: None | str
    """ Excluded, in the same form: a single day ends on the next. """
    precision: WhenOutPrecision
    start: None | str
    """ Included: a date where whole days are meant, else an instant. """
    words: str
    """ The same in words. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        end: None | str
        end = self.end

        precision = self.precision.value

        start: None | str
        start = self.start

        words = self.words

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "end": end,
                "precision": precision,
                "start": start,
                "words": words,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_end(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        end = _parse_end(d.pop("end"))

        precision = WhenOutPrecision(d.pop("precision"))

        def _parse_start(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        start = _parse_start(d.pop("start"))

        words = d.pop("words")

        when_out = cls(
            end=end,
            precision=precision,
            start=start,
            words=words,
        )

        when_out.additional_properties = d
        return when_out

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
