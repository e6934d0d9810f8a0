"""Who may do what through the v3 API: every operation, asked by everybody there is."""

import pytest
from django.core.cache import cache
from django.test import override_settings
from wagtail.api.v3.api import api
from wagtail.models import APIToken

from discussion_pages.services.deciding import hold_comment, remove_comment
from discussion_pages.services.posting import post_comment
from tests import factories
from tests.factories import NOW
from tests.media import make_document, make_image
from tests.site.api_v3.conftest import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ROLES = ("stranger", "member", "editor", "moderator", "manager", "analyst", "admin")
EVERYBODY = set(ROLES)
TOKENS = EVERYBODY - {"stranger"}
EDITORS = {"editor", "admin"}
ADMIN = {"admin"}
MANAGERS = {"manager", "admin"}
MODERATORS = {"moderator", "manager", "admin"}

CONSULTATION = {
    "meta": {"type": "consultations.ConsultationPage", "parent_id": "HUB"},
    "title": "A new one",
    "summary": "x",
}
TABLE = [
    ("GET", "/openapi.json", EVERYBODY),
    ("GET", "/pages/", EVERYBODY),
    ("GET", "/pages/{page}/", {"stranger", *EDITORS}),
    ("GET", "/pages/{draft}/", EDITORS),
    ("GET", "/pages/{draft}/?version=draft", EDITORS),
    ("GET", "/pages/{page}/?version=draft", EDITORS),
    ("GET", "/pages/{private}/", EDITORS),
    ("GET", "/pages/find/?id={page}", {"stranger", *EDITORS}),
    ("POST", "/pages/", EDITORS),
    ("PATCH", "/pages/{page}/", EDITORS),
    ("DELETE", "/pages/{draft}/", EDITORS),
    ("DELETE", "/pages/{page}/actions/delete/", EDITORS),
    ("GET", "/pages/{page}/revisions/", EDITORS),
    ("GET", "/pages/{page}/revisions/{revision}/", EDITORS),
    ("POST", "/pages/{page}/actions/publish/", EDITORS),
    ("POST", "/pages/{page}/actions/unpublish/", EDITORS),
    ("POST", "/pages/{page}/actions/copy/", EDITORS),
    ("POST", "/pages/{page}/actions/move/", ADMIN),
    ("POST", "/pages/{page}/actions/revert/", EDITORS),
    ("POST", "/pages/{alias}/actions/convert_alias/", EDITORS),
    ("POST", "/pages/{page}/actions/create_alias/", EDITORS),
    ("POST", "/pages/{hub}/actions/copy_for_translation/", ADMIN),
    ("GET", "/images/", EVERYBODY),
    ("GET", "/images/{image}/", EDITORS),
    ("PATCH", "/images/{image}/", EDITORS),
    ("DELETE", "/images/{image}/", EDITORS),
    ("GET", "/documents/", EVERYBODY),
    ("GET", "/documents/{document}/", EDITORS),
    ("PATCH", "/documents/{document}/", EDITORS),
    ("DELETE", "/documents/{document}/", EDITORS),
    ("GET", "/redirects/", EVERYBODY),
    ("GET", "/redirects/find/?id={redirect}", EVERYBODY),
    ("POST", "/redirects/", ADMIN),
    ("GET", "/sites/", ADMIN),
    ("GET", "/locales/", ADMIN),
    ("GET", "/schema/", TOKENS),
    ("GET", "/schema/consultations.ConsultationPage/", TOKENS),
    ("GET", "/whoami/", TOKENS),
    ("GET", "/snippets/consultations.Topic/", EDITORS),
    ("GET", "/snippets/consultations.Topic/{topic}/", EDITORS),
    ("POST", "/snippets/consultations.Topic/", EDITORS),
    ("PATCH", "/snippets/consultations.Topic/{topic}/", EDITORS),
    ("DELETE", "/snippets/consultations.Topic/{topic}/", ADMIN),
    ("GET", "/snippets/discussion_pages.Organisation/", EDITORS),
    ("GET", "/snippets/discussion_pages.SafetyGuidance/", EDITORS),
    ("GET", "/snippets/discussion_pages.SafetyGuidance/{guidance}/", EDITORS),
    ("POST", "/snippets/discussion_pages.SafetyGuidance/{guidance}/actions/publish/", EDITORS),
    ("GET", "/snippets/discussion_pages.ModerationPolicy/", MANAGERS),
    ("GET", "/snippets/discussion_pages.ModerationPolicy/{policy}/", MANAGERS),
    ("GET", "/snippets/discussion_pages.ModerationPolicy/{policy}/revisions/", MANAGERS),
    ("POST", "/snippets/discussion_pages.ModerationPolicy/{policy}/actions/publish/", MANAGERS),
    ("GET", "/snippets/discussion_pages.SavedReason/", MODERATORS),
    ("DELETE", "/snippets/discussion_pages.SavedReason/{saved}/", MODERATORS),
]
BODIES = {
    "/pages/": CONSULTATION,
    "/pages/{page}/": {"title": "Changed"},
    "/pages/{page}/actions/copy/": {"slug": "again"},
    "/pages/{page}/actions/move/": {"destination_id": "HUB"},
    "/pages/{page}/actions/revert/": {"revision_id": "REVISION"},
    "/pages/{page}/actions/create_alias/": {"slug": "alias-again"},
    "/pages/{hub}/actions/copy_for_translation/": {"locale": "fr", "copy_parents": True},
    "/images/{image}/": {"title": "Changed"},
    "/documents/{document}/": {"title": "Changed"},
    "/redirects/": {"old_path": "/old", "redirect_link": "https://example.org/"},
    "/snippets/consultations.Topic/": {"name": "New", "slug": "new"},
    "/snippets/consultations.Topic/{topic}/": {"name": "Changed"},
}


