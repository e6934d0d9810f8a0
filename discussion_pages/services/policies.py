"""Which moderation policy is in force, and what it says."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.coreutils import get_supported_content_language_variant

from discussion_pages.models import DiscussionPage, DiscussionSettings, ModerationPolicy
from discussion_pages.models.pages import with_parents
from discussion_pages.models.policy_lookup import default_policy, named_policy, policy_in_force
from discussion_pages.rules.reasons import Reason
from discussion_pages.sites import site_of_request


@dataclass(frozen=True, slots=True)
class Rule:
    """One house rule, as people read it."""

    code: str
    title: str
    explanation: str = ""
    example: str = ""
    is_illegal: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """How soon we mean to decide on one kind of thing."""

    label: str
    time: str


def policy_for(discussion: DiscussionPage) -> ModerationPolicy | None:
    """Return the policy in force: the discussion's own, that of the page above, or the site's.

    Only a live policy is in force; where a chosen one is a draft, the next in line stands in. No
    query where ``policy`` and ``parent`` came with the page and one of them names a live policy.
    """
    return policy_in_force(discussion)


def policy_shown(discussion: DiscussionPage, request: HttpRequest) -> ModerationPolicy | None:
    """Return the policy in force on a page that is being shown: asks once for the site's."""
    return named_policy(discussion) or policy_of_request(request)


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


def policy_of_request(request: HttpRequest) -> ModerationPolicy | None:
    """Return the policy that the request's site falls back to; asked once for each request."""
    kept = vars(request)
    if "_discussions_policy" not in kept:
        kept["_discussions_policy"] = default_policy(site_of_request(request))
    return kept["_discussions_policy"]


def is_policy_of_site(policy: ModerationPolicy, request: HttpRequest) -> bool:
    """Say whether ``policy`` is what the site falls back to, in whichever language."""
    default = policy_of_request(request)
    return default is not None and default.translation_key == policy.translation_key


def policy_url(policy: ModerationPolicy | None, request: HttpRequest) -> str | None:
    """Return the address of the public page about ``policy``, if there is one."""
    if policy is None or not policy.live:
        return None
    if is_policy_of_site(policy, request):
        return reverse("discussions:policy")
    return reverse("discussions:named-policy", args=[policy.slug])


def policy_link(discussion: DiscussionPage) -> str:
    """Return an address that leads to the discussion's policy. No query beyond ``named_policy``.

    For readers: where the policy is the site's under its own name, the address redirects.
    """
    policy = named_policy(discussion)
    if policy is None:
        return reverse("discussions:policy")
    return reverse("discussions:named-policy", args=[policy.slug])


def policy_named(slug: str) -> ModerationPolicy | None:
    """Return the live policy with this slug: in the language of the moment, else in any."""
    found = ModerationPolicy.objects.filter(slug=slug, live=True).select_related("locale")
    return _in_best_language(found.order_by("pk"))


def in_active_language(policy: ModerationPolicy) -> ModerationPolicy:
    """Return the live translation of ``policy`` for the language of the moment, else itself."""
    translations = ModerationPolicy.objects.filter(
        translation_key=policy.translation_key,
        locale__language_code=get_supported_content_language_variant(get_language()),
        live=True,
    )
    return translations.first() or policy


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


def common_rules(policies: Iterable[ModerationPolicy | None]) -> list[Rule]:
    """Return the rules that all policies have, as the first of them words and orders them."""
    different = {policy.pk if policy else None: policy for policy in policies}
    first, *others = [rules_of(policy) for policy in different.values()] or [[]]
    shared = [{rule.code for rule in rules} for rules in others]
    return [rule for rule in first if all(rule.code in codes for codes in shared)]


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


def targets_of(policy: ModerationPolicy) -> list[Target]:
    """Return what waits for a decision, most urgent first, and how long at most, in words."""
    return [
        Target(_("Somebody may come to harm"), hours_text(policy.target_hours_safeguarding)),
        Target(_("A report of illegal content"), hours_text(policy.target_hours_illegal)),
        Target(_("Another report"), hours_text(policy.target_hours_reported)),
        Target(_("A comment held before it appears"), hours_text(policy.target_hours_held)),
        Target(_("A new comment that is read afterwards"), hours_text(policy.target_hours_new)),
        Target(_("An appeal"), hours_text(policy.target_hours_appeal)),
    ]


def hours_text(hours: int) -> str:
    """Return a length of time as people say it: whole days as days, from two of them on."""
    if hours >= 48 and hours % 24 == 0:
        days = hours // 24
        return ngettext("within %(count)s day", "within %(count)s days", days) % {"count": days}
    return ngettext("within %(count)s hour", "within %(count)s hours", hours) % {"count": hours}


def _in_best_language(policies: Iterable[ModerationPolicy]) -> ModerationPolicy | None:
    language = get_supported_content_language_variant(get_language())
    ranked = sorted(policies, key=lambda policy: policy.locale.language_code != language)
    return next(iter(ranked), None)
