from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.desk_out_standing import DeskOutStanding
from ..models.desk_out_urgency_type_0 import DeskOutUrgencyType0

if TYPE_CHECKING:
    from ..models.author_history_out import AuthorHistoryOut
    from ..models.claim_out import ClaimOut
    from ..models.held_out import HeldOut
    from ..models.offer_out import OfferOut
    from ..models.out_of_hours_contact_out import OutOfHoursContactOut
    from ..models.policy_in_force_out import PolicyInForceOut
    from ..models.reason_out import ReasonOut


T = TypeVar("T", bound="DeskOut")


@_attrs_define
class DeskOut:
    """What a moderator has beside a comment at the desk."""

    actions: list[OfferOut]
    claim: ClaimOut | None
    """ Of somebody else who is looking at it now. """
    contacts: list[OutOfHoursContactOut]
    """ Where somebody may come to harm: whom to call. """
    due_at: datetime.datetime | None
    """ Until when the policy promises a decision. """
    held: HeldOut | None
    history: AuthorHistoryOut | None
    is_own: bool
    """ You wrote it: somebody else decides. """
    policy: None | PolicyInForceOut
    queued_at: datetime.datetime | None
    reasons: list[ReasonOut]
    standing: DeskOutStanding
    undoable: int | None
    """ The decision that can be undone now. """
    urgency: DeskOutUrgencyType0 | None
    urgency_label: str
    version: str
    """ Send it with a decision: it says what you have read. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.author_history_out import AuthorHistoryOut
        from ..models.claim_out import ClaimOut
        from ..models.held_out import HeldOut
        from ..models.policy_in_force_out import PolicyInForceOut

        actions = []
        for actions_item_data in self.actions:
            actions_item = actions_item_data.to_dict()
            actions.append(actions_item)

        claim: dict[str, Any] | None
        if isinstance(self.claim, ClaimOut):
            claim = self.claim.to_dict()
        else:
            claim = self.claim

        contacts = []
        for contacts_item_data in self.contacts:
            contacts_item = contacts_item_data.to_dict()
            contacts.append(contacts_item)

        due_at: None | str
        if isinstance(self.due_at, datetime.datetime):
            due_at = self.due_at.isoformat()
        else:
            due_at = self.due_at

        held: dict[str, Any] | None
        if isinstance(self.held, HeldOut):
            held = self.held.to_dict()
        else:
            held = self.held

        history: dict[str, Any] | None
        if isinstance(self.history, AuthorHistoryOut):
            history = self.history.to_dict()
        else:
            history = self.history

        is_own = self.is_own

        policy: dict[str, Any] | None
        if isinstance(self.policy, PolicyInForceOut):
            policy = self.policy.to_dict()
        else:
            policy = self.policy

        queued_at: None | str
        if isinstance(self.queued_at, datetime.datetime):
            queued_at = self.queued_at.isoformat()
        else:
            queued_at = self.queued_at

        reasons = []
        for reasons_item_data in self.reasons:
            reasons_item = reasons_item_data.to_dict()
            reasons.append(reasons_item)

        standing = self.standing.value

        undoable: int | None
        undoable = self.undoable

        urgency: None | str
        if isinstance(self.urgency, DeskOutUrgencyType0):
            urgency = self.urgency.value
        else:
            urgency = self.urgency

        urgency_label = self.urgency_label

        version = self.version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "actions": actions,
                "claim": claim,
                "contacts": contacts,
                "due_at": due_at,
                "held": held,
                "history": history,
                "is_own": is_own,
                "policy": policy,
                "queued_at": queued_at,
                "reasons": reasons,
                "standing": standing,
                "undoable": undoable,
                "urgency": urgency,
                "urgency_label": urgency_label,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.author_history_out import AuthorHistoryOut
        from ..models.claim_out import ClaimOut
        from ..models.held_out import HeldOut
        from ..models.offer_out import OfferOut
        from ..models.out_of_hours_contact_out import OutOfHoursContactOut
        from ..models.policy_in_force_out import PolicyInForceOut
        from ..models.reason_out import ReasonOut

        d = dict(src_dict)
        actions = []
        _actions = d.pop("actions")
        for actions_item_data in _actions:
            actions_item = OfferOut.from_dict(actions_item_data)

            actions.append(actions_item)

        def _parse_claim(data: object) -> ClaimOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                claim_type_0 = ClaimOut.from_dict(data)

                return claim_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ClaimOut | None, data)

        claim = _parse_claim(d.pop("claim"))

        contacts = []
        _contacts = d.pop("contacts")
        for contacts_item_data in _contacts:
            contacts_item = OutOfHoursContactOut.from_dict(contacts_item_data)

            contacts.append(contacts_item)

        def _parse_due_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_at_type_0 = datetime.datetime.fromisoformat(data)

                return due_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        due_at = _parse_due_at(d.pop("due_at"))

        def _parse_held(data: object) -> HeldOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                held_type_0 = HeldOut.from_dict(data)

                return held_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(HeldOut | None, data)

        held = _parse_held(d.pop("held"))

        def _parse_history(data: object) -> AuthorHistoryOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                history_type_0 = AuthorHistoryOut.from_dict(data)

                return history_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AuthorHistoryOut | None, data)

        history = _parse_history(d.pop("history"))

        is_own = d.pop("is_own")

        def _parse_policy(data: object) -> None | PolicyInForceOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                policy_type_0 = PolicyInForceOut.from_dict(data)

                return policy_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PolicyInForceOut, data)

        policy = _parse_policy(d.pop("policy"))

        def _parse_queued_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                queued_at_type_0 = datetime.datetime.fromisoformat(data)

                return queued_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        queued_at = _parse_queued_at(d.pop("queued_at"))

        reasons = []
        _reasons = d.pop("reasons")
        for reasons_item_data in _reasons:
            reasons_item = ReasonOut.from_dict(reasons_item_data)

            reasons.append(reasons_item)

        standing = DeskOutStanding(d.pop("standing"))

        def _parse_undoable(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        undoable = _parse_undoable(d.pop("undoable"))

        def _parse_urgency(data: object) -> DeskOutUrgencyType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                urgency_type_0 = DeskOutUrgencyType0(data)

                return urgency_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DeskOutUrgencyType0 | None, data)

        urgency = _parse_urgency(d.pop("urgency"))

        urgency_label = d.pop("urgency_label")

        version = d.pop("version")

        desk_out = cls(
            actions=actions,
            claim=claim,
            contacts=contacts,
            due_at=due_at,
            held=held,
            history=history,
            is_own=is_own,
            policy=policy,
            queued_at=queued_at,
            reasons=reasons,
            standing=standing,
            undoable=undoable,
            urgency=urgency,
            urgency_label=urgency_label,
            version=version,
        )

        desk_out.additional_properties = d
        return desk_out

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
