"""Reading pages through the cache of answers and around it, and every public address there is."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from consultations.models import ConsultationIndexPage, ConsultationPage
from discussion_pages.keeping import answers
from discussion_pages.models import (
    DiscussionComment,
    DiscussionPage,
    ModerationPolicy,
    SafetyGuidancePage,
)
from home.models import HomePage

PARTICIPATION = "/api/participation/v1"


def fresh(address: str, **given: Any) -> Any:
    """Return what the site answers while it keeps nothing."""
    with override_settings(DISCUSSION_PAGES_CACHE=""):
        return Client().get(address, **given)


def kept(address: str, **given: Any) -> Any:
    """Return what the site answers a visitor who sends no cookie."""
    assert settings.DISCUSSION_PAGES_CACHE
    return Client().get(address, **given)


def kept_entries() -> list[Any]:
    """Return the names of all answers that are kept, and of turns that somebody has."""
    return list(kept_seconds(answers.ENTRY, answers.BASIS, answers.LOCK))


def kept_seconds(*names: str) -> dict[Any, float]:
    """Return for how long entries whose names begin so are left in the cache."""
    if isinstance(cache._cache, dict):
        found = [key for key in cache._cache if any(name in key for name in names)]
        return {key: cache._expire_info[key] - time.time() for key in found}
    client = cache._cache.get_client(None)
    return {key: client.ttl(key) for name in names for key in client.keys(f"*{name}*")}


def same(one: Any, other: Any) -> bool:
    return one.status_code == other.status_code and one.content == other.content


@contextmanager
def counting(monkeypatch: Any) -> Iterator[list[str]]:
    """Count the answers that are made, by their paths."""
    from discussion_pages.middleware import KeptAnswersMiddleware

    made: list[str] = []
    make = KeptAnswersMiddleware._make

    def counted(self: Any, request: Any, *args: Any) -> Any:
        made.append(request.get_full_path())
        return make(self, request, *args)

    with monkeypatch.context() as patch:
        patch.setattr(KeptAnswersMiddleware, "_make", counted)
        yield made


def public_addresses() -> list[str]:
    """Return every kind of address that anybody may read and that may be kept."""
    found = ["/api/v2/pages/", "/sitemap.xml", f"{PARTICIPATION}/", f"{PARTICIPATION}/topics"]
    found += [f"{PARTICIPATION}/{name}" for name in ("consultations", "discussions")]
    found += [
        f"/api/v2/{name}/"
        for name in ("images", "documents", "organisations", "guidance", "policies", "topics")
    ]
    for policy in ModerationPolicy.objects.filter(live=True):
        found += [f"/how-we-moderate/{policy.slug}/", f"/api/v2/policies/{policy.pk}/"]
    for model in (HomePage, SafetyGuidancePage):
        found += [page.get_url() for page in model.objects.live()]
    for hub in ConsultationIndexPage.objects.live():
        found += [hub.get_url() + rest for rest in ("", "feed/", "?status=open", "?status=closed")]
    for page in ConsultationPage.objects.live().public():
        found += [page.get_url() + rest for rest in ("", "statistics/", "timeline.ics")]
        found += [f"/api/v2/pages/{page.pk}/", f"/api/v2/statistics/?consultation={page.pk}"]
        below = f"{PARTICIPATION}/consultations/{page.pk}"
        found += [below + rest for rest in ("", "/timeline", "/statistics")]
    for page in DiscussionPage.objects.live().public():
        found += [page.get_url() + rest for rest in ("", "?order=liked", "?order=oldest")]
        found += [f"/api/v2/pages/{page.pk}/", f"/api/v2/comments/?discussion={page.pk}"]
        below = f"{PARTICIPATION}/discussions/{page.pk}"
        found += [below + rest for rest in ("", "/comments", "/policy")]
        roots = DiscussionComment.objects.shown().filter(discussion=page, depth=0)
        found += [f"{page.get_url()}threads/{pk}/" for pk in roots.values_list("pk", flat=True)]
    return found
