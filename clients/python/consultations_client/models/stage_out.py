from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.stage_out_placement_type_0 import StageOutPlacementType0

if TYPE_CHECKING:
    from ..models.call_out import CallOut
    from ..models.event_out import EventOut
    from ..models.milestone_out import MilestoneOut
    from ..models.publication_out import PublicationOut


T = TypeVar("T", bound="StageOut")


@_attrs_define
class StageOut:
    """A named group of entries."""

    entries: list[CallOut | EventOut | MilestoneOut | PublicationOut]
    """ In the editor's order. """
    heading: str
    id: None | str
    """ Outlives edits. """
    placement: None | StageOutPlacementType0
    """ Null for a stage without entries. """
    placement_words: None | str
    summary: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.event_out import EventOut
        from ..models.milestone_out import MilestoneOut
        from ..models.publication_out import PublicationOut

        entries = []
        for entries_item_data in self.entries:
            entries_item: dict[str, Any]
            if (
                isinstance(entries_item_data, MilestoneOut)
                or isinstance(entries_item_data, EventOut)
                or isinstance(entries_item_data, PublicationOut)
            ):
                entries_item = entries_item_data.to_dict()
            else:
                entries_item = entries_item_data.to_dict()

            entries.append(entries_item)

        heading = self.heading

        id: None | str
        id = self.id

        placement: None | str
        if isinstance(self.placement, StageOutPlacementType0):
            placement = self.placement.value
        else:
            placement = self.placement

        placement_words: None | str
        placement_words = self.placement_words

        summary = self.summary

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "entries": entries,
                "heading": heading,
                "id": id,
                "placement": placement,
                "placement_words": placement_words,
                "summary": summary,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.call_out import CallOut
        from ..models.event_out import EventOut
        from ..models.milestone_out import MilestoneOut
        from ..models.publication_out import PublicationOut

        d = dict(src_dict)
        entries = []
        _entries = d.pop("entries")
        for entries_item_data in _entries:

            def _parse_entries_item(
                data: object,
            ) -> CallOut | EventOut | MilestoneOut | PublicationOut:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    entries_item_type_0 = MilestoneOut.from_dict(data)

                    return entries_item_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    entries_item_type_1 = EventOut.from_dict(data)

                    return entries_item_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    entries_item_type_2 = PublicationOut.from_dict(data)

                    return entries_item_type_2
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                entries_item_type_3 = CallOut.from_dict(data)

                return entries_item_type_3

            entries_item = _parse_entries_item(entries_item_data)

            entries.append(entries_item)

        heading = d.pop("heading")

        def _parse_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        id = _parse_id(d.pop("id"))

        def _parse_placement(data: object) -> None | StageOutPlacementType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                placement_type_0 = StageOutPlacementType0(data)

                return placement_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | StageOutPlacementType0, data)

        placement = _parse_placement(d.pop("placement"))

        def _parse_placement_words(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        placement_words = _parse_placement_words(d.pop("placement_words"))

        summary = d.pop("summary")

        stage_out = cls(
            entries=entries,
            heading=heading,
            id=id,
            placement=placement,
            placement_words=placement_words,
            summary=summary,
        )

        stage_out.additional_properties = d
        return stage_out

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
