"""A site with every kind of page in every state, committed for a browser to walk through."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, Site

from consultations.admin.groups import MANAGERS, MODERATORS
from consultations.models import ConsultationDocument
from discussion_pages.models import (
    DiscussionComment,
    DiscussionPage,
    DiscussionSettings,
    ModerationPolicy,
    Webhook,
    WebhookDelivery,
    WordRule,
)
from discussion_pages.rules.notices import Topic
from discussion_pages.rules.sanctions import SanctionKind
from discussion_pages.rules.words import RuleKind
from discussion_pages.services.appealing import make_appeal
from discussion_pages.services.deciding import reject_comment, remove_comment
from discussion_pages.services.following import follow
from discussion_pages.services.liking import like_comment
from discussion_pages.services.notice_settings import unsubscribe_token
from discussion_pages.services.posting import post_comment, post_official_reply, withdraw_comment
from discussion_pages.services.reporting import report_comment, status_path
from discussion_pages.services.sanctions import impose_sanction
from discussion_pages.services.webhook_events import happened
from tests import factories
from tests.media import make_document, make_image
from timeline_blocks.examples import timeline_example

PASSWORD = "correct horse battery"
WRITER = "writer"
"""The member who has comments of every kind; other pages are asked for as nobody."""
SECOND = "manager"
"""Who answers appeals against what the moderator decided."""

PUBLIC = (
    "home",
    "hub",
    "hub, filtered to nothing",
    "open consultation",
    "upcoming consultation",
    "closed consultation",
    "consultation with its outcome",
    "open discussion",
    "open discussion, oldest first",
    "open discussion, second page",
    "closed discussion",
    "upcoming discussion",
    "discussion without comments",
    "thread",
    "report",
    "report, sent",
    "report, decided",
    "how we moderate",
    "comments in figures",
    "unsubscribe",
    "staying safe",
    "search",
    "search with results",
    "search without results",
    "log in",
    "sign up",
    "password forgotten",
    "account deleted",
    "participation API",
    "participation API, a subject",
    "not found",
)
MEMBERS = (
    "open discussion, signed in",
    "discussion with a comment that waits",
    "thread, signed in",
    "reply",
    "edit",
    "withdraw",
    "report, signed in",
    "contributions",
    "appeal",
    "appeal, made",
    "appeal against a sanction",
    "notices",
    "notice settings",
    "follows",
    "my data",
    "account",
    "delete account",
    "change address",
    "change password",
    "log out",
)
PAGES = PUBLIC + MEMBERS
ADMIN = (
    "figures",
    "appeals",
    "answer an appeal",
    "sanctions",
    "sanction, inspected",
    "impose a sanction",
    "lift a sanction",
    "word rules",
    "import word rules",
    "policy",
    "comment, inspected",
    "place a legal hold",
    "webhooks",
    "add a webhook",
    "webhook",
    "delete a webhook",
    "webhook log",
    "delivery, inspected",
)
"""Pages of the admin that are ours, but for the desk, whose tests look at it themselves."""

LONG_TEXT = "\n\n".join(
    f"{number}. The path along the river is dark from five, and the next lamp is 300 metres off."
    for number in range(1, 13)
)
UNBROKEN = "https://example.org/" + "a-very-long-address-without-a-place-to-break/" * 4


@dataclass
class Town:
    """What a test needs to find its way."""

    url: str
    paths: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    open_discussion: DiscussionPage | None = None
    consultation: Page | None = None
    comments: dict[str, DiscussionComment] = field(default_factory=dict)
    admin_paths: dict[str, str] = field(default_factory=dict)

    def cookies_for(self, name: str) -> list[dict[str, str]]:
        """Return the session of somebody, as a browser keeps it."""
        return [
            {"name": settings.SESSION_COOKIE_NAME, "value": self.cookies[name], "url": self.url}
        ]

    def visitor_of(self, page: str) -> str | None:
        """Return who looks at a page of the list."""
        return WRITER if page in MEMBERS else None


def build_town(url: str, *, port: int, at: datetime) -> Town:
    """Make everything, through the same services as the site."""
    town = Town(url)
    home = factories.HomePageFactory(
        parent=Page.objects.get(depth=1), slug="front", introduction="Say what should change."
    )
    Site.objects.all().delete()
    site = Site.objects.create(
        hostname="localhost",
        port=port,
        root_page=home,
        is_default_site=True,
        site_name="Northbank",
    )
    guidance = factories.SafetyGuidanceFactory(
        title="Staying safe",
        body="<h3>At night</h3><p>You are not alone.</p>",
        contacts=_contacts(),
    )
    factories.SafetyGuidancePageFactory(parent=home, guidance=guidance, introduction="You matter.")
    DiscussionSettings.objects.create(
        site=site,
        default_guidance=guidance,
        default_policy=factories.ModerationPolicyFactory(),
    )
    hub = factories.ConsultationIndexPageFactory(parent=home, introduction="What we ask about.")
    organisation = factories.OrganisationFactory(
        name="Northbank City Hall", mark=make_image("Mark"), url="https://example.org/"
    )

    _build_consultations(town, hub, organisation, at=at)
    people = _build_people(town)
    _build_discussions(town, organisation, at=at)
    _build_comments(town, people, organisation, at=at)
    _build_decisions(town, people, at=at)
    _name_paths(town)
    return town


def _build_consultations(town: Town, hub: Page, organisation: Any, *, at: datetime) -> None:
    common = {
        "parent": hub,
        "organisation": organisation,
        "summary": "What should change in our streets after dark, and what comes first?",
        "body": _body(),
        "open_to_change": "<p>Where the new lamps stand.</p>",
        "decided_by": "<p>The cabinet, in the <b>spring</b>.</p>",
        "next_steps": "<ul><li>We read everything.</li><li>We say what changes.</li></ul>",
        "outcome_summary": "<p>You asked for lamps. They come.</p>",
        "timeline": timeline_example(),
        "hero_alt": "A lit street",
        "hero_caption": "The bridge at nine in the evening",
        "contact_name": "The night team",
        "contact_email": "night@example.org",
        "contact_phone": "020 7946 0000",
        "opens_at": at - timedelta(days=30),
        "closes_at": at + timedelta(days=30),
    }
    states: dict[str, dict[str, Any]] = {
        "open consultation": {},
        "upcoming consultation": {
            "opens_at": at + timedelta(days=3),
            "closes_at": at + timedelta(days=60),
        },
        "closed consultation": {"closes_at": at - timedelta(days=2)},
        "consultation with its outcome": {
            "closes_at": at - timedelta(days=9),
            "outcome_published_at": at - timedelta(days=1),
        },
    }
    for name, dates in states.items():
        page = factories.ConsultationPageFactory(
            title=f"Safer streets at night: {name}",
            slug=name.replace(" ", "-"),
            hero_image=make_image("Street"),
            **common | dates,
        )
        page.topics = [factories.TopicFactory(name="Streets"), factories.TopicFactory()]
        page.documents = [ConsultationDocument(document=make_document("The plan"))]
        page.save()
        town.paths[name] = page.get_url()
        if name == "open consultation":
            town.consultation = page
        else:
            factories.DiscussionPageFactory(parent=page, title=f"Questions about {name}", slug="q")
    factories.OfflineResponseFactory(consultation=town.consultation, people=1396, responses=2411)


def _build_people(town: Town) -> list[Any]:
    """Make members and staff, and sign them in."""
    call_command("create_consultation_groups", verbosity=0, stdout=_Silence())
    people = [factories.UserFactory(pseudonym=name) for name in ("Lamplighter", "Night bus")]
    accounts = {
        WRITER: factories.UserFactory(pseudonym="River walker", email="writer@example.org"),
        "moderator": factories.UserFactory(pseudonym="Mo", email="moderator@example.org"),
        SECOND: factories.UserFactory(pseudonym="Ma", email="manager@example.org"),
    }
    accounts["moderator"].groups.add(Group.objects.get(name=MODERATORS))
    accounts[SECOND].groups.add(Group.objects.get(name=MANAGERS))
    for name, account in accounts.items():
        client = Client()
        client.force_login(account)
        town.cookies[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return [*people, *accounts.values()]


def _build_discussions(town: Town, organisation: Any, *, at: datetime) -> None:
    common = {
        "parent": town.consultation,
        "organisation": organisation,
        "co_moderator": factories.OrganisationFactory(name="Night Trust"),
        "body": _body(prompt=True),
    }
    states: dict[str, dict[str, Any]] = {
        "open discussion": {"title": "The walk home"},
        "closed discussion": {
            "title": "The square",
            "opens_at": at - timedelta(days=20),
            "closes_at": at - timedelta(days=1),
            "is_sensitive": True,
        },
        "upcoming discussion": {"title": "The park", "opens_at": at + timedelta(days=2)},
        "discussion without comments": {"title": "The station"},
        "discussion with a comment that waits": {"title": "The bus", "moderation_mode": "before"},
    }
    for name, fields in states.items():
        page = factories.DiscussionPageFactory(slug=name.replace(" ", "-"), **common | fields)
        town.paths[name] = page.get_url()
        if name == "open discussion":
            town.open_discussion = page


def _build_comments(town: Town, people: list[Any], organisation: Any, *, at: datetime) -> None:
    lamplighter, night_bus, writer, moderator, _manager = people
    discussion = town.open_discussion
    earlier = at - timedelta(days=2)

    def post(text: str, author: Any = lamplighter, hours: float = 0, **fields: Any) -> Any:
        given = {"discussion": discussion, "at": earlier + timedelta(hours=hours)} | fields
        return post_comment(author=author, text=text, **given)

    for number in range(21):
        post(f"Lamp number {number} is out.", hours=number / 20 - 2)  # slower than a flood
    town.comments["liked"] = liked = post("More lamps at the bridge.", night_bus, hours=1)
    like_comment(comment=liked, member=lamplighter, at=at)
    withdrawn = post("Taken back", hours=2)
    post("I liked what you wrote.", night_bus, hours=2.1, reply_to=withdrawn)
    withdraw_comment(comment=withdrawn, author=lamplighter, at=at)
    removed = post("Rude", hours=3)
    post("That was rude.", night_bus, hours=3.1, reply_to=removed)
    remove_comment(comment=removed, moderator=moderator, reason="abuse", at=at)
    reject_comment(
        comment=_held(town, at=at, author=night_bus),
        moderator=moderator,
        reason="spam",
        at=at,
    )
    reported = report_comment(comment=liked, reason="illegal", at=at)
    town.paths["report, sent"] = f"{status_path(reported)}?sent=1"
    town.comments["long"] = post(f"{LONG_TEXT}\n\n{UNBROKEN}", night_bus, hours=4)
    town.comments["root"] = root = post("What about the bridge?", hours=5)
    answered = root
    for number in range(7):
        person = (night_bus, lamplighter)[number % 2]
        parent = answered if number < 3 else root
        answered = post(f"Answer {number}", person, hours=5.1 + number / 100, reply_to=parent)
    post_official_reply(
        discussion=discussion,
        author=moderator,
        organisation=organisation,
        text="The lamps come in spring.",
        reply_to=liked,
        at=at,
    )
    town.comments["own"] = post("I walk there every night.", writer, at=at)
    _held(town, at=at, author=writer)
    closed = DiscussionPage.objects.get(slug="closed-discussion")
    root = post("Too late now?", discussion=closed)
    post("Read it all the same.", night_bus, discussion=closed, reply_to=root)


def _build_decisions(town: Town, people: list[Any], *, at: datetime) -> None:
    """Decide against the writer, who appeals, and against others."""
    lamplighter, night_bus, writer, moderator, _manager = people
    discussion = DiscussionPage.objects.get(slug="discussion-without-comments")
    removed = {}
    for number, name in enumerate(("appeal", "appeal, made")):
        removed[name] = comment = post_comment(
            discussion=town.open_discussion,
            author=writer,
            text=f"What a fool hung lamp {number}!",
            at=at - timedelta(hours=20 - number),
        )
        reports = [
            report_comment(comment=comment, reason="abuse", text="Look.", reporter=who, at=at)
            for who in (lamplighter, None)
        ]
        decision = remove_comment(
            comment=comment,
            moderator=moderator,
            reason="abuse",
            words="What a fool",
            message="Say what is wrong with the lamp.",
            note="The second one today.",
            at=at,
        )
    town.comments |= removed
    appeal = make_appeal(decision=decision, member=writer, text="I meant the lamp.", at=at)
    told = impose_sanction(
        participant=writer.discussion_participant,
        kind=SanctionKind.WARN,
        moderator=moderator,
        reason="abuse",
        message="Stay with the lamps.",
        comment=comment,
        at=at,
    )
    mute = impose_sanction(
        participant=night_bus.discussion_participant,
        kind=SanctionKind.MUTE,
        moderator=moderator,
        reason="abuse",
        ends_at=at + timedelta(days=7),
        at=at,
    )
    report_comment(comment=town.comments["liked"], reason="spam", reporter=writer, at=at)
    follow(member=writer, discussion=discussion, at=at)
    follow(member=writer, discussion=town.open_discussion, thread=town.comments["root"], at=at)
    WordRule.objects.create(phrase="numpty", kind=RuleKind.SUSPECT, rule_code="abuse")
    token = unsubscribe_token(writer, [Topic.FOLLOWING])
    town.paths |= {
        "report, decided": status_path(reports[-1]),
        "appeal": f"/contributions/comments/{removed['appeal'].pk}/appeal/",
        "appeal, made": f"/contributions/comments/{comment.pk}/appeal/",
        "appeal against a sanction": f"/contributions/sanctions/{told.pk}/appeal/",
        "unsubscribe": f"/unsubscribe/{token}/",
    }
    policy = ModerationPolicy.objects.get()
    webhook, delivery = _webhook(town, at=at)
    admin = "/admin/discussions/"
    town.admin_paths = {
        "figures": f"{admin}figures/",
        "appeals": f"{admin}appeals/",
        "answer an appeal": f"{admin}appeals/{appeal.pk}/",
        "sanctions": f"{admin}sanctions/",
        "sanction, inspected": f"{admin}sanctions/inspect/{mute.pk}/",
        "impose a sanction": f"{admin}comments/{comment.pk}/sanction/",
        "lift a sanction": f"{admin}sanctions/{mute.pk}/lift/",
        "word rules": f"{admin}word-rules/",
        "import word rules": f"{admin}word-rules/import/",
        "policy": f"/admin/snippets/discussion_pages/moderationpolicy/edit/{policy.pk}/",
        "comment, inspected": f"{admin}comments/inspect/{comment.pk}/",
        "place a legal hold": f"{admin}legal-holds/place/",
        "webhooks": f"{admin}webhooks/",
        "add a webhook": f"{admin}webhooks/new/",
        "webhook": f"{admin}webhooks/{webhook.pk}/",
        "delete a webhook": f"{admin}webhooks/{webhook.pk}/delete/",
        "webhook log": f"{admin}webhook-log/",
        "delivery, inspected": f"{admin}webhook-log/inspect/{delivery.pk}/",
    }


def _webhook(town: Town, *, at: datetime) -> tuple[Webhook, WebhookDelivery]:
    """Make a webhook that was told of a comment, and did not answer."""
    webhook = Webhook.objects.create(
        name="City data platform",
        address="https://data.example.org/hooks/consultations",
        events=["comment.published"],
        secret="whsec_AAAA",
        failing_since=at,
        created_at=at,
    )
    event = happened(
        "comment.published", subject=town.comments["liked"].pk, webhooks=[webhook], at=at
    )
    delivery = event.deliveries.get()
    delivery.attempt_rows.create(
        number=1, started_at=at, duration_ms=10_004, problem="timeout", digest="ab" * 32
    )
    WebhookDelivery.objects.update(state="failed", attempts=1, problem="timeout")
    return webhook, delivery


def _held(town: Town, *, at: datetime, author: Any) -> DiscussionComment:
    page = DiscussionPage.objects.get(slug="discussion-with-a-comment-that-waits")
    return post_comment(discussion=page, author=author, text="Wait for me.", at=at)


def _name_paths(town: Town) -> None:
    talk = town.paths["open discussion"]
    own, other = town.comments["own"].pk, town.comments["liked"].pk
    thread = f"{talk}threads/{town.comments['root'].pk}/"
    page = Client().get(talk)
    town.paths |= {
        "home": "/",
        "hub": "/consultations/",
        "hub, filtered to nothing": "/consultations/?status=open&q=nothing+like+it",
        "open discussion, oldest first": f"{talk}?order=oldest",
        "open discussion, second page": f"{talk}{page.context['next_url']}",
        "open discussion, signed in": talk,
        "thread": thread,
        "thread, signed in": thread,
        "report": f"{talk}comments/{other}/report/",
        "report, signed in": f"{talk}comments/{other}/report/",
        "reply": f"{talk}comments/{other}/reply/",
        "edit": f"{talk}comments/{own}/edit/",
        "withdraw": f"{talk}comments/{own}/withdraw/",
        "how we moderate": "/how-we-moderate/",
        "comments in figures": f"{town.paths['open consultation']}statistics/",
        "contributions": "/contributions/",
        "notices": "/notices/",
        "notice settings": "/notices/settings/",
        "follows": "/follows/",
        "my data": "/my-data/",
        "staying safe": "/staying-safe/",
        "search": "/search/",
        "search with results": "/search/?q=streets",
        "search without results": "/search/?q=xylophone",
        "log in": f"/accounts/login/?next={talk}",
        "sign up": f"/accounts/signup/?next={talk}",
        "password forgotten": "/accounts/password/reset/",
        "account": "/accounts/",
        "delete account": "/accounts/delete/",
        "account deleted": "/accounts/deleted/",
        "participation API": "/api/participation/v1/docs/",
        "participation API, a subject": "/api/participation/v1/docs/comments/",
        "change address": "/accounts/email/",
        "change password": "/accounts/password/change/",
        "log out": "/accounts/logout/",
        "not found": "/consultations/nowhere/",
    }


def _body(*, prompt: bool = False) -> Iterable[tuple[str, Any]]:
    body: list[tuple[str, Any]] = [
        ("text", "<h3>Why now</h3><p>It is dark from <a href='/staying-safe/'>five</a>.</p>"),
        ("quote", {"quote": "I take the long way.", "attribution": "A nurse"}),
        ("document", {"document": make_document("The map"), "title": "The map of lamps"}),
        (
            "video",
            {
                "title": "The walk, filmed",
                "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                "transcript": "<p>Somebody walks home.</p>",
            },
        ),
    ]
    if prompt:
        questions = ["Where do you feel least at ease?", "What would change that?"]
        body.append(("prompt", {"heading": "What do you think?", "question_list": questions}))
    return body


def _contacts() -> list[tuple[str, Any]]:
    contact = {
        "name": "Night line",
        "what_for": "Somebody to talk to.",
        "phone": "116 000",
        "text": "",
        "web": "https://example.org/help",
        "hours": "Every day, 24 hours",
        "verified_on": date(2026, 10, 1),
    }
    return [("contact", contact), ("contact", contact | {"name": "Bus line", "phone": "116 001"})]


class _Silence:
    """Takes a command's words and drops them."""

    def write(self, text: str) -> None:
        """Drop it."""
