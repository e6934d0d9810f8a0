from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.call_out_placement import CallOutPlacement

if TYPE_CHECKING:
    from ..models.timeline_link_out import TimelineLinkOut
    from ..models.timeline_picture_out import TimelinePictureOut
    from ..models.when_out import WhenOut


T = TypeVar("T", bound="CallOut")


@_attrs_define
class CallOut:
    """The time in which people can respond."""

    id: None | str
    """ Outlives edits. """
    image: None | TimelinePictureOut
    kind: Literal["call_to_respond"]
    link: None | TimelineLinkOut
    placement: CallOutPlacement
    """ Where it stands in time now. """
    placement_words: str
    """ The same in words, for example “Happening now”. """
    responses: int
    """ How many responses there are now. """
    text: str
    """ Clean HTML with full addresses. A link that leads nowhere you may go has no address. """
    title: str
    when: WhenOut
    """ When something happens, as exactly as it is known. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.timeline_link_out import TimelineLinkOut
        from ..models.timeline_picture_out import TimelinePictureOut

        id: None | str
        id = self.id

        image: dict[str, Any] | None
        if isinstance(self.image, TimelinePictureOut):
            image = self.image.to_dict()
        else:
            image = self.image

        kind = self.kind

        link: dict[str, Any] | None
        if isinstance(self.link, TimelineLinkOut):
            link = self.link.to_dict()
        else:
            link = self.link

        placement = self.placement.value

        placement_words = self.placement_words

        responses = self.responses

        text = self.text

        title = self.title

        when = self.when.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "image": image,
                "kind": kind,
                "link": link,
                "placement": placement,
                "placement_words": placement_words,
                "responses": responses,
                "text": text,
                "title": title,
                "when": when,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.timeline_link_out import TimelineLinkOut
        from ..models.timeline_picture_out import TimelinePictureOut
        from ..models.when_out import WhenOut

        d = dict(src_dict)

        def _parse_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        id = _parse_id(d.pop("id"))

        def _parse_image(data: object) -> None | TimelinePictureOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                image_type_0 = TimelinePictureOut.from_dict(data)

                return image_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TimelinePictureOut, data)

        image = _parse_image(d.pop("image"))

        kind = cast(Literal["call_to_respond"], d.pop("kind"))
        if kind != "call_to_respond":
            raise ValueError(f"kind must match const 'call_to_respond', got '{kind}'")

        def _parse_link(data: object) -> None | TimelineLinkOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                link_type_0 = TimelineLinkOut.from_dict(data)

                return link_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TimelineLinkOut, data)

        link = _parse_link(d.pop("link"))

        placement = CallOutPlacement(d.pop("placement"))

        placement_words = d.pop("placement_words")

        responses = d.pop("responses")

        text = d.pop("text")

        title = d.pop("title")

        when = WhenOut.from_dict(d.pop("when"))

        call_out = cls(
            id=id,
            image=image,
            kind=kind,
            link=link,
            placement=placement,
            placement_words=placement_words,
            responses=responses,
            text=text,
            title=title,
            when=when,
        )

        call_out.additional_properties = d
        return call_out

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
