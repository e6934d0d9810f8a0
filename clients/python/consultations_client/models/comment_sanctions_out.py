from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sanction_kind import SanctionKind

if TYPE_CHECKING:
    from ..models.sanction_out import SanctionOut
    from ..models.sanction_rule_out import SanctionRuleOut


T = TypeVar("T", bound="CommentSanctionsOut")


@_attrs_define
class CommentSanctionsOut:
    """What was imposed on a comment's author, and what can be."""

    items: list[SanctionOut]
    proposed: SanctionKind
    """ A rung of the ladder. """
    reasons: list[SanctionRuleOut]
    why_not: None | str
    """ Why no sanction can be imposed, if so. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        proposed = self.proposed.value

        reasons = []
        for reasons_item_data in self.reasons:
            reasons_item = reasons_item_data.to_dict()
            reasons.append(reasons_item)

        why_not: None | str
        why_not = self.why_not

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "items": items,
                "proposed": proposed,
                "reasons": reasons,
                "why_not": why_not,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.sanction_out import SanctionOut
        from ..models.sanction_rule_out import SanctionRuleOut

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = SanctionOut.from_dict(items_item_data)

            items.append(items_item)

        proposed = SanctionKind(d.pop("proposed"))

        reasons = []
        _reasons = d.pop("reasons")
        for reasons_item_data in _reasons:
            reasons_item = SanctionRuleOut.from_dict(reasons_item_data)

            reasons.append(reasons_item)

        def _parse_why_not(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        why_not = _parse_why_not(d.pop("why_not"))

        comment_sanctions_out = cls(
            items=items,
            proposed=proposed,
            reasons=reasons,
            why_not=why_not,
        )

        comment_sanctions_out.additional_properties = d
        return comment_sanctions_out

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
