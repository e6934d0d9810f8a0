"""Comments as spreadsheets."""

import csv
import io

import pytest
from openpyxl import load_workbook

from discussion_pages.admin.exports import plain_cell
from discussion_pages.services import posting
from tests import factories
from tests.factories import NOW
from tests.staff import client_for

LIST = "/admin/discussions/comments/"


def rows_of(response):
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("a=1", "a=1"),
        ("", ""),
        ("bell\x07", "bell"),
        (3, 3),
        (0, 0),
    ],
)
def test_no_cell_begins_a_formula(typed, written):
    assert plain_cell(typed) == written


def test_csv_has_a_row_for_each_comment_and_respects_the_filters(moderator_client, published, held):
    assert len(rows_of(moderator_client.get(f"{LIST}?export=csv"))) == 2
    (row,) = rows_of(moderator_client.get(f"{LIST}?export=csv&state=held"))
    assert row["Comment"] == str(held.pk)
    assert row["Text"] == "Please read me first."
    assert row["Discussion"] == "The walk home"
    assert row["Consultation"] == "Safer streets"
    assert row["Author"] == "Lamplighter"
    assert row["Likes"] == "0"


def test_a_formula_in_a_comment_is_text_in_both_formats(moderator_client, post):
    post('=HYPERLINK("http://evil.example")')
    (row,) = rows_of(moderator_client.get(f"{LIST}?export=csv"))
    assert row["Text"].startswith("'=")
    response = moderator_client.get(f"{LIST}?export=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert any(cell.value == '\'=HYPERLINK("http://evil.example")' for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_neither_addresses_of_members_nor_of_networks_leave_the_admin(
    moderator_client, published, member
):
    body = b"".join(moderator_client.get(f"{LIST}?export=csv").streaming_content).decode()
    assert member.email not in body
    assert "mail" not in body.splitlines()[0].lower()
    assert "ip" not in body.splitlines()[0].lower().split(",")


def test_an_analyst_exports_text_only_of_what_is_public(staff, published, held, removed):
    rows = rows_of(client_for(staff.analyst).get(f"{LIST}?export=csv"))
    texts = {row["State"]: row["Text"] for row in rows}
    assert texts == {"Published": "The underpass is dark.", "Held": "", "Removed": ""}


def test_reading_the_list_is_not_enough_to_export_it(world, published):
    from django.contrib.auth.models import Permission

    reader = factories.UserFactory()
    reader.user_permissions.add(
        Permission.objects.get(codename="access_admin"),
        Permission.objects.get(codename="view_discussioncomment"),
    )
    client = client_for(reader)
    assert client.get(LIST).status_code == 200
    assert "Download" not in client.get(LIST).content.decode()
    for export in ("csv", "xlsx"):
        response = client.get(f"{LIST}?export={export}")
        assert response.status_code == 302
        assert response["Location"] == "/admin/"


def test_an_export_costs_the_same_queries_for_many_comments(
    moderator_client, many_comments, count_queries
):
    def export():
        return b"".join(moderator_client.get(f"{LIST}?export=csv").streaming_content)

    many_comments(5)
    export()
    few = count_queries(export)
    many_comments(400)
    assert count_queries(export) == few


def test_an_official_reply_names_its_organisation(moderator_client, staff, published):
    posting.post_official_reply(
        discussion=published.discussion,
        author=staff.moderator,
        organisation=factories.OrganisationFactory(name="City Hall of Northbank"),
        text="We are fixing it.",
        reply_to=published,
        at=NOW,
    )
    rows = rows_of(moderator_client.get(f"{LIST}?export=csv"))
    assert "City Hall of Northbank" in {row["Official reply of"] for row in rows}
