"""Private pages and documents that open by a password."""

import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from discussion_pages.conf import DEFAULTS
from discussion_pages.models import DiscussionComment
from discussion_pages.services.posting import post_comment
from tests import factories
from tests.factories import NOW
from tests.kept import kept_entries
from tests.media import make_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PASSWORD = "three lamps by the river"
WRONG = "two lamps by the river"


@pytest.fixture
def guesses(settings):
    def allow(**some: str) -> None:
        settings.DISCUSSION_PAGES_FORM_LIMITS = DEFAULTS["FORM_LIMITS"] | some

    return allow


def lock(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type="password", password=PASSWORD
    )


def form_of(response) -> tuple[str, dict[str, str]]:
    """Return where a page's form is sent, and what it sends unseen."""
    action = re.search(r'<form class="form" method="post" action="([^"]+)"', response.text)[1]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.text)
    return action, dict(hidden)


def unlock(client: Client, address: str, password: str = PASSWORD):
    action, hidden = form_of(client.get(address))
    return client.post(action, hidden | {"password": password})


@pytest.fixture
def talk(world, member):
    post_comment(discussion=world.discussion, author=member, text="The lamps are dark.", at=NOW)
    return world.discussion


PAGES = {
    "home": "/",
    "hub": "/consultations/",
    "consultation": "/consultations/safer-streets/",
    "discussion": "/consultations/safer-streets/walk-home/",
}


@pytest.mark.parametrize(("name", "address"), PAGES.items())
def test_a_page_opens_by_its_password_and_by_no_other(client, world, talk, name, address):
    lock(getattr(world, name))
    response = unlock(client, address, WRONG)
    assert response.status_code == 200
    assert "The password you have entered is not correct" in response.text
    response = unlock(client, address)
    assert (response.status_code, response["Location"]) == (302, address)
    response = client.get(address)
    assert response.status_code == 200 and "This page has a password" not in response.text
    assert "private" in response["Cache-Control"]
    assert "This page has a password" in Client().get(address).text, "to others it is closed"


@pytest.mark.parametrize("way", ["at its own address", "after a wrong password"])
@pytest.mark.parametrize(("name", "address"), PAGES.items())
def test_what_is_locked_says_nothing_of_itself(client, world, talk, name, address, way):
    page = getattr(world, name)
    page.title = f"{page.title} of the few"
    secrets = ["The lamps are dark.", page.title]
    for field in ("introduction", "summary", "question"):
        secrets += [text for text in [re.sub(r"<[^>]+>", "", getattr(page, field, ""))] if text]
    page.search_description = "Asked of a few."
    page.seo_title = "Closed circle"
    page.save()
    lock(page)
    response = unlock(client, address, WRONG) if "wrong" in way else client.get(address)
    assert response.status_code == 200
    for text in [*secrets, "Asked of a few.", "Closed circle"]:
        assert text not in response.text
    assert "noindex" in response.text


@pytest.mark.parametrize("address", PAGES.values())
def test_a_locked_page_is_kept_nowhere(client, world, settings, address):
    settings.DISCUSSION_PAGES_CACHE = "default"
    lock(world.home)
    response = client.get(address)
    assert "This page has a password" in response.text
    assert {"private", "no-store"} & set(re.split(r",\s*", response["Cache-Control"]))
    assert not kept_entries()
    action, _hidden = form_of(response)
    assert "no-store" in client.get(action)["Cache-Control"]
    unlock(client, address)
    client.get(address)
    assert not kept_entries()


@pytest.mark.parametrize("path", ["threads/{pk}/", "comments/{pk}/", "comments/{pk}/report/"])
def test_what_is_below_a_locked_page_is_locked_with_it(client, world, talk, path):
    comment = DiscussionComment.objects.get()
    lock(world.consultation)
    address = f"{PAGES['discussion']}{path.format(pk=comment.pk)}"
    response = client.get(address)
    assert "This page has a password" in response.text and "lamps" not in response.text
    assert unlock(client, address)["Location"] == address
    assert client.get(address, follow=True).status_code == 200


def test_a_password_opens_nothing_beside_its_section(client, world):
    beside = factories.ConsultationPageFactory(parent=world.hub, title="Beside", slug="beside")
    draft = factories.ConsultationPageFactory(parent=world.hub, slug="draft", live=False)
    restriction = lock(world.consultation)
    own = lock(beside)
    lock(draft)
    for one, page in ((restriction, beside), (own, world.consultation), (own, draft)):
        address = f"/_util/authenticate_with_password/{one.pk}/{page.pk}/"
        assert client.get(address).status_code == 404
        assert client.post(address, {"password": PASSWORD, "return_url": "/"}).status_code == 404
    unlock(client, PAGES["consultation"])
    assert "This page has a password" in client.get("/consultations/beside/").text


def test_a_restriction_of_another_kind_has_no_password(client, world):
    members = PageViewRestriction.objects.create(page=world.hub, restriction_type="login")
    address = f"/_util/authenticate_with_password/{members.pk}/{world.hub.pk}/"
    assert client.get(address).status_code == 404


def test_a_password_leads_nowhere_else(client, world):
    lock(world.hub)
    action, hidden = form_of(client.get("/consultations/"))
    elsewhere = hidden | {"password": PASSWORD, "return_url": "https://evil.example/"}
    assert client.post(action, elsewhere)["Location"] == "/accounts/"


def test_a_page_in_french_asks_in_french(client, world):
    restriction = lock(world.hub)
    address = f"/fr/_util/authenticate_with_password/{restriction.pk}/{world.hub.pk}/"
    response = client.get(address)
    assert "Cette page est protégée par un mot de passe" in response.text
    assert form_of(response)[0] == address


@pytest.fixture
def paper(settings, tmp_path):
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {"default": disk}
    settings.MEDIA_ROOT = tmp_path
    document = make_document()
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type="password", password=PASSWORD
    )
    return get_document_model().objects.get(pk=document.pk)


def test_a_document_opens_by_its_password_and_by_no_other(client, world, paper):
    response = unlock(client, paper.url, WRONG)
    assert "The password you have entered is not correct" in response.text
    assert "This document has a password" in response.text and paper.title not in response.text
    assert unlock(client, paper.url)["Location"] == paper.url
    assert "This document has a password" in Client().get(paper.url).text, "to others it is closed"
    response = client.get(paper.url)
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == b"words"
    response.close()


@pytest.mark.parametrize("path", ["{paper}", "/documents/1/nothing.pdf"])
def test_a_page_in_the_place_of_a_document_may_be_styled_and_sent(client, world, paper, path):
    response = client.get(path.format(paper=paper.url))
    assert "sandbox" not in response["Content-Security-Policy"]
    assert "form-action 'self'" in response["Content-Security-Policy"]


def test_a_document_that_is_html_is_no_page_of_ours(client, world, paper):
    paper.collection.view_restrictions.all().delete()
    paper.file.save("paper.html", ContentFile(b"<form></form>"))
    response = client.get(paper.url)
    assert response["Content-Type"].startswith("text/html")
    assert "sandbox" in response["Content-Security-Policy"]
    response.close()


@pytest.mark.parametrize("what", ["page", "document"])
def test_guesses_are_limited_and_not_shown_again(client, world, paper, guesses, what):
    guesses(password="2/m")
    lock(world.hub)
    address = "/consultations/" if what == "page" else paper.url
    statuses = [unlock(client, address, f"{WRONG} {number}").status_code for number in range(2)]
    assert statuses == [200, 200]
    response = unlock(client, address)
    assert response.status_code == 429 and PASSWORD not in response.text
    guesses()
    assert unlock(client, address).status_code == 302
