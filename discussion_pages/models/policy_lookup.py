"""Which policy stands over a discussion, and what is missing where none does."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.models import Site

from discussion_pages.models.policies import ModerationPolicy
from discussion_pages.models.site_settings import DiscussionSettings

if TYPE_CHECKING:
    from discussion_pages.models.pages import DiscussionPage


def policy_in_force(discussion: "DiscussionPage") -> ModerationPolicy | None:
    """Return the discussion's own policy, that of the page above, or the site's.

    Only a live policy is in force; where a chosen one is a draft, the next in line stands in.
    """
    return named_policy(discussion) or default_policy(_site_of(discussion))


def named_policy(discussion: "DiscussionPage") -> ModerationPolicy | None:
    """Return the live policy that the discussion or the page above names.

    No query where ``policy`` and ``parent`` came with the page.
    """
    own = discussion.policy
    if own is not None and own.live:
        return own
    answer = getattr(discussion.parent, "get_discussion_policy_id", None)
    above = answer() if answer else None
    if above is None:
        return None
    policy = getattr(discussion.parent, "policy", None)
    if policy is None or policy.pk != above:
        policy = ModerationPolicy.objects.filter(pk=above).first()
    return policy if policy is not None and policy.live else None


def default_policy(site: Site | None) -> ModerationPolicy | None:
    """Return the policy that a site falls back to, if it names one that is live. One query."""
    if site is None:
        return None
    named = DiscussionSettings.objects.filter(site=site).values("default_policy")
    return ModerationPolicy.objects.filter(live=True, pk__in=named).first()


def policy_problem(discussion: "DiscussionPage") -> str | None:
    """Return the sentence that says why no comments can be taken, and where to mend it."""
    policy = policy_in_force(discussion)
    if policy is not None:
        if policy.rules:
            return None
        return _(
            "“%(policy)s” has no house rules yet, so nothing says what a comment may be. Add at "
            "least one under “Moderation policies” and publish it, or choose another policy."
        ) % {"policy": policy}
    if discussion.policy is not None:
        return _(
            "“%(policy)s” is a draft, and no other policy is in force. Publish it under "
            "“Moderation policies”, choose another one, or untick “Take comments”."
        ) % {"policy": discussion.policy}
    return _(
        "No moderation policy is in force. Choose one here, on the page above, or for the whole "
        "site under “Settings > Discussions”. It has to be published and have at least one house "
        "rule. Or untick “Take comments”."
    )


def _site_of(discussion: "DiscussionPage") -> Site | None:
    """Return the site of a discussion, which may not have its place in the tree yet."""
    page = discussion if discussion.url_path else discussion.parent
    return page.get_site() if page is not None else None
