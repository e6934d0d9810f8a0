from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.state import State

if TYPE_CHECKING:
    from ..models.appeal_access import AppealAccess
    from ..models.own_event import OwnEvent


T = TypeVar("T", bound="ContributionOut")


@_attrs_define
class ContributionOut:
    """One comment of the caller's, in whatever state."""

    appeal: AppealAccess | None
    can_edit: bool
    can_withdraw: bool
    discussion: int
    discussion_title: None | str
    """ Null where they may not read it now. """
    events: list[OwnEvent]
    """ What was decided about it, the latest first. """
    html_url: None | str
    """ Where others read it, while it is published. """
    id: int
    is_redacted: bool
    """ Whether a moderator has taken parts out. """
    posted_at: datetime.datetime
    state: State
    """ Where a comment stands. Only ``PUBLISHED`` text is public. """
    state_words: str
    text: str
    """ Plain text; blank where it was erased. """
    url: None | str
    """ Where this API has it, while they may read it there. """
    why: str
    """ Why it, or a change to it, waits; blank where nothing does. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.appeal_access import AppealAccess

        appeal: dict[str, Any] | None
        if isinstance(self.appeal, AppealAccess):
            appeal = self.appeal.to_dict()
        else:
            appeal = self.appeal

        can_edit = self.can_edit

        can_withdraw = self.can_withdraw

        discussion = self.discussion

        discussion_title: None | str
        discussion_title = self.discussion_title

        events = []
        for events_item_data in self.events:
            events_item = events_item_data.to_dict()
            events.append(events_item)

        html_url: None | str
        html_url = self.html_url

        id = self.id

        is_redacted = self.is_redacted

        posted_at = self.posted_at.isoformat()

        state = self.state.value

        state_words = self.state_words

        text = self.text

        url: None | str
        url = self.url

        why = self.why

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "appeal": appeal,
                "can_edit": can_edit,
                "can_withdraw": can_withdraw,
                "discussion": discussion,
                "discussion_title": discussion_title,
                "events": events,
                "html_url": html_url,
                "id": id,
                "is_redacted": is_redacted,
                "posted_at": posted_at,
                "state": state,
                "state_words": state_words,
                "text": text,
                "url": url,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.appeal_access import AppealAccess
        from ..models.own_event import OwnEvent

        d = dict(src_dict)

        def _parse_appeal(data: object) -> AppealAccess | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                appeal_type_0 = AppealAccess.from_dict(data)

                return appeal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AppealAccess | None, data)

        appeal = _parse_appeal(d.pop("appeal"))

        can_edit = d.pop("can_edit")

        can_withdraw = d.pop("can_withdraw")

        discussion = d.pop("discussion")

        def _parse_discussion_title(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        discussion_title = _parse_discussion_title(d.pop("discussion_title"))

        events = []
        _events = d.pop("events")
        for events_item_data in _events:
            events_item = OwnEvent.from_dict(events_item_data)

            events.append(events_item)

        def _parse_html_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        html_url = _parse_html_url(d.pop("html_url"))

        id = d.pop("id")

        is_redacted = d.pop("is_redacted")

        posted_at = datetime.datetime.fromisoformat(d.pop("posted_at"))

        state = State(d.pop("state"))

        state_words = d.pop("state_words")

        text = d.pop("text")

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        why = d.pop("why")

        contribution_out = cls(
            appeal=appeal,
            can_edit=can_edit,
            can_withdraw=can_withdraw,
            discussion=discussion,
            discussion_title=discussion_title,
            events=events,
            html_url=html_url,
            id=id,
            is_redacted=is_redacted,
            posted_at=posted_at,
            state=state,
            state_words=state_words,
            text=text,
            url=url,
            why=why,
        )

        contribution_out.additional_properties = d
        return contribution_out

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
