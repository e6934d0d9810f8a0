from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.appeal_out_about import AppealOutAbout
from ..models.appeal_state import AppealState

T = TypeVar("T", bound="AppealOut")


@_attrs_define
class AppealOut:
    """An appeal that the caller made: never who answered it."""

    about: AppealOutAbout
    answer: str
    """ Blank until it is answered. """
    case_url: str
    """ Where this API has what it is about. """
    comment: int | None
    """ The comment that was decided on, if it is about one. """
    decided_at: datetime.datetime | None
    expected_at: datetime.datetime | None
    """ By when it is to be answered; null after. """
    html_url: str
    id: int
    made_at: datetime.datetime
    may_withdraw: bool
    sanction: int | None
    sentence: str
    """ How it stands, in words. """
    state: AppealState
    """ Where an appeal stands. Only ``OPEN`` waits for somebody. """
    text: str
    url: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        about = self.about.value

        answer = self.answer

        case_url = self.case_url

        comment: int | None
        comment = self.comment

        decided_at: None | str
        if isinstance(self.decided_at, datetime.datetime):
            decided_at = self.decided_at.isoformat()
        else:
            decided_at = self.decided_at

        expected_at: None | str
        if isinstance(self.expected_at, datetime.datetime):
            expected_at = self.expected_at.isoformat()
        else:
            expected_at = self.expected_at

        html_url = self.html_url

        id = self.id

        made_at = self.made_at.isoformat()

        may_withdraw = self.may_withdraw

        sanction: int | None
        sanction = self.sanction

        sentence = self.sentence

        state = self.state.value

        text = self.text

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "about": about,
                "answer": answer,
                "case_url": case_url,
                "comment": comment,
                "decided_at": decided_at,
                "expected_at": expected_at,
                "html_url": html_url,
                "id": id,
                "made_at": made_at,
                "may_withdraw": may_withdraw,
                "sanction": sanction,
                "sentence": sentence,
                "state": state,
                "text": text,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        about = AppealOutAbout(d.pop("about"))

        answer = d.pop("answer")

        case_url = d.pop("case_url")

        def _parse_comment(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

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

        def _parse_expected_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expected_at_type_0 = datetime.datetime.fromisoformat(data)

                return expected_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        expected_at = _parse_expected_at(d.pop("expected_at"))

        html_url = d.pop("html_url")

        id = d.pop("id")

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        may_withdraw = d.pop("may_withdraw")

        def _parse_sanction(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        sanction = _parse_sanction(d.pop("sanction"))

        sentence = d.pop("sentence")

        state = AppealState(d.pop("state"))

        text = d.pop("text")

        url = d.pop("url")

        appeal_out = cls(
            about=about,
            answer=answer,
            case_url=case_url,
            comment=comment,
            decided_at=decided_at,
            expected_at=expected_at,
            html_url=html_url,
            id=id,
            made_at=made_at,
            may_withdraw=may_withdraw,
            sanction=sanction,
            sentence=sentence,
            state=state,
            text=text,
            url=url,
        )

        appeal_out.additional_properties = d
        return appeal_out

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
