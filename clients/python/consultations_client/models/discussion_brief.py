from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.commenting_out import CommentingOut
    from ..models.moderation_out import ModerationOut
    from ..models.organisation_out import OrganisationOut
    from ..models.page_link_out import PageLinkOut
    from ..models.window_out import WindowOut


T = TypeVar("T", bound="DiscussionBrief")


@_attrs_define
class DiscussionBrief:
    """A discussion in a listing."""

    co_moderator: None | OrganisationOut
    """ A partner body that moderates with it. """
    comment_count: int
    """ All published comments, replies included. """
    commenting: CommentingOut
    """ Whether comments are taken now. """
    comments_url: str
    """ Where this API lists the comments. """
    first_published_at: datetime.datetime | None
    html_url: str
    """ Its address on the website. """
    id: int
    is_sensitive: bool
    """ Show the safety guidance before the comments. """
    last_comment_at: datetime.datetime | None
    last_published_at: datetime.datetime | None
    locale: str
    """ The language of the page, for example `en`. """
    moderation: ModerationOut
    """ When a moderator reads a comment. """
    organisation: None | OrganisationOut
    """ The body that asks. """
    parent: None | PageLinkOut
    """ The page above, where it is published. """
    summary: str
    title: str
    url: str
    """ Where this API has the discussion. """
    window: WindowOut
    """ When comments are taken: the page's own window, clipped to that of the page above. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.organisation_out import OrganisationOut
        from ..models.page_link_out import PageLinkOut

        co_moderator: dict[str, Any] | None
        if isinstance(self.co_moderator, OrganisationOut):
            co_moderator = self.co_moderator.to_dict()
        else:
            co_moderator = self.co_moderator

        comment_count = self.comment_count

        commenting = self.commenting.to_dict()

        comments_url = self.comments_url

        first_published_at: None | str
        if isinstance(self.first_published_at, datetime.datetime):
            first_published_at = self.first_published_at.isoformat()
        else:
            first_published_at = self.first_published_at

        html_url = self.html_url

        id = self.id

        is_sensitive = self.is_sensitive

        last_comment_at: None | str
        if isinstance(self.last_comment_at, datetime.datetime):
            last_comment_at = self.last_comment_at.isoformat()
        else:
            last_comment_at = self.last_comment_at

        last_published_at: None | str
        if isinstance(self.last_published_at, datetime.datetime):
            last_published_at = self.last_published_at.isoformat()
        else:
            last_published_at = self.last_published_at

        locale = self.locale

        moderation = self.moderation.to_dict()

        organisation: dict[str, Any] | None
        if isinstance(self.organisation, OrganisationOut):
            organisation = self.organisation.to_dict()
        else:
            organisation = self.organisation

        parent: dict[str, Any] | None
        if isinstance(self.parent, PageLinkOut):
            parent = self.parent.to_dict()
        else:
            parent = self.parent

        summary = self.summary

        title = self.title

        url = self.url

        window = self.window.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "co_moderator": co_moderator,
                "comment_count": comment_count,
                "commenting": commenting,
                "comments_url": comments_url,
                "first_published_at": first_published_at,
                "html_url": html_url,
                "id": id,
                "is_sensitive": is_sensitive,
                "last_comment_at": last_comment_at,
                "last_published_at": last_published_at,
                "locale": locale,
                "moderation": moderation,
                "organisation": organisation,
                "parent": parent,
                "summary": summary,
                "title": title,
                "url": url,
                "window": window,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.commenting_out import CommentingOut
        from ..models.moderation_out import ModerationOut
        from ..models.organisation_out import OrganisationOut
        from ..models.page_link_out import PageLinkOut
        from ..models.window_out import WindowOut

        d = dict(src_dict)

        def _parse_co_moderator(data: object) -> None | OrganisationOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                co_moderator_type_0 = OrganisationOut.from_dict(data)

                return co_moderator_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrganisationOut, data)

        co_moderator = _parse_co_moderator(d.pop("co_moderator"))

        comment_count = d.pop("comment_count")

        commenting = CommentingOut.from_dict(d.pop("commenting"))

        comments_url = d.pop("comments_url")

        def _parse_first_published_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                first_published_at_type_0 = datetime.datetime.fromisoformat(data)

                return first_published_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        first_published_at = _parse_first_published_at(d.pop("first_published_at"))

        html_url = d.pop("html_url")

        id = d.pop("id")

        is_sensitive = d.pop("is_sensitive")

        def _parse_last_comment_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_comment_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_comment_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_comment_at = _parse_last_comment_at(d.pop("last_comment_at"))

        def _parse_last_published_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_published_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_published_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_published_at = _parse_last_published_at(d.pop("last_published_at"))

        locale = d.pop("locale")

        moderation = ModerationOut.from_dict(d.pop("moderation"))

        def _parse_organisation(data: object) -> None | OrganisationOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                organisation_type_0 = OrganisationOut.from_dict(data)

                return organisation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrganisationOut, data)

        organisation = _parse_organisation(d.pop("organisation"))

        def _parse_parent(data: object) -> None | PageLinkOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                parent_type_0 = PageLinkOut.from_dict(data)

                return parent_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PageLinkOut, data)

        parent = _parse_parent(d.pop("parent"))

        summary = d.pop("summary")

        title = d.pop("title")

        url = d.pop("url")

        window = WindowOut.from_dict(d.pop("window"))

        discussion_brief = cls(
            co_moderator=co_moderator,
            comment_count=comment_count,
            commenting=commenting,
            comments_url=comments_url,
            first_published_at=first_published_at,
            html_url=html_url,
            id=id,
            is_sensitive=is_sensitive,
            last_comment_at=last_comment_at,
            last_published_at=last_published_at,
            locale=locale,
            moderation=moderation,
            organisation=organisation,
            parent=parent,
            summary=summary,
            title=title,
            url=url,
            window=window,
        )

        discussion_brief.additional_properties = d
        return discussion_brief

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
