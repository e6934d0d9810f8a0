from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReportIn")


@_attrs_define
class ReportIn:
    """Why a reader thinks that a comment breaks the rules."""

    reason: str
    """ A `code` of the discussion's `report_reasons`. """
    email: str | Unset = ""
    """ Where to send the outcome, for somebody without an account. Nobody but moderators sees it. """
    text: str | Unset = ""
    """ More about it, in 1000 characters. Only moderators read this. """

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason

        email = self.email

        text = self.text

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reason": reason,
            }
        )
        if email is not UNSET:
            field_dict["email"] = email
        if text is not UNSET:
            field_dict["text"] = text

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        reason = d.pop("reason")

        email = d.pop("email", UNSET)

        text = d.pop("text", UNSET)

        report_in = cls(
            reason=reason,
            email=email,
            text=text,
        )

        return report_in
