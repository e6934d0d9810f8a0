"""Moderation policies: the site's, one by its name, and that of a discussion."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from discussion_pages.api.participation.finding import find_discussion
from discussion_pages.api.participation.operations import reads
from discussion_pages.api.participation.policies import PolicyOut, policy_out
from discussion_pages.models import ModerationPolicy
from discussion_pages.services import policies

router = Router(tags=["Policies"])


@reads(router, "/policy", answer=PolicyOut, url_name="policy")
def get_site_policy(request: HttpRequest) -> dict[str, Any]:
    """Read the policy of the site, which holds where a page names no other."""
    policy = policies.policy_of_request(request)
    return _shown(request, policies.in_active_language(policy) if policy else None)


@reads(router, "/policies/{slug:slug}", answer=PolicyOut, url_name="named-policy")
def get_policy(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Read a policy by its name."""
    return _shown(request, policies.policy_named(slug))


@reads(router, "/discussions/{key:pk}/policy", answer=PolicyOut, url_name="discussion-policy")
def get_discussion_policy(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read the policy that holds for the comments of a discussion."""
    return _shown(request, policies.policy_for(find_discussion(request, pk).comments_page))


def _shown(request: HttpRequest, policy: ModerationPolicy | None) -> dict[str, Any]:
    if policy is None:
        raise Http404
    return policy_out(policy, request, at=timezone.now())
