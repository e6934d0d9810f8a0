"""Who may do what on the public side: every view, asked by everybody there is.

Staff have no other rights here than members: they work in the admin. What somebody may do there is
tested with the admin.
"""

import re
import uuid
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django_comments.models import CommentFlag
from wagtail.models import Page, PageViewRestriction

from discussion_pages import urls
from discussion_pages.forms import ComposerForm
from discussion_pages.models import (
    Appeal,
    DiscussionComment,
    DiscussionPage,
    Follow,
    Notice,
    Report,
)
from discussion_pages.rules.sanctions import SanctionKind
from discussion_pages.services.appealing import make_appeal
from discussion_pages.services.deciding import hold_comment, reject_comment, remove_comment
from discussion_pages.services.posting import post_comment, withdraw_comment
from discussion_pages.services.publicity import record_public_objects
from discussion_pages.services.sanctions import impose_sanction
from members.models import User
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

GROUPS = {
    "editor": "Consultation editors",
    "moderator": "Comment moderators",
    "analyst": "Consultation analysts",
}
SIGNED_IN = ("member", *GROUPS, "admin")
ROLES = ("anonymous", *SIGNED_IN)
PASSWORD = "correct horse battery"

# An outcome is what came of a request:
OK = "page"
DONE = "done"  # something changed, and one is led on
LED_ON = "led on, nothing changed"
LOG_IN = "log in first"
REFUSED = "form with the refusal"
NOT_FOUND = "not found"
NO_METHOD = "method not allowed"
BAD = "bad request"
GONE = "gone"
NOT_SIGNED_IN = "not signed in"
CONFLICT = "not now"
STATUSES = {
    200: OK,
    201: DONE,
    400: BAD,
    401: NOT_SIGNED_IN,
    404: NOT_FOUND,
    405: NO_METHOD,
    409: CONFLICT,
    410: GONE,
    422: REFUSED,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One request, and what comes of it for a visitor and for each who is signed in."""

    method: str
    path: str
    anonymous: str
    signed_in: str
    data: str = ""
    but: tuple[tuple[str, str], ...] = ()

    def expected(self, role: str) -> str:
        """Return the outcome for one role."""
        usual = self.anonymous if role == "anonymous" else self.signed_in
        return dict(self.but).get(role, usual)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def everybody(method: str, path: str, outcome: str, data: str = "") -> Row:
    """Return a row in which the session makes no difference."""
    return Row(method, path, outcome, outcome, data)


TABLE = [
    # Pages to read.
    everybody("GET", "/", OK),
    everybody("GET", "/consultations/", OK),
    everybody("GET", "/consultations/?status=open&q=street", OK),
    everybody("POST", "/consultations/", NO_METHOD),
    everybody("GET", "/consultations/feed/", OK),
    everybody("GET", "{consultation}", OK),
    everybody("POST", "{consultation}", NO_METHOD),
    everybody("GET", "{consultation}timeline.ics", OK),
    everybody("GET", "{consultation}timeline/{entry}.ics", OK),
    everybody("GET", "{consultation}timeline/{nobody}.ics", NOT_FOUND),
    everybody("GET", "{draft}", NOT_FOUND),
    everybody("GET", "{draft}timeline.ics", NOT_FOUND),
    everybody("GET", "{draft_talk}", NOT_FOUND),
    everybody("POST", "{draft_talk}", NOT_FOUND, "comment"),
    everybody("GET", "/staying-safe/", OK),
    everybody("GET", "/search/?q=street", OK),
    everybody("POST", "/search/", NO_METHOD),
    everybody("GET", "/sitemap.xml", OK),
    everybody("GET", "/robots.txt", OK),
    everybody("GET", "/health/live/", OK),
    everybody("GET", "/nowhere/", NOT_FOUND),
    # A page for those with an account only.
    Row("GET", "{private}", LOG_IN, OK),
    Row("GET", "{private}timeline.ics", LOG_IN, OK),
    Row("GET", "{private_talk}", LOG_IN, OK),
    # Wagtail's own log-in, which would let in whose address is not confirmed.
    everybody("GET", "/_util/login/?next=/", LOG_IN),
    everybody("POST", "/_util/login/", LOG_IN),
    # A discussion that is open.
    everybody("GET", "{talk}", OK),
    everybody("GET", "{talk}?order=liked", OK),
    everybody("GET", "{talk}?order=best", NOT_FOUND),
    Row("POST", "{talk}", LOG_IN, DONE, "comment"),
    Row("POST", "{talk}", LOG_IN, REFUSED, "nothing"),
    everybody("GET", "{talk}follow/", LED_ON),
    Row("POST", "{talk}follow/", LOG_IN, DONE),
    everybody("GET", "{talk}threads/{other}/follow/", LED_ON),
    everybody("GET", "{talk}threads/{held}/follow/", NOT_FOUND),
    Row("POST", "{talk}threads/{other}/follow/", LOG_IN, DONE),
    everybody("POST", "{talk}threads/{held}/follow/", NOT_FOUND),
    everybody("GET", "{talk}threads/{other}/", OK),
    everybody("POST", "{talk}threads/{other}/", NO_METHOD),
    everybody("GET", "{talk}threads/{held}/", NOT_FOUND),
    everybody("GET", "{talk}comments/{other}/", LED_ON),
    everybody("POST", "{talk}comments/{other}/", NO_METHOD),
    Row("GET", "{talk}comments/{other}/reply/", LOG_IN, OK),
    Row("POST", "{talk}comments/{other}/reply/", LOG_IN, DONE, "comment"),
    everybody("GET", "{talk}comments/{other}/like/", LED_ON),
    Row("POST", "{talk}comments/{other}/like/", LOG_IN, DONE, "like"),
    Row("POST", "{talk}comments/{own}/like/", LOG_IN, LED_ON, "like"),
    # One's own comment, and somebody else's.
    Row("GET", "{talk}comments/{own}/edit/", LOG_IN, OK),
    Row("POST", "{talk}comments/{own}/edit/", LOG_IN, DONE, "edit"),
    Row("GET", "{talk}comments/{own}/withdraw/", LOG_IN, OK),
    Row("POST", "{talk}comments/{own}/withdraw/", LOG_IN, DONE),
    Row("GET", "{talk}comments/{other}/edit/", LOG_IN, NOT_FOUND),
    Row("POST", "{talk}comments/{other}/edit/", LOG_IN, NOT_FOUND, "edit"),
    Row("GET", "{talk}comments/{other}/withdraw/", LOG_IN, NOT_FOUND),
    Row("POST", "{talk}comments/{other}/withdraw/", LOG_IN, NOT_FOUND),
    # Reports are for everybody.
    everybody("GET", "{talk}comments/{other}/report/", OK),
    everybody("POST", "{talk}comments/{other}/report/", DONE, "report"),
    everybody("POST", "{talk}comments/{other}/report/", REFUSED, "nothing"),
    # A comment by its address below another discussion.
    everybody("GET", "{closed}comments/{other}/", NOT_FOUND),
    everybody("GET", "{closed}comments/{other}/report/", NOT_FOUND),
    everybody("GET", "{closed}threads/{other}/", NOT_FOUND),
    *(
        # Comments that nobody may read, moderators on the public side included.
        row
        for it in ("{held}", "{rejected}", "{removed}", "{withdrawn}", "{missing}")
        for row in (
            everybody("GET", f"{{talk}}comments/{it}/", NOT_FOUND),
            everybody("GET", f"{{talk}}comments/{it}/report/", NOT_FOUND),
            everybody("POST", f"{{talk}}comments/{it}/report/", NOT_FOUND, "report"),
            Row("GET", f"{{talk}}comments/{it}/reply/", LOG_IN, NOT_FOUND),
            everybody("GET", f"{{talk}}comments/{it}/like/", NOT_FOUND),
            Row("POST", f"{{talk}}comments/{it}/like/", LOG_IN, NOT_FOUND, "like"),
            Row("GET", f"{{talk}}comments/{it}/edit/", LOG_IN, NOT_FOUND),
            Row("POST", f"{{talk}}comments/{it}/withdraw/", LOG_IN, NOT_FOUND),
            everybody("GET", f"/api/v2/comments/{it}/", NOT_FOUND),
        )
    ),
    *(
        # Where the discussion takes nothing, nobody is excepted; what always works does.
        row
        for where in ("closed", "upcoming", "off")
        for row in (
            everybody("GET", f"{{{where}}}", OK),
            Row("POST", f"{{{where}}}", LOG_IN, REFUSED, f"comment on {where}"),
        )
    ),
    Row("GET", "{closed}comments/{old}/reply/", LOG_IN, OK),
    Row("POST", "{closed}comments/{old}/reply/", LOG_IN, REFUSED, "comment on closed"),
    Row("POST", "{closed}comments/{old}/like/", LOG_IN, LED_ON, "like"),
    Row("POST", "{closed}comments/{own_old}/edit/", LOG_IN, REFUSED, "edit"),
    Row("POST", "{closed}comments/{own_old}/withdraw/", LOG_IN, DONE),
    everybody("POST", "{closed}comments/{old}/report/", DONE, "report"),
    everybody("GET", "{closed}comments/{old}/", LED_ON),
    # Accounts.
    Row("GET", "/accounts/login/", OK, LED_ON),
    Row("GET", "/accounts/signup/", OK, LED_ON),
    everybody("GET", "/accounts/password/reset/", OK),
    Row("GET", "/accounts/", LOG_IN, OK),
    Row("POST", "/accounts/", LOG_IN, DONE, "names"),
    Row("GET", "/accounts/delete/", LOG_IN, OK),
    # The only administrator stays.
    Row("POST", "/accounts/delete/", LOG_IN, DONE, "password", but=(("admin", OK),)),
    Row("POST", "/accounts/delete/", LOG_IN, OK, "nothing"),
    everybody("GET", "/accounts/deleted/", OK),
    # Signing in without our pages; what comes of it is tested with the members.
    everybody("GET", "/_allauth/openapi.json", OK),
    everybody("GET", "/_allauth/openapi.yaml", LED_ON),
    everybody("GET", "/_allauth/nowhere", NOT_FOUND),
    # An app's door reads no cookie, so to it everybody is a stranger.
    everybody("GET", "/_allauth/app/v1/config", OK),
    everybody("GET", "/_allauth/app/v1/auth/session", NOT_SIGNED_IN),
    everybody("GET", "/_allauth/app/v1/account/email", NOT_SIGNED_IN),
    everybody("POST", "/_allauth/app/v1/auth/login", BAD),
    everybody("POST", "/_allauth/app/v1/auth/signup", BAD),
    everybody("POST", "/_allauth/app/v1/auth/reauthenticate", NOT_SIGNED_IN),
    everybody("POST", "/_allauth/app/v1/account/password/change", NOT_SIGNED_IN),
    everybody("GET", "/_allauth/browser/v1/config", OK),
    Row("GET", "/_allauth/browser/v1/auth/session", NOT_SIGNED_IN, OK),
    Row("GET", "/_allauth/browser/v1/account/email", NOT_SIGNED_IN, OK),
    everybody("POST", "/_allauth/browser/v1/auth/login", BAD),
    everybody("POST", "/_allauth/browser/v1/auth/signup", BAD),
    everybody("POST", "/_allauth/browser/v1/auth/email/verify", BAD),
    everybody("POST", "/_allauth/browser/v1/auth/email/verify/resend", CONFLICT),
    everybody("POST", "/_allauth/browser/v1/auth/password/request", BAD),
    everybody("POST", "/_allauth/browser/v1/auth/password/reset", BAD),
    Row("POST", "/_allauth/browser/v1/auth/reauthenticate", NOT_SIGNED_IN, BAD),
    Row("POST", "/_allauth/browser/v1/account/password/change", NOT_SIGNED_IN, BAD),
    Row("POST", "/_allauth/browser/v1/account/email", CONFLICT, BAD),
    Row("DELETE", "/_allauth/browser/v1/account/email", NOT_SIGNED_IN, BAD),
    everybody("DELETE", "/_allauth/browser/v1/auth/session", NOT_SIGNED_IN),
    # What became of contributions, and what one is told.
    everybody("GET", "/how-we-moderate/{policy}/", OK),
    everybody("GET", "/how-we-moderate/nowhere/", NOT_FOUND),
    everybody("GET", "/reports/no-such-token/", NOT_FOUND),
    everybody("GET", "/unsubscribe/no-such-token/", NOT_FOUND),
    everybody("POST", "/unsubscribe/no-such-token/", NOT_FOUND),
    *(
        Row("GET", f"/{page}/", LOG_IN, OK)
        for page in ("contributions", "follows", "my-data", "notices", "notices/settings")
    ),
    Row("GET", "/my-data/my-data.json", LOG_IN, OK),
    Row("GET", "/my-data/my-data.html", LOG_IN, OK),
    Row("GET", "/notices/read/", LOG_IN, LED_ON),
    Row("POST", "/notices/read/", LOG_IN, DONE),
    Row("GET", "/contributions/comments/{removed}/appeal/", LOG_IN, NOT_FOUND),
    Row("POST", "/contributions/comments/{removed}/appeal/", LOG_IN, NOT_FOUND, "appeal"),
    Row("GET", "/contributions/comments/{own_removed}/appeal/", LOG_IN, OK),
    Row("POST", "/contributions/comments/{own_removed}/appeal/", LOG_IN, DONE, "appeal"),
    Row("POST", "/contributions/comments/{own_removed}/appeal/", LOG_IN, REFUSED, "nothing"),
    Row("GET", "/contributions/sanctions/{sanction}/appeal/", LOG_IN, NOT_FOUND),
    Row("GET", "/contributions/appeals/{appeal}/withdraw/", LOG_IN, NOT_FOUND),
    Row("POST", "/contributions/appeals/{appeal}/withdraw/", LOG_IN, NOT_FOUND),
    # The API answers everybody as a visitor.
    everybody("GET", "/api/v2/pages/", OK),
    everybody("GET", "/api/v2/pages/{consultation_pk}/", OK),
    everybody("GET", "/api/v2/pages/{draft_pk}/", NOT_FOUND),
    everybody("GET", "/api/v2/pages/{private_pk}/", NOT_FOUND),
    everybody("POST", "/api/v2/pages/", NO_METHOD),
    everybody("GET", "/api/v2/page_preview/", BAD),
    everybody("GET", "/api/v2/page_preview/?token=draft.guessed", NOT_FOUND),
    everybody("POST", "/api/v2/page_preview/", NO_METHOD),
    everybody("GET", "/api/v2/images/", OK),
    everybody("GET", "/api/v2/documents/", OK),
    everybody("GET", "/api/v2/comments/", BAD),
    everybody("GET", "/api/v2/comments/?discussion={talk_pk}", OK),
    everybody("GET", "/api/v2/comments/?discussion={draft_talk_pk}", NOT_FOUND),
    everybody("GET", "/api/v2/comments/?discussion={private_talk_pk}", NOT_FOUND),
    everybody("GET", "/api/v2/comments/{other}/", OK),
    everybody("POST", "/api/v2/comments/", NO_METHOD),
    everybody("GET", "/api/v2/topics/", OK),
    everybody("GET", "/api/v2/organisations/", OK),
    everybody("GET", "/api/v2/guidance/", OK),
    everybody("GET", "/api/v2/policies/", OK),
    everybody("GET", "/api/v2/policies/find/?slug={policy}", LED_ON),
    everybody("GET", "/api/v2/policies/find/?slug=nowhere", NOT_FOUND),
    everybody("POST", "/api/v2/policies/", NO_METHOD),
    everybody("GET", "/api/v2/comments/?updated_since=2027-02-01T00:00:00Z", OK),
    everybody("GET", "/api/v2/pages/?updated_since=2027-02-01T00:00:00Z", OK),
    everybody("GET", "/api/v2/deletions/", BAD),
    everybody("GET", "/api/v2/deletions/?since={now}", OK),
    everybody("GET", "/api/v2/deletions/?since=2020-01-01T00:00:00Z", GONE),
    everybody("POST", "/api/v2/deletions/", NO_METHOD),
    everybody("GET", "/api/v2/statistics/", BAD),
    everybody("GET", "/api/v2/statistics/?consultation={consultation_pk}", OK),
    everybody("GET", "/api/v2/statistics/?consultation={draft_pk}", NOT_FOUND),
    everybody("GET", "/api/v2/statistics/?consultation={private_pk}", NOT_FOUND),
    everybody("DELETE", "/api/v2/comments/{other}/", NO_METHOD),
]


@pytest.fixture
def people(world) -> dict[str, User]:
    """Make one person for each role that has an account."""
    call_command("create_consultation_groups", verbosity=0)
    made = {"member": factories.UserFactory(), "admin": factories.UserFactory(superuser=True)}
    for role, name in GROUPS.items():
        made[role] = factories.UserFactory()
        made[role].groups.add(Group.objects.get(name=name))
    return made


@pytest.fixture
def places(world, people, at) -> dict[str, Any]:
    """Make pages and comments in every state, and name them for the addresses of the table."""
    factories.SafetyGuidancePageFactory(parent=world.home)
    world.consultation.timeline = [_stage()]
    world.consultation.save()
    draft = factories.ConsultationPageFactory(parent=world.hub, slug="draft", live=False)
    private = factories.ConsultationPageFactory(parent=world.hub, slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    pages = {
        "consultation": world.consultation,
        "talk": world.discussion,
        "draft": draft,
        "draft_talk": factories.DiscussionPageFactory(parent=draft, live=False),
        "private": private,
        "private_talk": factories.DiscussionPageFactory(parent=private),
        "closed": factories.DiscussionPageFactory(parent=world.consultation),
        "upcoming": factories.DiscussionPageFactory(parent=world.consultation, upcoming=True),
        "off": factories.DiscussionPageFactory(parent=world.consultation, comments_off=True),
    }
    other = factories.UserFactory()
    moderator = people["moderator"]
    boss = factories.UserFactory()
    boss.groups.add(Group.objects.get(name="Moderation managers"))

    numbers = count()

    def post(author: User, page: str = "talk") -> DiscussionComment:
        text = f"Lamps {next(numbers)}"
        return post_comment(discussion=pages[page], author=author, text=text, at=at)

    comments = {name: post(other) for name in ("other", "held", "rejected", "removed", "withdrawn")}
    comments["old"] = post(other, "closed")
    own = {
        role: (post(person), post(person, "closed"), post(person))
        for role, person in people.items()
    }
    for _own, _old, taken_down in own.values():
        remove_comment(comment=taken_down, moderator=boss, reason="spam", at=at)
    for name, decide in (
        ("held", hold_comment),
        ("rejected", hold_comment),
        ("rejected", reject_comment),
        ("removed", remove_comment),
    ):
        if decide is reject_comment:  # only what never was public is rejected
            DiscussionComment.objects.filter(pk=comments[name].pk).update(first_published_at=None)
        decide(comment=comments[name], moderator=moderator, reason="spam", at=at)
    withdraw_comment(comment=comments["withdrawn"], author=other, at=at)
    pages["closed"].closes_at = at
    pages["closed"].save()
    record_public_objects(at=at)
    return {
        **{
            name: page.get_url() or f"{world.hub.get_url()}{page.slug}/"
            for name, page in pages.items()
        },
        **{f"{name}_pk": page.pk for name, page in pages.items()},
        **{name: comment.pk for name, comment in comments.items()},
        "policy": world.discussion.policy.slug,
        "sanction": impose_sanction(
            participant=comments["other"].participant,
            kind=SanctionKind.WARN,
            moderator=boss,
            reason="spam",
            at=at,
        ).pk,
        "appeal": make_appeal(
            decision=comments["removed"].decisions.first(), member=other, text="Why?", at=at
        ).pk,
        "now": "2027-02-10T12:00:00Z",
        "missing": 10**9,
        "entry": world.consultation.timeline[0].value["entries"][0].id,
        "nobody": uuid.UUID(int=0),
        "_own": own,
        "_pages": pages,
    }


@pytest.mark.parametrize("role", ROLES)
def test_everybody_may_do_what_is_theirs_and_nothing_else(role, people, places):
    client = Client()
    if role != "anonymous":
        client.force_login(people[role])
    own, own_old, own_removed = places["_own"]["member" if role == "anonymous" else role]
    names = places | {"own": own.pk, "own_old": own_old.pk, "own_removed": own_removed.pk}
    sent = payloads(names["_pages"])
    before = everything_that_changes()  # and again after each row, which is undone
    wrong = []
    for row in TABLE:
        found = outcome(client, row, names, sent, before)
        if found != row.expected(role):
            wrong.append(f"{row} ({row.data}): {found}, should be: {row.expected(role)}")
    assert not wrong, "\n".join(wrong)
    assert everything_that_changes() == before


def test_the_table_names_every_address_below_a_discussion():
    asked = {row.path.split("?")[0] for row in TABLE}
    for pattern in urls.urlpatterns:
        tail = re.sub(r"<\w+:pk>", "{other}", str(pattern.pattern))
        assert f"{{talk}}{tail}" in asked


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("comments/{other}/like/", "#comment-{other}"),
        ("threads/{other}/follow/", "threads/{other}/"),
        ("follow/", "#comments"),
    ],
)
def test_a_form_that_has_expired_has_a_way_back(people, places, path, place):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people["member"])
    address = places["talk"] + path.format(**places)
    refusal = strict.post(address)
    assert refusal.status_code == 403
    assert f'href="{address}"' in refusal.text
    assert strict.get(address)["Location"] == places["talk"] + place.format(**places)


def outcome(
    client: Client, row: Row, names: dict[str, Any], sent: dict[str, Any], before: list[Any]
) -> str:
    """Send a request, say what came of it, and undo it."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        request: Callable[..., HttpResponse] = getattr(client, row.method.lower())
        response = request(row.path.format(**names), sent[row.data])
        changed = everything_that_changes() != before
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.status_code == 302:
        if changed:
            return DONE
        return LOG_IN if "/accounts/login/" in response["Location"] else LED_ON
    assert not changed, f"{row} changed something"
    return STATUSES.get(response.status_code, str(response.status_code))


def everything_that_changes() -> list[Any]:
    """Return what a request on the public side could change."""
    return [
        list(DiscussionComment.objects.order_by("pk").values_list("pk", "state", "comment")),
        list(CommentFlag.objects.order_by("pk").values_list("pk", "flag")),
        list(User.objects.order_by("pk").values_list("pk", "email", "pseudonym")),
        Report.objects.count(),
        Appeal.objects.count(),
        Follow.objects.count(),
        Notice.objects.filter(read_at__isnull=True).count(),
        Page.objects.count(),
    ]


def payloads(pages: dict[str, DiscussionPage]) -> dict[str, dict[str, Any]]:
    """Return what is sent, by the name that the table has for it."""

    def comment(page: DiscussionPage) -> dict[str, Any]:
        guard = ComposerForm(page).generate_security_data()
        return {**guard, "comment": "More lamps", "submission_key": str(uuid.uuid4())}

    return {
        "": {},
        "nothing": {},
        "comment": comment(pages["talk"]),
        **{f"comment on {name}": comment(pages[name]) for name in ("closed", "upcoming", "off")},
        "edit": {"comment": "Other words"},
        "like": {"liked": "1"},
        "appeal": {"text": "Nothing in it was against the rules."},
        "report": {"reason": "spam", "text": ""},
        "names": {"pseudonym": "Heron on the weir", "full_name": ""},
        "password": {"password": PASSWORD},
    }


def _stage() -> tuple[str, dict[str, Any]]:
    when = [("day", {"date": NOW.date()})]
    entry = ("event", {"title": "Workshop", "when": when})
    return ("stage", {"heading": "Evidence", "entries": [entry]})
