from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.help_contact_out import HelpContactOut


T = TypeVar("T", bound="GuidanceOut")


@_attrs_define
class GuidanceOut:
    """Safety guidance: where to get help."""

    body: str
    """ Clean HTML with full addresses. A link that leads nowhere you may go has no address. """
    contacts: list[HelpContactOut]
    id: int
    summary: str
    title: str
    url: None | str
    """ The page of the website that shows it whole. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        body = self.body

        contacts = []
        for contacts_item_data in self.contacts:
            contacts_item = contacts_item_data.to_dict()
            contacts.append(contacts_item)

        id = self.id

        summary = self.summary

        title = self.title

        url: None | str
        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "body": body,
                "contacts": contacts,
                "id": id,
                "summary": summary,
                "title": title,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.help_contact_out import HelpContactOut

        d = dict(src_dict)
        body = d.pop("body")

        contacts = []
        _contacts = d.pop("contacts")
        for contacts_item_data in _contacts:
            contacts_item = HelpContactOut.from_dict(contacts_item_data)

            contacts.append(contacts_item)

        id = d.pop("id")

        summary = d.pop("summary")

        title = d.pop("title")

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        guidance_out = cls(
            body=body,
            contacts=contacts,
            id=id,
            summary=summary,
            title=title,
            url=url,
        )

        guidance_out.additional_properties = d
        return guidance_out

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
