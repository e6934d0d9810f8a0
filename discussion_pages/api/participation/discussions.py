"""A discussion as the participation API shows it: as API v2 does, and what a composer needs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field
from wagtail.models import Page

from discussion_pages.api.participation.addresses import address
from discussion_pages.api.participation.answers import CallersAnswer, read_fields
from discussion_pages.api.participation.comments import local
from discussion_pages.api.participation.finding import person_of
from discussion_pages.api.participation.frame import changed_at
from discussion_pages.api.participation.pieces import (
    BlockOut,
    GuidanceOut,
    OrganisationOut,
    PageLinkOut,
    PromptOut,
    page_link,
)
from discussion_pages.api.participation.places import path_above, published_above
from discussion_pages.api.participation.policies import RuleOut, rules_out
from discussion_pages.conf import setting
from discussion_pages.models import DiscussionPage, ModerationPolicy
from discussion_pages.services.following import following_of
from discussion_pages.services.policies import policy_for, policy_url
from discussion_pages.services.standing import writer_in
from discussion_pages.services.text import comment_length_max
from discussion_pages.services.threads import count_own_waiting

BRIEF = (
    "summary",
    "organisation",
    "co_moderator",
    "window",
    "commenting",
    "moderation",
    "is_sensitive",
    "comment_count",
    "last_comment_at",
)
"""Fields of API v2 that a listing shows."""
WHOLE = ("prompt", "body", "guidance")
"""What one discussion shows besides."""


class WindowOut(Schema):
    """When comments are taken: the page's own window, clipped to that of the page above."""

    opens_at: datetime | None = Field(description="Included. Null: always has been.")
    closes_at: datetime | None = Field(description="Excluded. Null: no end is set.")


class CommentingOut(Schema):
    """Whether comments are taken now."""

    state: Literal["open", "upcoming", "closed", "off", "read_only_copy"] = Field(
        description="`read_only_copy`: the page shows the comments of its original."
    )
    is_open: bool
    sentence: str = Field(description="The same in words.")


class ModerationOut(Schema):
    """When a moderator reads a comment."""

    mode: Literal["after", "before", "first"] = Field(
        description="After or before it appears, or before in the case of a member's first."
    )
    sentence: str = Field(description="The same in words, for anybody.")


class DiscussionBrief(Schema):
    """A discussion in a listing."""

    id: int
    url: str = Field(description="Where this API has the discussion.")
    html_url: str = Field(description="Its address on the website.")
    title: str
    summary: str
    locale: str = Field(description="The language of the page, for example `en`.")
    first_published_at: datetime | None
    last_published_at: datetime | None
    parent: PageLinkOut | None = Field(description="The page above, where it is published.")
    organisation: OrganisationOut | None = Field(description="The body that asks.")
    co_moderator: OrganisationOut | None = Field(
        description="A partner body that moderates with it."
    )
    window: WindowOut
    commenting: CommentingOut
    moderation: ModerationOut
    is_sensitive: bool = Field(description="Show the safety guidance before the comments.")
    comment_count: int = Field(description="All published comments, replies included.")
    last_comment_at: datetime | None
    comments_url: str = Field(description="Where this API lists the comments.")


class DiscussionViewer(Schema):
    """What holds for the caller alone."""

    may_comment: bool
    sentence: str = Field(
        description="Why they may not comment, or when what they write will appear."
    )
    is_first_comment: bool = Field(
        description="Whether nothing of theirs has been published on this site before."
    )
    is_following: bool = Field(description="Whether they are told of every new comment here.")
    followed_threads: list[int] = Field(
        description="The comments that start the threads of which they are told."
    )
    waiting_count: int = Field(
        description="How many of their comments here a moderator has still to read."
    )


