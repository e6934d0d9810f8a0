from datetime import UTC, datetime

import pytest
from django.utils import translation

from consultations import words
from consultations.rules.status import Status
from discussion_pages.rules.commenting import Commenting
from discussion_pages.rules.windows import Window
from discussion_pages.services.commenting import CommentingStatus
from tests import factories

# A page that is only built asks for the default language, where no test before it has.
pytestmark = pytest.mark.django_db

START = datetime(2021, 11, 16, 9, 0, tzinfo=UTC)
END = datetime(2022, 1, 22, 0, 0, tzinfo=UTC)
OUTCOME = datetime(2022, 3, 24, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("respondents", "nouns", "sentence"),
    [
        (0, ("Londoner", "Londoners"), "0 Londoners have responded"),
        (1, ("Londoner", "Londoners"), "1 Londoner has responded"),
        (1396, ("Londoner", "Londoners"), "1,396 Londoners have responded"),
        (1, ("", ""), "1 person has responded"),
        (2, ("", ""), "2 people have responded"),
    ],
)
def test_the_header_says_how_many_have_responded(respondents, nouns, sentence):
    page = factories.ConsultationPageFactory.build(noun_singular=nouns[0], noun_plural=nouns[1])
    assert words.responded(page, respondents) == sentence


@pytest.mark.parametrize(
    ("respondents", "nouns", "sentence"),
    [
        (0, ("Londonien", "Londoniens"), "0 Londonien a répondu"),
        (1, ("Londonien", "Londoniens"), "1 Londonien a répondu"),
        (2, ("Londonien", "Londoniens"), "2 Londoniens ont répondu"),
        (0, ("", ""), "0 personne a répondu"),
        (2, ("", ""), "2 personnes ont répondu"),
    ],
)
def test_noun_and_verb_agree_in_french_which_has_nobody_in_the_singular(
    respondents, nouns, sentence
):
    page = factories.ConsultationPageFactory.build(noun_singular=nouns[0], noun_plural=nouns[1])
    with translation.override("fr"):
        assert words.responded(page, respondents) == sentence


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (Status.UPCOMING, "Opens 16 November 2021, 9am"),
        (Status.OPEN, "Closes 21 January 2022 at 11:59pm"),
        (Status.CLOSED, "Closed 21 January 2022 at 11:59pm"),
        (Status.OUTCOME_PUBLISHED, "Outcome published 24 March 2022"),
    ],
)
def test_each_status_names_the_date_that_matters_most(status, text):
    page = factories.ConsultationPageFactory.build(
        opens_at=START, closes_at=END, outcome_published_at=OUTCOME
    )
    assert words.status_deadline(page, status) == text
    assert words.status_label(status)


def test_an_open_end_names_no_date():
    page = factories.ConsultationPageFactory.build(opens_at=START, closes_at=None)
    assert words.status_deadline(page, Status.OPEN) == ""


def test_how_we_count_is_the_editors_note_or_the_rule_itself():
    page = factories.ConsultationPageFactory.build(counting_note="By hand.")
    assert words.counting_note(page) == "By hand."
    page.counting_note = ""
    assert "count people once" in words.counting_note(page)


@pytest.mark.parametrize(
    ("commenting", "is_settled", "text"),
    [
        (Commenting.OPEN, False, "Open for comments"),
        (Commenting.UPCOMING, False, "Not open yet"),
        (Commenting.CLOSED, False, "Closed for analysis"),
        (Commenting.CLOSED, True, "Closed"),
        (Commenting.OFF, False, "Comments are off"),
        (Commenting.READ_ONLY_COPY, True, "Read only here"),
    ],
)
def test_a_card_says_how_a_discussion_stands(commenting, is_settled, text):
    status = CommentingStatus(commenting, Window(START, END), "", is_settled=is_settled)
    assert words.discussion_state(status) == text
