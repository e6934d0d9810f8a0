from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.comment_out_state import CommentOutState

if TYPE_CHECKING:
    from ..models.comment_viewer import CommentViewer
    from ..models.in_reply_to import InReplyTo


T = TypeVar("T", bound="CommentOut")


@_attrs_define
class CommentOut:
    """A comment, or the place of one that is not shown (then author and text are null)."""

    author_name: None | str
    depth: int
    """ 0 for a comment that starts a thread. """
    discussion: int
    edited_at: datetime.datetime | None
    html_url: str
    """ Its permanent address on the website. """
    id: int
    in_reply_to: InReplyTo | None
    is_locked: bool
    """ Whether replies to it, or to one above, are locked. """
    is_official: bool
    is_pinned: bool
    is_redacted: bool
    """ Whether a moderator has taken parts out. """
    like_count: int
    organisation: None | str
    parent: int | None
    """ The comment directly above. """
    posted_at: datetime.datetime
    reply_count: int
    state: CommentOutState
    """ `held` and `rejected` are seen by the author alone; to others, `not_shown`. """
    text: None | str
    """ Plain text: escape it before you show it as HTML. """
    thread: int
    """ The comment that starts the thread. """
    url: str
    """ Where this API has the comment. """
    viewer: CommentViewer | None
    """ Null where nobody has signed in. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.comment_viewer import CommentViewer
        from ..models.in_reply_to import InReplyTo

        author_name: None | str
        author_name = self.author_name

        depth = self.depth

        discussion = self.discussion

        edited_at: None | str
        if isinstance(self.edited_at, datetime.datetime):
            edited_at = self.edited_at.isoformat()
        else:
            edited_at = self.edited_at

        html_url = self.html_url

        id = self.id

        in_reply_to: dict[str, Any] | None
        if isinstance(self.in_reply_to, InReplyTo):
            in_reply_to = self.in_reply_to.to_dict()
        else:
            in_reply_to = self.in_reply_to

        is_locked = self.is_locked

        is_official = self.is_official

        is_pinned = self.is_pinned

        is_redacted = self.is_redacted

        like_count = self.like_count

        organisation: None | str
        organisation = self.organisation

        parent: int | None
        parent = self.parent

        posted_at = self.posted_at.isoformat()

        reply_count = self.reply_count

        state = self.state.value

        text: None | str
        text = self.text

        thread = self.thread

        url = self.url

        viewer: dict[str, Any] | None
        if isinstance(self.viewer, CommentViewer):
            viewer = self.viewer.to_dict()
        else:
            viewer = self.viewer

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "author_name": author_name,
                "depth": depth,
                "discussion": discussion,
                "edited_at": edited_at,
                "html_url": html_url,
                "id": id,
                "in_reply_to": in_reply_to,
                "is_locked": is_locked,
                "is_official": is_official,
                "is_pinned": is_pinned,
                "is_redacted": is_redacted,
                "like_count": like_count,
                "organisation": organisation,
                "parent": parent,
                "posted_at": posted_at,
                "reply_count": reply_count,
                "state": state,
                "text": text,
                "thread": thread,
                "url": url,
                "viewer": viewer,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.comment_viewer import CommentViewer
        from ..models.in_reply_to import InReplyTo

        d = dict(src_dict)

        def _parse_author_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        author_name = _parse_author_name(d.pop("author_name"))

        depth = d.pop("depth")

        discussion = d.pop("discussion")

        def _parse_edited_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                edited_at_type_0 = datetime.datetime.fromisoformat(data)

                return edited_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        edited_at = _parse_edited_at(d.pop("edited_at"))

        html_url = d.pop("html_url")

        id = d.pop("id")

        def _parse_in_reply_to(data: object) -> InReplyTo | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                in_reply_to_type_0 = InReplyTo.from_dict(data)

                return in_reply_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InReplyTo | None, data)

        in_reply_to = _parse_in_reply_to(d.pop("in_reply_to"))

        is_locked = d.pop("is_locked")

        is_official = d.pop("is_official")

        is_pinned = d.pop("is_pinned")

        is_redacted = d.pop("is_redacted")

        like_count = d.pop("like_count")

        def _parse_organisation(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        organisation = _parse_organisation(d.pop("organisation"))

        def _parse_parent(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        parent = _parse_parent(d.pop("parent"))

        posted_at = datetime.datetime.fromisoformat(d.pop("posted_at"))

        reply_count = d.pop("reply_count")

        state = CommentOutState(d.pop("state"))

        def _parse_text(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        text = _parse_text(d.pop("text"))

        thread = d.pop("thread")

        url = d.pop("url")

        def _parse_viewer(data: object) -> CommentViewer | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                viewer_type_0 = CommentViewer.from_dict(data)

                return viewer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CommentViewer | None, data)

        viewer = _parse_viewer(d.pop("viewer"))

        comment_out = cls(
            author_name=author_name,
            depth=depth,
            discussion=discussion,
            edited_at=edited_at,
            html_url=html_url,
            id=id,
            in_reply_to=in_reply_to,
            is_locked=is_locked,
            is_official=is_official,
            is_pinned=is_pinned,
            is_redacted=is_redacted,
            like_count=like_count,
            organisation=organisation,
            parent=parent,
            posted_at=posted_at,
            reply_count=reply_count,
            state=state,
            text=text,
            thread=thread,
            url=url,
            viewer=viewer,
        )

        comment_out.additional_properties = d
        return comment_out

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
