"""The dashboard of moderation."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from openpyxl import load_workbook

from discussion_pages.admin.plots import Row, bars, strips
from discussion_pages.models import Decision, DiscussionComment
from discussion_pages.rules.queue import Urgency
from tests.bulk import insert_comments
from tests.factories import NOW
from tests.staff import client_for, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/admin/discussions/figures/"


@pytest.fixture
def staff(world):
    return make_staff(world.hub)


@pytest.fixture
def manager(staff):
    staff.moderator.user_permissions.add(Permission.objects.get(codename="manage_moderation"))
    return staff.moderator


@pytest.fixture
def decided(world, staff):
    """Two comments that wait, and one that Mo removed after five hours."""
    first, *_others = insert_comments(
        world.discussion, roots=3, at=NOW, urgency=Urgency.HELD, queued_at=NOW - timedelta(hours=5)
    )
    comment = DiscussionComment.objects.get(pk=first)
    comment.urgency, comment.queued_at = 0, None
    comment.save()
    return Decision.objects.create(
        comment=comment,
        action="remove",
        from_state="published",
        to_state="removed",
        reason="spam",
        reason_title="Spam",
        actor=staff.moderator,
        urgency=Urgency.REPORTED,
        queued_at=NOW - timedelta(hours=6),
        decided_at=NOW - timedelta(hours=1),
    )


def export(client, table: str, kind: str = "csv"):
    return client.get(URL, {"table": table, "export": kind})


def test_the_address_is_the_one_in_the_menu(staff):
    assert reverse("discussion_pages_figures") == URL
    assert URL in client_for(staff.moderator).get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("admin", 200), ("moderator", 200), ("analyst", 200), (None, 302)]
)
def test_who_reads_the_figures(staff, who, status):
    user = getattr(staff, who) if who else None
    assert client_for(user).get(URL).status_code == status


def test_somebody_without_any_part_in_comments_does_not(staff):
    user = staff.analyst
    user.groups.clear()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert client_for(user).get(URL).status_code == 302


def test_moderators_see_no_figures_by_moderator_and_managers_do(decided, staff):
    page = client_for(staff.moderator).get(URL).content.decode()
    assert "Decisions by moderator" not in page
    assert export(client_for(staff.moderator), "moderators").status_code == 404
    staff.moderator.user_permissions.add(Permission.objects.get(codename="manage_moderation"))
    page = client_for(staff.moderator).get(URL).content.decode()
    assert "Decisions by moderator" in page
    assert "Mo Moderator" in page


def test_every_table_has_its_plot_and_says_what_it_shows(decided, manager):
    page = client_for(manager).get(URL).content.decode()
    assert "2 comments wait, 0 past the target." in page
    for key in ("waiting", "times", "decisions", "moderators"):
        assert f'aria-labelledby="plot-{key}-title plot-{key}-summary"' in page
        assert f'id="figures-{key}"' in page
    assert "No report and no appeal of these days has an answer yet." in page


def test_an_export_says_what_the_table_says(decided, manager):
    client = client_for(manager)
    rows = list(csv.reader(io.StringIO(b"".join(export(client, "times")).decode())))
    assert rows[0] == [
        "Why it waited",
        "Decisions",
        "Median hours",
        "Target hours",
        "Within the target",
    ]
    assert ["Reported", "1", "5.0", "48", "1"] in rows
    sheet = load_workbook(io.BytesIO(b"".join(export(client, "waiting", "xlsx")))).active
    held = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "Held")
    assert held == ("Held", 0, 2, 0, 0, 2, 0, 0)


def test_a_name_that_looks_like_a_formula_stays_text(decided, manager):
    type(manager).objects.filter(pk=manager.pk).update(first_name="=1+1", last_name="")
    rows = list(
        csv.reader(io.StringIO(b"".join(export(client_for(manager), "moderators")).decode()))
    )
    assert rows[1][0].startswith("'=1+1")


def test_figures_may_be_of_one_consultation(decided, manager, world):
    from tests import factories

    elsewhere = factories.ConsultationPageFactory(parent=world.hub)
    factories.DiscussionPageFactory(parent=elsewhere)
    page = client_for(manager).get(URL, {"page": elsewhere.pk}).content.decode()
    assert "Nothing waits." in page
    page = client_for(manager).get(URL, {"page": world.consultation.pk}).content.decode()
    assert "2 comments wait" in page


@pytest.mark.parametrize("query", [{"days": "x"}, {"page": "9" * 40}, {"export": "csv"}])
def test_nonsense_in_the_address_breaks_nothing(manager, query):
    assert client_for(manager).get(URL, query).status_code in {200, 404}


def test_the_page_costs_the_same_queries_for_many(world, manager, django_assert_max_num_queries):
    insert_comments(world.discussion, roots=3000, at=NOW, urgency=Urgency.HELD, queued_at=NOW)
    client = client_for(manager)
    client.get(URL)
    with django_assert_max_num_queries(24):
        client.get(URL)


def test_bars_share_one_scale_and_the_marked_part_stands_first():
    plot = bars("k", "t", "s", [Row("a", 10, "10", marked=5, target=20), Row("b", 5, "5")])
    marked, rest, other = plot.bars
    assert (marked.is_marked, rest.is_marked) == (True, False)
    assert marked.width == rest.width
    assert other.width == pytest.approx((marked.width + rest.width) / 2, abs=0.2)
    (tick,) = plot.ticks
    assert tick.x > rest.x + rest.width


def test_a_plot_of_nothing_has_no_bar():
    assert bars("k", "t", "s", [Row("a", 0, "0")]).bars[0].width == 0
    assert [bar.is_marked for bar in strips("k", "t", "s", [("a", [0, 0])]).bars] == [True]
