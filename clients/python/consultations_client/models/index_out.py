from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.route_out import RouteOut


T = TypeVar("T", bound="IndexOut")


@_attrs_define
class IndexOut:
    """What this API is, and where everything is."""

    docs_url: None | str
    """ The documentation, for people. """
    openapi_url: str
    """ The OpenAPI document, for programs. """
    routes: list[RouteOut]
    """ All that can be read. Writes: see the document. """
    title: str
    version: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        docs_url: None | str
        docs_url = self.docs_url

        openapi_url = self.openapi_url

        routes = []
        for routes_item_data in self.routes:
            routes_item = routes_item_data.to_dict()
            routes.append(routes_item)

        title = self.title

        version = self.version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "docs_url": docs_url,
                "openapi_url": openapi_url,
                "routes": routes,
                "title": title,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.route_out import RouteOut

        d = dict(src_dict)

        def _parse_docs_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        docs_url = _parse_docs_url(d.pop("docs_url"))

        openapi_url = d.pop("openapi_url")

        routes = []
        _routes = d.pop("routes")
        for routes_item_data in _routes:
            routes_item = RouteOut.from_dict(routes_item_data)

            routes.append(routes_item)

        title = d.pop("title")

        version = d.pop("version")

        index_out = cls(
            docs_url=docs_url,
            openapi_url=openapi_url,
            routes=routes,
            title=title,
            version=version,
        )

        index_out.additional_properties = d
        return index_out

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
