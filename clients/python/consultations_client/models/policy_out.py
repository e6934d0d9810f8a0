from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.policy_contact_out import PolicyContactOut
    from ..models.rule_out import RuleOut
    from ..models.target_out import TargetOut


T = TypeVar("T", bound="PolicyOut")


@_attrs_define
class PolicyOut:
    """How comments are moderated."""

    appeal_days: int
    """ How many full days after a decision one can appeal. """
    appeals_decided_by: str
    """ Who decides appeals; may be blank. """
    composer_line: str
    """ What to know before writing; may be blank. """
    contact: None | PolicyContactOut
    hours: str
    """ When somebody moderates, as plain text; may be blank. """
    html_url: None | str
    """ Its page on the website. """
    id: int
    last_published_at: datetime.datetime | None
    locale: str
    """ The language of the policy, for example `en`. """
    minimum_age_text: str
    """ How old one has to be; may be blank. """
    purpose: str
    """ What moderation is for, as clean HTML. """
    rules: list[RuleOut]
    slug: str
    targets: list[TargetOut]
    """ The most urgent first. """
    title: str
    url: str
    """ Where this API has the policy. """
    version: int | None
    """ What a decision names as the version it was made by. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.policy_contact_out import PolicyContactOut

        appeal_days = self.appeal_days

        appeals_decided_by = self.appeals_decided_by

        composer_line = self.composer_line

        contact: dict[str, Any] | None
        if isinstance(self.contact, PolicyContactOut):
            contact = self.contact.to_dict()
        else:
            contact = self.contact

        hours = self.hours

        html_url: None | str
        html_url = self.html_url

        id = self.id

        last_published_at: None | str
        if isinstance(self.last_published_at, datetime.datetime):
            last_published_at = self.last_published_at.isoformat()
        else:
            last_published_at = self.last_published_at

        locale = self.locale

        minimum_age_text = self.minimum_age_text

        purpose = self.purpose

        rules = []
        for rules_item_data in self.rules:
            rules_item = rules_item_data.to_dict()
            rules.append(rules_item)

        slug = self.slug

        targets = []
        for targets_item_data in self.targets:
            targets_item = targets_item_data.to_dict()
            targets.append(targets_item)

        title = self.title

        url = self.url

        version: int | None
        version = self.version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "appeal_days": appeal_days,
                "appeals_decided_by": appeals_decided_by,
                "composer_line": composer_line,
                "contact": contact,
                "hours": hours,
                "html_url": html_url,
                "id": id,
                "last_published_at": last_published_at,
                "locale": locale,
                "minimum_age_text": minimum_age_text,
                "purpose": purpose,
                "rules": rules,
                "slug": slug,
                "targets": targets,
                "title": title,
                "url": url,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.policy_contact_out import PolicyContactOut
        from ..models.rule_out import RuleOut
        from ..models.target_out import TargetOut

        d = dict(src_dict)
        appeal_days = d.pop("appeal_days")

        appeals_decided_by = d.pop("appeals_decided_by")

        composer_line = d.pop("composer_line")

        def _parse_contact(data: object) -> None | PolicyContactOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                contact_type_0 = PolicyContactOut.from_dict(data)

                return contact_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PolicyContactOut, data)

        contact = _parse_contact(d.pop("contact"))

        hours = d.pop("hours")

        def _parse_html_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        html_url = _parse_html_url(d.pop("html_url"))

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

        minimum_age_text = d.pop("minimum_age_text")

        purpose = d.pop("purpose")

        rules = []
        _rules = d.pop("rules")
        for rules_item_data in _rules:
            rules_item = RuleOut.from_dict(rules_item_data)

            rules.append(rules_item)

        slug = d.pop("slug")

        targets = []
        _targets = d.pop("targets")
        for targets_item_data in _targets:
            targets_item = TargetOut.from_dict(targets_item_data)

            targets.append(targets_item)

        title = d.pop("title")

        url = d.pop("url")

        def _parse_version(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        version = _parse_version(d.pop("version"))

        policy_out = cls(
            appeal_days=appeal_days,
            appeals_decided_by=appeals_decided_by,
            composer_line=composer_line,
            contact=contact,
            hours=hours,
            html_url=html_url,
            id=id,
            last_published_at=last_published_at,
            locale=locale,
            minimum_age_text=minimum_age_text,
            purpose=purpose,
            rules=rules,
            slug=slug,
            targets=targets,
            title=title,
            url=url,
            version=version,
        )

        policy_out.additional_properties = d
        return policy_out

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
