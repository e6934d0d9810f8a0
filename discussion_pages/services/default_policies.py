"""A first policy for sites that have none, so that nothing open becomes unpublishable."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.models import Locale, Site

from discussion_pages.models import DiscussionSettings, ModerationPolicy
from discussion_pages.services.policies import Rule, standard_rules

SLUG = "standard"


@dataclass(frozen=True, slots=True)
class SitePolicy:
    """What a site falls back to, and whether it was made just now."""

    site: Site
    policy: ModerationPolicy
    is_new: bool


def give_default_policies() -> list[SitePolicy]:
    """Give each site that names no policy a live one in its own language. Safe to run again.

    A site that names a draft is left alone: somebody means to publish it.
    """
    with transaction.atomic():
        return [_give(site) for site in Site.objects.select_related("root_page__locale")]


def publish_policy(policy: ModerationPolicy) -> ModerationPolicy:
    """Save a policy as a published version, as the admin does."""
    policy.save()
    policy.save_revision().publish()
    policy.refresh_from_db()
    return policy


def rules_value(rules: list[Rule]) -> list[tuple[str, dict[str, str | bool]]]:
    """Return rules as a policy's field takes them."""
    return [
        (
            "rule",
            {
                "code": rule.code,
                "title": rule.title,
                "explanation": rule.explanation,
                "example": rule.example,
                "is_illegal": rule.is_illegal,
            },
        )
        for rule in rules
    ]


def _give(site: Site) -> SitePolicy:
    settings, _created = DiscussionSettings.objects.get_or_create(site=site)
    if settings.default_policy is not None:
        return SitePolicy(site, settings.default_policy, is_new=False)
    locale = site.root_page.locale
    with translation.override(locale.language_code):
        policy = publish_policy(_standard_policy(locale))
    settings.default_policy = policy
    settings.save(update_fields=["default_policy"])
    return SitePolicy(site, policy, is_new=True)


def _standard_policy(locale: Locale) -> ModerationPolicy:
    return ModerationPolicy(
        locale=locale,
        title=_("How we moderate"),
        slug=_free_slug(locale),
        purpose=format_html(
            "<p>{}</p>",
            _(
                "We want everybody to be able to take part without being insulted or put at risk. "
                "These rules are the same for every opinion."
            ),
        ),
        composer_line=_("Stay with the subject, be civil, and leave out personal details."),
        rules=rules_value(standard_rules()),
        appeals_decided_by=_("Somebody who was not part of the first decision decides."),
    )


def _free_slug(locale: Locale) -> str:
    taken = set(ModerationPolicy.objects.filter(locale=locale).values_list("slug", flat=True))
    number = 1
    while (slug := SLUG if number == 1 else f"{SLUG}-{number}") in taken:
        number += 1
    return slug
