from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.moderated_comment_out_state import ModeratedCommentOutState

if TYPE_CHECKING:
    from ..models.author_sanction_out import AuthorSanctionOut
    from ..models.desk_out import DeskOut
    from ..models.logged_decision_out import LoggedDecisionOut
    from ..models.moderated_appeal_out import ModeratedAppealOut
    from ..models.moderated_discussion import ModeratedDiscussion
    from ..models.moderated_report_out import ModeratedReportOut
    from ..models.thread_line_out import ThreadLineOut
    from ..models.version_out import VersionOut
    from ..models.waiting_edit_out import WaitingEditOut


T = TypeVar("T", bound="ModeratedCommentOut")


@_attrs_define
class ModeratedCommentOut:
    """A comment of whatever state.

    `desk` and `versions` are for moderators; `reports`, `decisions`, `appeals` and `sanctions` are
    null for whoever may not read them.

    """

    above: list[ThreadLineOut]
    appeals: list[ModeratedAppealOut] | None
    author_name: str
    decisions: list[LoggedDecisionOut] | None
    desk: DeskOut | None
    discussion: ModeratedDiscussion
    """ The discussion in which a comment stands. """
    edited_at: datetime.datetime | None
    first_published_at: datetime.datetime | None
    html_url: None | str
    """ Its permanent address, where it has a place there. """
    id: int
    is_official: bool
    like_count: int
    locked_at: datetime.datetime | None
    open_report_count: int
    pinned_at: datetime.datetime | None
    posted_at: datetime.datetime
    redacted_at: datetime.datetime | None
    reports: list[ModeratedReportOut] | None
    safeguarding_at: datetime.datetime | None
    sanctions: list[AuthorSanctionOut] | None
    state: ModeratedCommentOutState
    state_label: str
    text: str
    url: str
    versions: list[VersionOut] | None
    waiting_edit: None | WaitingEditOut
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.desk_out import DeskOut
        from ..models.waiting_edit_out import WaitingEditOut

        above = []
        for above_item_data in self.above:
            above_item = above_item_data.to_dict()
            above.append(above_item)

        appeals: list[dict[str, Any]] | None
        if isinstance(self.appeals, list):
            appeals = []
            for appeals_type_0_item_data in self.appeals:
                appeals_type_0_item = appeals_type_0_item_data.to_dict()
                appeals.append(appeals_type_0_item)

        else:
            appeals = self.appeals

        author_name = self.author_name

        decisions: list[dict[str, Any]] | None
        if isinstance(self.decisions, list):
            decisions = []
            for decisions_type_0_item_data in self.decisions:
                decisions_type_0_item = decisions_type_0_item_data.to_dict()
                decisions.append(decisions_type_0_item)

        else:
            decisions = self.decisions

        desk: dict[str, Any] | None
        if isinstance(self.desk, DeskOut):
            desk = self.desk.to_dict()
        else:
            desk = self.desk

        discussion = self.discussion.to_dict()

        edited_at: None | str
        if isinstance(self.edited_at, datetime.datetime):
            edited_at = self.edited_at.isoformat()
        else:
            edited_at = self.edited_at

        first_published_at: None | str
        if isinstance(self.first_published_at, datetime.datetime):
            first_published_at = self.first_published_at.isoformat()
        else:
            first_published_at = self.first_published_at

        html_url: None | str
        html_url = self.html_url

        id = self.id

        is_official = self.is_official

        like_count = self.like_count

        locked_at: None | str
        if isinstance(self.locked_at, datetime.datetime):
            locked_at = self.locked_at.isoformat()
        else:
            locked_at = self.locked_at

        open_report_count = self.open_report_count

        pinned_at: None | str
        if isinstance(self.pinned_at, datetime.datetime):
            pinned_at = self.pinned_at.isoformat()
        else:
            pinned_at = self.pinned_at

        posted_at = self.posted_at.isoformat()

        redacted_at: None | str
        if isinstance(self.redacted_at, datetime.datetime):
            redacted_at = self.redacted_at.isoformat()
        else:
            redacted_at = self.redacted_at

        reports: list[dict[str, Any]] | None
        if isinstance(self.reports, list):
            reports = []
            for reports_type_0_item_data in self.reports:
                reports_type_0_item = reports_type_0_item_data.to_dict()
                reports.append(reports_type_0_item)

        else:
            reports = self.reports

        safeguarding_at: None | str
        if isinstance(self.safeguarding_at, datetime.datetime):
            safeguarding_at = self.safeguarding_at.isoformat()
        else:
            safeguarding_at = self.safeguarding_at

        sanctions: list[dict[str, Any]] | None
        if isinstance(self.sanctions, list):
            sanctions = []
            for sanctions_type_0_item_data in self.sanctions:
                sanctions_type_0_item = sanctions_type_0_item_data.to_dict()
                sanctions.append(sanctions_type_0_item)

        else:
            sanctions = self.sanctions

        state = self.state.value

        state_label = self.state_label

        text = self.text

        url = self.url

        versions: list[dict[str, Any]] | None
        if isinstance(self.versions, list):
            versions = []
            for versions_type_0_item_data in self.versions:
                versions_type_0_item = versions_type_0_item_data.to_dict()
                versions.append(versions_type_0_item)

        else:
            versions = self.versions

        waiting_edit: dict[str, Any] | None
        if isinstance(self.waiting_edit, WaitingEditOut):
            waiting_edit = self.waiting_edit.to_dict()
        else:
            waiting_edit = self.waiting_edit

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "above": above,
                "appeals": appeals,
                "author_name": author_name,
                "decisions": decisions,
                "desk": desk,
                "discussion": discussion,
                "edited_at": edited_at,
                "first_published_at": first_published_at,
                "html_url": html_url,
                "id": id,
                "is_official": is_official,
                "like_count": like_count,
                "locked_at": locked_at,
                "open_report_count": open_report_count,
                "pinned_at": pinned_at,
                "posted_at": posted_at,
                "redacted_at": redacted_at,
                "reports": reports,
                "safeguarding_at": safeguarding_at,
                "sanctions": sanctions,
                "state": state,
                "state_label": state_label,
                "text": text,
                "url": url,
                "versions": versions,
                "waiting_edit": waiting_edit,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.author_sanction_out import AuthorSanctionOut
        from ..models.desk_out import DeskOut
        from ..models.logged_decision_out import LoggedDecisionOut
        from ..models.moderated_appeal_out import ModeratedAppealOut
        from ..models.moderated_discussion import ModeratedDiscussion
        from ..models.moderated_report_out import ModeratedReportOut
        from ..models.thread_line_out import ThreadLineOut
        from ..models.version_out import VersionOut
        from ..models.waiting_edit_out import WaitingEditOut

        d = dict(src_dict)
        above = []
        _above = d.pop("above")
        for above_item_data in _above:
            above_item = ThreadLineOut.from_dict(above_item_data)

            above.append(above_item)

        def _parse_appeals(data: object) -> list[ModeratedAppealOut] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                appeals_type_0 = []
                _appeals_type_0 = data
                for appeals_type_0_item_data in _appeals_type_0:
                    appeals_type_0_item = ModeratedAppealOut.from_dict(
                        appeals_type_0_item_data
                    )

                    appeals_type_0.append(appeals_type_0_item)

                return appeals_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ModeratedAppealOut] | None, data)

        appeals = _parse_appeals(d.pop("appeals"))

        author_name = d.pop("author_name")

        def _parse_decisions(data: object) -> list[LoggedDecisionOut] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                decisions_type_0 = []
                _decisions_type_0 = data
                for decisions_type_0_item_data in _decisions_type_0:
                    decisions_type_0_item = LoggedDecisionOut.from_dict(
                        decisions_type_0_item_data
                    )

                    decisions_type_0.append(decisions_type_0_item)

                return decisions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[LoggedDecisionOut] | None, data)

        decisions = _parse_decisions(d.pop("decisions"))

        def _parse_desk(data: object) -> DeskOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                desk_type_0 = DeskOut.from_dict(data)

                return desk_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DeskOut | None, data)

        desk = _parse_desk(d.pop("desk"))

        discussion = ModeratedDiscussion.from_dict(d.pop("discussion"))

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

        def _parse_html_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        html_url = _parse_html_url(d.pop("html_url"))

        id = d.pop("id")

        is_official = d.pop("is_official")

        like_count = d.pop("like_count")

        def _parse_locked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                locked_at_type_0 = datetime.datetime.fromisoformat(data)

                return locked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        locked_at = _parse_locked_at(d.pop("locked_at"))

        open_report_count = d.pop("open_report_count")

        def _parse_pinned_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                pinned_at_type_0 = datetime.datetime.fromisoformat(data)

                return pinned_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        pinned_at = _parse_pinned_at(d.pop("pinned_at"))

        posted_at = datetime.datetime.fromisoformat(d.pop("posted_at"))

        def _parse_redacted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                redacted_at_type_0 = datetime.datetime.fromisoformat(data)

                return redacted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        redacted_at = _parse_redacted_at(d.pop("redacted_at"))

        def _parse_reports(data: object) -> list[ModeratedReportOut] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                reports_type_0 = []
                _reports_type_0 = data
                for reports_type_0_item_data in _reports_type_0:
                    reports_type_0_item = ModeratedReportOut.from_dict(
                        reports_type_0_item_data
                    )

                    reports_type_0.append(reports_type_0_item)

                return reports_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ModeratedReportOut] | None, data)

        reports = _parse_reports(d.pop("reports"))

        def _parse_safeguarding_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                safeguarding_at_type_0 = datetime.datetime.fromisoformat(data)

                return safeguarding_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        safeguarding_at = _parse_safeguarding_at(d.pop("safeguarding_at"))

        def _parse_sanctions(data: object) -> list[AuthorSanctionOut] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                sanctions_type_0 = []
                _sanctions_type_0 = data
                for sanctions_type_0_item_data in _sanctions_type_0:
                    sanctions_type_0_item = AuthorSanctionOut.from_dict(
                        sanctions_type_0_item_data
                    )

                    sanctions_type_0.append(sanctions_type_0_item)

                return sanctions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[AuthorSanctionOut] | None, data)

        sanctions = _parse_sanctions(d.pop("sanctions"))

        state = ModeratedCommentOutState(d.pop("state"))

        state_label = d.pop("state_label")

        text = d.pop("text")

        url = d.pop("url")

        def _parse_versions(data: object) -> list[VersionOut] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                versions_type_0 = []
                _versions_type_0 = data
                for versions_type_0_item_data in _versions_type_0:
                    versions_type_0_item = VersionOut.from_dict(
                        versions_type_0_item_data
                    )

                    versions_type_0.append(versions_type_0_item)

                return versions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[VersionOut] | None, data)

        versions = _parse_versions(d.pop("versions"))

        def _parse_waiting_edit(data: object) -> None | WaitingEditOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                waiting_edit_type_0 = WaitingEditOut.from_dict(data)

                return waiting_edit_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | WaitingEditOut, data)

        waiting_edit = _parse_waiting_edit(d.pop("waiting_edit"))

        moderated_comment_out = cls(
            above=above,
            appeals=appeals,
            author_name=author_name,
            decisions=decisions,
            desk=desk,
            discussion=discussion,
            edited_at=edited_at,
            first_published_at=first_published_at,
            html_url=html_url,
            id=id,
            is_official=is_official,
            like_count=like_count,
            locked_at=locked_at,
            open_report_count=open_report_count,
            pinned_at=pinned_at,
            posted_at=posted_at,
            redacted_at=redacted_at,
            reports=reports,
            safeguarding_at=safeguarding_at,
            sanctions=sanctions,
            state=state,
            state_label=state_label,
            text=text,
            url=url,
            versions=versions,
            waiting_edit=waiting_edit,
        )

        moderated_comment_out.additional_properties = d
        return moderated_comment_out

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
