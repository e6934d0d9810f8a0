"""What the home page keeps free below it, and links to."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from discussion_pages import urls_site
from tests import factories


@pytest.mark.parametrize("slug", ["fr", "cy", "_util", "accounts", "search"])
def test_no_page_below_the_front_door_hides_an_address_of_the_site(world, settings, slug):
    settings.LANGUAGES = [("en", "English"), ("fr", "French"), ("cy", "Welsh")]
    assert slug in world.home.reserved_slugs
    page = factories.ConsultationIndexPageFactory(parent=world.home, slug="other")
    page.slug = slug
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "slug" in refused.value.message_dict


def test_no_address_that_discussions_add_to_the_site_is_left_to_a_page(world):
    routes = [str(each.pattern).lstrip("^") for each in urls_site.urlpatterns]
    assert {route.partition("/")[0] for route in routes} <= world.home.reserved_slugs


def test_a_slug_is_free_that_is_no_address_of_the_site(world):
    assert not {"en", "cy", "consultations"} & world.home.reserved_slugs


def test_a_private_hub_is_not_linked_from_the_front_door(client, world):
    assert client.get("/").context["hub_url"] == "/consultations/"
    PageViewRestriction.objects.create(page=world.hub, restriction_type="login")
    assert client.get("/").context["hub_url"] is None
    other = factories.ConsultationIndexPageFactory(parent=world.home, slug="other")
    assert client.get("/").context["hub_url"] == other.get_url()
