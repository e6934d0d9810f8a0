from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.consultation_out_status import ConsultationOutStatus

if TYPE_CHECKING:
    from ..models.consultation_window_out import ConsultationWindowOut
    from ..models.contact_out import ContactOut
    from ..models.counts_out import CountsOut
    from ..models.discussion_card_out import DiscussionCardOut
    from ..models.document_block_out import DocumentBlockOut
    from ..models.document_out import DocumentOut
    from ..models.guidance_block_out import GuidanceBlockOut
    from ..models.guidance_out import GuidanceOut
    from ..models.organisation_out import OrganisationOut
    from ..models.page_link_out import PageLinkOut
    from ..models.picture_block_out import PictureBlockOut
    from ..models.picture_out import PictureOut
    from ..models.prompt_block_out import PromptBlockOut
    from ..models.quote_block_out import QuoteBlockOut
    from ..models.stage_out import StageOut
    from ..models.status_words_out import StatusWordsOut
    from ..models.text_block_out import TextBlockOut
    from ..models.topic_ref import TopicRef
    from ..models.video_block_out import VideoBlockOut


T = TypeVar("T", bound="ConsultationOut")


@_attrs_define
class ConsultationOut:
    """A consultation."""

    body: list[
        DocumentBlockOut
        | GuidanceBlockOut
        | PictureBlockOut
        | PromptBlockOut
        | QuoteBlockOut
        | TextBlockOut
        | VideoBlockOut
    ]
    """ The page's content. """
    contact: ContactOut | None
    counts: CountsOut
    """ How many have responded. """
    decided_by: str
    """ Who decides. Clean HTML with full addresses. A link that leads nowhere you may go has no address. """
    discussions: list[DiscussionCardOut]
    """ In the editor's order. """
    discussions_url: str
    """ Where this API lists its discussions. """
    documents: list[DocumentOut]
    first_published_at: datetime.datetime | None
    guidance: GuidanceOut | None
    """ The safety guidance that the page shows. """
    hero_image: None | PictureOut
    html_url: str
    """ Its address on the website. """
    id: int
    last_published_at: datetime.datetime | None
    locale: str
    """ The language of the page, for example `en`. """
    next_steps: str
    """ What is done with the responses. Clean HTML with full addresses. A link that leads nowhere you may go has no
    address. """
    open_to_change: str
    """ What people can still influence. Clean HTML with full addresses. A link that leads nowhere you may go has no
    address. """
    organisation: None | OrganisationOut
    """ The body that asks. """
    outcome_summary: None | str
    """ What was heard and what changes; null before the outcome is published. Clean HTML with full addresses. A
    link that leads nowhere you may go has no address. """
    parent: None | PageLinkOut
    """ The page above, where it is published. """
    statistics_url: str
    """ Where this API has its figures of moderation. """
    status: ConsultationOutStatus
    """ As of now; it is never stored. """
    status_words: StatusWordsOut
    """ The status in words. """
    summary: str
    timeline: list[StageOut]
    """ The stages, with placement as of now. """
    timeline_ics_url: str
    """ The timeline as a calendar to subscribe to. """
    timeline_url: str
    """ Where this API has its timeline. """
    title: str
    topics: list[TopicRef]
    url: str
    """ Where this API has the consultation. """
    window: ConsultationWindowOut
    """ When people can take part. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.contact_out import ContactOut
        from ..models.document_block_out import DocumentBlockOut
        from ..models.guidance_block_out import GuidanceBlockOut
        from ..models.guidance_out import GuidanceOut
        from ..models.organisation_out import OrganisationOut
        from ..models.page_link_out import PageLinkOut
        from ..models.picture_block_out import PictureBlockOut
        from ..models.picture_out import PictureOut
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

        contact: dict[str, Any] | None
        if isinstance(self.contact, ContactOut):
            contact = self.contact.to_dict()
        else:
            contact = self.contact

        counts = self.counts.to_dict()

        decided_by = self.decided_by

        discussions = []
        for discussions_item_data in self.discussions:
            discussions_item = discussions_item_data.to_dict()
            discussions.append(discussions_item)

        discussions_url = self.discussions_url

        documents = []
        for documents_item_data in self.documents:
            documents_item = documents_item_data.to_dict()
            documents.append(documents_item)

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

        hero_image: dict[str, Any] | None
        if isinstance(self.hero_image, PictureOut):
            hero_image = self.hero_image.to_dict()
        else:
            hero_image = self.hero_image

        html_url = self.html_url

        id = self.id

        last_published_at: None | str
        if isinstance(self.last_published_at, datetime.datetime):
            last_published_at = self.last_published_at.isoformat()
        else:
            last_published_at = self.last_published_at

        locale = self.locale

        next_steps = self.next_steps

        open_to_change = self.open_to_change

        organisation: dict[str, Any] | None
        if isinstance(self.organisation, OrganisationOut):
            organisation = self.organisation.to_dict()
        else:
            organisation = self.organisation

        outcome_summary: None | str
        outcome_summary = self.outcome_summary

        parent: dict[str, Any] | None
        if isinstance(self.parent, PageLinkOut):
            parent = self.parent.to_dict()
        else:
            parent = self.parent

        statistics_url = self.statistics_url

        status = self.status.value

        status_words = self.status_words.to_dict()

        summary = self.summary

        timeline = []
        for timeline_item_data in self.timeline:
            timeline_item = timeline_item_data.to_dict()
            timeline.append(timeline_item)

        timeline_ics_url = self.timeline_ics_url

        timeline_url = self.timeline_url

        title = self.title

        topics = []
        for topics_item_data in self.topics:
            topics_item = topics_item_data.to_dict()
            topics.append(topics_item)

        url = self.url

        window = self.window.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "body": body,
                "contact": contact,
                "counts": counts,
                "decided_by": decided_by,
                "discussions": discussions,
                "discussions_url": discussions_url,
                "documents": documents,
                "first_published_at": first_published_at,
                "guidance": guidance,
                "hero_image": hero_image,
                "html_url": html_url,
                "id": id,
                "last_published_at": last_published_at,
                "locale": locale,
                "next_steps": next_steps,
                "open_to_change": open_to_change,
                "organisation": organisation,
                "outcome_summary": outcome_summary,
                "parent": parent,
                "statistics_url": statistics_url,
                "status": status,
                "status_words": status_words,
                "summary": summary,
                "timeline": timeline,
                "timeline_ics_url": timeline_ics_url,
                "timeline_url": timeline_url,
                "title": title,
                "topics": topics,
                "url": url,
                "window": window,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.consultation_window_out import ConsultationWindowOut
        from ..models.contact_out import ContactOut
        from ..models.counts_out import CountsOut
        from ..models.discussion_card_out import DiscussionCardOut
        from ..models.document_block_out import DocumentBlockOut
        from ..models.document_out import DocumentOut
        from ..models.guidance_block_out import GuidanceBlockOut
        from ..models.guidance_out import GuidanceOut
        from ..models.organisation_out import OrganisationOut
        from ..models.page_link_out import PageLinkOut
        from ..models.picture_block_out import PictureBlockOut
        from ..models.picture_out import PictureOut
        from ..models.prompt_block_out import PromptBlockOut
        from ..models.quote_block_out import QuoteBlockOut
        from ..models.stage_out import StageOut
        from ..models.status_words_out import StatusWordsOut
        from ..models.text_block_out import TextBlockOut
        from ..models.topic_ref import TopicRef
        from ..models.video_block_out import VideoBlockOut

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

        def _parse_contact(data: object) -> ContactOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                contact_type_0 = ContactOut.from_dict(data)

                return contact_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ContactOut | None, data)

        contact = _parse_contact(d.pop("contact"))

        counts = CountsOut.from_dict(d.pop("counts"))

        decided_by = d.pop("decided_by")

        discussions = []
        _discussions = d.pop("discussions")
        for discussions_item_data in _discussions:
            discussions_item = DiscussionCardOut.from_dict(discussions_item_data)

            discussions.append(discussions_item)

        discussions_url = d.pop("discussions_url")

        documents = []
        _documents = d.pop("documents")
        for documents_item_data in _documents:
            documents_item = DocumentOut.from_dict(documents_item_data)

            documents.append(documents_item)

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

        def _parse_hero_image(data: object) -> None | PictureOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                hero_image_type_0 = PictureOut.from_dict(data)

                return hero_image_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PictureOut, data)

        hero_image = _parse_hero_image(d.pop("hero_image"))

        html_url = d.pop("html_url")

        id = d.pop("id")

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

        next_steps = d.pop("next_steps")

        open_to_change = d.pop("open_to_change")

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

        def _parse_outcome_summary(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        outcome_summary = _parse_outcome_summary(d.pop("outcome_summary"))

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

        statistics_url = d.pop("statistics_url")

        status = ConsultationOutStatus(d.pop("status"))

        status_words = StatusWordsOut.from_dict(d.pop("status_words"))

        summary = d.pop("summary")

        timeline = []
        _timeline = d.pop("timeline")
        for timeline_item_data in _timeline:
            timeline_item = StageOut.from_dict(timeline_item_data)

            timeline.append(timeline_item)

        timeline_ics_url = d.pop("timeline_ics_url")

        timeline_url = d.pop("timeline_url")

        title = d.pop("title")

        topics = []
        _topics = d.pop("topics")
        for topics_item_data in _topics:
            topics_item = TopicRef.from_dict(topics_item_data)

            topics.append(topics_item)

        url = d.pop("url")

        window = ConsultationWindowOut.from_dict(d.pop("window"))

        consultation_out = cls(
            body=body,
            contact=contact,
            counts=counts,
            decided_by=decided_by,
            discussions=discussions,
            discussions_url=discussions_url,
            documents=documents,
            first_published_at=first_published_at,
            guidance=guidance,
            hero_image=hero_image,
            html_url=html_url,
            id=id,
            last_published_at=last_published_at,
            locale=locale,
            next_steps=next_steps,
            open_to_change=open_to_change,
            organisation=organisation,
            outcome_summary=outcome_summary,
            parent=parent,
            statistics_url=statistics_url,
            status=status,
            status_words=status_words,
            summary=summary,
            timeline=timeline,
            timeline_ics_url=timeline_ics_url,
            timeline_url=timeline_url,
            title=title,
            topics=topics,
            url=url,
            window=window,
        )

        consultation_out.additional_properties = d
        return consultation_out

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
