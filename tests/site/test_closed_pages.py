"""Private pages and documents, asked for by members whom they are not for."""

import re

import pytest
from django.contrib.auth.models import Group
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from discussion_pages.models import DiscussionComment
from discussion_pages.services.posting import post_comment
from tests import factories
from tests.factories import NOW
from tests.kept import kept_entries
from tests.media import make_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

CONSULTATION = "/consultations/safer-streets/"
DISCUSSION = f"{CONSULTATION}walk-home/"
ADDRESSES = (
    "/consultations/",
    CONSULTATION,
    f"{CONSULTATION}timeline.ics",
    f"{CONSULTATION}statistics/",
    DISCUSSION,
    f"{DISCUSSION}comments/{{pk}}/",
    f"{DISCUSSION}threads/{{pk}}/",
)
CLOSED = "This is for others"


@pytest.fixture
def group():
    return Group.objects.create(name="The few")


@pytest.fixture
def comment(world, other_member):
    post_comment(discussion=world.discussion, author=other_member, text="It is dark.", at=NOW)
    return DiscussionComment.objects.get()


def keep_to(group: Group, page: Page) -> None:
    restriction = PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type="groups"
    )
    restriction.groups.add(group)


@pytest.fixture
def paper(settings, tmp_path, group):
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {"default": disk}
    settings.MEDIA_ROOT = tmp_path
    document = make_document(title="The paper of the few")
    restriction = CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type="groups"
    )
    restriction.groups.add(group)
    return document


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_member_outside_the_group_is_told_so(client, world, member, group, comment, address):
    keep_to(group, world.hub)
    client.force_login(member)
    response = client.get(address.format(pk=comment.pk))
    assert response.status_code == 403
    assert CLOSED in response.text and "Lamplighter" in response.text


def test_what_a_member_sends_to_a_closed_page_is_refused_alike(client, world, member, group):
    keep_to(group, world.discussion)
    client.force_login(member)
    assert client.post(DISCUSSION, {"comment": "Light!"}).status_code == 403
    assert not DiscussionComment.objects.exists()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_is_asked_to_log_in(client, world, group, comment, address):
    keep_to(group, world.hub)
    address = address.format(pk=comment.pk)
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith(f"/accounts/login/?next={address}")


@pytest.mark.parametrize("who", ["in the group", "administrator"])
def test_whom_a_page_is_for_reads_it(client, world, member, group, who):
    keep_to(group, world.hub)
    if who == "administrator":
        member = factories.UserFactory(superuser=True)
    else:
        member.groups.add(group)
    client.force_login(member)
    assert client.get(CONSULTATION).status_code == 200


def test_a_page_for_any_account_is_open_to_each(client, world, member):
    PageViewRestriction.objects.create(page=world.hub, restriction_type="login")
    client.force_login(member)
    assert client.get(CONSULTATION).status_code == 200


def test_a_closed_page_says_nothing_of_itself(client, world, member, group):
    page = world.consultation
    page.title, page.seo_title = "Streets of the few", "Closed circle"
    page.search_description = page.summary = "Asked of a few."
    page.save()
    keep_to(group, page)
    client.force_login(member)
    response = client.get(CONSULTATION)
    for text in ("Streets of the few", "Closed circle", "Asked of a few.", "canonical", "og:"):
        assert text not in response.text
    assert '<meta name="robots" content="noindex">' in response.text


def test_a_closed_page_is_kept_nowhere(client, world, member, group, settings):
    settings.DISCUSSION_PAGES_CACHE = "default"
    keep_to(group, world.home)
    client.force_login(member)
    response = client.get("/")
    assert response.status_code == 403
    assert {"private", "no-store"} <= set(re.split(r",\s*", response["Cache-Control"]))
    assert not kept_entries()


def test_one_can_log_out_and_come_back_as_somebody_else(client, world, member, group):
    keep_to(group, world.hub)
    client.force_login(member)
    text = client.get(CONSULTATION).text
    form = text[text.index('<form class="form"') :]
    action = re.search(r'action="([^"]+)"', form)[1]
    place = re.search(r'name="next" value="([^"]+)"', form)[1]
    response = client.post(action, {"next": place}, follow=True)
    assert response.redirect_chain[-1] == (f"/accounts/login/?next={CONSULTATION}", 302)


def test_a_closed_page_speaks_the_language_of_its_address(client, world, member, group):
    keep_to(group, world.hub)
    client.force_login(member)
    response = client.get(f"/fr{CONSULTATION}")
    assert response.status_code == 403 and "Vous êtes connecté" in response.text


def test_a_document_kept_to_others_is_told_of_alike(client, world, member, paper):
    assert client.get(paper.url)["Location"].startswith("/accounts/login/")
    client.force_login(member)
    response = client.get(paper.url)
    assert response.status_code == 403
    assert CLOSED in response.text and paper.title not in response.text
    assert {"private", "no-store"} <= set(re.split(r",\s*", response["Cache-Control"]))
    assert "sandbox" not in response["Content-Security-Policy"]
    assert "form-action 'self'" in response["Content-Security-Policy"]


def test_a_document_is_served_to_whom_it_is_for(client, world, member, group, paper):
    member.groups.add(group)
    client.force_login(member)
    response = client.get(paper.url)
    assert b"".join(response.streaming_content) == b"words"
    response.close()


def test_a_member_is_asked_for_the_password_of_a_document(client, world, member, paper):
    paper.collection.view_restrictions.update(restriction_type="password", password="lamp")
    client.force_login(member)
    assert "This document has a password" in client.get(paper.url).text
