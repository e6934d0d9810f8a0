"""Drafts by token: whose they are, how long they hold, and what a token is good for."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.signing import Signer
from django.test import override_settings
from wagtail.models import GroupPagePermission, Page
from wagtail_headless_preview.models import PagePreview

from consultations.models import ConsultationDocument, ConsultationPage
from discussion_pages.models import DiscussionPage
from discussion_pages.services.previewing import (
    KEPT_FOR_ONE_EDITOR,
    NoPreview,
    draft_of,
    make_preview,
)
from discussion_pages.services.purging import purge
from tests import factories
from tests.media import make_document, make_image
from tests.staff import make_staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(minutes=60)
TICK = timedelta(microseconds=1)


@pytest.fixture
def editor(world):
    return make_staff(world.hub).editor


@pytest.fixture
def draft(world):
    """The consultation, with a title that is not saved."""
    page = ConsultationPage.objects.get(pk=world.consultation.pk)
    page.title = "Title in the draft"
    return page


def new_page(parent):
    """Return a page that nobody has saved, placed as Wagtail's preview places it."""
    page = ConsultationPage(title="Not saved", slug="not-saved", summary="?")
    page.depth = parent.depth + 1
    page.path = parent.get_last_child()._inc_path()
    page.set_url_path(parent)
    return page


def refused(token, at):
    with pytest.raises(NoPreview):
        draft_of(token, at=at)


def test_a_token_shows_the_draft_and_the_database_keeps_what_it_had(draft, editor, at):
    token = make_preview(draft, editor=editor, at=at)
    found = draft_of(token, at=at)
    assert type(found) is ConsultationPage
    assert (found.pk, found.title) == (draft.pk, "Title in the draft")
    assert ConsultationPage.objects.get(pk=draft.pk).title == "Safer streets"


def test_a_token_holds_until_its_time_is_over_and_not_a_tick_longer(draft, editor, at):
    token = make_preview(draft, editor=editor, at=at)
    assert draft_of(token, at=at + HOUR - TICK)
    refused(token, at + HOUR)


@override_settings(DISCUSSION_PAGES_PREVIEW_MINUTES=5)
def test_a_host_says_how_long(draft, editor, at):
    token = make_preview(draft, editor=editor, at=at)
    assert draft_of(token, at=at + timedelta(minutes=5) - TICK)
    refused(token, at + timedelta(minutes=5))


def test_a_token_that_was_changed_is_refused(draft, editor, at):
    token = make_preview(draft, editor=editor, at=at)
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        refused(token[:place] + other + token[place + 1 :], at)
    for wrong in ("", "draft.", token[:-1], f"{token} ", token.partition(":")[0], "\x00", "é:é"):
        refused(wrong, at)


def test_what_somebody_else_signed_is_no_token(draft, editor, at):
    value = make_preview(draft, editor=editor, at=at).rpartition(":")[0]
    refused(Signer(salt="another").sign(value), at)
    with override_settings(SECRET_KEY="another"):
        refused(Signer(salt="discussion_pages.previewing").sign(value), at)


def test_a_row_that_the_package_made_is_not_ours(draft, editor, at):
    row = PagePreview.objects.create(
        token="id=1:abc:def", content_type=draft.content_type, content_json=draft.to_json()
    )
    refused(row.token, at)


def test_each_token_shows_its_own_draft(world, draft, editor, at):
    first = make_preview(draft, editor=editor, at=at)
    draft.title = "A later title"
    second = make_preview(draft, editor=editor, at=at)
    other = make_preview(world.discussion, editor=editor, at=at)
    assert len({first, second, other}) == 3
    assert draft_of(first, at=at).title == "Title in the draft"
    assert draft_of(second, at=at).title == "A later title"
    assert type(draft_of(other, at=at)) is DiscussionPage


def test_a_token_says_nothing_of_the_editor_or_the_page(draft, at):
    admin = factories.UserFactory(superuser=True, pk=987654321)
    token = make_preview(draft, editor=admin, at=at)
    assert "987654321" not in token
    assert not {str(draft.pk), draft.slug, admin.email} & set(re.split(r"[.:]", token))


@pytest.mark.parametrize("change", ["inactive", "deleted", "no rights on the page", "no admin"])
def test_a_token_dies_with_its_editors_rights(draft, editor, at, change):
    token = make_preview(draft, editor=editor, at=at)
    match change:
        case "inactive":
            editor.is_active = False
            editor.save()
        case "deleted":
            editor.delete()
        case "no rights on the page":
            GroupPagePermission.objects.all().delete()
        case "no admin":
            editor.groups.get().permissions.filter(codename="access_admin").delete()
    refused(token, at)


def test_rights_that_come_back_bring_the_preview_back(draft, editor, at):
    token = make_preview(draft, editor=editor, at=at)
    groups = list(editor.groups.all())
    editor.groups.clear()
    refused(token, at)
    editor.groups.set(groups)
    assert draft_of(token, at=at)


