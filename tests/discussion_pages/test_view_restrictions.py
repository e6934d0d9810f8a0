"""A page that knows what stands above it is as private as Wagtail says."""

import pytest
from wagtail.models import Page, PageViewRestriction

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/consultations/safer-streets/walk-home/"


@pytest.mark.parametrize("level", ["root", "home", "hub", "consultation", "discussion"])
def test_a_restriction_anywhere_above_asks_for_log_in(client, world, level):
    page = Page.objects.get(depth=1) if level == "root" else getattr(world, level)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    for path in ("", "comments/1/", "comments/1/report/"):
        response = client.get(URL + path)
        assert response.status_code == 302, path
        assert "/login/" in response["Location"]


def test_a_restriction_beside_the_way_asks_nothing(client, world):
    PageViewRestriction.objects.create(
        page=world.home.copy(update_attrs={"slug": "aside", "title": "Aside"}),
        restriction_type="login",
    )
    assert client.get(URL).status_code == 200


def test_an_alias_is_as_private_as_its_source(client, world):
    copy = world.discussion.create_alias(parent=world.consultation, update_slug="copy")
    PageViewRestriction.objects.create(page=world.discussion, restriction_type="login")
    assert client.get(copy.get_url()).status_code == 302


@pytest.mark.parametrize("path", ["/", "/consultations/", "/search/?q=copied"])
def test_no_list_names_an_alias_of_a_private_page(client, world, path):
    kept_from_many = factories.ConsultationPageFactory(
        parent=world.home, title="Copied", slug="source", summary="Asked of a few."
    )
    kept_from_many.create_alias(parent=world.hub, update_slug="copy")
    assert b"Copied" in client.get(path).content
    PageViewRestriction.objects.create(page=kept_from_many, restriction_type="login")
    assert b"Copied" not in client.get(path).content
