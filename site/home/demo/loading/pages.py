"""The demonstration's pages: home, hub, "Staying safe", consultations and discussions."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Page, Site

from consultations.models import (
    ConsultationDocument,
    ConsultationIndexPage,
    ConsultationPage,
    OfflineResponse,
)
from discussion_pages.models import (
    DiscussionPage,
    DiscussionSettings,
    ModerationPolicy,
    SafetyGuidancePage,
)
from home.demo import library
from home.demo.guidance import STAYING_SAFE
from home.demo.loading.calendar import Calendar
from home.demo.loading.shelf import Shelf
from home.demo.loading.streams import body_json, timeline_json
from home.demo.loading.words import typeset
from home.demo.policies import HOW_WE_MODERATE
from home.demo.shapes import Batch, Consultation, Discussion, Target
from home.models import HomePage

WAGTAILS_WELCOME = "Welcome to your new Wagtail site!"


def load_home(shelf: Shelf) -> HomePage:
    """Return the home page, made if there is none, and let the site begin there."""
    root = Page.objects.get(depth=1)
    home = HomePage.objects.child_of(root).first()
    if home is None:
        image = shelf.image(library.RIVER_DAWN)
        home = HomePage(
            title=typeset(library.HOME_TITLE),
            slug="talk-london",
            introduction=typeset(library.HOME_INTRODUCTION),
            hero_image=image,
            hero_alt=typeset(library.RIVER_DAWN.alt),
            show_in_menus=True,
        )
        root.add_child(instance=home)
        home.save_revision().publish()
    _place_site(home)
    return home


def _place_site(home: HomePage) -> None:
    """Let the default site begin at our home page, and take Wagtail's welcome page away."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    wanted = {
        "hostname": "127.0.0.1",
        "port": getattr(settings, "PORT", 80),
        "root_page_id": home.pk,
        "site_name": site.site_name or library.SITE_NAME,
    }
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()
    for welcome in Page.objects.filter(depth=2, title=WAGTAILS_WELCOME, numchild=0):
        welcome.delete()


def load_staying_safe(home: HomePage, shelf: Shelf) -> SafetyGuidancePage:
    """Return the full page about getting help; its guidance becomes the site's default."""
    guidance = shelf.guidance(STAYING_SAFE)
    defaults = DiscussionSettings.for_site(Site.objects.get(is_default_site=True))
    page = SafetyGuidancePage.objects.child_of(home).filter(slug="staying-safe").first()
    if page is None:
        page = SafetyGuidancePage(
            title=STAYING_SAFE.title, slug="staying-safe", guidance=guidance, show_in_menus=True
        )
        home.add_child(instance=page)
        page.save_revision().publish()
        if defaults.default_guidance_id is None:
            defaults.default_guidance = guidance
            defaults.save()
    return page


def load_policy(shelf: Shelf) -> ModerationPolicy:
    """Return the policy that the site falls back to: the demonstration's, where it names none."""
    defaults = DiscussionSettings.for_site(Site.objects.get(is_default_site=True))
    if defaults.default_policy is None:
        defaults.default_policy = shelf.policy(HOW_WE_MODERATE)
        defaults.save()
    return defaults.default_policy


def load_hub(home: HomePage) -> ConsultationIndexPage:
    """Return the hub, made if there is none."""
    hub = ConsultationIndexPage.objects.child_of(home).filter(slug="consultations").first()
    if hub is None:
        hub = ConsultationIndexPage(
            title=library.HUB_TITLE,
            slug="consultations",
            introduction=typeset(library.HUB_INTRODUCTION),
            show_in_menus=True,
        )
        home.add_child(instance=hub)
        hub.save_revision().publish()
    return hub


def make_consultation(
    script: Consultation, *, hub: ConsultationIndexPage, shelf: Shelf, calendar: Calendar
) -> ConsultationPage:
    """Make and publish a consultation with its discussions, but without comments."""
    page = ConsultationPage(
        title=typeset(script.title),
        slug=script.slug,
        organisation=shelf.organisation(script.body),
        summary=typeset(script.summary),
        hero_image=shelf.image(script.hero),
        hero_alt=typeset(script.hero.alt),
        hero_caption=typeset(script.hero_caption),
        opens_at=calendar.opens_at(script),
        closes_at=calendar.closes_at(script),
        outcome_published_at=calendar.outcome_published_at(script),
        noun_singular=script.noun[0],
        noun_plural=script.noun[1],
        body=body_json(script.blocks, shelf=shelf, key=script.slug),
        open_to_change=typeset(script.open_to_change),
        decided_by=typeset(script.decided_by),
        next_steps=typeset(script.next_steps),
        outcome_summary=typeset(script.outcome_summary),
        contact_name=typeset(script.contact_name),
        contact_email=script.contact_email,
        contact_phone=script.contact_phone,
        policy=script.policy and shelf.policy(script.policy),
    )
    page.topics = [shelf.topic(name) for name in script.topics]
    page.documents = [
        ConsultationDocument(document=shelf.document(paper)) for paper in script.papers
    ]
    hub.add_child(instance=page)
    for discussion in script.discussions:
        _make_discussion(discussion, consultation=page, script=script, shelf=shelf)
    write_timeline(page, script, shelf=shelf, calendar=calendar)
    page.save_revision().publish()
    return page


def write_timeline(
    page: ConsultationPage, script: Consultation, *, shelf: Shelf, calendar: Calendar
) -> None:
    """Set the timeline on the instance; its links lead to the page and its first discussion."""
    first = DiscussionPage.objects.child_of(page).first()
    page.timeline = timeline_json(
        script.timeline,
        shelf=shelf,
        calendar=calendar,
        pages={Target.CONSULTATION: page.pk, Target.DISCUSSION: (first or page).pk},
        key=script.slug,
    )


def add_batch(page: ConsultationPage, batch: Batch, *, calendar: Calendar, entered_by) -> None:
    """Record responses that came in off line."""
    OfflineResponse.objects.create(
        consultation=page,
        channel=batch.channel,
        received_on=calendar.day(batch.received_on),
        people=batch.people,
        responses=batch.responses,
        note=typeset(batch.note),
        entered_by=entered_by,
    )


def _make_discussion(
    discussion: Discussion, *, consultation: ConsultationPage, script: Consultation, shelf: Shelf
) -> None:
    co_moderator = discussion.co_moderator and shelf.organisation(discussion.co_moderator)
    page = DiscussionPage(
        title=typeset(discussion.title),
        slug=discussion.slug,
        summary=typeset(discussion.summary),
        organisation=shelf.organisation(script.body),
        co_moderator=co_moderator,
        body=body_json(discussion.blocks, shelf=shelf, key=f"{script.slug}/{discussion.slug}"),
        moderation_mode=discussion.moderation.value,
        is_sensitive=discussion.sensitive,
    )
    consultation.add_child(instance=page)
    page.save_revision().publish()
