"""A cache before the site that is told of changes: it never gives what is wrong, nor has to ask."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.contrib.frontend_cache.backends.http import HTTPBackend

from discussion_pages.keeping import shared, versions
from discussion_pages.models import DiscussionPage, SharedAddress
from discussion_pages.services.posting import post_comment
from tests.factories import NOW
from tests.kept import PARTICIPATION, counting, fresh, kept, same
from tests.shared_cache import SharedCache

pytestmark = [pytest.mark.django_db]


class Proxy(BaseBackend):
    """A cache that a test can look into."""

    told: list[str] = []
    fails = False

    def purge_batch(self, urls: Any) -> None:
        if Proxy.fails:
            raise OSError("away")
        Proxy.told += urls


@pytest.fixture(autouse=True)
def proxy(settings, monkeypatch):
    settings.WAGTAILFRONTENDCACHE = {"proxy": {"BACKEND": f"{__name__}.Proxy"}}
    monkeypatch.setattr(Proxy, "told", [])
    monkeypatch.setattr(Proxy, "fails", False)
    return Proxy


def shared_for(response: Any) -> int | None:
    parts = [part.strip().partition("=") for part in response["Cache-Control"].split(",")]
    return next((int(value) for name, _equals, value in parts if name == "s-maxage"), None)


def paths(urls: list[str]) -> set[str]:
    return {url.removeprefix("http://testserver") for url in urls}


def test_what_it_may_hold_ends_with_the_next_change(world, clock, settings):
    settings.DISCUSSION_PAGES_CACHE_SHARED_SECONDS = 10**7
    settings.DISCUSSION_PAGES_CACHE_SECONDS = 10**7
    address, closes_at = world.discussion.get_url(), world.consultation.closes_at
    assert shared_for(kept(address)) == (closes_at - NOW).total_seconds()
    clock.move_to(closes_at - timedelta(seconds=9.5))
    assert shared_for(kept(address)) == 9
    clock.move_to(closes_at - timedelta(seconds=0.5))
    assert shared_for(kept(address)) == 0


def test_it_holds_a_page_for_a_minute_and_browsers_ask_each_time(world, clock):
    for _time in range(2):
        response = kept(world.discussion.get_url())
        assert shared_for(response) == 60
        assert "max-age=0, must-revalidate" in response["Cache-Control"]
    assert shared_for(kept(f"{world.discussion.get_url()}?order=liked")) == 30
    assert shared_for(kept(f"{PARTICIPATION}/discussions/{world.discussion.pk}")) is None


def test_without_a_way_to_tell_it_nothing_is_shared_nor_written_down(world, clock, settings):
    settings.WAGTAILFRONTENDCACHE = {}
    assert shared_for(kept(world.discussion.get_url())) is None
    assert not SharedAddress.objects.exists()


def test_a_comment_has_it_told_of_what_shows_it_and_of_nothing_else(
    world, clock, member, committed, proxy
):
    pages = ["/", world.hub.get_url(), world.consultation.get_url(), world.discussion.get_url()]
    others = [f"{world.hub.get_url()}feed/", f"{world.consultation.get_url()}timeline.ics"]
    for address in [*pages, *others]:
        kept(address)
    with committed():
        post_comment(discussion=world.discussion, author=member, text="Dark.", at=NOW)
    assert paths(proxy.told) == set(pages)
    assert not SharedAddress.objects.filter(key=shared.DUE).exists()


def test_a_page_that_moves_is_told_where_it_was(world, clock, committed, proxy):
    was = world.discussion.get_url()
    kept(was)
    with committed():
        page = DiscussionPage.objects.get(pk=world.discussion.pk)
        page.slug = "elsewhere"
        page.save_revision().publish()
    assert was in paths(proxy.told)


def test_a_cache_between_is_never_wrong_and_seldom_asks(
    world, clock, member, committed, monkeypatch
):
    between, reader = SharedCache(), Client()
    address = world.discussion.get_url()
    monkeypatch.setattr(
        Proxy,
        "purge_batch",
        lambda _self, urls: [between.kept.pop(path, None) for path in paths(urls)],
    )
    with counting(monkeypatch) as made:
        for number in range(3):
            for _time in range(3):
                assert same(between.get(reader, address), fresh(address))
            with committed():
                post_comment(
                    discussion=world.discussion, author=member, text=f"No. {number}", at=NOW
                )
    assert len(made) == 3
    assert between.given == 6


def test_one_that_cannot_be_told_is_told_later_and_the_comment_stands(
    world, clock, member, committed, proxy, capsys, monkeypatch
):
    kept(world.discussion.get_url())
    monkeypatch.setattr(proxy, "fails", True)
    with committed():
        post_comment(discussion=world.discussion, author=member, text="Dark.", at=NOW)
    assert SharedAddress.objects.filter(key=shared.DUE).count() == 1
    call_command("tell_caches")
    assert "Still due: 1" in capsys.readouterr().out
    monkeypatch.setattr(proxy, "fails", False)
    call_command("tell_caches")
    assert paths(proxy.told) == {world.discussion.get_url()}
    assert not SharedAddress.objects.filter(key=shared.DUE).exists()


def test_what_changes_again_while_it_is_told_is_told_again(
    world, clock, member, committed, proxy, monkeypatch
):
    address, purge = world.discussion.get_url(), Proxy.purge_batch
    monkeypatch.setattr(type(shared.tell_caches), "enqueue", lambda _task: None)  # nobody works

    def post(text: str) -> None:
        kept(address)
        with committed():
            post_comment(discussion=world.discussion, author=member, text=text, at=NOW)

    def purge_while_it_changes(self: Proxy, urls: Any) -> None:
        monkeypatch.setattr(Proxy, "purge_batch", purge)
        purge(self, urls)
        clock.shift(timedelta(microseconds=1))
        post("Darker.")

    post("Dark.")
    monkeypatch.setattr(Proxy, "purge_batch", purge_while_it_changes)
    shared.tell_what_is_due(at=NOW)
    assert paths(proxy.told) == {address}
    assert SharedAddress.objects.filter(key=shared.DUE).count() == 1
    proxy.told.clear()
    shared.tell_what_is_due(at=NOW)
    assert paths(proxy.told) == {address}
    assert not SharedAddress.objects.filter(key=shared.DUE).exists()


def test_what_wagtails_backends_only_log_is_heard(world, clock, member, committed, settings):
    settings.WAGTAILFRONTENDCACHE = {
        "http": {
            "BACKEND": f"{HTTPBackend.__module__}.{HTTPBackend.__name__}",
            "LOCATION": "http://127.0.0.1:9",
        }
    }
    kept(world.discussion.get_url())
    with committed():
        post_comment(discussion=world.discussion, author=member, text="Dark.", at=NOW)
    assert SharedAddress.objects.filter(key=shared.DUE).count() == 1


def test_a_page_that_changed_while_it_was_written_down_is_not_shared(world, clock, monkeypatch):
    real = SharedAddress.objects.bulk_create

    def written_while_it_changes(rows: Any, **options: Any) -> Any:
        versions.change([f"talk:{world.discussion.pk}"])
        return real(rows, **options)

    monkeypatch.setattr(SharedAddress.objects, "bulk_create", written_while_it_changes)
    assert shared_for(kept(world.discussion.get_url())) is None


def test_a_ledger_that_cannot_be_written_shares_nothing_and_fails_nobody(world, clock, monkeypatch):
    def fail(*_args: Any, **_options: Any) -> None:
        raise OSError("full")

    monkeypatch.setattr(SharedAddress.objects, "bulk_create", fail)
    response = kept(world.discussion.get_url())
    assert response.status_code == 200
    assert shared_for(response) is None


def test_lines_that_nothing_rests_on_any_more_are_deleted(world, clock):
    kept(world.discussion.get_url())
    assert SharedAddress.objects.exists()
    shared.tell_what_is_due(at=NOW + timedelta(days=1))
    assert not SharedAddress.objects.exists()