@pytest.fixture
def callers(world, staff, member):
    """Somebody of every role."""
    people = {"member": member, **{name: getattr(staff, name) for name in ROLES[2:]}}
    return {"stranger": Caller(), **{name: Caller(user) for name, user in people.items()}}


@pytest.fixture
def keys(world):
    """What the addresses of the table name."""
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.models import Locale, PageViewRestriction

    from discussion_pages.models import SavedReason

    Locale.objects.get_or_create(language_code="fr")
    page = factories.ConsultationPageFactory(parent=world.hub, title="To work on")
    revision = page.save_revision()
    revision.publish()
    private = factories.ConsultationPageFactory(parent=world.hub)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    alias = page.create_alias(update_slug="the-alias")
    return {
        "hub": world.hub.pk,
        "page": page.pk,
        "revision": revision.pk,
        "draft": factories.ConsultationPageFactory(parent=world.hub, live=False).pk,
        "private": private.pk,
        "alias": alias.pk,
        "image": make_image("Of nothing public").pk,
        "document": make_document("Of nothing public").pk,
        "topic": factories.TopicFactory().pk,
        "guidance": factories.SafetyGuidanceFactory().pk,
        "policy": factories.ModerationPolicyFactory(slug="another").pk,
        "redirect": Redirect.objects.create(old_path="/before", redirect_page=page).pk,
        "saved": SavedReason.objects.create(title="x", rule_code="abuse", message="x").pk,
    }


def filled(value, keys):
    """Put keys in the places of a body."""
    if isinstance(value, dict):
        return {name: filled(item, keys) for name, item in value.items()}
    return keys.get(str(value).lower(), value) if value in ("HUB", "REVISION") else value


def named(value):
    """Name a case alike in every process: a set has no order of its own."""
    return "+".join(sorted(value)) if isinstance(value, set | frozenset) else str(value)


@pytest.mark.parametrize(("method", "path", "may"), TABLE, ids=named)
def test_each_may_do_what_their_groups_may(method, path, may, callers, keys, staff):
    from django.db import transaction

    data = filled(BODIES[path], keys) if method != "GET" and path in BODIES else None
    did = set()
    for role, caller in callers.items():
        with transaction.atomic():
            answer = caller.ask(method, path.format(**keys), data)
            transaction.set_rollback(True)
        assert answer.status_code in (200, 201, 204, 302, 401, 403, 404), answer.content
        if answer.status_code < 400:
            did.add(role)
        elif role == "stranger" and method != "GET":
            assert answer.status_code == 401
    assert did == may


def test_the_table_names_every_read_and_all_that_can_be_done_with_pages():
    named = {path.partition("?")[0] for _method, path, _may in TABLE}
    for path in api.get_openapi_schema()["paths"]:
        own = path.removeprefix("/api/v3")
        if own.startswith("/pages/") or "{" not in own:
            assert any(_fits(own, other) for other in named), own


