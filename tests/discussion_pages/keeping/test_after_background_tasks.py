"""A worker writes the index of references later, and what is public follows: so do kept answers."""

import pytest
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from wagtail.images.tests.utils import get_test_image_file

from consultations.models import ConsultationPage
from discussion_pages.models import PublicObject
from home.models import SiteImage
from tests.kept import counting, fresh, kept, same

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


WORKER = "django_tasks_db.management.commands.db_worker"


@pytest.fixture(autouse=True)
def tasks_in_the_database(settings, monkeypatch):
    """Let tasks wait for a worker, which here works on the test's own connection."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(f"{WORKER}.close_old_connections", lambda: None)


def work() -> None:
    """Do what waits, as ``manage.py db_worker --batch`` does."""
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="worker",
        excluded_queue_names=[],
    ).run()
    assert not DBTaskResult.objects.ready().exists()


def hero(page: ConsultationPage, title: str) -> SiteImage:
    """Publish a consultation with another picture at its head."""
    image = SiteImage.objects.create(title=title, file=get_test_image_file())
    page = ConsultationPage.objects.get(pk=page.pk)
    page.hero_image, page.hero_alt = image, title
    page.save_revision().publish()
    return image


@pytest.fixture
def replaced(world, committed) -> tuple[SiteImage, SiteImage]:
    """A picture that was replaced by another, which the worker has not heard of yet."""
    with committed():
        old = hero(world.consultation, "Lamp")
    with committed():
        work()
    with committed():
        return old, hero(world.consultation, "Bench")


def test_a_picture_that_was_replaced_is_gone_from_kept_answers_once_the_worker_has_run(
    replaced, committed
):
    old, new = replaced
    addresses = [f"/api/v2/images/{image.pk}/" for image in (old, new)] + ["/api/v2/images/"]
    before = {address: kept(address) for address in addresses}
    assert before[addresses[0]].status_code == 200, "the worker has not run yet"
    with committed():
        work()
    for address in addresses:
        assert same(kept(address), fresh(address)), address
    assert kept(addresses[0]).status_code == 404
    assert kept(addresses[1]).status_code == 200


def test_mirrors_hear_of_a_picture_that_was_replaced_once_the_worker_has_run(replaced, committed):
    old, new = replaced
    with committed():
        work()
    images = PublicObject.objects.filter(kind="image")
    assert set(images.filter(gone_at=None).values_list("key", flat=True)) == {str(new.pk)}
    assert set(images.exclude(gone_at=None).values_list("key", flat=True)) == {str(old.pk)}


def test_a_draft_that_the_worker_looks_at_makes_nothing_anew(
    replaced, world, committed, monkeypatch
):
    with committed():
        work()
    kept("/api/v2/images/")
    recorded: list[object] = []
    monkeypatch.setattr("discussion_pages.receivers.record_what_is_public", recorded.append)
    with committed():
        ConsultationPage.objects.get(pk=world.consultation.pk).save_revision()
        assert DBTaskResult.objects.ready().exists()
        work()
    with counting(monkeypatch) as made:
        kept("/api/v2/images/")
    assert made == recorded == []
