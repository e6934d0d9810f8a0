from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.report_state import ReportState

T = TypeVar("T", bound="OwnReportOut")


@_attrs_define
class OwnReportOut:
    """One report that the caller made."""

    reason_title: str
    reference: str
    reported_at: datetime.datetime
    settled_at: datetime.datetime | None
    state: ReportState
    """ Where a report stands. Only ``RECEIVED`` waits for somebody. """
    state_words: str
    status_html_url: str
    """ Private: the same as a page. """
    status_url: str
    """ Private: where this API says how it stands. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        reason_title = self.reason_title

        reference = self.reference

        reported_at = self.reported_at.isoformat()

        settled_at: None | str
        if isinstance(self.settled_at, datetime.datetime):
            settled_at = self.settled_at.isoformat()
        else:
            settled_at = self.settled_at

        state = self.state.value

        state_words = self.state_words

        status_html_url = self.status_html_url

        status_url = self.status_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reason_title": reason_title,
                "reference": reference,
                "reported_at": reported_at,
                "settled_at": settled_at,
                "state": state,
                "state_words": state_words,
                "status_html_url": status_html_url,
                "status_url": status_url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        reason_title = d.pop("reason_title")

        reference = d.pop("reference")

        reported_at = datetime.datetime.fromisoformat(d.pop("reported_at"))

        def _parse_settled_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                settled_at_type_0 = datetime.datetime.fromisoformat(data)

                return settled_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        settled_at = _parse_settled_at(d.pop("settled_at"))

        state = ReportState(d.pop("state"))

        state_words = d.pop("state_words")

        status_html_url = d.pop("status_html_url")

        status_url = d.pop("status_url")

        own_report_out = cls(
            reason_title=reason_title,
            reference=reference,
            reported_at=reported_at,
            settled_at=settled_at,
            state=state,
            state_words=state_words,
            status_html_url=status_html_url,
            status_url=status_url,
        )

        own_report_out.additional_properties = d
        return own_report_out

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
