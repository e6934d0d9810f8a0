"""A page that everybody reads is changed while they do: it is made once, by whichever process."""

import asyncio
from pathlib import Path

import pytest

from tests.faults.neighbours import Redis
from tests.faults.serving import Person, Server, Town, running

pytestmark = pytest.mark.usefixtures("db")

READERS = 500


@pytest.fixture(scope="module")
def redis():
    server = Redis()
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("made") / "pages"


@pytest.fixture(scope="module")
def servers(the_town: Town, redis: Redis, made: Path):
    """Two servers of two processes each, with one Redis."""
    environment = {"REDIS_URL": redis.url, "PAGES_MADE": str(made)}
    both = [the_town.server(name, environment=environment) for name in ("one", "two")]
    with running(*both):
        yield both


async def read(server: Server, path: str, number: int) -> tuple[int, str]:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    host = "127.0.0.1"
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        "X-Forwarded-Proto: https",
        f"X-Forwarded-For: 198.51.{number // 250}.{number % 250 + 1}",
        "Connection: close",
    ]
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
    answer = (await reader.read()).decode(errors="replace")
    writer.close()
    return int(answer.split(maxsplit=2)[1]), answer


async def read_all(servers: list[Server], path: str) -> list[tuple[int, str]]:
    return await asyncio.gather(
        *(read(servers[number % 2], path, number) for number in range(READERS))
    )


def pages(made: Path, path: str) -> int:
    return made.read_text().splitlines().count(f"GET {path}")


@pytest.mark.parametrize("which", ["page", "API"])
def test_five_hundred_readers_at_several_processes_have_it_made_once(
    the_town, servers, made, which
):
    path = the_town.path if which == "page" else the_town.api
    member = the_town.member(servers[0])
    fields = member.form_of(the_town.path)
    for server in servers:
        assert Person(server).get(path).status == 200
    words = f"The lamps are dark, says the {which}."
    assert member.submit(the_town.path, fields | {"comment": words}).status == 302
    before = pages(made, path)
    found = asyncio.run(read_all(servers, path))
    assert {status for status, _text in found} == {200}
    assert all(words in text for _status, text in found)
    assert pages(made, path) - before == 1