class DiscussionOut(DiscussionBrief):
    """A discussion."""

    original: PageLinkOut | None = Field(
        description="Of a copy, the page whose comments it shows and where to comment."
    )
    prompt: PromptOut | None = Field(description="What the public is asked.")
    body: list[BlockOut] = Field(description="The page's content, the prompt in its place.")
    guidance: GuidanceOut | None = Field(
        description="The safety guidance that the page shows: its own, or that of a page above."
    )
    policy_url: str | None = Field(description="Where this API has the policy in force.")
    policy_html_url: str | None = Field(description="The same on the website.")
    report_reasons: list[RuleOut] = Field(
        description="The rules of that policy, by which a comment can be reported."
    )
    text_length_max: int = Field(description="The longest comment, in characters.")
    edit_minutes: int = Field(description="How long after posting an author may edit.")
    log_in_url: str = Field(description="The website's log-in, which leads back to the page.")
    viewer: DiscussionViewer | None = Field(description="Null where nobody has signed in.")


def briefs_of(
    pages: list[DiscussionPage], request: HttpRequest, *, at: datetime
) -> list[dict[str, Any]]:
    """Represent discussions in a listing. The number of queries does not grow with them."""
    answer = CallersAnswer(request, at=at)
    answer.pages = list(pages)
    parents = published_above(pages)
    return [_brief(page, answer, parents) for page in pages]


def discussion_out(page: DiscussionPage, request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """Represent one discussion."""
    answer = CallersAnswer(request, at=at)
    answer.pages = [page]
    policy = policy_for(page.comments_page)
    original = answer.targets.page(page.alias_of_id) if page.is_copy else None
    return {
        **_brief(page, answer, published_above([page])),
        **read_fields(page, WHOLE, answer),
        "original": page_link(original, request),
        **_policy(page, policy, answer),
        "text_length_max": comment_length_max(),
        "edit_minutes": setting("EDIT_MINUTES"),
        "log_in_url": answer.full_url(redirect_to_login(page.get_url(request)).url),
        "viewer": _viewer(page, request, at=at),
    }


def tell_change(request: HttpRequest, page: DiscussionPage, *, at: datetime) -> None:
    """Say when a discussion changed last: by its editor, a comment, or its window."""
    figures = getattr(page.comments_page, "figures", None)
    window = page.window
    ends = [end for end in (window.opens_at, window.closes_at) if end is not None and end <= at]
    last_comment_at = figures.last_comment_at if figures else None
    changed_at(request, page.last_published_at, last_comment_at, *ends)


def _brief(
    page: DiscussionPage, answer: CallersAnswer, parents: Mapping[str, Page]
) -> dict[str, Any]:
    request = answer.request
    return {
        "id": page.pk,
        "url": address(request, "discussion", pk=page.pk),
        "html_url": page.get_full_url(request),
        "title": page.title,
        "locale": page.locale.language_code,
        "first_published_at": local(page.first_published_at),
        "last_published_at": local(page.last_published_at),
        "parent": page_link(parents.get(path_above(page)), request),
        "comments_url": address(request, "comments", pk=page.pk),
        **read_fields(page, BRIEF, answer),
    }


def _policy(
    page: DiscussionPage, policy: ModerationPolicy | None, answer: CallersAnswer
) -> dict[str, Any]:
    request = answer.request
    url = address(request, "discussion-policy", pk=page.pk) if policy else None
    return {
        "policy_url": url,
        "policy_html_url": answer.full_url(policy_url(policy, request)),
        "report_reasons": rules_out(policy),
    }


def _viewer(page: DiscussionPage, request: HttpRequest, *, at: datetime) -> dict[str, Any] | None:
    member = person_of(request)
    if not member.is_authenticated:
        return None
    writer = writer_in(page, member, at=at)
    following = following_of(member, page.comments_page)
    return {
        "may_comment": writer.may_comment,
        "sentence": writer.sentence,
        "is_first_comment": writer.is_first_comment,
        "is_following": following.whole,
        "followed_threads": sorted(following.threads),
        "waiting_count": count_own_waiting(page.comments_page, viewer=member),
    }