def _fits(path, other):
    ours = [part if not part.startswith("{") else "*" for part in path.strip("/").split("/")]
    theirs = [part if not part.startswith("{") else "*" for part in other.strip("/").split("/")]
    return ours == theirs


def test_a_members_token_reads_nothing_of_staff(callers, keys):
    member = callers["member"]
    assert member.get("/pages/?limit=100")["items"] == []
    told = member.get("/whoami/")
    assert told["user"]["email"] == member.user.email
    assert told["groups"] == []


def test_nothing_is_said_of_comments_that_are_not_public_or_of_who_moderates(
    world, staff, member, other_member, at, callers
):
    held = post_comment(discussion=world.discussion, author=member, text="A held word", at=at)
    hold_comment(comment=held, moderator=staff.moderator, reason="spam", at=at)
    gone = post_comment(
        discussion=world.discussion, author=other_member, text="A removed word", at=at
    )
    remove_comment(
        comment=gone, moderator=staff.moderator, reason="spam", message="Not civil", at=at
    )
    secrets = (
        *("A held word", "A removed word", "Not civil"),
        *(member.email, other_member.email, staff.moderator.email, "Mo Moderator"),
    )
    for caller in callers.values():
        if caller.user in (member, other_member, staff.moderator):
            continue
        for path in ("/pages/?limit=100", "/whoami/", "/openapi.json"):
            text = caller.ask("GET", path).content.decode()
            assert not [secret for secret in secrets if secret in text]
        for page in (world.discussion, world.consultation):
            text = caller.ask("GET", f"/pages/{page.pk}/").content.decode()
            assert not [secret for secret in secrets if secret in text]
    assert Caller().get(f"/pages/{world.discussion.pk}/")["comment_count"] == 0


def test_an_inactive_user_and_a_revoked_token_are_strangers(world, staff):
    revoked, gone = Caller(staff.editor), Caller(staff.analyst)
    APIToken.objects.filter(user=staff.editor).update(revoked_at=NOW)
    staff.analyst.is_active = False
    staff.analyst.save()
    for caller in (revoked, gone):
        caller.get("/whoami/", status=401)
        caller.get(f"/pages/{world.consultation.pk}/", status=401)


# --- Limits -------------------------------------------------------------------------------


@pytest.fixture
def narrow():
    """Let callers ask three times a minute, and write twice."""
    cache.clear()
    with override_settings(DISCUSSION_PAGES_API_V3_LIMITS={"read": "3/m", "write": "2/m"}):
        yield


def test_strangers_are_counted_by_address_and_told_when_to_come_back(world, narrow, stranger):
    for left in (2, 1, 0):
        answer = stranger.ask("GET", "/pages/", status=200)
        assert answer["RateLimit"].startswith(f'"read";r={left};t=')
        assert answer["RateLimit-Policy"] == '"read";q=3;w=60'
    answer = stranger.ask("GET", "/pages/", status=429)
    assert answer["Content-Type"] == "application/problem+json"
    assert 0 < int(answer["Retry-After"]) <= 60
    assert answer["Cache-Control"] == "private, no-store"
    other = Caller()
    other.client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    other.ask("GET", "/pages/", status=200)


def test_a_forged_address_changes_nothing_where_no_proxy_is_trusted(world, narrow, stranger):
    for number in range(4):
        stranger.headers = {"x-forwarded-for": f"198.51.100.{number}"}
        answer = stranger.ask("GET", "/pages/")
    assert answer.status_code == 429


def test_behind_a_proxy_each_visitor_has_a_limit_of_their_own(world, narrow, stranger):
    with override_settings(DISCUSSION_PAGES_TRUSTED_PROXIES=1):
        for number in range(4):
            stranger.headers = {"x-forwarded-for": f"203.0.113.9, 198.51.100.{number}"}
            stranger.ask("GET", "/pages/", status=200)
        for _number in range(4):
            stranger.headers = {"x-forwarded-for": "6.6.6.6, 198.51.100.9"}
            answer = stranger.ask("GET", "/pages/")
    assert answer.status_code == 429


def test_a_token_is_counted_for_its_user_and_writes_apart_from_reads(world, narrow, editor, admin):
    for _number in range(3):
        editor.get("/whoami/")
    editor.get("/whoami/", status=429)
    admin.get("/whoami/")
    path = f"/pages/{world.consultation.pk}/"
    for title in ("One", "Two"):
        editor.patch(path, {"title": title})
    editor.patch(path, {"title": "Three"}, status=429)
