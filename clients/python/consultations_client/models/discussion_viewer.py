from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="DiscussionViewer")


@_attrs_define
class DiscussionViewer:
    """What holds for the caller alone."""

    followed_threads: list[int]
    """ The comments that start the threads of which they are told. """
    is_first_comment: bool
    """ Whether nothing of theirs has been published on this site before. """
    is_following: bool
    """ Whether they are told of every new comment here. """
    may_comment: bool
    sentence: str
    """ Why they may not comment, or when what they write will appear. """
    waiting_count: int
    """ How many of their comments here a moderator has still to read. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        followed_threads = self.followed_threads

        is_first_comment = self.is_first_comment

        is_following = self.is_following

        may_comment = self.may_comment

        sentence = self.sentence

        waiting_count = self.waiting_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "followed_threads": followed_threads,
                "is_first_comment": is_first_comment,
                "is_following": is_following,
                "may_comment": may_comment,
                "sentence": sentence,
                "waiting_count": waiting_count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        followed_threads = cast(list[int], d.pop("followed_threads"))

        is_first_comment = d.pop("is_first_comment")

        is_following = d.pop("is_following")

        may_comment = d.pop("may_comment")

        sentence = d.pop("sentence")

        waiting_count = d.pop("waiting_count")

        discussion_viewer = cls(
            followed_threads=followed_threads,
            is_first_comment=is_first_comment,
            is_following=is_following,
            may_comment=may_comment,
            sentence=sentence,
            waiting_count=waiting_count,
        )

        discussion_viewer.additional_properties = d
        return discussion_viewer

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
