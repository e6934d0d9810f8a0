from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.queue_row_out_standing import QueueRowOutStanding
from ..models.queue_row_out_state import QueueRowOutState
from ..models.queue_row_out_urgency import QueueRowOutUrgency

if TYPE_CHECKING:
    from ..models.claim_out import ClaimOut
    from ..models.moderated_discussion import ModeratedDiscussion


T = TypeVar("T", bound="QueueRowOut")


@_attrs_define
class QueueRowOut:
    """One comment that waits."""

    author_name: str
    claim: ClaimOut | None
    """ Of somebody else who is looking at it now. """
    discussion: ModeratedDiscussion
    """ The discussion in which a comment stands. """
    due_at: datetime.datetime | None
    """ Until when the policy promises a decision. """
    excerpt: str
    """ The beginning of the comment, on one line. """
    id: int
    open_report_count: int
    posted_at: datetime.datetime
    queued_at: datetime.datetime
    """ Since when it waits. """
    standing: QueueRowOutStanding
    state: QueueRowOutState
    state_label: str
    urgency: QueueRowOutUrgency
    urgency_label: str
    url: str
    """ Where all is that a decision rests on. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.claim_out import ClaimOut

        author_name = self.author_name

        claim: dict[str, Any] | None
        if isinstance(self.claim, ClaimOut):
            claim = self.claim.to_dict()
        else:
            claim = self.claim

        discussion = self.discussion.to_dict()

        due_at: None | str
        if isinstance(self.due_at, datetime.datetime):
            due_at = self.due_at.isoformat()
        else:
            due_at = self.due_at

        excerpt = self.excerpt

        id = self.id

        open_report_count = self.open_report_count

        posted_at = self.posted_at.isoformat()

        queued_at = self.queued_at.isoformat()

        standing = self.standing.value

        state = self.state.value

        state_label = self.state_label

        urgency = self.urgency.value

        urgency_label = self.urgency_label

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "author_name": author_name,
                "claim": claim,
                "discussion": discussion,
                "due_at": due_at,
                "excerpt": excerpt,
                "id": id,
                "open_report_count": open_report_count,
                "posted_at": posted_at,
                "queued_at": queued_at,
                "standing": standing,
                "state": state,
                "state_label": state_label,
                "urgency": urgency,
                "urgency_label": urgency_label,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.claim_out import ClaimOut
        from ..models.moderated_discussion import ModeratedDiscussion

        d = dict(src_dict)
        author_name = d.pop("author_name")

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

        discussion = ModeratedDiscussion.from_dict(d.pop("discussion"))

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

        excerpt = d.pop("excerpt")

        id = d.pop("id")

        open_report_count = d.pop("open_report_count")

        posted_at = datetime.datetime.fromisoformat(d.pop("posted_at"))

        queued_at = datetime.datetime.fromisoformat(d.pop("queued_at"))

        standing = QueueRowOutStanding(d.pop("standing"))

        state = QueueRowOutState(d.pop("state"))

        state_label = d.pop("state_label")

        urgency = QueueRowOutUrgency(d.pop("urgency"))

        urgency_label = d.pop("urgency_label")

        url = d.pop("url")

        queue_row_out = cls(
            author_name=author_name,
            claim=claim,
            discussion=discussion,
            due_at=due_at,
            excerpt=excerpt,
            id=id,
            open_report_count=open_report_count,
            posted_at=posted_at,
            queued_at=queued_at,
            standing=standing,
            state=state,
            state_label=state_label,
            urgency=urgency,
            urgency_label=urgency_label,
            url=url,
        )

        queue_row_out.additional_properties = d
        return queue_row_out

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
