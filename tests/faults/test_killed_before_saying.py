"""Servers that keep answers and are killed before they could say what has changed."""

import json
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from discussion_pages.keeping import debts
from discussion_pages.models import DiscussionComment, UnsaidChange
from discussion_pages.services.integrity import check_integrity
from tests.faults.neighbours import Redis, until
from tests.faults.serving import CSRF, TROUBLE, Person, Server, Town, running
from tests.faults.test_killed_servers import IS_LONG, Crowd, kill_again_and_again

pytestmark = pytest.mark.usefixtures("db")

KILLS = 100 if IS_LONG else 10
POSTERS = 4


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    server = Redis()
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def server(the_town: Town, redis: Redis) -> Iterator[Server]:
    environment = {
        "REDIS_URL": redis.url,
        "DIE_UNSAID": str(the_town.folder / "die"),
    }
    with running(the_town.server(environment=environment, threads=8)) as started:
        yield started


@pytest.fixture
def die(the_town: Town) -> Iterator[Path]:
    """A file. While it is there, the next process that has something to say is killed instead."""
    path = the_town.folder / "die"
    yield path
    path.unlink(missing_ok=True)


def addresses(town: Town) -> list[str]:
    """Return where a comment is shown or counted."""
    read = "/api/participation/v1/consultations"
    return [town.path, town.api, "/consultations/", f"{read}/{town.consultation.pk}"]


def stale(town: Town, server: Server) -> list[str]:
    """Return which addresses a visitor finds otherwise than somebody for whom they are made."""

    def words(path: str, cookies: dict[str, str]) -> list[str]:
        answer = Person(server, cookies).get(path)
        assert answer.status == 200, path
        return answer.text.split()

    def differs(path: str) -> bool:
        passed_by = {"messages": "nobody's"}  # whoever sends one is answered past the cache
        return words(path, {}) != words(path, passed_by)

    # Twice, in case that "3 minutes ago" became 4 in between.
    return [path for path in addresses(town) if differs(path) and differs(path)]


def again_and_again(send: Any) -> Any:
    """Send something until it is answered, as browsers' owners and programs do."""

    def once() -> Any:
        with suppress(*TROUBLE):
            return send()

    return until(once, "somebody answers")


def test_a_comment_whose_server_was_killed_is_shown_once_it_is_acknowledged(the_town, server, die):
    member = the_town.member(server)
    assert stale(the_town, server) == []
    for way in ("by API", "by form"):
        words = f"{way} {uuid.uuid4()}"
        fields = member.form_of(the_town.path) | {"comment": words}

        def send(way: str = way, words: str = words, fields: Any = fields) -> Any:
            if way == "by form":
                return member.submit(the_town.path, fields)
            return member.post_by_api(the_town.discussion, words, words)

        die.touch()
        assert again_and_again(send).status in {201, 302}
        assert not die.exists(), "nobody was killed"
        assert DiscussionComment.objects.filter(comment=words).count() == 1
        assert stale(the_town, server) == [], way


def test_what_nobody_sends_again_is_shown_within_a_minute_and_some_seconds(
    the_town, server, redis, die, settings
):
    member, other = the_town.member(server), the_town.member(server)
    words = str(uuid.uuid4())
    comment = other.post_by_api(the_town.discussion, words, words).json["id"]
    assert stale(the_town, server) == []
    die.touch()
    with suppress(*TROUBLE):
        path = f"/api/participation/v1/comments/{comment}/like"
        member.ask("PUT", path, json.dumps({}), Content_Type="application/json", X_CSRFToken=CSRF)
    assert not die.exists(), "nobody was killed"
    assert DiscussionComment.objects.get(pk=comment).like_count == 1
    assert the_town.path in stale(the_town, server)
    # What the clock does each minute, in a process that knows the same Redis.
    settings.CACHES = settings.CACHES | {
        "answers": {
            "BACKEND": "discussion_pages.caches.PatientRedisCache",
            "LOCATION": redis.url,
        }
    }
    settings.DISCUSSION_PAGES_CACHE = "answers"
    until(
        lambda: timezone.now() - UnsaidChange.objects.latest("pk").made_at > debts.PATIENCE,
        "it is a debt",
    )
    call_command("tell_caches")
    assert stale(the_town, server) == []
    assert not UnsaidChange.objects.exists()


def test_with_a_cache_of_answers_too_what_was_acknowledged_is_shown(the_town, server):
    earlier = set(DiscussionComment.objects.values_list("pk", flat=True))
    people = [the_town.member(server) for _number in range(POSTERS)]
    roots = [
        again_and_again(
            lambda n=n: people[0].post_by_api(the_town.discussion, f"kept root {n}", f"kept-{n}")
        ).json["id"]
        for n in range(3)
    ]
    crowd = Crowd(the_town, people, roots)
    with ThreadPoolExecutor(POSTERS + 1) as pool:
        work = [pool.submit(crowd.post_on, number) for number in range(POSTERS)]
        reading = pool.submit(read_on, the_town, server, crowd.stop)
        try:
            kill_again_and_again(server, crowd, seed=7, kills=KILLS)
        finally:
            crowd.stop.set()
        for one in [*work, reading]:
            one.result(timeout=60)
    assert crowd.refusals == []
    rows = DiscussionComment.objects.exclude(pk__in=[*earlier, *roots]).order_by()
    assert dict(rows.values_list("comment", "pk")) == crowd.acknowledged
    assert stale(the_town, server) == []
    assert list(check_integrity(at=timezone.now())) == []


def read_on(town: Town, server: Server, stop: threading.Event) -> None:
    """Read the pages meanwhile, so that they are kept."""
    while not stop.is_set():
        for path in addresses(town):
            with suppress(*TROUBLE):
                Person(server).get(path)
        time.sleep(0.02)
