from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.appeal_decision_in_outcome import AppealDecisionInOutcome
from ..types import UNSET, Unset

T = TypeVar("T", bound="AppealDecisionIn")


@_attrs_define
class AppealDecisionIn:
    """The answer to an appeal."""

    answer: str
    """ The member reads it. Your name is not shown. """
    outcome: AppealDecisionInOutcome
    """ `uphold` takes the first decision back, `refuse` lets it stand. """
    exception: str | Unset = ""
    """ Where you made the first decision: why nobody else can answer. It is kept. """

    def to_dict(self) -> dict[str, Any]:
        answer = self.answer

        outcome = self.outcome.value

        exception = self.exception

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "answer": answer,
                "outcome": outcome,
            }
        )
        if exception is not UNSET:
            field_dict["exception"] = exception

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        answer = d.pop("answer")

        outcome = AppealDecisionInOutcome(d.pop("outcome"))

        exception = d.pop("exception", UNSET)

        appeal_decision_in = cls(
            answer=answer,
            outcome=outcome,
            exception=exception,
        )

        return appeal_decision_in
