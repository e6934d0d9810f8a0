"""Use consultations in the host's site as its staff, a member and a stranger would."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from consultations.models import ConsultationIndexPage, ConsultationPage
from discussion_pages.models import (
    DiscussionPage,
    Organisation,
    SafetyGuidance,
    SafetyGuidancePage,
)
from host.commenting import comment_as_members, make_people, moderate
from host.visitors import Visitor, missing_static_files, origins


def walk() -> dict[str, Any]:
    """Return what was seen, under the name of each step."""
    staff = make_people()
    seen: dict[str, Any] = {}
    seen["hub added"] = add_hub(staff)
    call_command("create_consultation_groups", verbosity=0)
    make_pages()
    visit_as_stranger(seen)
    comment_as_members(seen, page="/have-your-say/hours/sundays/")
    discussion = DiscussionPage.objects.get()
    seen["comments api"] = Visitor().get(f"/api/v2/comments/?discussion={discussion.pk}")
    moderate(staff, seen)
    page = ConsultationPage.objects.get()
    seen["page form"] = staff.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    seen["origins"] = origins()
    return seen


def add_hub(staff: Visitor) -> dict[str, Any]:
    """Add the hub as step 5 says."""
    front = Page.objects.get(depth=2)
    url = reverse(
        "wagtailadmin_pages:add", args=["consultations", "consultationindexpage", front.pk]
    )
    return staff.send(
        url,
        "form#page-edit-form",
        **{"title": "Have your say", "slug": "have-your-say", "action-publish": "action-publish"},
    )


def make_pages() -> None:
    """Write a consultation with everything on it, and the page about staying safe."""
    now = timezone.now()
    locale = Locale.get_default()
    file = BytesIO()
    Picture.new("RGB", (60, 40), "teal").save(file, "PNG")
    image = get_image_model().objects.create(title="Sign", file=ImageFile(file, name="sign.png"))
    organisation = Organisation.objects.create(name="Northfield Trust", mark=image, locale=locale)
    guidance = SafetyGuidance.objects.create(
        title="Staying safe", summary="There is help.", body="<p>Call us.</p>", locale=locale
    )
    front = Page.objects.get(depth=2)
    front.add_child(
        instance=SafetyGuidancePage(title="Staying safe", slug="staying-safe", guidance=guidance)
    )
    hub = ConsultationIndexPage.objects.get()
    consultation = hub.add_child(
        instance=ConsultationPage(
            title="Longer opening hours",
            slug="hours",
            summary="Should the library open on Sundays?",
            organisation=organisation,
            hero_image=image,
            hero_alt="The sign above the door",
            opens_at=now - timedelta(days=3),
            closes_at=now + timedelta(days=3),
            guidance=guidance,
            timeline=[
                (
                    "stage",
                    {
                        "heading": "Listening",
                        "entries": [
                            (
                                "milestone",
                                {
                                    "title": "We start",
                                    "when": [("day", {"date": now.date()})],
                                },
                            )
                        ],
                    },
                )
            ],
        )
    )
    consultation.add_child(
        instance=DiscussionPage(
            title="Sundays", slug="sundays", organisation=organisation, moderation_mode="after"
        )
    )


def visit_as_stranger(seen: dict[str, Any]) -> None:
    """Look at every public page and address without an account."""
    stranger = Visitor()
    for name, url in {
        "hub": "/have-your-say/",
        "feed": "/have-your-say/feed/",
        "consultation": "/have-your-say/hours/",
        "calendar": "/have-your-say/hours/timeline.ics",
        "discussion": "/have-your-say/hours/sundays/",
        "guidance": "/staying-safe/",
        "api": "/api/v2/pages/?type=consultations.ConsultationPage&status=open",
        "participation": "/api/participation/v1/discussions?state=open",
        "manual": "/api/participation/v1/docs/",
        "embed": "/embed/",
    }.items():
        seen[name] = stranger.get(url)
    seen["missing static files"] = [
        name
        for page in ("hub", "consultation", "discussion", "guidance", "manual", "embed")
        for name in missing_static_files(seen[page]["text"])
    ]
    seen["cookies of a stranger"] = list(stranger.client.cookies)
