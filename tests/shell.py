"""Runs the commands that documentation shows, as they stand there, against the site under test.

No shell and no curl are needed: what our pages use of both is understood here, and anything else is
an error, so that no example goes by untested. Understood are words with quotes and variables,
assignments, `$(uuidgen)`, curl with a few options, `| jq -r .a.b[0]`, awk reading one cookie, and
`manage.py`. Requests go through the whole site over https, with CSRF checks, as a client elsewhere
sends them.
"""

import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

PLACEHOLDER = "…"
MANAGE = [".venv/bin/python", "site/manage.py"]


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block of a page, with the number of its first line."""

    language: str
    text: str
    line: int


def fences(page: Path) -> list[Fence]:
    """Return the fenced blocks of a Markdown page in their order."""
    source = page.read_text()
    return [
        Fence(found[1], found[2], source.count("\n", 0, found.start()) + 2)
        for found in re.finditer(r"^```(\w*)\n(.*?)^```$", source, re.M | re.S)
    ]


def commands(block: str) -> list[str]:
    """Return the commands of a block: one a line, unless it ends in a backslash or in a quote."""
    found: list[str] = []
    for line in block.replace("\\\n", " ").splitlines():
        if found and found[-1].count("'") % 2 and not found[-1].startswith("#"):
            found[-1] += f"\n{line}"
        elif line.strip():
            found.append(line.strip())
    return found


@dataclass
class Shell:
    """A shell with its variables and cookie jars. ``given`` fills what a page leaves to readers."""

    given: dict[str, str | Callable[[], str]] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    jars: dict[str, Client] = field(default_factory=dict)
    answers: list[HttpResponse] = field(default_factory=list)

    def run(self, block: str) -> list[HttpResponse]:
        """Run the commands of a block, and return what curl got."""
        self.answers = []
        for command in commands(block):
            if not command.startswith("#"):
                self._run_line(command)
        return self.answers

    def _run_line(self, line: str) -> None:
        assignment = re.fullmatch(r"([A-Z_]+)=(.*)", line, re.S)
        if not assignment:
            self._pipe(self._words(line))
            return
        name, value = assignment.groups()
        substituted = re.fullmatch(r"\$\((.*)\)", value, re.S)
        if name in self.given:
            filled = self.given[name]
            self.variables[name] = filled() if callable(filled) else filled
        elif substituted:
            self.variables[name] = self._pipe(self._words(substituted.group(1))).strip()
        else:
            (self.variables[name],) = self._words(value)
        assert self.variables[name] not in ("", "null", PLACEHOLDER), f"{name} is not set"

    def _words(self, line: str) -> list[str]:
        """Split a line into words as a shell does."""
        words: list[str] = []
        token = re.compile(
            r"""(?P<space>\s+) | '(?P<single>[^']*)' | "(?P<double>(?:[^"\\]|\\.)*)" """
            r"""| (?P<plain>[^\s'"]+)""",
            re.X,
        )
        at, is_new = 0, True
        while at < len(line):
            found = token.match(line, at)
            assert found, f"not understood: {line[at:]}"
            at = found.end()
            if found["space"]:
                is_new = True
                continue
            if found["single"] is not None:
                word = found["single"]
            elif found["double"] is not None:
                word = self._filled(re.sub(r"\\([\"\\$])", r"\1", found["double"]))
            else:
                word = self._filled(found["plain"])
            if is_new:
                words.append(word)
            else:
                words[-1] += word
            is_new = False
        return words

    def _filled(self, text: str) -> str:
        text = text.replace("$(uuidgen)", str(uuid.uuid4()))
        return re.sub(r"\$([A-Z_]+)", lambda found: self.variables[found[1]], text)

    def _pipe(self, words: list[str]) -> str:
        if "|" in words:
            cut = words.index("|")
            return _jq(words[cut + 1 :], self._pipe(words[:cut]))
        if words[0] == "awk":
            return self._cookie(words)
        if words[:2] == MANAGE:
            printed = StringIO()
            call_command(words[2], *words[3:], stdout=printed)
            return printed.getvalue()
        assert words[0] == "curl", f"not understood: {words}"
        return self._curl(words[1:])

    def _cookie(self, words: list[str]) -> str:
        _awk, program, jar = words
        ending = re.fullmatch(r"\$6 ~ /(\w+)\$/ \{print \$7\}", program)
        assert ending, program
        (name,) = (name for name in self.jars[jar].cookies if name.endswith(ending[1]))
        return self.jars[jar].cookies[name].value

    def _curl(self, words: list[str]) -> str:
        request = Request.read(words)
        client = self.jars.setdefault(request.jar, _client()) if request.jar else _client()
        before = client.cookies.copy()
        if not request.sends_cookies:
            client.cookies.clear()
        address = urlsplit(request.url)
        answer = client.generic(
            request.method,
            address.path + (f"?{address.query}" if address.query else ""),
            request.body,
            content_type=request.headers.pop("Content-Type", request.body_type),
            headers=request.headers,
            secure=address.scheme == "https",
            SERVER_NAME=address.hostname,
        )
        if not request.keeps_cookies:
            client.cookies = before
        self.answers.append(answer)
        return answer.content.decode()


