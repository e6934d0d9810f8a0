from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.appeal_case_out_about import AppealCaseOutAbout

if TYPE_CHECKING:
    from ..models.appeal_out import AppealOut
    from ..models.appeal_rule import AppealRule


T = TypeVar("T", bound="AppealCaseOut")


@_attrs_define
class AppealCaseOut:
    """What was decided about the caller, and whether they may appeal: never who decided."""

    about: AppealCaseOutAbout
    appeal: AppealOut | None
    decided_at: datetime.datetime
    may_appeal: bool
    message: str
    """ What the moderator wrote to the member. """
    passages: list[str]
    """ The words concerned. """
    policy_html_url: None | str
    rule: AppealRule | None
    said: str
    """ What was decided, in words. """
    text: str
    """ What the member wrote. """
    text_length_max: int
    """ Characters that an appeal may have. """
    until: datetime.datetime
    """ The instant from which an appeal comes too late. """
    who_decides: str
    """ Who decides appeals, in the policy's words. """
    why_not: str
    """ Blank where they may. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.appeal_out import AppealOut
        from ..models.appeal_rule import AppealRule

        about = self.about.value

        appeal: dict[str, Any] | None
        if isinstance(self.appeal, AppealOut):
            appeal = self.appeal.to_dict()
        else:
            appeal = self.appeal

        decided_at = self.decided_at.isoformat()

        may_appeal = self.may_appeal

        message = self.message

        passages = self.passages

        policy_html_url: None | str
        policy_html_url = self.policy_html_url

        rule: dict[str, Any] | None
        if isinstance(self.rule, AppealRule):
            rule = self.rule.to_dict()
        else:
            rule = self.rule

        said = self.said

        text = self.text

        text_length_max = self.text_length_max

        until = self.until.isoformat()

        who_decides = self.who_decides

        why_not = self.why_not

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "about": about,
                "appeal": appeal,
                "decided_at": decided_at,
                "may_appeal": may_appeal,
                "message": message,
                "passages": passages,
                "policy_html_url": policy_html_url,
                "rule": rule,
                "said": said,
                "text": text,
                "text_length_max": text_length_max,
                "until": until,
                "who_decides": who_decides,
                "why_not": why_not,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.appeal_out import AppealOut
        from ..models.appeal_rule import AppealRule

        d = dict(src_dict)
        about = AppealCaseOutAbout(d.pop("about"))

        def _parse_appeal(data: object) -> AppealOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                appeal_type_0 = AppealOut.from_dict(data)

                return appeal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AppealOut | None, data)

        appeal = _parse_appeal(d.pop("appeal"))

        decided_at = datetime.datetime.fromisoformat(d.pop("decided_at"))

        may_appeal = d.pop("may_appeal")

        message = d.pop("message")

        passages = cast(list[str], d.pop("passages"))

        def _parse_policy_html_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        policy_html_url = _parse_policy_html_url(d.pop("policy_html_url"))

        def _parse_rule(data: object) -> AppealRule | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                rule_type_0 = AppealRule.from_dict(data)

                return rule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AppealRule | None, data)

        rule = _parse_rule(d.pop("rule"))

        said = d.pop("said")

        text = d.pop("text")

        text_length_max = d.pop("text_length_max")

        until = datetime.datetime.fromisoformat(d.pop("until"))

        who_decides = d.pop("who_decides")

        why_not = d.pop("why_not")

        appeal_case_out = cls(
            about=about,
            appeal=appeal,
            decided_at=decided_at,
            may_appeal=may_appeal,
            message=message,
            passages=passages,
            policy_html_url=policy_html_url,
            rule=rule,
            said=said,
            text=text,
            text_length_max=text_length_max,
            until=until,
            who_decides=who_decides,
            why_not=why_not,
        )

        appeal_case_out.additional_properties = d
        return appeal_case_out

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
