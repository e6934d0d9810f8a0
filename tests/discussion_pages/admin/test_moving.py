import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def test_a_page_is_not_moved_to_where_its_slug_is_reserved(client, world):
    page = factories.DiscussionPageFactory(parent=world.home, slug="statistics")
    client.force_login(factories.UserFactory(superuser=True))
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, world.consultation.pk])
    response = client.post(url, follow=True)
    assert "is an address that the page above needs itself" in response.content.decode()
    page.refresh_from_db()
    assert page.get_parent().pk == world.home.pk


def test_a_page_with_another_slug_is_moved(client, world):
    page = factories.DiscussionPageFactory(parent=world.home, slug="figures")
    client.force_login(factories.UserFactory(superuser=True))
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, world.consultation.pk])
    client.post(url)
    page.refresh_from_db()
    assert page.get_parent().pk == world.consultation.pk
