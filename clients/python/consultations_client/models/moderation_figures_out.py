from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.decisions_of_day_out import DecisionsOfDayOut
    from ..models.moderator_figures_out import ModeratorFiguresOut
    from ..models.outcomes_out import OutcomesOut
    from ..models.times_figures_out import TimesFiguresOut
    from ..models.waiting_figures_out import WaitingFiguresOut


T = TypeVar("T", bound="ModerationFiguresOut")


@_attrs_define
class ModerationFiguresOut:
    """The figures of moderation."""

    appeals: OutcomesOut
    """ How what arrived in these days ended. """
    decisions: list[DecisionsOfDayOut]
    moderators: list[ModeratorFiguresOut] | None
    """ Null but for those who manage moderation. """
    reports: OutcomesOut
    """ How what arrived in these days ended. """
    since: datetime.datetime
    times: list[TimesFiguresOut]
    until: datetime.datetime
    waiting: list[WaitingFiguresOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        appeals = self.appeals.to_dict()

        decisions = []
        for decisions_item_data in self.decisions:
            decisions_item = decisions_item_data.to_dict()
            decisions.append(decisions_item)

        moderators: list[dict[str, Any]] | None
        if isinstance(self.moderators, list):
            moderators = []
            for moderators_type_0_item_data in self.moderators:
                moderators_type_0_item = moderators_type_0_item_data.to_dict()
                moderators.append(moderators_type_0_item)

        else:
            moderators = self.moderators

        reports = self.reports.to_dict()

        since = self.since.isoformat()

        times = []
        for times_item_data in self.times:
            times_item = times_item_data.to_dict()
            times.append(times_item)

        until = self.until.isoformat()

        waiting = []
        for waiting_item_data in self.waiting:
            waiting_item = waiting_item_data.to_dict()
            waiting.append(waiting_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "appeals": appeals,
                "decisions": decisions,
                "moderators": moderators,
                "reports": reports,
                "since": since,
                "times": times,
                "until": until,
                "waiting": waiting,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decisions_of_day_out import DecisionsOfDayOut
        from ..models.moderator_figures_out import ModeratorFiguresOut
        from ..models.outcomes_out import OutcomesOut
        from ..models.times_figures_out import TimesFiguresOut
        from ..models.waiting_figures_out import WaitingFiguresOut

        d = dict(src_dict)
        appeals = OutcomesOut.from_dict(d.pop("appeals"))

        decisions = []
        _decisions = d.pop("decisions")
        for decisions_item_data in _decisions:
            decisions_item = DecisionsOfDayOut.from_dict(decisions_item_data)

            decisions.append(decisions_item)

        def _parse_moderators(data: object) -> list[ModeratorFiguresOut] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                moderators_type_0 = []
                _moderators_type_0 = data
                for moderators_type_0_item_data in _moderators_type_0:
                    moderators_type_0_item = ModeratorFiguresOut.from_dict(
                        moderators_type_0_item_data
                    )

                    moderators_type_0.append(moderators_type_0_item)

                return moderators_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ModeratorFiguresOut] | None, data)

        moderators = _parse_moderators(d.pop("moderators"))

        reports = OutcomesOut.from_dict(d.pop("reports"))

        since = datetime.datetime.fromisoformat(d.pop("since"))

        times = []
        _times = d.pop("times")
        for times_item_data in _times:
            times_item = TimesFiguresOut.from_dict(times_item_data)

            times.append(times_item)

        until = datetime.datetime.fromisoformat(d.pop("until"))

        waiting = []
        _waiting = d.pop("waiting")
        for waiting_item_data in _waiting:
            waiting_item = WaitingFiguresOut.from_dict(waiting_item_data)

            waiting.append(waiting_item)

        moderation_figures_out = cls(
            appeals=appeals,
            decisions=decisions,
            moderators=moderators,
            reports=reports,
            since=since,
            times=times,
            until=until,
            waiting=waiting,
        )

        moderation_figures_out.additional_properties = d
        return moderation_figures_out

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
