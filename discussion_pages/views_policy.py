"""Public pages that say how comments are moderated."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from discussion_pages.keeping.collecting import keep, kind_key, shows
from discussion_pages.models import ModerationPolicy
from discussion_pages.services import policies


@require_safe
def site_policy(request: HttpRequest) -> HttpResponse:
    """Show the policy that the site falls back to.

    Raises:
        Http404: the site names none, or a draft.
    """
    policy = policies.policy_of_request(request)
    if policy is None:
        raise Http404
    return _policy_page(request, policies.in_active_language(policy))


@require_safe
def named_policy(request: HttpRequest, slug: str) -> HttpResponse:
    """Show another policy that is in force somewhere.

    Raises:
        Http404: there is none of this name, or it is a draft.
    """
    policy = policies.policy_named(slug)
    if policy is None:
        raise Http404
    if policies.is_policy_of_site(policy, request):
        return HttpResponseRedirect(reverse("discussions:policy"))
    return _policy_page(request, policy)


def _policy_page(request: HttpRequest, policy: ModerationPolicy) -> HttpResponse:
    keep()
    shows(kind_key(ModerationPolicy))  # which policy stands here, and under which name
    context = {
        "policy": policy,
        "canonical_url": request.build_absolute_uri(request.path),
    }
    return render(request, "discussion_pages/policy.html", context)
