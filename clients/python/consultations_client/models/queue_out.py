from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.queue_row_out import QueueRowOut
    from ..models.urgency_count_out import UrgencyCountOut


T = TypeVar("T", bound="QueueOut")


@_attrs_define
class QueueOut:
    """A page of the queue, the most urgent and longest waiting first."""

    counts: list[UrgencyCountOut]
    """ Of the whole queue of the place chosen, whatever `urgency` was asked for. """
    items: list[QueueRowOut]
    next_cursor: None | str
    """ Null on the last page. """
    next_url: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        counts = []
        for counts_item_data in self.counts:
            counts_item = counts_item_data.to_dict()
            counts.append(counts_item)

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        next_cursor: None | str
        next_cursor = self.next_cursor

        next_url: None | str
        next_url = self.next_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "counts": counts,
                "items": items,
                "next_cursor": next_cursor,
                "next_url": next_url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.queue_row_out import QueueRowOut
        from ..models.urgency_count_out import UrgencyCountOut

        d = dict(src_dict)
        counts = []
        _counts = d.pop("counts")
        for counts_item_data in _counts:
            counts_item = UrgencyCountOut.from_dict(counts_item_data)

            counts.append(counts_item)

        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = QueueRowOut.from_dict(items_item_data)

            items.append(items_item)

        def _parse_next_cursor(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_cursor = _parse_next_cursor(d.pop("next_cursor"))

        def _parse_next_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_url = _parse_next_url(d.pop("next_url"))

        queue_out = cls(
            counts=counts,
            items=items,
            next_cursor=next_cursor,
            next_url=next_url,
        )

        queue_out.additional_properties = d
        return queue_out

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
