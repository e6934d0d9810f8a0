from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.report_kind import ReportKind
from ..models.report_state import ReportState

T = TypeVar("T", bound="ReportOut")


@_attrs_define
class ReportOut:
    """Where a report stands: as much as whoever holds its private link may know."""

    comment: int | None
    """ Null where it is not public (any more). """
    comment_html_url: None | str
    discussion: int | None
    """ Null where it is not public (any more). """
    discussion_title: None | str
    expected_at: datetime.datetime | None
    """ By when the policy means to decide; null where it promises nothing. """
    is_late: bool
    """ Whether that time has passed. """
    kind: ReportKind
    """ What the reader says: it breaks a rule of the house, or the law. """
    policy_html_url: None | str
    reason_title: str
    """ The rule that was chosen, in words. """
    reference: str
    reported_at: datetime.datetime
    sentences: list[str]
    """ What happens next, or how it ended and why. """
    settled_at: datetime.datetime | None
    state: ReportState
    """ Where a report stands. Only ``RECEIVED`` waits for somebody. """
    state_words: str
    """ The same in words. """
    status_html_url: str
    """ Private: the same as a page. """
    status_url: str
    """ Private: where this API says how the report stands, to whoever has it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        comment: int | None
        comment = self.comment

        comment_html_url: None | str
        comment_html_url = self.comment_html_url

        discussion: int | None
        discussion = self.discussion

        discussion_title: None | str
        discussion_title = self.discussion_title

        expected_at: None | str
        if isinstance(self.expected_at, datetime.datetime):
            expected_at = self.expected_at.isoformat()
        else:
            expected_at = self.expected_at

        is_late = self.is_late

        kind = self.kind.value

        policy_html_url: None | str
        policy_html_url = self.policy_html_url

        reason_title = self.reason_title

        reference = self.reference

        reported_at = self.reported_at.isoformat()

        sentences = self.sentences

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
                "comment": comment,
                "comment_html_url": comment_html_url,
                "discussion": discussion,
                "discussion_title": discussion_title,
                "expected_at": expected_at,
                "is_late": is_late,
                "kind": kind,
                "policy_html_url": policy_html_url,
                "reason_title": reason_title,
                "reference": reference,
                "reported_at": reported_at,
                "sentences": sentences,
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

        def _parse_comment(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        comment = _parse_comment(d.pop("comment"))

        def _parse_comment_html_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        comment_html_url = _parse_comment_html_url(d.pop("comment_html_url"))

        def _parse_discussion(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        discussion = _parse_discussion(d.pop("discussion"))

        def _parse_discussion_title(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        discussion_title = _parse_discussion_title(d.pop("discussion_title"))

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

        is_late = d.pop("is_late")

        kind = ReportKind(d.pop("kind"))

        def _parse_policy_html_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        policy_html_url = _parse_policy_html_url(d.pop("policy_html_url"))

        reason_title = d.pop("reason_title")

        reference = d.pop("reference")

        reported_at = datetime.datetime.fromisoformat(d.pop("reported_at"))

        sentences = cast(list[str], d.pop("sentences"))

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

        report_out = cls(
            comment=comment,
            comment_html_url=comment_html_url,
            discussion=discussion,
            discussion_title=discussion_title,
            expected_at=expected_at,
            is_late=is_late,
            kind=kind,
            policy_html_url=policy_html_url,
            reason_title=reason_title,
            reference=reference,
            reported_at=reported_at,
            sentences=sentences,
            settled_at=settled_at,
            state=state,
            state_words=state_words,
            status_html_url=status_html_url,
            status_url=status_url,
        )

        report_out.additional_properties = d
        return report_out

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
