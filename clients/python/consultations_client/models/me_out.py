from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.me_links import MeLinks


T = TypeVar("T", bound="MeOut")


@_attrs_define
class MeOut:
    """Who the caller is to others, and what they may do now. It holds neither key nor e-mail."""

    display_name: str
    """ The name beside their comments. """
    html_url: None | str
    """ Their contributions, on the website. """
    links: MeLinks
    """ Where this API has what is the caller's own. """
    may_comment: bool
    """ False while a sanction keeps them from writing. Each discussion has its own say beside. """
    may_like: bool
    sanctions: list[str]
    """ The sanctions in force, in words. """
    unread_notices: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        display_name = self.display_name

        html_url: None | str
        html_url = self.html_url

        links = self.links.to_dict()

        may_comment = self.may_comment

        may_like = self.may_like

        sanctions = self.sanctions

        unread_notices = self.unread_notices

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "display_name": display_name,
                "html_url": html_url,
                "links": links,
                "may_comment": may_comment,
                "may_like": may_like,
                "sanctions": sanctions,
                "unread_notices": unread_notices,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.me_links import MeLinks

        d = dict(src_dict)
        display_name = d.pop("display_name")

        def _parse_html_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        html_url = _parse_html_url(d.pop("html_url"))

        links = MeLinks.from_dict(d.pop("links"))

        may_comment = d.pop("may_comment")

        may_like = d.pop("may_like")

        sanctions = cast(list[str], d.pop("sanctions"))

        unread_notices = d.pop("unread_notices")

        me_out = cls(
            display_name=display_name,
            html_url=html_url,
            links=links,
            may_comment=may_comment,
            may_like=may_like,
            sanctions=sanctions,
            unread_notices=unread_notices,
        )

        me_out.additional_properties = d
        return me_out

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
