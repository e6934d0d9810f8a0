"""Choices of consultations and discussions in the admin, where translations share their titles."""

import re

import pytest
from django.utils import translation
from wagtail.models import Locale

from consultations.admin.offline import consultation_choices
from discussion_pages.admin.desk import queue
from discussion_pages.admin.figures import pages_above_discussions
from discussion_pages.admin.labels import page_labels, rows_of
from discussion_pages.models import DiscussionPage
from discussion_pages.services import posting
from tests import factories
from tests.factories import NOW
from tests.staff import client_for, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DESK = "/admin/discussions/desk/"
FIGURES = "/admin/discussions/figures/"
LIST = "/admin/discussions/comments/"
OFFLINE = "/admin/consultations/offline-responses/"


@pytest.fixture
def staff(world):
    return make_staff(world.hub)


@pytest.fixture
def french(world):
    """The consultation and its discussion in French, under the same titles."""
    locale = Locale.objects.create(language_code="fr")
    world.home.copy_for_translation(locale)
    world.hub.copy_for_translation(locale)
    world.consultation.copy_for_translation(locale)
    discussion = world.discussion.copy_for_translation(locale)
    discussion.save_revision().publish()
    return discussion.specific


@pytest.fixture
def alias(world):
    return world.consultation.create_alias(
        parent=world.hub, update_slug="copy", recursive=True, reset_translation_key=True
    )


@pytest.fixture
def held(world, member):
    """Hold a comment under each discussion that has comments of its own."""

    def hold():
        for page in DiscussionPage.objects.filter(alias_of=None):
            page.moderation_mode = "before"
            page.live = True
            page.save()
            posting.post_comment(discussion=page, author=member, text="Lamps.", at=NOW)

    return hold


def options(html, name):
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', html, re.S).group()
    return re.findall(r"<option[^>]*>\s*([^<]*?)\s*</option>", select)


def groups(html):
    return re.findall(r'<optgroup label="([^"]*)"', html)


def test_a_single_language_is_not_named_even_where_titles_repeat(world):
    again = factories.ConsultationPageFactory(parent=world.hub, title="Safer streets", slug="again")
    labels = page_labels(rows_of([world.consultation, again]))
    assert list(labels.values()) == ["Safer streets", "Safer streets"]


def test_only_a_title_that_repeats_is_followed_by_its_language(world, french):
    other = factories.ConsultationPageFactory(parent=world.hub, title="Bus stops")
    pages = [world.consultation, french.get_parent(), other]
    assert list(page_labels(rows_of(pages)).values()) == [
        "Safer streets (English)",
        "Safer streets (French)",
        "Bus stops",
    ]


def test_the_language_is_named_in_the_language_of_the_reader(world, french):
    with translation.override("fr"):
        labels = page_labels(rows_of([world.consultation, french.get_parent()]))
    assert list(labels.values()) == ["Safer streets (Anglais)", "Safer streets (Français)"]


def test_a_long_title_is_cut_and_its_language_is_not(world, french):
    parent = french.get_parent()
    parent.title = world.consultation.title = "Street " * 30
    labels = page_labels(rows_of([world.consultation, parent]), length=20)
    assert list(labels.values()) == [
        "Street Street Stree… (English)",
        "Street Street Stree… (French)",
    ]


def test_the_figures_tell_translations_apart_and_offer_no_alias(staff, world, french, alias):
    html = client_for(staff.manager).get(FIGURES).content.decode()
    assert options(html, "page")[1:] == ["Safer streets (English)", "Safer streets (French)"]


def test_the_api_of_the_figures_still_knows_an_alias(alias):
    assert alias.pk in [page.pk for page in pages_above_discussions()]


def test_the_filters_of_the_comment_list_tell_translations_apart(staff, world, french, alias, held):
    held()
    html = client_for(staff.moderator).get(LIST).content.decode()
    for title in ("Safer streets", "The walk home"):
        for language in ("English", "French"):
            assert html.count(f"{title} ({language})") >= 1
    assert f"parent={alias.pk}" not in html


def test_the_desk_tells_translations_apart(staff, world, french, alias, held):
    held()
    html = client_for(staff.moderator).get(DESK).content.decode()
    assert groups(html) == ["Safer streets (English)", "Safer streets (French)"]
    assert options(html, "place")[1:] == [
        "All of Safer streets (English)",
        "The walk home (English)",
        "All of Safer streets (French)",
        "The walk home (French)",
    ]


def test_offline_responses_are_filtered_by_consultations_told_apart(staff, world, french, alias):
    factories.OfflineResponseFactory(consultation=world.consultation, people=77)
    client = client_for(staff.editor)
    assert [label for _pk, label in consultation_choices()] == [
        "Safer streets (English)",
        "Safer streets (French)",
    ]
    here = client.get(OFFLINE, {"consultation": world.consultation.pk})
    there = client.get(OFFLINE, {"consultation": french.get_parent().pk})
    assert [len(response.context["object_list"]) for response in (here, there)] == [1, 0]
    assert "Safer streets (French)" in there.content.decode()


@pytest.mark.parametrize("times", [1, 3])
def test_naming_languages_costs_no_query(world, french, held, times, django_assert_num_queries):
    for number in range(times):
        consultation = factories.ConsultationPageFactory(
            parent=world.hub, title="Safer streets", slug=f"safer-{number}"
        )
        factories.DiscussionPageFactory(parent=consultation, title="The walk home", slug="walk")
    held()
    with django_assert_num_queries(2):
        queue.places()
    with django_assert_num_queries(2):
        page_labels(rows_of(pages_above_discussions()))
    with django_assert_num_queries(1):
        consultation_choices()
