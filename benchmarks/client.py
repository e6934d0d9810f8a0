"""A small HTTP client: one connection that is kept, no more headers than a browser sends."""

import asyncio
from dataclasses import dataclass, field
from time import perf_counter
from types import TracebackType
from typing import Self

END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. ``expect`` is the status of an answer that counts as one."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    expect: int = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how many seconds the last byte of it did."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


class Unexpected(Exception):
    """An answer that is none: it would only be measured how fast the server refuses."""

    def __init__(self, request: Request, answer: Answer) -> None:
        self.in_short = f"{request.method} gave {answer.status} instead of {request.expect}"
        words = " ".join(answer.body[:300].decode(errors="replace").split())
        super().__init__(f"{self.in_short}: {request.path} {words}")


class Connection:
    """Sends one request after another to one server, as if through a proxy that speaks https."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    async def send(self, request: Request) -> Answer:
        """Send a request and read the whole answer.

        Raises:
            Unexpected: the status is not the one that was asked for.
        """
        started = perf_counter()
        try:
            status, headers, body = await self._exchange(request)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.close()  # the server hung up on a connection that was idle
            status, headers, body = await self._exchange(request)
        answer = Answer(status, headers, body, perf_counter() - started)
        if headers.get("connection", "").lower() == "close":
            self.close()
        if status != request.expect:
            raise Unexpected(request, answer)
        return answer

    async def _exchange(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self.host, self.port, limit=2**20)
        reader, writer = self._streams
        writer.write(self._written(request))
        await writer.drain()
        head = await reader.readuntil(END_OF_HEAD)
        first, *lines = head[: -len(END_OF_HEAD)].decode("latin-1").split("\r\n")
        headers = {}
        for line in lines:
            name, _colon, value = line.partition(":")
            headers[name.lower()] = value.strip()
        status = int(first.split(" ", 2)[1])
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return status, headers, await _chunks(reader)
        return status, headers, await reader.readexactly(int(headers.get("content-length", 0)))

    def _written(self, request: Request) -> bytes:
        headers = {
            "Host": self.host,
            "X-Forwarded-Proto": "https",
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
        } | request.headers
        if request.body:
            headers["Content-Length"] = str(len(request.body))
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"{request.method} {request.path} HTTP/1.1\r\n{lines}\r\n".encode() + request.body


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int(await reader.readuntil(b"\r\n"), 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return b"".join(parts)
