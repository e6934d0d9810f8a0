from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from discussion_pages import words
from discussion_pages.dates import (
    day_text,
    deadline_text,
    instant_text,
    last_day_text,
    time_text,
)
from discussion_pages.rules.commenting import Commenting
from discussion_pages.rules.windows import Window

START = datetime(2021, 11, 16, 9, 5, tzinfo=UTC)
END = datetime(2022, 1, 22, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("closes_at", "text", "last_day"),
    [
        (END, "21 January 2022 at 11:59pm", "21 January 2022"),
        (datetime(2027, 3, 28, 0, 0, tzinfo=UTC), "27 March 2027 at 11:59pm", "27 March 2027"),
        (datetime(2027, 3, 28, 23, 0, tzinfo=UTC), "28 March 2027 at 11:59pm", "28 March 2027"),
        (
            datetime(2027, 10, 30, 23, 0, tzinfo=UTC),
            "30 October 2027 at 11:59pm",
            "30 October 2027",
        ),
        (datetime(2027, 11, 1, 0, 0, tzinfo=UTC), "31 October 2027 at 11:59pm", "31 October 2027"),
        (datetime(2027, 7, 1, 16, 0, tzinfo=UTC), "1 July 2027 at 5pm", "1 July 2027"),
        (datetime(2022, 1, 21, 12, 0, tzinfo=UTC), "21 January 2022 at 12pm", "21 January 2022"),
    ],
)
@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Auckland", "America/Los_Angeles"])
def test_a_deadline_reads_the_same_to_everybody(closes_at, text, last_day, zone):
    with timezone.override(zone):
        assert deadline_text(closes_at) == text
        assert last_day_text(closes_at) == last_day


def test_instants_are_the_sites_local_time():
    assert instant_text(START) == "16 November 2021, 9:05am"
    assert instant_text(datetime(2027, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2027, 12:30am"
    assert day_text(datetime(2027, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2027"
    assert time_text(datetime(2027, 1, 1, 18, 0, tzinfo=UTC)) == "6pm"


@pytest.mark.parametrize(
    ("commenting", "window", "sentence"),
    [
        (
            Commenting.CLOSED,
            Window(START, END),
            "The discussion ran from 16 November 2021 to 21 January 2022.",
        ),
        (Commenting.CLOSED, Window(None, END), "The discussion ran until 21 January 2022."),
        (Commenting.CLOSED, Window(END, START), "This discussion takes no comments."),
        (
            Commenting.UPCOMING,
            Window(START, END),
            "The discussion opens on 16 November 2021, 9:05am.",
        ),
        (
            Commenting.OPEN,
            Window(START, END),
            "Open for comments until 21 January 2022 at 11:59pm.",
        ),
        (Commenting.OPEN, Window(), "Open for comments."),
        (Commenting.OFF, Window(START, END), "Comments are switched off for this discussion."),
        (
            Commenting.READ_ONLY_COPY,
            Window(),
            "You can read the comments here. Comment on the original page.",
        ),
    ],
)
def test_a_discussion_says_why_and_when(commenting, window, sentence):
    assert words.commenting_sentence(commenting, window) == sentence


@pytest.mark.parametrize(
    ("window", "at", "text"),
    [
        (Window(START, END), START - timedelta(days=1), "Opens 16 November 2021, 9:05am"),
        (Window(START, END), START, "Closes 21 January 2022 at 11:59pm"),
        (Window(START, END), END, "Closed 21 January 2022"),
        (Window(START, None), START, "Open"),
        (Window(END, START), START, "Closed"),
    ],
)
def test_a_card_says_it_in_one_line(window, at, text):
    assert words.window_words(window, at=at) == text


def test_the_composer_states_a_rule_of_its_own_for_every_mode():
    said = {
        words.moderation_sentence("after"),
        words.moderation_sentence("before"),
        words.moderation_sentence("first"),
        words.moderation_sentence("first", has_published_before=False),
        words.moderation_sentence("first", has_published_before=True),
    }
    assert len(said) == 5
    assert "first comment here" in words.moderation_sentence("first", has_published_before=False)
    assert "at once" in words.moderation_sentence("first", has_published_before=True)
    assert "before it appears" in words.moderation_sentence("before", has_published_before=True)
