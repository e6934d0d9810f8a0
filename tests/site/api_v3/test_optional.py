"""A host need not have the v3 API, and one that has it may list our other apps where it likes."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
START = """
import sys
from django.conf import settings
from config.settings import test as base

values = {name: getattr(base, name) for name in dir(base) if name.isupper()}
apps = [name for name in values["INSTALLED_APPS"] if name not in V3]
values["INSTALLED_APPS"] = ARRANGED
settings.configure(**values)

import django
django.setup()
"""
NO_V3 = """
assert not [name for name in sys.modules if name.startswith("discussion_pages.api.v3")]
"""
LAST_BUT_OURS = """
from discussion_pages.api.v3.generating import arrived
from wagtail.api.v3.registry import registry

assert arrived["in_time"]
for name in ("consultations.ConsultationPage", "discussion_pages.DiscussionPage"):
    assert "editable" in registry.get(name).read_schema.model_fields
assert "editable" in registry.get("home.HomePage").read_schema.model_fields
assert "contacts" in registry.get("discussion_pages.SafetyGuidance").create_schema.model_fields
"""


@pytest.mark.parametrize(
    ("arranged", "then"),
    [
        ("apps", NO_V3),
        # As the reference says: ours first, the rest where it was or at the end.
        ('["discussion_pages.api.v3", *reversed(apps), "wagtail.api.v3", "ninja"]', LAST_BUT_OURS),
    ],
    ids=["without", "with"],
)
def test_a_site_starts(arranged, then):
    names = 'V3 = {"discussion_pages.api.v3", "wagtail.api.v3", "ninja"}\n'
    script = names + START.replace("ARRANGED", arranged) + then
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT / "site",
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
