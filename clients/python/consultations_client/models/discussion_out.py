from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.commenting_out import CommentingOut
    from ..models.discussion_viewer import DiscussionViewer
    from ..models.document_block_out import DocumentBlockOut
    from ..models.guidance_block_out import GuidanceBlockOut
    from ..models.guidance_out import GuidanceOut
    from ..models.moderation_out import ModerationOut
    from ..models.organisation_out import OrganisationOut
    from ..models.page_link_out import PageLinkOut
    from ..models.picture_block_out import PictureBlockOut
    from ..models.prompt_block_out import PromptBlockOut
    from ..models.prompt_out import PromptOut
    from ..models.quote_block_out import QuoteBlockOut
    from ..models.rule_out import RuleOut
    from ..models.text_block_out import TextBlockOut
    from ..models.video_block_out import VideoBlockOut
    from ..models.window_out import WindowOut


T = TypeVar("T", bound="DiscussionOut")


@_attrs_define
class DiscussionOut:
    """A discussion."""

    body: list[
        DocumentBlockOut
        | GuidanceBlockOut
        | PictureBlockOut
        | PromptBlockOut
        | QuoteBlockOut
        | TextBlockOut
        | VideoBlockOut
    ]
    """ The page's content, the prompt in its place. """
    co_moderator: None | OrganisationOut
    """ A partner body that moderates with it. """
    comment_count: int
    """ All published comments, replies included. """
    commenting: CommentingOut
    """ Whether comments are taken now. """
    comments_url: str
    """ Where this API lists the comments. """
    edit_minutes: int
    """ How long after posting an author may edit. """
    first_published_at: datetime.datetime | None
    guidance: GuidanceOut | None
    """ The safety guidance that the page shows: its own, or that of a page above. """
    html_url: str
    """ Its address on the website. """
    id: int
    is_sensitive: bool
    """ Show the safety guidance before the comments. """
    last_comment_at: datetime.datetime | None
    last_published_at: datetime.datetime | None
    locale: str
    """ The language of the page, for example `en`. """
    log_in_url: str
    """ The website's log-in, which leads back to the page. """
    moderation: ModerationOut
    """ When a moderator reads a comment. """
    organisation: None | OrganisationOut
    """ The body that asks. """
    original: None | PageLinkOut
    """ Of a copy, the page whose comments it shows and where to comment. """
    parent: None | PageLinkOut
    """ The page above, where it is published. """
    policy_html_url: None | str
    """ The same on the website. """
    policy_url: None | str
    """ Where this API has the policy in force. """
    prompt: None | PromptOut
    """ What the public is asked. """
    report_reasons: list[RuleOut]
    """ The rules of that policy, by which a comment can be reported. """
    summary: str
    text_length_max: int
    """ The longest comment, in characters. """
    title: str
    url: str
    """ Where this API has the discussion. """
    viewer: DiscussionViewer | None
    """ Null where nobody has signed in. """
    window: WindowOut
    """ When comments are taken: the page's own window, clipped to that of the page above. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.discussion_viewer import DiscussionViewer
        from ..models.document_block_out import DocumentBlockOut
        from ..models.guidance_block_out import GuidanceBlockOut
        from ..models.guidance_out import GuidanceOut
        from ..models.organisation_out import OrganisationOut
        from ..models.page_link_out import PageLinkOut
        from ..models.picture_block_out import PictureBlockOut
        from ..models.prompt_out import PromptOut
        from ..models.quote_block_out import QuoteBlockOut
        from ..models.text_block_out import TextBlockOut
        from ..models.video_block_out import VideoBlockOut

        body = []
        for body_item_data in self.body:
            body_item: dict[str, Any]
            if (
                isinstance(body_item_data, TextBlockOut)
                or isinstance(body_item_data, PictureBlockOut)
                or isinstance(body_item_data, QuoteBlockOut)
                or isinstance(body_item_data, DocumentBlockOut)
                or isinstance(body_item_data, VideoBlockOut)
                or isinstance(body_item_data, GuidanceBlockOut)
            ):
                body_item = body_item_data.to_dict()
            else:
                body_item = body_item_data.to_dict()

            body.append(body_item)

        co_moderator: dict[str, Any] | None
        if isinstance(self.co_moderator, OrganisationOut):
            co_moderator = self.co_moderator.to_dict()
        else:
            co_moderator = self.co_moderator

        comment_count = self.comment_count

        commenting = self.commenting.to_dict()

        comments_url = self.comments_url

        edit_minutes = self.edit_minutes

        first_published_at: None | str
        if isinstance(self.first_published_at, datetime.datetime):
            first_published_at = self.first_published_at.isoformat()
        else:
            first_published_at = self.first_published_at

        guidance: dict[str, Any] | None
        if isinstance(self.guidance, GuidanceOut):
            guidance = self.guidance.to_dict()
        else:
            guidance = self.guidance

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

        log_in_url = self.log_in_url

        moderation = self.moderation.to_dict()

        organisation: dict[str, Any] | None
        if isinstance(self.organisation, OrganisationOut):
            organisation = self.organisation.to_dict()
        else:
            organisation = self.organisation

        original: dict[str, Any] | None
        if isinstance(self.original, PageLinkOut):
            original = self.original.to_dict()
        else:
            original = self.original

        parent: dict[str, Any] | None
        if isinstance(self.parent, PageLinkOut):
            parent = self.parent.to_dict()
        else:
            parent = self.parent

        policy_html_url: None | str
        policy_html_url = self.policy_html_url

        policy_url: None | str
        policy_url = self.policy_url

        prompt: dict[str, Any] | None
        if isinstance(self.prompt, PromptOut):
            prompt = self.prompt.to_dict()
        else:
            prompt = self.prompt

        report_reasons = []
        for report_reasons_item_data in self.report_reasons:
            report_reasons_item = report_reasons_item_data.to_dict()
            report_reasons.append(report_reasons_item)

        summary = self.summary

        text_length_max = self.text_length_max

        title = self.title

        url = self.url

        viewer: dict[str, Any] | None
        if isinstance(self.viewer, DiscussionViewer):
            viewer = self.viewer.to_dict()
        else:
            viewer = self.viewer

        window = self.window.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "body": body,
                "co_moderator": co_moderator,
                "comment_count": comment_count,
                "commenting": commenting,
                "comments_url": comments_url,
                "edit_minutes": edit_minutes,
                "first_published_at": first_published_at,
                "guidance": guidance,
                "html_url": html_url,
                "id": id,
                "is_sensitive": is_sensitive,
                "last_comment_at": last_comment_at,
                "last_published_at": last_published_at,
                "locale": locale,
                "log_in_url": log_in_url,
                "moderation": moderation,
                "organisation": organisation,
                "original": original,
                "parent": parent,
                "policy_html_url": policy_html_url,
                "policy_url": policy_url,
                "prompt": prompt,
                "report_reasons": report_reasons,
                "summary": summary,
                "text_length_max": text_length_max,
                "title": title,
                "url": url,
                "viewer": viewer,
                "window": window,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.commenting_out import CommentingOut
        from ..models.discussion_viewer import DiscussionViewer
        from ..models.document_block_out import DocumentBlockOut
        from ..models.guidance_block_out import GuidanceBlockOut
        from ..models.guidance_out import GuidanceOut
        from ..models.moderation_out import ModerationOut
        from ..models.organisation_out import OrganisationOut
        from ..models.page_link_out import PageLinkOut
        from ..models.picture_block_out import PictureBlockOut
        from ..models.prompt_block_out import PromptBlockOut
        from ..models.prompt_out import PromptOut
        from ..models.quote_block_out import QuoteBlockOut
        from ..models.rule_out import RuleOut
        from ..models.text_block_out import TextBlockOut
        from ..models.video_block_out import VideoBlockOut
        from ..models.window_out import WindowOut

        d = dict(src_dict)
        body = []
        _body = d.pop("body")
        for body_item_data in _body:

            def _parse_body_item(
                data: object,
            ) -> (
                DocumentBlockOut
                | GuidanceBlockOut
                | PictureBlockOut
                | PromptBlockOut
                | QuoteBlockOut
                | TextBlockOut
                | VideoBlockOut
            ):
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    body_item_type_0 = TextBlockOut.from_dict(data)

                    return body_item_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    body_item_type_1 = PictureBlockOut.from_dict(data)

                    return body_item_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    body_item_type_2 = QuoteBlockOut.from_dict(data)

                    return body_item_type_2
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    body_item_type_3 = DocumentBlockOut.from_dict(data)

                    return body_item_type_3
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    body_item_type_4 = VideoBlockOut.from_dict(data)

                    return body_item_type_4
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    body_item_type_5 = GuidanceBlockOut.from_dict(data)

                    return body_item_type_5
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                body_item_type_6 = PromptBlockOut.from_dict(data)

                return body_item_type_6

            body_item = _parse_body_item(body_item_data)

            body.append(body_item)

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

        edit_minutes = d.pop("edit_minutes")

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

        def _parse_guidance(data: object) -> GuidanceOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                guidance_type_0 = GuidanceOut.from_dict(data)

                return guidance_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(GuidanceOut | None, data)

        guidance = _parse_guidance(d.pop("guidance"))

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

        log_in_url = d.pop("log_in_url")

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

        def _parse_original(data: object) -> None | PageLinkOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                original_type_0 = PageLinkOut.from_dict(data)

                return original_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PageLinkOut, data)

        original = _parse_original(d.pop("original"))

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

        def _parse_policy_html_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        policy_html_url = _parse_policy_html_url(d.pop("policy_html_url"))

        def _parse_policy_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        policy_url = _parse_policy_url(d.pop("policy_url"))

        def _parse_prompt(data: object) -> None | PromptOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                prompt_type_0 = PromptOut.from_dict(data)

                return prompt_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PromptOut, data)

        prompt = _parse_prompt(d.pop("prompt"))

        report_reasons = []
        _report_reasons = d.pop("report_reasons")
        for report_reasons_item_data in _report_reasons:
            report_reasons_item = RuleOut.from_dict(report_reasons_item_data)

            report_reasons.append(report_reasons_item)

        summary = d.pop("summary")

        text_length_max = d.pop("text_length_max")

        title = d.pop("title")

        url = d.pop("url")

        def _parse_viewer(data: object) -> DiscussionViewer | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                viewer_type_0 = DiscussionViewer.from_dict(data)

                return viewer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DiscussionViewer | None, data)

        viewer = _parse_viewer(d.pop("viewer"))

        window = WindowOut.from_dict(d.pop("window"))

        discussion_out = cls(
            body=body,
            co_moderator=co_moderator,
            comment_count=comment_count,
            commenting=commenting,
            comments_url=comments_url,
            edit_minutes=edit_minutes,
            first_published_at=first_published_at,
            guidance=guidance,
            html_url=html_url,
            id=id,
            is_sensitive=is_sensitive,
            last_comment_at=last_comment_at,
            last_published_at=last_published_at,
            locale=locale,
            log_in_url=log_in_url,
            moderation=moderation,
            organisation=organisation,
            original=original,
            parent=parent,
            policy_html_url=policy_html_url,
            policy_url=policy_url,
            prompt=prompt,
            report_reasons=report_reasons,
            summary=summary,
            text_length_max=text_length_max,
            title=title,
            url=url,
            viewer=viewer,
            window=window,
        )

        discussion_out.additional_properties = d
        return discussion_out

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
