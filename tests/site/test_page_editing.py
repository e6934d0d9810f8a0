"""Editing pages in the admin, as staff do it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from consultations.models import ConsultationPage
from discussion_pages.models import DiscussionPage, SafetyGuidance
from tests import factories
from tests.media import make_image
from tests.staff import client_for, make_staff

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def staff(world):
    return make_staff(world.hub)


@pytest.fixture
def new_yorker(staff):
    """The editor, whose own clock is another."""
    UserProfile.objects.create(user=staff.editor, current_time_zone="America/New_York")
    return client_for(staff.editor)


def consultation_data(**fields):
    return nested_form_data(
        {
            "title": "Quieter streets",
            "slug": "quieter-streets",
            "summary": "What should change?",
            "hero_alt": "",
            "body": streamfield([]),
            "timeline": streamfield([]),
            "documents": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "open_to_change": rich_text(""),
            "decided_by": rich_text(""),
            "next_steps": rich_text(""),
            "outcome_summary": rich_text(""),
            "opens_at": "2027-06-01 09:00",
            "closes_at": "2027-06-30 23:59",
        }
        | fields
    )


def add_consultation(client, world, **fields):
    return client.post(
        f"/admin/pages/add/consultations/consultationpage/{world.hub.pk}/",
        consultation_data(**{"action-publish": "yes"} | fields),
    )


def test_a_deadline_means_the_sites_clock_whatever_the_staff_members_own(new_yorker, world):
    assert add_consultation(new_yorker, world).status_code == 302
    page = ConsultationPage.objects.get(slug="quieter-streets")
    assert page.closes_at == datetime(2027, 7, 1, 0, 0, tzinfo=LONDON)
    assert page.opens_at == datetime(2027, 6, 1, 9, 0, tzinfo=LONDON)
    assert page.closes_at == datetime(2027, 6, 30, 23, 0, tzinfo=UTC)


def test_the_form_shows_the_deadline_as_it_was_typed(new_yorker, world):
    add_consultation(new_yorker, world)
    page = ConsultationPage.objects.get(slug="quieter-streets")
    html = new_yorker.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert 'value="2027-06-30 23:59"' in html
    assert 'value="2027-06-01 09:00"' in html


def test_saving_again_without_a_change_moves_no_deadline(new_yorker, world):
    add_consultation(new_yorker, world)
    page = ConsultationPage.objects.get(slug="quieter-streets")
    new_yorker.post(f"/admin/pages/{page.pk}/edit/", consultation_data(**{"action-publish": "yes"}))
    again = ConsultationPage.objects.get(pk=page.pk)
    assert (again.opens_at, again.closes_at) == (page.opens_at, page.closes_at)


def test_the_admin_leaves_nobody_elses_clock_changed(new_yorker, world):
    new_yorker.get("/admin/")
    assert timezone.get_current_timezone_name() == "Europe/London"


@pytest.mark.parametrize("slug", ["timeline", "statistics", "survey", "outcome"])
def test_a_slug_that_the_page_above_needs_is_refused_at_the_field_and_nothing_is_lost(
    staff, world, slug
):
    response = client_for(staff.editor).post(
        f"/admin/pages/add/discussion_pages/discussionpage/{world.consultation.pk}/",
        nested_form_data(
            {
                "title": "When?",
                "slug": slug,
                "summary": "A sentence worth keeping.",
                "body": streamfield([]),
                "moderation_mode": "after",
                "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
                "action-publish": "yes",
            }
        ),
    )
    assert response.status_code == 200
    assert "is an address that the page above needs itself" in str(
        response.context["form"].errors["slug"]
    )
    assert "A sentence worth keeping." in response.content.decode()
    assert not DiscussionPage.objects.filter(slug=slug).exists()


def test_a_feed_cannot_be_hidden_by_a_consultation(staff, world):
    response = add_consultation(client_for(staff.editor), world, slug="feed")
    assert "slug" in response.context["form"].errors


@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")  # Wagtail's thumbnail
def test_an_image_without_a_description_is_not_published(staff, world):
    image = make_image()
    response = add_consultation(client_for(staff.editor), world, hero_image=image.pk)
    assert "Describe what the image shows" in str(response.context["form"].errors["hero_alt"])


def test_a_draft_may_be_saved_before_everything_is_known(staff, world):
    response = client_for(staff.editor).post(
        f"/admin/pages/add/consultations/consultationpage/{world.hub.pk}/",
        consultation_data(title="An idea", slug="an-idea", summary="", opens_at="", closes_at=""),
    )
    assert response.status_code == 302
    assert not Page.objects.get(slug="an-idea").live


@pytest.mark.parametrize("which", ["consultation", "discussion", "hub", "home", "safety"])
@pytest.mark.parametrize("draft", [False, True])
def test_every_page_type_has_a_preview_drafts_too(staff, world, which, draft):
    safety = factories.SafetyGuidancePageFactory(parent=world.home)
    page = {"safety": safety}.get(which) or getattr(world, which)
    page.title = "Title in the draft"
    page.save_revision()
    if draft:
        page.unpublish()
    response = client_for(staff.admin).get(f"/admin/pages/{page.pk}/view_draft/")
    assert response.status_code == 200
    assert "Title in the draft" in response.content.decode()


@pytest.mark.parametrize("which", ["consultation", "discussion", "hub", "home", "safety"])
def test_every_page_type_can_be_scheduled(world, which):
    safety = factories.SafetyGuidancePageFactory(parent=world.home)
    page = {"safety": safety}.get(which) or getattr(world, which)
    page.unpublish()
    page.refresh_from_db()
    page.go_live_at = timezone.now() - timezone.timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("publish_scheduled")
    assert Page.objects.get(pk=page.pk).live


def test_safety_guidance_has_drafts_workflow_and_preview(staff):
    guidance = factories.SafetyGuidanceFactory(title="Staying safe")
    base = "/admin/snippets/discussion_pages/safetyguidance"
    editor = client_for(staff.editor)
    html = editor.get(f"{base}/edit/{guidance.pk}/").content.decode()
    assert 'name="action-publish"' in html
    guidance.save_revision()
    assert editor.get(f"{base}/history/{guidance.pk}/").status_code == 200
    assert client_for(staff.admin).get(f"{base}/workflow_history/{guidance.pk}/").status_code == 200
    data = nested_form_data(
        {
            "title": "Staying very safe",
            "summary": "Two sentences.",
            "contacts": streamfield([]),
            "body": rich_text("<p>Help.</p>"),
        }
    )
    editor.post(f"{base}/preview/{guidance.pk}/", data)
    preview = editor.get(f"{base}/preview/{guidance.pk}/")
    assert preview.status_code == 200
    assert "Staying very safe" in preview.content.decode()


FIELDS = [
    (ConsultationPage, "body"),
    (ConsultationPage, "timeline"),
    (DiscussionPage, "body"),
    (SafetyGuidance, "contacts"),
]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(block, id=f"{model.__name__}.{name}.{block.name}")
        for model, name in FIELDS
        for block in model._meta.get_field(name).stream_block.child_blocks.values()
    ],
)
def test_every_block_can_be_looked_at_before_it_is_chosen(staff, block):
    assert block.is_previewable
    response = client_for(staff.editor).get(
        reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
    )
    assert response.status_code == 200
    assert "<main>" in response.content.decode()
