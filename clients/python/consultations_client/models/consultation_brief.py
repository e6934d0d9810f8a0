from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.consultation_brief_status import ConsultationBriefStatus

if TYPE_CHECKING:
    from ..models.consultation_window_out import ConsultationWindowOut
    from ..models.counts_out import CountsOut
    from ..models.organisation_out import OrganisationOut
    from ..models.page_link_out import PageLinkOut
    from ..models.picture_out import PictureOut
    from ..models.status_words_out import StatusWordsOut
    from ..models.topic_ref import TopicRef


T = TypeVar("T", bound="ConsultationBrief")


@_attrs_define
class ConsultationBrief:
    """A consultation in a listing."""

    counts: CountsOut
    """ How many have responded. """
    discussions_url: str
    """ Where this API lists its discussions. """
    first_published_at: datetime.datetime | None
    hero_image: None | PictureOut
    html_url: str
    """ Its address on the website. """
    id: int
    last_published_at: datetime.datetime | None
    locale: str
    """ The language of the page, for example `en`. """
    organisation: None | OrganisationOut
    """ The body that asks. """
    parent: None | PageLinkOut
    """ The page above, where it is published. """
    statistics_url: str
    """ Where this API has its figures of moderation. """
    status: ConsultationBriefStatus
    """ As of now; it is never stored. """
    status_words: StatusWordsOut
    """ The status in words. """
    summary: str
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
        from ..models.organisation_out import OrganisationOut
        from ..models.page_link_out import PageLinkOut
        from ..models.picture_out import PictureOut

        counts = self.counts.to_dict()

        discussions_url = self.discussions_url

        first_published_at: None | str
        if isinstance(self.first_published_at, datetime.datetime):
            first_published_at = self.first_published_at.isoformat()
        else:
            first_published_at = self.first_published_at

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

        statistics_url = self.statistics_url

        status = self.status.value

        status_words = self.status_words.to_dict()

        summary = self.summary

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
                "counts": counts,
                "discussions_url": discussions_url,
                "first_published_at": first_published_at,
                "hero_image": hero_image,
                "html_url": html_url,
                "id": id,
                "last_published_at": last_published_at,
                "locale": locale,
                "organisation": organisation,
                "parent": parent,
                "statistics_url": statistics_url,
                "status": status,
                "status_words": status_words,
                "summary": summary,
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
        from ..models.counts_out import CountsOut
        from ..models.organisation_out import OrganisationOut
        from ..models.page_link_out import PageLinkOut
        from ..models.picture_out import PictureOut
        from ..models.status_words_out import StatusWordsOut
        from ..models.topic_ref import TopicRef

        d = dict(src_dict)
        counts = CountsOut.from_dict(d.pop("counts"))

        discussions_url = d.pop("discussions_url")

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

        statistics_url = d.pop("statistics_url")

        status = ConsultationBriefStatus(d.pop("status"))

        status_words = StatusWordsOut.from_dict(d.pop("status_words"))

        summary = d.pop("summary")

        timeline_url = d.pop("timeline_url")

        title = d.pop("title")

        topics = []
        _topics = d.pop("topics")
        for topics_item_data in _topics:
            topics_item = TopicRef.from_dict(topics_item_data)

            topics.append(topics_item)

        url = d.pop("url")

        window = ConsultationWindowOut.from_dict(d.pop("window"))

        consultation_brief = cls(
            counts=counts,
            discussions_url=discussions_url,
            first_published_at=first_published_at,
            hero_image=hero_image,
            html_url=html_url,
            id=id,
            last_published_at=last_published_at,
            locale=locale,
            organisation=organisation,
            parent=parent,
            statistics_url=statistics_url,
            status=status,
            status_words=status_words,
            summary=summary,
            timeline_url=timeline_url,
            title=title,
            topics=topics,
            url=url,
            window=window,
        )

        consultation_brief.additional_properties = d
        return consultation_brief

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
