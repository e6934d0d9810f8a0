"""A moderation policy as the participation API shows it: what its public page says, no more."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.answers import CallersAnswer
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.frame import changed_at
from discussion_pages.api.rich_text import clean_html
from discussion_pages.models import ModerationPolicy
from discussion_pages.services.policies import policy_url, rules_of, targets_of


class RuleOut(Schema):
    """A house rule. Readers report by it, and moderators decide by it."""

    code: str = Field(description="What a report or a decision names. It outlives edits.")
    title: str
    explanation: str
    example: str = Field(description="Something that breaks the rule; may be blank.")
    is_illegal: bool = Field(description="Whether the rule is about what breaks the law.")


class TargetOut(Schema):
    """How soon moderators mean to decide."""

    label: str = Field(description="What waits for the decision.")
    time: str = Field(description="For example: within 24 hours. Day and night are counted.")


class PolicyContactOut(Schema):
    """Whom to ask about moderation. What is not given is blank."""

    name: str
    email: str
    phone: str


class PolicyOut(Schema):
    """How comments are moderated."""

    id: int
    url: str = Field(description="Where this API has the policy.")
    html_url: str | None = Field(description="Its page on the website.")
    title: str
    slug: str
    locale: str = Field(description="The language of the policy, for example `en`.")
    version: int | None = Field(description="What a decision names as the version it was made by.")
    last_published_at: datetime | None
    purpose: str = Field(description="What moderation is for, as clean HTML.")
    composer_line: str = Field(description="What to know before writing; may be blank.")
    minimum_age_text: str = Field(description="How old one has to be; may be blank.")
    rules: list[RuleOut]
    hours: str = Field(description="When somebody moderates, as plain text; may be blank.")
    targets: list[TargetOut] = Field(description="The most urgent first.")
    appeal_days: int = Field(description="How many full days after a decision one can appeal.")
    appeals_decided_by: str = Field(description="Who decides appeals; may be blank.")
    contact: PolicyContactOut | None


def policy_out(policy: ModerationPolicy, request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """Represent a live policy."""
    answer = CallersAnswer(request, at=at)
    changed_at(request, policy.last_published_at)
    contact = {
        "name": policy.contact_name,
        "email": policy.contact_email,
        "phone": policy.contact_phone,
    }
    return {
        "id": policy.pk,
        "url": address(request, "named-policy", slug=policy.slug),
        "html_url": answer.full_url(policy_url(policy, request)),
        "title": policy.title,
        "slug": policy.slug,
        "locale": policy.locale.language_code,
        "version": policy.live_revision_id,
        "last_published_at": local(policy.last_published_at),
        "purpose": clean_html(policy.purpose, answer),
        "composer_line": policy.composer_line,
        "minimum_age_text": policy.minimum_age_text,
        "rules": rules_out(policy),
        "hours": policy.hours,
        "targets": [{"label": row.label, "time": row.time} for row in targets_of(policy)],
        "appeal_days": policy.appeal_days,
        "appeals_decided_by": policy.appeals_decided_by,
        "contact": contact if any(contact.values()) else None,
    }


def rules_out(policy: ModerationPolicy | None) -> list[dict[str, Any]]:
    """Represent the rules of a policy; where there is none, those we come with."""
    return [asdict(rule) for rule in rules_of(policy)]