@pytest.mark.parametrize("who", ["member", "moderator", "analyst", "anonymous"])
def test_nobody_lends_a_draft_that_they_may_not_edit(draft, world, member, at, who):
    staff = make_staff(world.hub)
    person = {"member": member, "anonymous": AnonymousUser()}.get(who) or getattr(staff, who)
    with pytest.raises(PermissionDenied):
        make_preview(draft, editor=person, at=at)
    assert not PagePreview.objects.exists()


def test_an_editor_of_one_section_lends_nothing_of_another(world, editor, at):
    elsewhere = factories.SafetyGuidancePageFactory(parent=world.home)
    with pytest.raises(PermissionDenied):
        make_preview(elsewhere, editor=editor, at=at)


def test_a_page_that_nobody_has_saved_is_shown_where_it_is_to_stand(world, editor, at):
    token = make_preview(new_page(world.hub), editor=editor, at=at)
    found = draft_of(token, at=at)
    assert (found.pk, found.title, found.live) == (None, "Not saved", False)
    assert found.url_path == f"{world.hub.url_path}not-saved/"
    assert found.get_parent().specific == world.hub
    assert not Page.objects.filter(slug="not-saved").exists()


def test_what_is_added_later_at_the_place_of_an_unsaved_page_is_not_taken_for_it(world, editor, at):
    token = make_preview(new_page(world.hub), editor=editor, at=at)
    factories.ConsultationPageFactory(parent=world.hub, title="Somebody was quicker")
    found = draft_of(token, at=at)
    assert not Page.objects.filter(path__startswith=found.path).exists()


def test_an_unsaved_page_needs_the_right_to_add_it_and_its_parent(world, editor, at):
    token = make_preview(new_page(world.hub), editor=editor, at=at)
    other = make_preview(new_page(world.hub), editor=editor, at=at)
    GroupPagePermission.objects.filter(permission__codename="add_page").delete()
    refused(token, at)
    world.hub.delete()
    refused(other, at)


def test_a_page_that_was_moved_is_shown_where_it_stands_now(world, draft, editor, at):
    token = make_preview(draft, editor=editor, at=at)
    other_hub = factories.ConsultationIndexPageFactory(parent=world.hub, slug="archive")
    Page.objects.get(pk=draft.pk).move(other_hub, pos="last-child")
    assert draft_of(token, at=at).url_path == f"{other_hub.url_path}safer-streets/"


def test_a_page_that_was_deleted_has_no_preview(draft, editor, at):
    token = make_preview(draft, editor=editor, at=at)
    Page.objects.get(pk=draft.pk).delete()
    refused(token, at)


def test_what_a_draft_names_and_somebody_deleted_is_left_out(draft, editor, at):
    draft.organisation, draft.hero_image = factories.OrganisationFactory(), make_image()
    gone, kept = make_document("Gone"), make_document("Kept")
    draft.documents = [ConsultationDocument(document=gone), ConsultationDocument(document=kept)]
    topic = factories.TopicFactory()
    draft.topics = [topic]
    token = make_preview(draft, editor=editor, at=at)
    for thing in (draft.organisation, draft.hero_image, gone, topic):
        thing.delete()
    found = draft_of(token, at=at)
    assert (found.organisation, found.hero_image) == (None, None)
    assert [row.document for row in found.documents.all()] == [kept]
    assert list(found.topics.all()) == []


def test_what_concerns_editors_only_is_not_kept_with_the_draft(draft, editor, at):
    draft.owner = draft.locked_by = editor
    draft.wagtail_admin_comments.create(user=editor, text="zq-internal", contentpath="title")
    make_preview(draft, editor=editor, at=at)
    kept = json.loads(PagePreview.objects.get().content_json)
    assert "zq-internal" not in str(kept)
    assert not {"owner", "locked_by"} & set(kept)


def test_an_editor_who_types_for_an_hour_fills_no_table(world, draft, editor, at):
    first = make_preview(draft, editor=editor, at=at)
    other = make_preview(world.discussion, editor=editor, at=at)
    tokens = [make_preview(draft, editor=editor, at=at) for _ in range(KEPT_FOR_ONE_EDITOR)]
    refused(first, at)
    assert all(draft_of(token, at=at) for token in (*tokens, other))
    assert PagePreview.objects.count() == KEPT_FOR_ONE_EDITOR + 1


def test_the_nightly_command_deletes_what_is_over_and_nothing_else(draft, editor, at):
    PagePreview.objects.create(
        token="id=1:abc:def", content_type=draft.content_type, content_json="{}"
    )
    old = make_preview(draft, editor=editor, at=at)
    young = make_preview(draft, editor=editor, at=at + TICK)
    assert purge(at=at + HOUR - TICK).previews == 0
    assert purge(at=at + HOUR).previews == 1
    left = PagePreview.objects.values_list("token", flat=True)
    assert set(left) == {young, "id=1:abc:def"}
    assert old not in left
