"""The page for people says of each operation what the document says."""

import pytest
from django.test import Client

from config.api import participation_api
from discussion_pages.api.participation import manual
from tests.participation import BASE

pytestmark = pytest.mark.django_db
DOCS = f"{BASE}/docs/"


def test_the_page_names_every_operation_parameter_and_shape(world):
    page = Client().get(DOCS).content.decode()
    document = participation_api.document
    for path, operations in document["paths"].items():
        assert f"<code>{path}</code>" in page
        for operation in operations.values():
            assert f'id="{operation["operationId"]}"' in page
    for shape in manual.shapes(document):
        assert f'id="schema-{shape.name}"' in page


def test_every_link_to_a_shape_leads_somewhere():
    document = participation_api.document
    known = {shape.name for shape in manual.shapes(document)}
    sections = [each for found in manual.sections_by_subject(document).values() for each in found]
    linked = {row.link for section in sections for row in [*section.parameters, *section.body]}
    linked |= {name for section in sections for _status, name in section.answers}
    assert linked - {""} <= known


def test_the_page_asks_the_database_for_the_site_alone(world, django_assert_num_queries):
    Client().get(DOCS)
    with django_assert_num_queries(1):
        answer = Client().get(DOCS)
    assert "sessionid" not in answer.cookies


def test_the_page_takes_no_other_method(world):
    assert Client().post(DOCS).status_code == 405