def _client() -> Client:
    return Client(enforce_csrf_checks=True)


@dataclass
class Request:
    """What a curl command asks for."""

    url: str = ""
    method: str = ""
    body: str = ""
    body_type: str = "application/octet-stream"
    headers: dict[str, str] = field(default_factory=dict)
    jar: str = ""
    sends_cookies: bool = False
    keeps_cookies: bool = False

    @classmethod
    def read(cls, words: list[str]) -> "Request":
        request, left = cls(), list(words)
        while left:
            word = left.pop(0)
            if word in ("-s", "-i"):
                continue
            if word == "-X":
                request.method = left.pop(0)
            elif word == "-H":
                name, _colon, value = left.pop(0).partition(":")
                request.headers[name.strip()] = value.strip()
            elif word == "-d":
                request.body = left.pop(0)
                request.body_type = "application/x-www-form-urlencoded"
                request.method = request.method or "POST"
            elif word in ("-b", "-c"):
                request.jar = left.pop(0)
                request.sends_cookies |= word == "-b"
                request.keeps_cookies |= word == "-c"
            else:
                assert not word.startswith("-") and not request.url, f"not understood: {word}"
                request.url = word
        request.method = request.method or "GET"
        return request


def _jq(words: list[str], text: str) -> str:
    program, raw, path = words
    assert (program, raw) == ("jq", "-r"), f"not understood: {words}"
    found = json.loads(text)
    for name in path.replace("[", ".").replace("]", "").strip(".").split("."):
        found = found[int(name) if name.isdecimal() else name]
    return str(found)


def expected_status(block: str) -> int | None:
    """Return the status that a block's first line announces, if it does: ``# 201``."""
    found = re.match(r"# (\d{3})\n", block)
    return int(found[1]) if found else None


def differences(shown: Any, got: Any, where: str = "$") -> list[str]:
    """Say in what an answer differs from the one that a page shows; "…" stands for anything."""
    if shown == PLACEHOLDER:
        return []
    if isinstance(shown, dict) and isinstance(got, dict):
        found = [f"{where}.{name}: only on one side" for name in shown.keys() ^ got.keys()]
        for name in shown.keys() & got.keys():
            found += differences(shown[name], got[name], f"{where}.{name}")
        return found
    if isinstance(shown, list) and isinstance(got, list) and len(shown) == len(got):
        return [
            found
            for number, (one, other) in enumerate(zip(shown, got, strict=True))
            for found in differences(one, other, f"{where}[{number}]")
        ]
    return [] if shown == got else [f"{where}: the page has {shown!r}, the site {got!r}"]
