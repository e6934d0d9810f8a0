"""What the wheel holds, and what it leaves at home."""

import io
import re
import tarfile
import zipfile
from gettext import GNUTranslations
from pathlib import PurePosixPath

import pytest

from tests.packaging.conftest import APPS

KINDS = {
    "templates": "templates/**/*.*",
    "static files": "static/**/*.*",
    "translations": "locale/**/*.po",
    "migrations": "migrations/*.py",
    "code": "**/*.py",
}


@pytest.fixture(scope="module")
def names(wheel) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_holds_the_three_apps_and_nothing_else(names):
    folders = {PurePosixPath(name).parts[0] for name in names}

    assert {name for name in folders if not name.endswith(".dist-info")} == set(APPS)
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("app", APPS)
def test_every_file_of_an_app_is_in_the_wheel(names, source, app, kind):
    expected = {
        path.relative_to(source).as_posix()
        for path in (source / app).glob(KINDS[kind])
        if path.is_file()
    }

    assert expected <= names
    assert expected or (app, kind) == ("timeline_blocks", "migrations")


def test_the_examples_of_the_api_are_in_the_wheel(wheel, source):
    name = "discussion_pages/api/participation/examples.json"
    assert zipfile.ZipFile(wheel).read(name) == (source / name).read_bytes()


def test_the_web_component_is_served_from_the_wheel(names, source):
    folder = source / "clients" / "embed"
    scripts = {path.relative_to(folder).as_posix() for path in folder.rglob("*.js")}
    assert "consultation-discussion.js" in scripts
    place = "discussion_pages/static/discussion_pages/embed"
    assert {f"{place}/{name}" for name in scripts} <= names


@pytest.mark.parametrize("app", APPS)
def test_translations_are_compiled_in_the_wheel(wheel, app):
    compiled = zipfile.ZipFile(wheel).read(f"{app}/locale/fr/LC_MESSAGES/django.mo")

    assert GNUTranslations(io.BytesIO(compiled)).info()["language"] == "fr"


def test_the_licence_comes_with_the_wheel(wheel):
    archive = zipfile.ZipFile(wheel)
    (name,) = [name for name in archive.namelist() if name.endswith("/licenses/LICENSE")]

    assert b"BSD 3-Clause License" in archive.read(name)


def test_the_wheel_says_what_it_needs(wheel):
    archive = zipfile.ZipFile(wheel)
    (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    needed = re.findall(r"^Requires-Dist: ([\w-]+)[^;\n]*$", archive.read(name).decode(), re.M)

    assert {name.lower() for name in needed} >= {
        "django",
        "wagtail",
        "wagtail-modeladmin",
        "django-comments-xtd",
        "icalendar",
    }
    assert "django-allauth" not in needed


def test_migrations_name_nothing_of_the_reference_site(wheel):
    archive = zipfile.ZipFile(wheel)
    migrations = [name for name in archive.namelist() if "/migrations/0" in name]

    assert migrations
    for name in migrations:
        # As an app or a model: "members", "members.user". Help texts may speak of members.
        named = re.search(r"""["'](home|members)["'.]""", archive.read(name).decode())
        assert not named, f"{name}: {named}"


def test_the_source_distribution_holds_what_the_wheel_is_built_from(distributions):
    (path,) = distributions.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = [PurePosixPath(name).parts[1:] for name in archive.getnames()]
    tops = {parts[0] for parts in names if parts}

    assert {*APPS, "catalogues.py", "setup.py", "pyproject.toml", "LICENSE"} <= tops
    assert tops.isdisjoint({"site", "templates", "tests", "locale"})
