"""The log: lines that a machine reads, and nothing in them about people."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import RequestFactory

from config.logs import JsonFormatter, RequestIdMiddleware, logging_config, request_id
from config.scrubbing import scrub


def line(message, *arguments, error=None, **extra):
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("site", logging.ERROR, "x.py", 1, message, arguments, info)
    vars(record).update(extra)
    written = JsonFormatter().format(record)
    assert "\n" not in written
    return json.loads(written)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("mail to ada@example.org failed", "mail to [e-mail] failed"),
        ("Key (email)=(ada.l+x@mail.example.co.uk) exists", "Key (email)=([e-mail]) exists"),
        ("from 192.0.2.17: refused", "from [address]: refused"),
        ("from 2001:db8::7 refused", "from [address] refused"),
        ("Not Found: /search/?q=my+illness", "Not Found: /search/?[query]"),
        ("/reports/Xk29fJq0aPz7LmN3vB8c/ gone", "/reports/[token]/ gone"),
        ("/accounts/confirm-email/MQ:1vA2Bc:k3J-9xQz0aPz7Lm/", "/accounts/confirm-email/[token]/"),
        (
            "redis://u:secret@cache.example:6379 away",
            "redis://[credential]@cache.example:6379 away",
        ),
    ],
)
def test_what_is_personal_is_taken_out(before, after):
    assert scrub(before) == after


@pytest.mark.parametrize(
    "words",
    [
        "Wagtail 8.0.1 on Python 3.11.7",
        "E-mail 17 was not sent (attempt 2): SMTPServerDisconnected",
        "discussion_pages.services.evidence_chain took 12:30:01",
        "ModuleNotFoundErrorInSomePackage",
    ],
)
def test_other_words_stay(words):
    assert scrub(words) == words


def test_a_line_says_when_how_bad_where_and_what():
    told = line("%s comments", 3)
    assert told["message"] == "3 comments"
    assert (told["level"], told["logger"]) == ("error", "site")
    assert told["time"].endswith("+00:00")
    assert "request_id" not in told


def test_an_error_is_told_without_values_of_variables():
    secret_value = "the words of a comment"
    try:
        raise ValueError(f"no such person: ada@example.org {len(secret_value)}")
    except ValueError as error:
        told = line("Failed", error=error)
    assert told["error"]["kind"] == "builtins.ValueError"
    assert told["error"]["message"] == "no such person: [e-mail] 22"
    assert "test_an_error_is_told" in told["error"]["where"][0]
    assert secret_value not in json.dumps(told)


def test_of_a_request_only_method_and_route_are_told(client, db):
    request = client.get("/search/?q=my+illness", REMOTE_ADDR="192.0.2.17").wsgi_request
    request.COOKIES["sessionid"] = "secret"
    told = line("Bad Request: %s", request.get_full_path(), request=request, status_code=400)
    assert (told["method"], told["route"], told["status"]) == ("GET", "search/", 400)
    assert not {"illness", "192.0.2.17", "secret"} & set(json.dumps(told).split())
    assert "illness" not in json.dumps(told)


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        ("8f14e45fceea167a5a36dedd4bea2543", True),
        ("a" * 65, False),
        ("short", False),
        ('x"}\n{"level":"info"', False),
        ("", False),
    ],
)
def test_a_request_keeps_the_proxys_id_if_it_is_one(given, is_taken):
    seen = []

    def answer(request):
        from django.http import HttpResponse

        seen.append(line("Within")["request_id"])
        return HttpResponse()

    request = RequestFactory().get("/", headers={"X-Request-ID": given})
    response = RequestIdMiddleware(answer)(request)
    assert response["X-Request-ID"] == seen[0]
    assert (seen[0] == given) is is_taken
    assert len(seen[0]) == 32 or is_taken
    assert request_id.get() == ""


def test_every_answer_of_the_site_says_its_id(client, db):
    first, second = (client.get("/robots.txt")["X-Request-ID"] for _turn in range(2))
    assert first != second


def test_a_refused_address_is_logged_without_its_query(client, db, settings, caplog):
    formatter = JsonFormatter()
    response = client.get("/nowhere/?token=abc", REMOTE_ADDR="192.0.2.17")
    lines = [formatter.format(record) for record in caplog.records]
    refusal = next(json.loads(each) for each in lines if "Not Found: /nowhere/" in each)
    assert refusal["request_id"] == response["X-Request-ID"]
    assert not any("abc" in each or "192.0.2.17" in each for each in lines)


def test_the_configuration_writes_each_line_once():
    config = logging_config("json")
    assert config["root"]["handlers"] == ["console"]
    assert config["loggers"]["django"]["handlers"] == []
    assert config["handlers"]["console"]["formatter"] == "json"


def test_the_demo_says_on_the_console_what_failed_and_nothing_else(tmp_path):
    failing = (
        "import django, logging\n"
        "django.setup()\n"
        "for name in ('wagtail', 'django_tasks', 'django.request'):\n"
        "    logging.getLogger(name).info('Page edited')\n"
        "try:\n"
        "    {}['lamp']\n"
        "except KeyError:\n"
        "    logging.getLogger('django.request').exception('Internal Server Error: /')\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", failing],
        cwd=Path(__file__).resolve().parents[2],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "PYTHONPATH": "site:.",
            "SITE_VAR_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    assert "ERROR django.request: Internal Server Error: /" in told
    assert "KeyError: 'lamp'" in told
    assert "Page edited" not in told
