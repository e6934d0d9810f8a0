"""The client and the load, against a small server of their own."""

import os
import threading
import time
from contextlib import nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from benchmarks import measuring
from benchmarks.building.maps import Map, Place
from benchmarks.building.plans import PLANS, SIZES, Size
from benchmarks.building.shapes import Shape
from benchmarks.client import Answer, Request, Unexpected
from benchmarks.load import put_load
from benchmarks.measuring import PATIENCE, beside_each_other
from benchmarks.processes import each_seconds, family_seconds
from benchmarks.scenarios import ORDERS, TRIVIAL, scenarios
from benchmarks.targets import TARGETS, aims, pairs

TWO_TICKS = 0.02
"""Seconds; so coarse is what Linux tells by other ways."""

NOBODY = 2**22 + 1
"""No process has such a number: Linux counts to 2**22."""


class Handler(BaseHTTPRequestHandler):
    """Answers, in pieces where asked to, and hangs up after each third answer."""

    protocol_version = "HTTP/1.1"
    asked: list[str] = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(404 if self.path == "/nowhere" else 200)
        if self.path == "/pieces":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
            return
        self.send_header("Content-Length", "2")
        if len(self.asked) % 3 == 0:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *given):
        pass


@pytest.fixture(scope="module")
def port():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def load(port, requests, **options):
    options = {"clients": 1, "seconds": 0, "at_least": 5} | options
    return put_load(requests, host="127.0.0.1", port=port, **options)


@pytest.mark.parametrize("clients", [1, 4])
def test_no_number_is_asked_for_twice_and_every_answer_counts(port, clients):
    before = len(Handler.asked)
    done = load(port, lambda number: Request(f"/{number}"), clients=clients, at_least=20, first=7)
    asked = Handler.asked[before:]
    assert len(set(asked)) == len(asked) == done.answers >= 20
    assert "/7" in asked and "/6" not in asked
    assert all(0 < seconds < 5 for seconds in done.latencies)


def test_an_answer_in_pieces_is_read_to_its_end(port):
    assert load(port, lambda _number: Request("/pieces")).answers >= 5


def test_a_refusal_is_no_answer_and_ends_the_load(port):
    with pytest.raises(Unexpected, match="404 instead of 200"):
        load(port, lambda _number: Request("/nowhere"), clients=3)


def test_processor_time_is_that_of_the_process_and_never_runs_back():
    before = family_seconds(os.getpid())
    own = time.process_time()
    while time.process_time() - own < TWO_TICKS:
        sum(range(10_000))
    assert family_seconds(os.getpid()) - before >= TWO_TICKS
    assert each_seconds([os.getpid(), NOBODY]).keys() == {os.getpid()}
    assert family_seconds(NOBODY) == 0


@pytest.mark.parametrize("size", Size)
def test_a_run_of_any_size_asks_for_every_discussion_and_nothing_under_one_name_twice(size):
    middle = dict.fromkeys(ORDERS, "a place")
    places = [
        Place(shape, comments, pk, f"/of-{pk}/", pk, f"/of-{pk}/here/", pk, "a place", [pk], middle)
        for pk, (shape, comments) in enumerate(PLANS[size].discussions)
    ]
    names = [each.name for each in scenarios(Map("/", "/", 1, "/", places, ["m"], "s", 1, 1))]
    assert len(set(names)) == len(names)
    together = [
        each.name
        for each in beside_each_other(
            list(scenarios(Map("/", "/", 1, "/", places, ["m"], "s", 1, 1)))
        )
    ]
    assert sorted(together) == sorted(names)
    for scenario, unit in pairs():
        if scenario in names:
            assert together.index(scenario) == together.index(unit) + 1
    for place in places:
        for order in ORDERS:
            assert f"discussion of {place.size:,} ({place.shape}), {order}" in names
    assert size in PATIENCE
    assert PLANS[size].consultations > len(places)


def test_a_whole_run_has_every_shape_in_every_size():
    assert set(PLANS[Size.FULL].discussions) == {(shape, size) for shape in Shape for size in SIZES}


def test_what_a_target_is_about_is_measured_in_every_round():
    for cache in (False, True):
        for target in TARGETS:
            if target.cache is cache:
                assert {target.scenario, target.unit} <= aims(cache=cache)
    assert "home" in aims(cache=True) - aims(cache=False)
    for patience in PATIENCE.values():
        assert patience.rounds % patience.others_every == 0


def test_what_nothing_was_put_on_is_in_no_result(monkeypatch):
    """Where few scenarios are chosen, the trivial view stands beside none with a crowd."""

    class Bench:
        def __init__(self, *given):
            pass

        def prepared(self, chosen):
            for scenario in chosen:
                yield measuring._Subject(scenario, None, 32, Answer(200, {}, b"", 0), 0)

        def go_round(self, subjects):
            assert [each.scenario.name for each in subjects] == [TRIVIAL, "home"]

    monkeypatch.setattr(measuring, "serving", lambda *given, **more: nullcontext())
    monkeypatch.setattr(measuring, "_Bench", Bench)
    site = Map("/", "/", 1, "/", [], ["m"], "s", 1, 1)
    database = SimpleNamespace(name="sqlite", cached_workers=1)
    found = measuring.measure(
        database, site, size=Size.TINY, port=1, only="home", cache=True, say=str, note=str
    )
    assert list(found) == []
