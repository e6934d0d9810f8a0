from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.stage_out import StageOut


T = TypeVar("T", bound="TimelineOut")


@_attrs_define
class TimelineOut:
    """A timeline as it stands now."""

    consultation: int
    html_url: str
    """ The consultation on the website. """
    ics_url: str
    """ The whole timeline as a calendar to subscribe to. """
    last_change_at: datetime.datetime | None
    """ When the clock changed a placement last, or what is said of it. """
    next_change_at: datetime.datetime | None
    """ When it will do so next, if nobody edits: no need to ask again before then. """
    stages: list[StageOut]
    """ In the editor's order. """
    url: str
    """ Where this API has the timeline. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        consultation = self.consultation

        html_url = self.html_url

        ics_url = self.ics_url

        last_change_at: None | str
        if isinstance(self.last_change_at, datetime.datetime):
            last_change_at = self.last_change_at.isoformat()
        else:
            last_change_at = self.last_change_at

        next_change_at: None | str
        if isinstance(self.next_change_at, datetime.datetime):
            next_change_at = self.next_change_at.isoformat()
        else:
            next_change_at = self.next_change_at

        stages = []
        for stages_item_data in self.stages:
            stages_item = stages_item_data.to_dict()
            stages.append(stages_item)

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "consultation": consultation,
                "html_url": html_url,
                "ics_url": ics_url,
                "last_change_at": last_change_at,
                "next_change_at": next_change_at,
                "stages": stages,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.stage_out import StageOut

        d = dict(src_dict)
        consultation = d.pop("consultation")

        html_url = d.pop("html_url")

        ics_url = d.pop("ics_url")

        def _parse_last_change_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_change_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_change_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_change_at = _parse_last_change_at(d.pop("last_change_at"))

        def _parse_next_change_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_change_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_change_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_change_at = _parse_next_change_at(d.pop("next_change_at"))

        stages = []
        _stages = d.pop("stages")
        for stages_item_data in _stages:
            stages_item = StageOut.from_dict(stages_item_data)

            stages.append(stages_item)

        url = d.pop("url")

        timeline_out = cls(
            consultation=consultation,
            html_url=html_url,
            ics_url=ics_url,
            last_change_at=last_change_at,
            next_change_at=next_change_at,
            stages=stages,
            url=url,
        )

        timeline_out.additional_properties = d
        return timeline_out

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
