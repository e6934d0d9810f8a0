from datetime import timedelta

import pytest

from discussion_pages.forms import CommentTextForm, ComposerForm, ReportForm, renewed
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(world):
    """Return what a browser sends back from a fresh composer, with changes."""

    def send(page=None, **changes):
        form = ComposerForm(page or world.discussion)
        data = {
            name: form[name].value() or ""
            for name in ("timestamp", "security_hash", "submission_key")
        }
        data |= {"content_type": form["content_type"].value()}
        data |= {"object_pk": form["object_pk"].value(), "comment": "Lamps, please."}
        return data | changes

    return send


def test_a_composer_that_comes_back_is_taken(world, sent):
    form = ComposerForm(world.discussion, sent())
    assert form.is_valid(), form.errors
    assert form.cleaned_data["comment"] == "Lamps, please."
    assert form.cleaned_data["submission_key"]


def test_two_composers_have_two_keys(sent):
    assert sent()["submission_key"] != sent()["submission_key"]


def test_a_composer_for_another_discussion_is_refused(world, sent):
    other = factories.DiscussionPageFactory(parent=world.consultation)
    form = ComposerForm(world.discussion, sent(other))
    assert not form.is_valid()
    assert form.security_errors()


@pytest.mark.parametrize(
    "change", [{"security_hash": "0" * 40}, {"timestamp": "1"}, {"object_pk": "1"}]
)
def test_a_composer_that_was_tampered_with_is_refused(world, sent, change):
    assert not ComposerForm(world.discussion, sent(**change)).is_valid()


@pytest.mark.parametrize(
    ("key", "earlier", "is_taken"),
    [
        ("next", ["now"], True),  # the form is of a server that has not changed its key yet
        ("now", ["next"], True),
        ("next", ["another", "now"], True),
        ("next", [], False),
        ("next", ["another"], False),
    ],
)
def test_a_composer_signed_under_an_earlier_key_is_taken(
    world, sent, settings, key, earlier, is_taken
):
    settings.SECRET_KEY = "now"
    data = sent()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = key, earlier
    assert ComposerForm(world.discussion, data).is_valid() is is_taken
    tampered = data | {"timestamp": "1"}
    assert not ComposerForm(world.discussion, tampered).is_valid()


def test_who_wrote_for_hours_may_post_all_the_same(world, sent, clock):
    data = sent()
    clock.shift(timedelta(hours=30))
    assert ComposerForm(world.discussion, data).is_valid()


def test_a_guard_that_no_longer_fits_costs_the_writer_nothing(world, sent):
    form = ComposerForm(world.discussion, sent(security_hash="0" * 40))
    assert not form.is_valid()
    fresh = renewed(form)
    assert fresh["comment"].value() == "Lamps, please."
    assert "Please send your comment again." in fresh.errors["__all__"][0]
    again = {name: fresh[name].value() for name in fresh.fields}
    assert ComposerForm(world.discussion, again).is_valid()


@pytest.mark.parametrize(
    ("text", "fits"), [("", False), ("   ", False), ("x" * 3000, True), ("x" * 3001, False)]
)
def test_a_comment_has_something_in_it_and_fits(text, fits):
    assert CommentTextForm({"comment": text}).is_valid() is fits


def test_a_line_end_counts_as_one_character():
    assert CommentTextForm({"comment": "a" + "\r\n" * 1499 + "b" * 1500}).is_valid()


def test_the_longest_text_is_the_hosts_setting(settings):
    settings.COMMENT_MAX_LENGTH = 10
    form = CommentTextForm({"comment": "x" * 11})
    assert form.errors["comment"] == ["Your comment has 11 characters. The most is 10."]
    assert form.fields["comment"].widget.attrs["data-max-length"] == 10
    assert "maxlength" not in form.fields["comment"].widget.attrs


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"reason": "abuse"}, []),
        ({"reason": "abuse", "text": "x" * 1000}, []),
        ({"reason": "abuse", "text": "x" * 1001}, ["text"]),
        ({"reason": "rude"}, ["reason"]),
        ({}, ["reason"]),
        ({"reason": "spam", "website": "http://spam.example"}, ["website"]),
    ],
)
def test_a_report_needs_a_reason_and_an_empty_honeypot(data, wrong):
    assert list(ReportForm(data, policy=None).errors) == wrong
