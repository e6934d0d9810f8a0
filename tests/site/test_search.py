"""The search page reads one language's tree, and at a fixed cost."""

import pytest
from django.core.cache import cache
from wagtail.models import Locale

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def french(world):
    """Translate the front page, with a French consultation's hub below it."""
    locale = Locale.objects.create(language_code="fr")
    home = world.home.copy_for_translation(locale)
    home.save_revision().publish()
    hub = world.hub.copy_for_translation(locale)
    hub.title = "Nos lampadaires"
    hub.save_revision().publish()
    return hub


def test_pages_are_found_in_the_readers_language(client, world, french):
    world.hub.title = "Our lampadaires"
    world.hub.save()
    english = client.get("/search/?q=lampadaires").content.decode()
    assert "Our lampadaires" in english
    assert "Nos lampadaires" not in english
    answer = client.get("/fr/search/?q=lampadaires").content.decode()
    assert "Nos lampadaires" in answer
    assert "Our lampadaires" not in answer


def test_many_results_cost_what_one_costs(client, world, django_assert_max_num_queries):
    for number in range(12):
        factories.ConsultationPageFactory(parent=world.hub, title=f"Lamp {number}")
    client.get("/search/?q=lamp")
    cache.clear()
    with django_assert_max_num_queries(10):
        assert client.get("/search/?q=lamp").content.count(b"Lamp ") >= 12
