from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rule_count_out import RuleCountOut
    from ..models.state_count_out import StateCountOut


T = TypeVar("T", bound="StatisticsOut")


@_attrs_define
class StatisticsOut:
    """How the comments of a consultation were moderated. A number that is withheld is null.

    Withheld is what could point at a person: numbers under `threshold`, and those from which such
    a number could be worked out.

    """

    appeals: int | None
    appeals_upheld: int | None
    by_state: list[StateCountOut]
    consultation: int
    html_url: str
    """ Their page on the website. """
    median_hours: float | None
    """ How long a decision usually takes; null where there were too few to say. """
    received: int | None
    """ All comments of members, replies included. """
    redacted: int | None
    """ Published with a part taken out. """
    removed_by_rule: list[RuleCountOut] | None
    """ Null where too few were not published, or taken down, to say why. """
    reports: int | None
    reports_upheld: int | None
    threshold: int
    """ Numbers under this one are withheld. """
    url: str
    """ Where this API has these figures. """
    withheld: list[str]
    """ JSON pointers to what is withheld here, for example `/by_state/1/count`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        appeals: int | None
        appeals = self.appeals

        appeals_upheld: int | None
        appeals_upheld = self.appeals_upheld

        by_state = []
        for by_state_item_data in self.by_state:
            by_state_item = by_state_item_data.to_dict()
            by_state.append(by_state_item)

        consultation = self.consultation

        html_url = self.html_url

        median_hours: float | None
        median_hours = self.median_hours

        received: int | None
        received = self.received

        redacted: int | None
        redacted = self.redacted

        removed_by_rule: list[dict[str, Any]] | None
        if isinstance(self.removed_by_rule, list):
            removed_by_rule = []
            for removed_by_rule_type_0_item_data in self.removed_by_rule:
                removed_by_rule_type_0_item = removed_by_rule_type_0_item_data.to_dict()
                removed_by_rule.append(removed_by_rule_type_0_item)

        else:
            removed_by_rule = self.removed_by_rule

        reports: int | None
        reports = self.reports

        reports_upheld: int | None
        reports_upheld = self.reports_upheld

        threshold = self.threshold

        url = self.url

        withheld = self.withheld

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "appeals": appeals,
                "appeals_upheld": appeals_upheld,
                "by_state": by_state,
                "consultation": consultation,
                "html_url": html_url,
                "median_hours": median_hours,
                "received": received,
                "redacted": redacted,
                "removed_by_rule": removed_by_rule,
                "reports": reports,
                "reports_upheld": reports_upheld,
                "threshold": threshold,
                "url": url,
                "withheld": withheld,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_count_out import RuleCountOut
        from ..models.state_count_out import StateCountOut

        d = dict(src_dict)

        def _parse_appeals(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        appeals = _parse_appeals(d.pop("appeals"))

        def _parse_appeals_upheld(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        appeals_upheld = _parse_appeals_upheld(d.pop("appeals_upheld"))

        by_state = []
        _by_state = d.pop("by_state")
        for by_state_item_data in _by_state:
            by_state_item = StateCountOut.from_dict(by_state_item_data)

            by_state.append(by_state_item)

        consultation = d.pop("consultation")

        html_url = d.pop("html_url")

        def _parse_median_hours(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        median_hours = _parse_median_hours(d.pop("median_hours"))

        def _parse_received(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        received = _parse_received(d.pop("received"))

        def _parse_redacted(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        redacted = _parse_redacted(d.pop("redacted"))

        def _parse_removed_by_rule(data: object) -> list[RuleCountOut] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                removed_by_rule_type_0 = []
                _removed_by_rule_type_0 = data
                for removed_by_rule_type_0_item_data in _removed_by_rule_type_0:
                    removed_by_rule_type_0_item = RuleCountOut.from_dict(
                        removed_by_rule_type_0_item_data
                    )

                    removed_by_rule_type_0.append(removed_by_rule_type_0_item)

                return removed_by_rule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[RuleCountOut] | None, data)

        removed_by_rule = _parse_removed_by_rule(d.pop("removed_by_rule"))

        def _parse_reports(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        reports = _parse_reports(d.pop("reports"))

        def _parse_reports_upheld(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        reports_upheld = _parse_reports_upheld(d.pop("reports_upheld"))

        threshold = d.pop("threshold")

        url = d.pop("url")

        withheld = cast(list[str], d.pop("withheld"))

        statistics_out = cls(
            appeals=appeals,
            appeals_upheld=appeals_upheld,
            by_state=by_state,
            consultation=consultation,
            html_url=html_url,
            median_hours=median_hours,
            received=received,
            redacted=redacted,
            removed_by_rule=removed_by_rule,
            reports=reports,
            reports_upheld=reports_upheld,
            threshold=threshold,
            url=url,
            withheld=withheld,
        )

        statistics_out.additional_properties = d
        return statistics_out

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
