"""The pages for people say of each operation what the document says."""

import re

import pytest
from django.test import Client

from config.api import participation_api
from discussion_pages.api.participation import manual
from tests.participation import BASE

pytestmark = pytest.mark.django_db
DOCS = f"{BASE}/docs/"
DOCUMENT = participation_api.document
SUBJECTS = manual.subjects(DOCUMENT)
WEIGHT_MAX = 400_000
"""Bytes, uncompressed."""


def read(subject=None) -> str:
    answer = Client().get(f"{DOCS}{subject.slug}/" if subject else DOCS)
    assert answer.status_code == 200
    assert len(answer.content) < WEIGHT_MAX
    return answer.content.decode()


def test_the_first_page_leads_to_every_operation(world):
    page = read()
    for subject in SUBJECTS:
        for section in subject.sections:
            assert f'href="{DOCS}{subject.slug}/#{section.name}"' in page
    assert sum(len(subject.sections) for subject in SUBJECTS) == sum(
        len(operations) for operations in DOCUMENT["paths"].values()
    )


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.slug)
def test_a_subject_tells_every_operation_parameter_and_field_of_it(world, subject):
    page = read(subject)
    for path, operations in DOCUMENT["paths"].items():
        for operation in operations.values():
            if operation["tags"] == [subject.name]:
                assert f"<code>{path}</code>" in page
                assert f'<h3 id="{operation["operationId"]}"' in page
                for parameter in operation["parameters"]:
                    assert f"<code>{parameter['name']}" in page
    for shape in manual.shapes_of_subject(DOCUMENT, subject):
        for row in shape.rows:
            assert f"<code>{row.name}</code>" in page


@pytest.mark.parametrize("subject", [None, *SUBJECTS], ids=lambda each: getattr(each, "slug", ""))
def test_every_link_within_a_page_leads_somewhere_once(world, subject):
    page = read(subject)
    anchors = re.findall(r' id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(anchors)


def test_every_shape_stands_on_a_page():
    shown = [manual.shapes_of_problems(DOCUMENT)]
    shown += [manual.shapes_of_subject(DOCUMENT, subject) for subject in SUBJECTS]
    assert {shape.name for shapes in shown for shape in shapes} == set(
        DOCUMENT["components"]["schemas"]
    )


def test_every_operation_shows_its_example_under_a_name_of_its_own(world):
    for subject in SUBJECTS:
        page = read(subject)
        names = re.findall(r'<pre tabindex="0" role="group" aria-label="([^"]+)"', page)
        assert len(names) == len(set(names)) == 2 * len(subject.sections)


@pytest.mark.parametrize("path", ["", "comments/"])
def test_the_page_asks_the_database_for_the_site_alone(world, django_assert_num_queries, path):
    Client().get(DOCS + path)
    with django_assert_num_queries(1):
        answer = Client().get(DOCS + path)
    assert "sessionid" not in answer.cookies


def test_the_page_takes_no_other_method(world):
    assert Client().post(DOCS).status_code == 405


def test_there_is_no_page_of_another_subject(world):
    assert Client().get(f"{DOCS}weather/").status_code == 404


@pytest.mark.parametrize("path", ["", "comments/"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_speaks_the_language_asked_for_and_says_which_parts_are_english(
    world, path, language
):
    answer = Client().get(DOCS + path, headers={"Accept-Language": language})
    summary = re.search(r'href="[^"]*#create_reply" lang="en">([^<]+)<', answer.text)
    assert f'<html lang="{language}"' in answer.text
    assert answer["Content-Language"] == language
    assert "Accept-Language" in answer["Vary"]
    assert summary[1] == DOCUMENT["paths"]["/comments/{pk}/replies"]["post"]["summary"]
