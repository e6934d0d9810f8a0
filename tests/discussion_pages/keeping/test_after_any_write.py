"""After any write, what the cache gives is what would be made anew, and nothing else is made anew.

Each write is done as it is done in earnest: by the services, by the admin's forms, in the shell.
All public addresses are kept before it and compared after it.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    PageViewRestriction,
    Site,
)

from consultations.models import ConsultationPage, OfflineResponse
from consultations.services.offline import enter_offline_response
from discussion_pages.keeping import answers
from discussion_pages.models import (
    DiscussionComment,
    DiscussionPage,
    DiscussionSettings,
)
from discussion_pages.services import deciding, liking, marking, posting
from discussion_pages.services.reporting import report_comment
from home.models import SiteImage
from tests import factories
from tests.factories import NOW
from tests.kept import PARTICIPATION, counting, fresh, kept, same

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class Small:
    """A site in which each thing stands twice: what is written to, and its neighbour."""

    def __init__(self, world: Any) -> None:
        self.home, self.hub = world.home, world.hub
        self.consultation, self.discussion = world.consultation, world.discussion
        self.french = Locale.objects.create(language_code="fr")
        self.organisation = factories.OrganisationFactory(name="Northbank City Hall")
        self.guidance = factories.SafetyGuidanceFactory(title="Staying safe")
        self.topic = factories.TopicFactory(name="Night life", slug="night-life")
        self.image = SiteImage.objects.create(title="Lamp", file=get_test_image_file())
        self.document = get_document_model().objects.create(
            title="Plan", file=SimpleUploadedFile("plan.txt", b"Plan")
        )
        self.private = Collection.get_first_root_node().add_child(name="Private")
        CollectionViewRestriction.objects.create(collection=self.private, restriction_type="login")
        self.consultation.organisation = self.organisation
        self.consultation.hero_image, self.consultation.hero_alt = self.image, "A lamp"
        self.consultation.guidance = self.guidance
        self.consultation.topics.add(self.topic)
        self.consultation.next_steps = (
            f'<p><a linktype="document" id="{self.document.pk}">Plan</a></p>'
        )
        self.consultation.save()
        self.discussion.organisation = self.organisation
        self.discussion.save()
        self.policy = self.discussion.policy
        self.other_consultation = factories.ConsultationPageFactory(
            parent=self.hub, title="Quieter parks", slug="quieter-parks"
        )
        self.neighbour = factories.DiscussionPageFactory(
            parent=self.other_consultation, title="The benches", slug="benches"
        )
        self.moderator = factories.UserFactory(superuser=True, full_name="Mo Moderator")
        self.colleague = factories.UserFactory(superuser=True, full_name="Colleague")
        self.author, self.reader = factories.UserFactory(), factories.UserFactory()
        self.comment = self.post("The lamps are dark.")
        self.reply = self.post("They are.", reply_to=self.comment)
        self.elsewhere = posting.post_comment(
            discussion=self.neighbour, author=self.reader, text="More benches.", at=NOW
        )

    def post(self, text: str, author: Any = None, **given: Any) -> DiscussionComment:
        made = posting.post_comment(
            discussion=self.page(), author=author or self.author, text=text, at=NOW, **given
        )
        return DiscussionComment.objects.get(pk=made.pk)

    @property
    def by(self) -> dict[str, Any]:
        return {"moderator": self.moderator, "at": NOW}

    def page(self) -> DiscussionPage:
        return DiscussionPage.objects.get(pk=self.discussion.pk)

    def now(self, comment: DiscussionComment) -> DiscussionComment:
        return DiscussionComment.objects.get(pk=comment.pk)

    def admin(self) -> Client:
        client = Client()
        client.force_login(self.moderator)
        return client


def publish(page: Any, **fields: Any) -> None:
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def premoderated(small: Small) -> DiscussionComment:
    page = small.page()
    page.moderation_mode = "before"
    return posting.post_comment(discussion=page, author=small.author, text="It waits.", at=NOW)


def by_form(client: Client, url: str, **changes: Any) -> None:
    """Post an admin form as its page prints it, with a few fields changed."""
    form = client.get(url).context["form"]
    filled = {field.html_name: field.value() for field in form if field.value() is not None}
    response = client.post(url, filled | changes)
    assert response.status_code == 302, response.context["form"].errors


def offline(small: Small, **given: Any) -> OfflineResponse:
    row = OfflineResponse(
        consultation=small.consultation,
        channel="letter",
        received_on=NOW.date(),
        people=3,
        responses=4,
    )
    return enter_offline_response(response=row, person=small.moderator, at=NOW)


def snippet_form(small: Small, kind: Any, **changes: Any) -> None:
    name = f"wagtailsnippets_{kind._meta.app_label}_{kind._meta.model_name}:edit"
    by_form(small.admin(), reverse(name, args=[kind.pk]), **changes)


def made_private(small: Small, medium: Any) -> None:
    """Move an image or a document into the private collection, as the listing of all does."""
    meta = medium._meta
    url = reverse(
        "wagtail_bulk_action", args=[meta.app_label, meta.model_name, "add_to_collection"]
    )
    response = small.admin().post(f"{url}?id={medium.pk}", {"collection": small.private.pk})
    assert response.status_code == 302


DISCUSSION = {"discussion", "thread"}
COUNTS = {"home", "hub", "consultation"}
PAGES = {"home", "hub", "feed", "consultation", "statistics", "calendar", *DISCUSSION}
TALKED = DISCUSSION | COUNTS | {"statistics"}
NEIGHBOURS = {"neighbour", "other consultation", "other statistics"}

WRITES: list[tuple[str, Callable[[Small], Any], set[str]]] = [
    ("nothing", lambda s: None, set()),
    ("a comment", lambda s: s.post("A new one."), TALKED),
    (
        "a reply",
        lambda s: s.post("So?", reply_to=s.now(s.comment)),
        TALKED,
    ),
    ("a comment that waits", premoderated, {"statistics"}),
    (
        "an approval",
        lambda s: deciding.approve_comment(
            comment=DiscussionComment.objects.get(state="held"), **s.by
        ),
        TALKED,
    ),
    (
        "an edit",
        lambda s: posting.edit_comment(
            comment=s.now(s.comment), author=s.author, text="Darker.", at=NOW
        ),
        DISCUSSION | {"statistics"},
    ),
    (
        "a like",
        lambda s: liking.like_comment(comment=s.now(s.comment), member=s.reader, at=NOW),
        DISCUSSION | {"statistics"},
    ),
    (
        "a like taken back",
        lambda s: liking.unlike_comment(comment=s.now(s.comment), member=s.reader, at=NOW),
        DISCUSSION | {"statistics"},
    ),
    (
        "the same again, which changes nothing",
        lambda s: liking.unlike_comment(comment=s.now(s.comment), member=s.reader, at=NOW),
        set(),
    ),
    (
        "a pin",
        lambda s: marking.pin_comment(comment=s.now(s.comment), **s.by),
        DISCUSSION | {"statistics"},
    ),
    (
        "a lock",
        lambda s: marking.lock_branch_replies(comment=s.now(s.comment), **s.by),
        DISCUSSION | {"statistics"},
    ),
    (
        "a report",
        lambda s: report_comment(
            comment=s.now(s.comment), reason="spam", reporter=s.reader, at=NOW
        ),
        {"statistics"},
    ),
    (
        "a redaction",
        lambda s: deciding.redact_comment(
            comment=s.now(s.comment), passages=["Dark"], reason="personal", **s.by
        ),
        DISCUSSION | {"statistics"},
    ),
    (
        "a removal",
        lambda s: deciding.remove_comment(comment=s.now(s.reply), reason="spam", **s.by),
        TALKED,
    ),
    (
        "an official reply",
        lambda s: marking.mark_official(
            comment=s.post("We look.", author=s.colleague), organisation=s.organisation, **s.by
        ),
        TALKED,
    ),
    ("a batch on paper", offline, COUNTS),
    (
        "a batch deleted",
        lambda s: OfflineResponse.objects.all().delete(),
        COUNTS,
    ),
    (
        "an organisation's name, which its official reply shows",
        lambda s: snippet_form(s, s.organisation, name="Northbank Council"),
        PAGES,
    ),
    (
        "a topic's name",
        lambda s: snippet_form(s, s.topic, name="Nights"),
        {"consultation", "hub", "feed"},
    ),
    (
        "guidance in other words",
        lambda s: publish(s.guidance, summary="People can help."),
        {"consultation", *DISCUSSION},
    ),
    (
        "guidance taken back",
        lambda s: type(s.guidance).objects.get(pk=s.guidance.pk).unpublish(),
        PAGES | NEIGHBOURS | {"policy"},
    ),
    (
        "the policy in other words",
        lambda s: publish(s.policy, composer_line="Be kind."),
        {*DISCUSSION, "policy", "neighbour"},
    ),
    (
        "a draft of a page",
        lambda s: DiscussionPage.objects.get(pk=s.discussion.pk).save_revision(),
        set(),
    ),
    (
        "a discussion published",
        lambda s: publish(s.discussion, title="The way home"),
        {*DISCUSSION, "consultation", "statistics", "home", "hub"},
    ),
    (
        "a discussion closed by hand",
        lambda s: publish(s.discussion, comments_open=False),
        {*DISCUSSION, "consultation", "statistics", "home", "hub"},
    ),
    (
        "a consultation published",
        lambda s: publish(s.consultation, summary="Other words."),
        PAGES,
    ),
    (
        "a window that ends now",
        lambda s: publish(s.consultation, closes_at=NOW),
        PAGES,
    ),
    (
        "an image described anew",
        lambda s: SiteImage.objects.get(pk=s.image.pk).save(),
        PAGES - {"home"},  # which does not list what is closed by now
    ),
    (
        "an image moved into a private collection by a bulk action",
        lambda s: made_private(s, s.image),
        PAGES - {"home"},
    ),
    (
        "a document moved into a private collection by a bulk action",
        lambda s: made_private(s, s.document),
        {"consultation"},
    ),
    (
        "a discussion added",
        lambda s: factories.DiscussionPageFactory(parent=s.consultation, title="Lamps"),
        {"consultation", "statistics", "hub"},
    ),
    (
        "a discussion in another place",
        lambda s: DiscussionPage.objects.get(title="Lamps").move(
            s.other_consultation, pos="last-child"
        ),
        {
            "consultation",
            "statistics",
            "other consultation",
            "other statistics",
            "home",
            "hub",
        },
    ),
    (
        "an address",
        lambda s: publish(s.other_consultation, slug="parks"),
        {"other consultation", "other statistics", "neighbour", "home", "hub", "feed"},
    ),
    (
        "a discussion taken back",
        lambda s: DiscussionPage.objects.get(title="Lamps").unpublish(),
        {"other consultation", "other statistics", "home", "hub"},
    ),
    (
        "a discussion deleted",
        lambda s: DiscussionPage.objects.get(title="Lamps").delete(),
        {"other consultation", "other statistics", "home", "hub"},
    ),
    (
        "the site's settings",
        lambda s: DiscussionSettings.objects.create(
            site=Site.objects.get(), default_guidance=s.guidance
        ),
        PAGES | NEIGHBOURS | {"policy"},
    ),
    ("the site's name", lambda s: Site.objects.get().save(), PAGES | NEIGHBOURS | {"policy"}),
    (
        "a private section",
        lambda s: PageViewRestriction.objects.create(
            page=s.other_consultation, restriction_type="login"
        ),
        PAGES | {"policy"},
    ),
    (
        "a home page in another language, which nobody may read yet",
        lambda s: s.home.copy_for_translation(s.french),
        PAGES | NEIGHBOURS | {"policy"},
    ),
    (
        "its publication",
        lambda s: publish(s.home.get_translation(s.french), title="Accueil"),
        set(),
    ),
    (
        "its end",
        lambda s: s.home.get_translation(s.french).delete(),
        set(),
    ),
    (
        "another, published at once",
        lambda s: publish(s.home.copy_for_translation(s.french), title="Accueil"),
        PAGES | NEIGHBOURS | {"policy"},
    ),
    ("a member who leaves", lambda s: s.author.delete(), DISCUSSION | {"statistics"}),
]


def named(small: Small) -> dict[str, str]:
    """Return the pages of which is said exactly when they are made anew."""
    hub, page = small.hub.get_url(), DiscussionPage.objects.get(pk=small.discussion.pk)
    found = {
        "home": "/",
        "hub": hub,
        "feed": f"{hub}feed/",
        "consultation": page.get_parent().get_url(),
        "statistics": f"{page.get_parent().get_url()}statistics/",
        "calendar": f"{page.get_parent().get_url()}timeline.ics",
        "discussion": page.get_url(),
        "thread": f"{page.get_url()}threads/{small.comment.pk}/",
        "policy": f"/how-we-moderate/{small.policy.slug}/",
    }
    other = DiscussionPage.objects.live().public().filter(pk=small.neighbour.pk).first()
    if other is not None:
        above = other.get_parent().get_url()
        found |= {
            "neighbour": other.get_url(),
            "other consultation": above,
            "other statistics": f"{above}statistics/",
        }
    return found


def reads(small: Small) -> list[str]:
    """Return one address of each kind of read of the APIs, and pages in another language."""
    found = [f"/api/v2/pages/?type={ConsultationPage._meta.label}"]
    found += [f"/api/v2/{kind}/" for kind in ("images", "documents")]
    found += [f"/api/v2/images/{small.image.pk}/", f"/api/v2/documents/{small.document.pk}/"]
    found += ["/fr/", f"/fr{small.hub.get_url()}"]
    page = DiscussionPage.objects.filter(pk=small.discussion.pk).first()
    if page is not None:
        above = page.get_parent().pk
        found.append(f"/fr{page.get_url()}")
        found += [
            f"/api/v2/comments/?discussion={page.pk}",
            f"/api/v2/statistics/?consultation={above}",
            f"{PARTICIPATION}/consultations/{above}",
        ]
    return found


@pytest.fixture(autouse=True)
def the_caches_own_clock_stands_still_too(monkeypatch):
    """Let nothing end by the clock of Redis, while that of the site stands still."""
    store = answers.store

    def store_for_longer(*args: Any, seconds: float) -> None:
        store(*args, seconds=seconds + 60 * 60)

    monkeypatch.setattr(answers, "store", store_for_longer)


def test_after_any_write_the_cache_gives_what_would_be_made_anew(world, committed, monkeypatch):
    with committed():
        small = Small(world)
    wrong: list[str] = []
    for address in [*named(small).values(), *reads(small)]:
        kept(address)
    for what, write, expected in WRITES:
        before = named(small)
        with committed():
            write(small)
        pages = named(small)
        with counting(monkeypatch) as made:
            given = {address: kept(address) for address in [*pages.values(), *reads(small)]}
        # Those that were made anew are as fresh as can be. The others were kept through the write.
        wrong += [
            f"{what}: stale {address}"
            for address, answer in given.items()
            if address not in made and not same(answer, fresh(address))
        ]
        anew = {name for name in before if name in pages and pages[name] in made}
        expected = {name for name in expected if name in pages}
        if anew != expected:
            more, less = sorted(anew - expected), sorted(expected - anew)
            wrong.append(f"{what}: made anew needlessly {more}, not made anew {less}")
    assert not wrong, "\n" + "\n".join(wrong)
