"""Reports of faults: off unless asked for, and nothing about people in them."""

import builtins
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.faults import report_faults, without_people

ROOT = Path(__file__).resolve().parents[2]
DSN = "https://public@sentry.example.org/1"


def test_without_an_address_nothing_is_loaded(monkeypatch):
    real = builtins.__import__

    def refuse(name, *arguments, **options):
        assert not name.startswith("sentry_sdk")
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    report_faults("")


def test_an_address_without_the_package_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def lack(name, *arguments, **options):
        if name.startswith("sentry_sdk"):
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", lack)
    with pytest.raises(ImproperlyConfigured, match="pip install"):
        report_faults(DSN)


FAILING = """
import json, sys
sys.path[:0] = ["site"]
import django, sentry_sdk
from django.conf import settings
from django.urls import path
from sentry_sdk.transport import Transport

def fail(request, token):
    own_words = "what " + "somebody wrote"
    raise RuntimeError("ada@example.org from 192.0.2.17")

urlpatterns = [path("reports/<token>/", fail)]
settings.configure(
    ALLOWED_HOSTS=["*"], ROOT_URLCONF=sys.modules[__name__], SECRET_KEY="k",
    MIDDLEWARE=["config.logs.RequestIdMiddleware"],
)
django.setup()
from django.test import Client
from config import faults

class Kept(Transport):
    def capture_envelope(self, envelope):
        print(*(json.dumps(item.payload.json) for item in envelope.items), sep="\\n")

start = sentry_sdk.init
sentry_sdk.init = lambda **options: start(transport=Kept, **options)
faults.report_faults("https://public@sentry.example.org/1")
client = Client(raise_request_exception=False)
client.cookies["sessionid"] = "secret-cookie"
client.post(
    "/reports/secret-token/?q=my+illness", {"text": "my words"},
    REMOTE_ADDR="192.0.2.17", HTTP_REFERER="https://a.example/",
)
sentry_sdk.flush()
"""


def test_a_fault_is_reported_with_its_place_and_without_people():
    told = subprocess.run(
        [sys.executable, "-c", FAILING], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout
    report = json.loads(told)
    assert report["transaction"] == "/reports/{token}/" and len(report["tags"]["request_id"]) == 32
    fault = report["exception"]["values"][-1]
    assert (fault["type"], fault["value"]) == ("RuntimeError", "[e-mail] from [address]")
    assert fault["stacktrace"]["frames"][-1]["function"] == "fail"
    for secret in (
        "ada@",
        "192.0.2.17",
        "illness",
        "secret-cookie",
        'somebody wrote"',
        "a.example",
    ):
        assert secret not in told.replace("own_words = ", ""), secret


def test_what_a_report_holds_of_a_person_is_taken_out():
    event = {
        "request": {
            "method": "POST",
            "url": "https://x.example/reports/Xk29fJq0aPz7LmN3vB8c/",
            "data": "words",
            "headers": {"Cookie": "c"},
        },
        "user": {"email": "ada@example.org", "ip_address": "192.0.2.17"},
        "extra": {"comment": "words"},
        "logentry": {"message": "Not sent to ada@example.org"},
    }
    told = without_people(event, {})
    assert told == {
        "logentry": {"message": "Not sent to [e-mail]"},
        "tags": {"request_id": ""},
    }
