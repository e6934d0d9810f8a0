from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.notice_kind import NoticeKind

if TYPE_CHECKING:
    from ..models.notice_link import NoticeLink


T = TypeVar("T", bound="NoticeOut")


@_attrs_define
class NoticeOut:
    """One thing that the caller was told, in the language of the request."""

    created_at: datetime.datetime
    id: int
    kind: NoticeKind
    """ What a notice is about. """
    link: None | NoticeLink
    paragraphs: list[str]
    """ Empty where what it was about is not public now. """
    passages: list[str]
    """ The caller's own words that a decision concerns. """
    read_at: datetime.datetime | None
    """ Null while it is new. """
    subject: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.notice_link import NoticeLink

        created_at = self.created_at.isoformat()

        id = self.id

        kind = self.kind.value

        link: dict[str, Any] | None
        if isinstance(self.link, NoticeLink):
            link = self.link.to_dict()
        else:
            link = self.link

        paragraphs = self.paragraphs

        passages = self.passages

        read_at: None | str
        if isinstance(self.read_at, datetime.datetime):
            read_at = self.read_at.isoformat()
        else:
            read_at = self.read_at

        subject = self.subject

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "created_at": created_at,
                "id": id,
                "kind": kind,
                "link": link,
                "paragraphs": paragraphs,
                "passages": passages,
                "read_at": read_at,
                "subject": subject,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.notice_link import NoticeLink

        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        id = d.pop("id")

        kind = NoticeKind(d.pop("kind"))

        def _parse_link(data: object) -> None | NoticeLink:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                link_type_0 = NoticeLink.from_dict(data)

                return link_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | NoticeLink, data)

        link = _parse_link(d.pop("link"))

        paragraphs = cast(list[str], d.pop("paragraphs"))

        passages = cast(list[str], d.pop("passages"))

        def _parse_read_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                read_at_type_0 = datetime.datetime.fromisoformat(data)

                return read_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        read_at = _parse_read_at(d.pop("read_at"))

        subject = d.pop("subject")

        notice_out = cls(
            created_at=created_at,
            id=id,
            kind=kind,
            link=link,
            paragraphs=paragraphs,
            passages=passages,
            read_at=read_at,
            subject=subject,
        )

        notice_out.additional_properties = d
        return notice_out

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
