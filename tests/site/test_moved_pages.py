"""A page that is renamed or moved is found by its old address, and so is all that stands below."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from discussion_pages.models import DiscussionComment
from discussion_pages.services.posting import post_comment
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

OLD = "/consultations/safer-streets/"
NEW = "/consultations/brighter-streets/"
TALK = "walk-home/"


@pytest.fixture
def said(world, member):
    post_comment(discussion=world.discussion, author=member, text="The lamps are dark.", at=NOW)
    return DiscussionComment.objects.get()


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Rename a page as editors do. Wagtail keeps the old address once that is committed."""

    def publish(page, slug):
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return publish


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "timeline.ics",
        "statistics/",
        TALK,
        f"{TALK}?order=liked",
        f"{TALK}threads/{{pk}}/",
        f"{TALK}comments/{{pk}}/",
        f"{TALK}comments/{{pk}}/report/?from=a%20mail",
    ],
)
def test_what_stands_below_a_renamed_page_is_found_by_its_old_address(
    client, world, said, rest, rename
):
    rest = rest.format(pk=said.pk)
    before = client.get(OLD + rest).status_code
    rename(world.consultation, "brighter-streets")
    response = client.get(OLD + rest)
    assert response.status_code == 301
    path = rest.partition("?")[0]
    # To a page itself Wagtail leads, without the query.
    assert response["Location"] == NEW + (path if path in {"", TALK} else rest)
    assert client.get(response["Location"]).status_code == before


def test_the_feed_of_a_renamed_hub_and_all_consultations_in_it_are_found(
    client, world, said, rename
):
    rename(world.hub, "have-your-say")
    for rest in ("feed/", "safer-streets/timeline.ics", f"safer-streets/{TALK}comments/{said.pk}/"):
        response = client.get(f"/consultations/{rest}")
        assert (response.status_code, response["Location"]) == (301, f"/have-your-say/{rest}")


def test_a_page_that_was_renamed_twice_is_found_by_both_old_addresses(client, world, rename):
    rename(world.consultation, "brighter-streets")
    rename(world.consultation, "lighter-streets")
    for old in (OLD, NEW):
        response = client.get(f"{old}statistics/")
        assert response["Location"] == "/consultations/lighter-streets/statistics/"


def test_a_newcomer_with_the_old_name_gets_nobodys_old_address(client, world, rename):
    rename(world.hub, "have-your-say")
    rename(world.consultation.specific, "brighter-streets")
    factories.ConsultationPageFactory(parent=world.hub, slug="safer-streets")
    response = client.get(f"{OLD}statistics/")
    assert response["Location"] == "/have-your-say/brighter-streets/statistics/"


def test_a_page_that_was_moved_is_found(client, world):
    other = factories.ConsultationIndexPageFactory(parent=world.home, slug="other")
    world.consultation.move(other, pos="last-child")
    assert client.get(f"{OLD}statistics/")["Location"] == "/other/safer-streets/statistics/"


def test_a_comment_written_while_the_page_was_renamed_is_not_lost(client, world, member, rename):
    client.force_login(member)
    form = client.get(OLD + TALK).context["form"]
    hidden = {field.html_name: field.value() or "" for field in form.hidden_fields()}
    rename(world.consultation, "brighter-streets")
    words = hidden | {"comment": "The lamps are dark."}
    response = client.post(OLD + TALK, words)
    assert (response.status_code, response["Location"]) == (308, NEW + TALK)
    assert client.post(response["Location"], words).status_code == 302
    assert DiscussionComment.objects.get().comment == "The lamps are dark."


@pytest.mark.parametrize(("is_permanent", "status"), [(True, 308), (False, 307)])
def test_what_is_sent_to_an_address_that_leads_elsewhere_is_sent_on(
    client, world, is_permanent, status
):
    Redirect.add_redirect("/old", redirect_to=world.consultation, is_permanent=is_permanent)
    assert client.post("/old/").status_code == status


@pytest.mark.parametrize(
    "rest", ["nothing/", f"{TALK}comments/", f"{TALK}threads/0/x/", "timeline.ics/x/", "a\x00b/"]
)
def test_what_never_was_there_is_not_there_now(client, world, rest, rename):
    rename(world.consultation, "brighter-streets")
    assert client.get(OLD + rest).status_code == 404


def test_a_page_that_is_gone_leads_nowhere(client, world, rename):
    rename(world.consultation, "brighter-streets")
    world.consultation.unpublish()
    assert client.get(f"{OLD}statistics/").status_code == 404


def test_a_page_that_has_become_private_asks_as_it_does_at_its_new_address(client, world, rename):
    rename(world.consultation, "brighter-streets")
    PageViewRestriction.objects.create(
        page=world.consultation.page_ptr, restriction_type="password", password="lamps"
    )
    response = client.get(f"{OLD}statistics/", follow=True)
    assert "This page has a password" in response.text


def test_the_sites_own_redirect_comes_before_that_of_all_sites(client, world):
    elsewhere = factories.ConsultationPageFactory(parent=world.hub, slug="elsewhere")
    site = world.home.get_site()
    Redirect.add_redirect("/old", redirect_to=elsewhere)
    Redirect.add_redirect("/old", redirect_to=world.consultation, site=site)
    assert client.get("/old/statistics/")["Location"] == f"{OLD}statistics/"


def test_looking_for_it_costs_little(world, django_assert_num_queries):
    client = Client()
    client.get("/nowhere/at/all/")
    with django_assert_num_queries(5):  # one of them is ours
        assert client.get("/nowhere/at/all/").status_code == 404
