"""Which moderation policy is in force, and what it says."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Site

from discussion_pages.models import DiscussionPage, DiscussionSettings, ModerationPolicy
from discussion_pages.models.pages import with_parents
from discussion_pages.rules.reasons import Reason


@dataclass(frozen=True, slots=True)
class Rule:
    """One house rule, as people read it."""

    code: str
    title: str
    explanation: str = ""
    example: str = ""
    is_illegal: bool = False


def policy_for(discussion: DiscussionPage) -> ModerationPolicy | None:
    """Return the policy in force: the discussion's own, that of the page above, or the site's.

    Only a live policy is in force; where a chosen one is a draft, the next in line stands in. No
    query where ``policy`` and ``parent`` came with the page and the site's settings are at hand.
    """
    own = discussion.policy
    if own is not None and own.live:
        return own
    answer = getattr(discussion.parent, "get_discussion_policy_id", None)
    above = answer() if answer else None
    if above is not None:
        policy = getattr(discussion.parent, "policy", None)
        if policy is None or policy.pk != above:
            policy = ModerationPolicy.objects.filter(pk=above).first()
        if policy is not None and policy.live:
            return policy
    return default_policy(discussion.get_site())


def policies_of(discussions: Collection[int]) -> dict[int, ModerationPolicy | None]:
    """Return the policy in force for many discussions, by their keys. At most five queries."""
    pages = with_parents(DiscussionPage.objects.filter(pk__in=discussions).select_related("policy"))
    above: dict[int, int] = {}
    for page in pages:
        answer = getattr(page.parent, "get_discussion_policy_id", None)
        if answer is not None and (named := answer()) is not None:
            above[page.pk] = named
    chosen = ModerationPolicy.objects.filter(live=True).in_bulk(set(above.values()))
    defaults = _defaults_by_root() if len(pages) > 0 else []
    found: dict[int, ModerationPolicy | None] = {}
    for page in pages:
        own = page.policy if page.policy is not None and page.policy.live else None
        site_default = next(
            (policy for path, policy in defaults if page.path.startswith(path)), None
        )
        found[page.pk] = own or chosen.get(above.get(page.pk, 0)) or site_default
    return found


def _defaults_by_root() -> list[tuple[str, ModerationPolicy]]:
    """Return each site's root path with its default policy, the deepest root first."""
    rows = DiscussionSettings.objects.filter(default_policy__live=True).select_related(
        "default_policy", "site__root_page"
    )
    found = [(row.site.root_page.path, row.default_policy) for row in rows]
    return sorted(found, key=lambda pair: -len(pair[0]))


def default_policy(site: Site | None) -> ModerationPolicy | None:
    """Return the policy that a site falls back to, if it names one that is live."""
    if site is None:
        return None
    policy = DiscussionSettings.for_site(site).default_policy
    return policy if policy is not None and policy.live else None


def rules_of(policy: ModerationPolicy | None) -> list[Rule]:
    """Return a policy's house rules in its order; where there is none, those we come with."""
    if policy is None:
        return standard_rules()
    return [
        Rule(
            code=child.value["code"],
            title=child.value["title"],
            explanation=child.value["explanation"],
            example=child.value["example"],
            is_illegal=bool(child.value["is_illegal"]),
        )
        for child in policy.rules
    ]


def rule_of(policy: ModerationPolicy | None, code: str) -> Rule | None:
    """Return the rule that ``code`` names in ``policy``, if it has one."""
    return next((rule for rule in rules_of(policy) if rule.code == code), None)


def rule_choices(policy: ModerationPolicy | None) -> list[tuple[str, str]]:
    """Return pairs of code and title, for a form."""
    return [(rule.code, rule.title) for rule in rules_of(policy)]


def title_of(code: str, policies: Iterable[ModerationPolicy | None] = ()) -> str:
    """Return a rule's title from the first policy that has it, else ours, else the code."""
    for policy in policies:
        if policy is not None and (rule := rule_of(policy, code)) is not None:
            return rule.title
    return next((rule.title for rule in standard_rules() if rule.code == code), code)


def standard_rules() -> list[Rule]:
    """Return the rules that a new policy starts with, in the language of the moment."""
    return [
        Rule(
            Reason.ABUSE.value,
            _("Abuse, threats or bullying"),
            _("Disagree with what people say. Do not insult, threaten or hound them."),
            _("Calling another commenter names, or telling them to watch out."),
        ),
        Rule(
            Reason.HATE.value,
            _("Hate or discrimination"),
            _("Nobody is attacked for who they are or are taken to be."),
            _("Saying that people of one faith should not live here."),
        ),
        Rule(
            Reason.HARM.value,
            _("Somebody may come to harm"),
            _("We act at once when a comment suggests that somebody is in danger."),
            _("A comment that speaks of hurting oneself or somebody else."),
        ),
        Rule(
            Reason.PERSONAL.value,
            _("Personal details of somebody"),
            _("Leave out phone numbers, addresses and whatever identifies a private person."),
            _("Naming a neighbour together with their street."),
        ),
        Rule(
            Reason.ILLEGAL.value,
            _("Illegal content"),
            _("What breaks the law is taken down and, where we must, passed on."),
            _("Threatening violence, or sharing private pictures of somebody."),
            is_illegal=True,
        ),
        Rule(
            Reason.SPAM.value,
            _("Spam or advertising"),
            _("Comments are for this subject, not for selling or for the same text many times."),
            _("A link to a shop, or one text posted under every discussion."),
        ),
        Rule(
            Reason.OFF_TOPIC.value,
            _("Not about this subject"),
            _("Keep to the question, so that your view reaches those who decide."),
            _("A complaint about bins below a question about street lights."),
        ),
        Rule(
            Reason.OTHER.value,
            _("Something else"),
            _("Anything else that makes it hard for others to take part."),
        ),
    ]
