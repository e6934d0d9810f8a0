"""Times as staff type and see them: always the site's, whoever they are and wherever."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.utils import timezone

from consultations.models import ConsultationPage
from discussion_pages.form_fields import ClosingDateTimeField, SiteDateTimeField
from discussion_pages.models import DiscussionPage
from tests import factories

ZONES = ["Europe/London", "Pacific/Auckland", "America/Los_Angeles", "UTC"]

CLOSING = [
    ("2022-01-21 23:59", datetime(2022, 1, 22, 0, 0, tzinfo=UTC)),
    ("2027-07-01 23:59", datetime(2027, 7, 1, 23, 0, tzinfo=UTC)),
    ("2027-03-27 23:59", datetime(2027, 3, 28, 0, 0, tzinfo=UTC)),
    ("2027-03-28 23:59", datetime(2027, 3, 28, 23, 0, tzinfo=UTC)),
    ("2027-10-30 23:59", datetime(2027, 10, 30, 23, 0, tzinfo=UTC)),
    ("2027-10-31 23:59", datetime(2027, 11, 1, 0, 0, tzinfo=UTC)),
    ("2027-07-01 17:00", datetime(2027, 7, 1, 16, 0, tzinfo=UTC)),
]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("typed", "stored"), CLOSING)
def test_a_deadline_means_the_sites_zone_whoever_types_it(zone, typed, stored):
    field = ClosingDateTimeField()
    with timezone.override(zone):
        assert field.clean(typed) == stored
        assert timezone.get_current_timezone_name() == zone
        assert f"{field.prepare_value(stored):%Y-%m-%d %H:%M}" == typed
        assert not field.has_changed(stored, typed)
        assert field.has_changed(stored, "2027-01-01 12:00")


@pytest.mark.parametrize("zone", ZONES)
def test_an_opening_is_kept_as_typed(zone):
    field = SiteDateTimeField()
    with timezone.override(zone):
        assert field.clean("2027-07-01 23:59") == datetime(2027, 7, 1, 22, 59, tzinfo=UTC)
        assert f"{field.prepare_value(datetime(2027, 7, 1, 23, 0, tzinfo=UTC)):%d %H:%M}" == (
            "02 00:00"
        )


@pytest.mark.parametrize("field_class", [SiteDateTimeField, ClosingDateTimeField])
@pytest.mark.parametrize("typed", ["2027-03-28 01:30", "2027-10-31 01:30"])
def test_a_time_that_is_skipped_or_comes_twice_is_refused_with_the_zones_name(field_class, typed):
    with pytest.raises(ValidationError) as refused:
        field_class().clean(typed)
    assert "Europe/London" in refused.value.messages[0]
    assert field_class().has_changed(None, typed)


@pytest.mark.parametrize("field_class", [SiteDateTimeField, ClosingDateTimeField])
def test_nothing_and_nonsense(field_class):
    assert field_class(required=False).clean("") is None
    with pytest.raises(ValidationError):
        field_class().clean("tomorrow")
    assert field_class().prepare_value("2027-03-28 01:30") == "2027-03-28 01:30"


@override_settings(TIME_ZONE="Asia/Tokyo")
def test_the_sites_zone_is_the_hosts_setting():
    timezone.get_default_timezone.cache_clear()
    try:
        stored = ClosingDateTimeField().clean("2027-07-01 23:59")
        assert stored == datetime(2027, 7, 1, 15, 0, tzinfo=UTC)
    finally:
        timezone.get_default_timezone.cache_clear()


@pytest.fixture
def consultation_form(world):
    """Bind the admin's form for a consultation to what an editor of another zone typed."""

    def bind(page=None, **typed):
        form_class = ConsultationPage.get_edit_handler().get_form_class()
        data = {"title": "Night buses", "slug": "night-buses", "summary": "S"}
        data |= {"body-count": "0", "timeline-count": "0"}
        data |= {
            f"{prefix}-{name}": "0"
            for prefix in ("documents", "comments")
            for name in ("TOTAL_FORMS", "INITIAL_FORMS")
        }
        data |= dict.fromkeys(("open_to_change", "decided_by"), "null")
        data |= dict.fromkeys(("next_steps", "outcome_summary"), "null")
        user = factories.UserFactory(superuser=True)
        return form_class(
            data | typed,
            instance=page or ConsultationPage(),
            parent_page=world.hub,
            for_user=user,
        )

    return bind


def test_the_admins_form_uses_these_fields(consultation_form):
    with timezone.override("Pacific/Auckland"):
        form = consultation_form(opens_at="2027-01-10 09:00", closes_at="2027-03-28 23:59")
        assert form.is_valid(), form.errors
    assert form.instance.opens_at == datetime(2027, 1, 10, 9, 0, tzinfo=UTC)
    assert form.instance.closes_at == datetime(2027, 3, 28, 23, 0, tzinfo=UTC)


def test_the_admins_form_shows_what_was_typed(world):
    page = world.consultation
    page.closes_at = datetime(2027, 10, 30, 23, 0, tzinfo=UTC)
    form_class = ConsultationPage.get_edit_handler().get_form_class()
    with timezone.override("Pacific/Auckland"):
        form = form_class(instance=page, parent_page=world.hub)
        assert 'value="2027-10-30 23:59"' in str(form["closes_at"])


def test_times_that_contradict_each_other_are_refused_beside_the_field(consultation_form):
    form = consultation_form(opens_at="2027-01-10 09:00", closes_at="2027-01-10 09:00")
    assert not form.is_valid()
    assert "closes_at" in form.errors


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"noun_singular": "Londoner"}, "noun_plural"),
        ({"noun_plural": "Londoners"}, "noun_singular"),
        ({"noun_singular": "Londoner", "noun_plural": "Londoners"}, None),
        ({}, None),
    ],
)
def test_both_nouns_are_given_or_neither(consultation_form, given, wrong):
    form = consultation_form(**given)
    assert form.is_valid() is (wrong is None), form.errors
    assert list(form.errors) == ([wrong] if wrong else [])


def test_a_reserved_slug_is_refused_in_the_editors_words(world, consultation_form):
    form = consultation_form(slug="feed")
    assert not form.is_valid()
    assert "“feed”" in form.errors["slug"][0]


def test_an_existing_page_is_told_once(world):
    form_class = DiscussionPage.get_edit_handler().get_form_class()
    data = {"title": "The walk home", "slug": "survey", "moderation_mode": "after"}
    form = form_class(
        data | {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"},
        instance=world.discussion,
        parent_page=world.consultation,
        for_user=factories.UserFactory(superuser=True),
    )
    assert not form.is_valid()
    assert len(form.errors["slug"]) == 1
