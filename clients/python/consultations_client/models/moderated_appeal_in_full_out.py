from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.moderated_appeal_in_full_out_about import ModeratedAppealInFullOutAbout
from ..models.moderated_appeal_in_full_out_state import ModeratedAppealInFullOutState

if TYPE_CHECKING:
    from ..models.appealed_comment_out import AppealedCommentOut
    from ..models.first_decision_out import FirstDecisionOut


T = TypeVar("T", bound="ModeratedAppealInFullOut")


@_attrs_define
class ModeratedAppealInFullOut:
    """An appeal with everything an answer rests on."""

    about: ModeratedAppealInFullOutAbout
    about_label: str
    """ What was decided. """
    answer: str
    comment: AppealedCommentOut | None
    decided_at: datetime.datetime | None
    decided_by: None | str
    exception: str
    """ Why the first decider answered, where they did. """
    first_decided_by: str
    first_decision: FirstDecisionOut
    """ What an appeal is about. """
    id: int
    made_at: datetime.datetime
    member_name: str
    needs_exception: bool
    """ Whether you made the first decision. """
    rule: str
    state: ModeratedAppealInFullOutState
    state_label: str
    text: str
    url: str
    who_decides: str
    """ What the policy says about who decides appeals. """
    why_not: None | str
    """ Why you cannot answer it, whatever you write. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.appealed_comment_out import AppealedCommentOut

        about = self.about.value

        about_label = self.about_label

        answer = self.answer

        comment: dict[str, Any] | None
        if isinstance(self.comment, AppealedCommentOut):
            comment = self.comment.to_dict()
        else:
            comment = self.comment

        decided_at: None | str
        if isinstance(self.decided_at, datetime.datetime):
            decided_at = self.decided_at.isoformat()
        else:
            decided_at = self.decided_at

        decided_by: None | str
        decided_by = self.decided_by

        exception = self.exception

        first_decided_by = self.first_decided_by

        first_decision = self.first_decision.to_dict()

        id = self.id

        made_at = self.made_at.isoformat()

        member_name = self.member_name

        needs_exception = self.needs_exception

        rule = self.rule

        state = self.state.value

        state_label = self.state_label

        text = self.text

        url = self.url

        who_decides = self.who_decides

        why_not: None | str
        why_not = self.why_not

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "about": about,
                "about_label": about_label,
                "answer": answer,
                "comment": comment,
                "decided_at": decided_at,
                "decided_by": decided_by,
                "exception": exception,
                "first_decided_by": first_decided_by,
                "first_decision": first_decision,
                "id": id,
                "made_at": made_at,
                "member_name": member_name,
                "needs_exception": needs_exception,
                "rule": rule,
                "state": state,
                "state_label": state_label,
                "text": text,
                "url": url,
                "who_decides": who_decides,
                "why_not": why_not,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.appealed_comment_out import AppealedCommentOut
        from ..models.first_decision_out import FirstDecisionOut

        d = dict(src_dict)
        about = ModeratedAppealInFullOutAbout(d.pop("about"))

        about_label = d.pop("about_label")

        answer = d.pop("answer")

        def _parse_comment(data: object) -> AppealedCommentOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                comment_type_0 = AppealedCommentOut.from_dict(data)

                return comment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AppealedCommentOut | None, data)

        comment = _parse_comment(d.pop("comment"))

        def _parse_decided_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decided_at_type_0 = datetime.datetime.fromisoformat(data)

                return decided_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        decided_at = _parse_decided_at(d.pop("decided_at"))

        def _parse_decided_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        decided_by = _parse_decided_by(d.pop("decided_by"))

        exception = d.pop("exception")

        first_decided_by = d.pop("first_decided_by")

        first_decision = FirstDecisionOut.from_dict(d.pop("first_decision"))

        id = d.pop("id")

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        member_name = d.pop("member_name")

        needs_exception = d.pop("needs_exception")

        rule = d.pop("rule")

        state = ModeratedAppealInFullOutState(d.pop("state"))

        state_label = d.pop("state_label")

        text = d.pop("text")

        url = d.pop("url")

        who_decides = d.pop("who_decides")

        def _parse_why_not(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        why_not = _parse_why_not(d.pop("why_not"))

        moderated_appeal_in_full_out = cls(
            about=about,
            about_label=about_label,
            answer=answer,
            comment=comment,
            decided_at=decided_at,
            decided_by=decided_by,
            exception=exception,
            first_decided_by=first_decided_by,
            first_decision=first_decision,
            id=id,
            made_at=made_at,
            member_name=member_name,
            needs_exception=needs_exception,
            rule=rule,
            state=state,
            state_label=state_label,
            text=text,
            url=url,
            who_decides=who_decides,
            why_not=why_not,
        )

        moderated_appeal_in_full_out.additional_properties = d
        return moderated_appeal_in_full_out

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
