"""What is taken twice at the same beginning is made once, and is the same."""

import pytest
from django.db import connection, transaction
from wagtail.models import Page

from consultations.admin.groups import MODERATORS
from consultations.models import Topic
from tests import factories
from tests.conftest import make_world
from tests.snapshots import Snapshot
from tests.staff import make_staff

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="Elsewhere it is made each time."),
]


@pytest.fixture
def made() -> list[str]:
    """Names of what was made by factories."""
    return []


def taken_and_rolled_back(snapshot: Snapshot) -> object:
    with transaction.atomic():
        taken = snapshot.take()
        transaction.set_rollback(True)
    return taken


@pytest.fixture
def topics(made):
    """A snapshot of one topic."""

    def make() -> Topic:
        made.append("topic")
        return factories.TopicFactory(name="Lamps")

    return Snapshot(make)


def test_it_is_made_once_and_put_back(topics, made):
    first = taken_and_rolled_back(topics)
    assert not Topic.objects.exists()

    second = topics.take()

    assert made == ["topic"]
    assert second is not first
    assert Topic.objects.get() == second == first
    assert Topic.objects.get().name == "Lamps"


def test_where_another_stands_already_it_is_made_anew(topics, made):
    taken_and_rolled_back(topics)
    factories.TopicFactory(name="Streets")

    topics.take()

    assert made == ["topic", "topic"]
    assert sorted(Topic.objects.values_list("name", flat=True)) == ["Lamps", "Streets"]


def test_the_small_site_and_its_staff_are_put_back_whole(made):
    def make():
        made.append("world")
        world = make_world()
        return world, make_staff(world.hub)

    snapshot = Snapshot(make)
    taken_and_rolled_back(snapshot)

    world, staff = snapshot.take()

    assert made == ["world"]
    for page in (world.home, world.hub, world.consultation, world.discussion):
        kept = Page.objects.get(pk=page.pk)
        assert (kept.title, kept.path, kept.live) == (page.title, page.path, True)
    assert world.discussion.get_parent().specific == world.consultation
    staff.moderator.refresh_from_db()
    assert [group.name for group in staff.moderator.groups.all()] == [MODERATORS]
    assert Page.objects.search("walk home", operator="and").get_queryset().exists()
