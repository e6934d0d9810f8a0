"""Servers that are killed while people post: what was acknowledged is there, once and whole."""

import os
import random
import signal
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from django.utils import timezone

from discussion_pages.models import DiscussionComment
from discussion_pages.services.integrity import check_integrity
from tests.faults.neighbours import until
from tests.faults.serving import TROUBLE, Answer, Person, Server, Town, running

pytestmark = pytest.mark.usefixtures("db")

IS_LONG = os.environ.get("FAULTS") == "long"
KILLS = 500 if IS_LONG else 50
WHOLE_SERVER = frozenset({KILLS // 2})
"""Of the kills, those that end every process of the server, not one of those that answer."""
POSTERS = 8


@dataclass
class Crowd:
    """People who post until they are told to stop, and what each was told."""

    town: Town
    people: list[Person]
    roots: list[int]
    stop: threading.Event = field(default_factory=threading.Event)
    acknowledged: dict[str, int] = field(default_factory=dict)
    tried: set[str] = field(default_factory=set)
    troubles: int = 0
    refusals: list[str] = field(default_factory=list)

    def post_on(self, number: int) -> None:
        """Post one comment after another, and each until it is acknowledged."""
        turn = 0
        while not self.stop.is_set():
            turn += 1
            text = f"comment {turn} of {number}"
            self.tried.add(text)
            if turn % 6 == 0:
                self._by_form(self.people[number], text)
            else:
                self._by_api(self.people[number], text, turn)

    def _by_api(self, person: Person, text: str, turn: int) -> None:
        key, more = str(uuid.uuid4()), {}
        if turn % 2:
            more = {"reply_to": self.roots[turn % len(self.roots)]}
        while True:
            try:
                answer = person.post_by_api(self.town.discussion, text, key, **more)
            except TROUBLE:
                self._wait()
                continue
            if answer.status == 201:
                self.acknowledged[text] = answer.json["id"]
            else:
                self.refusals.append(f"{answer.status}: {answer.text[:300]}")
            return

    def _by_form(self, person: Person, text: str) -> None:
        fields = None
        while True:
            try:
                if fields is None:
                    fields = person.form_of(self.town.path) | {"comment": text}
                answer = person.submit(self.town.path, fields)
            except TROUBLE:
                self._wait()
                continue
            if answer.status == 302:
                self.acknowledged[text] = int(answer.headers["Location"].rpartition("-")[2])
            else:
                self.refusals.append(f"{answer.status}: {answer.text[:300]}")
            return

    def _wait(self) -> None:
        self.troubles += 1
        time.sleep(0.05)


def kill_again_and_again(server: Server, crowd: Crowd, *, seed: int, kills: int = KILLS) -> None:
    """Kill under load: each time once somebody was answered since the last."""
    dice = random.Random(seed)
    for number in range(1, kills + 1):
        before = len(crowd.acknowledged)
        until(lambda before=before: len(crowd.acknowledged) > before + 1, "people get answers")
        time.sleep(dice.random() * 0.08)
        if number in WHOLE_SERVER:
            server.kill()
            server.start()
        else:
            pids = until(server.worker_pids, "somebody answers")
            with suppress(ProcessLookupError):
                os.kill(dice.choice(pids), signal.SIGKILL)


@pytest.fixture(scope="module")
def server(the_town) -> Iterator[Server]:
    with running(the_town.server(threads=16)) as started:
        yield started


def test_thirty_two_people_at_once_in_one_thread(the_town, server):
    """On SQLite one writes at a time, and the others wait their turn without being told so."""
    people = [the_town.member(server) for _number in range(32)]
    root = people[0].post_by_api(the_town.discussion, "root of a crowd", "crowd").json["id"]
    start = threading.Barrier(32)

    def post(number: int) -> list[Answer]:
        start.wait(timeout=30)
        return [
            people[number].post_by_api(
                the_town.discussion, f"crowd {number} {turn}", f"{number}-{turn}", reply_to=root
            )
            for turn in range(3)
        ]

    with ThreadPoolExecutor(32) as pool:
        answers = [one for several in pool.map(post, range(32), timeout=120) for one in several]
    assert [answer.text for answer in answers if answer.status != 201] == []
    assert "locked" not in server.log()
    below = DiscussionComment.objects.filter(comment__startswith="crowd ")
    assert below.count() == len(set(below.values_list("comment", flat=True))) == 96
    assert set(below.values_list("pk", flat=True)) == {answer.json["id"] for answer in answers}
    assert len(set(below.values_list("path", flat=True))) == 96
    assert DiscussionComment.objects.get(pk=root).reply_count == 96
    assert list(check_integrity(at=timezone.now())) == []


def test_what_was_acknowledged_is_there_once_and_whole(the_town, server):
    earlier = set(DiscussionComment.objects.values_list("pk", flat=True))
    people = [the_town.member(server) for _number in range(POSTERS)]
    roots = [
        people[0].post_by_api(the_town.discussion, f"root {n}", f"root-{n}").json["id"]
        for n in range(3)
    ]
    crowd = Crowd(the_town, people, roots)
    with ThreadPoolExecutor(POSTERS) as pool:
        work = [pool.submit(crowd.post_on, number) for number in range(POSTERS)]
        try:
            kill_again_and_again(server, crowd, seed=5)
        finally:
            crowd.stop.set()
        for one in work:
            one.result(timeout=60)
    assert crowd.refusals == []
    assert crowd.troubles > KILLS / 4, "too few were hit in the middle to tell anything"
    rows = DiscussionComment.objects.exclude(pk__in=[*earlier, *roots]).order_by()
    stored = dict(rows.values_list("comment", "pk"))
    assert rows.count() == len(stored)  # none twice
    assert stored == crowd.acknowledged  # each is there, and nothing that nobody was told of
    assert crowd.acknowledged.keys() == crowd.tried
    assert list(check_integrity(at=timezone.now())) == []
