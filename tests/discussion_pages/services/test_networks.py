from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from discussion_pages.models import NetworkSalt, Report
from discussion_pages.services.networks import keys_of_network, purge_network_keys
from discussion_pages.services.refusals import NotAllowed
from discussion_pages.services.reporting import report_comment
from tests.tables import TICK

pytestmark = pytest.mark.django_db

MIDNIGHT = datetime(2027, 2, 11, tzinfo=UTC)
MONTH = timedelta(days=30)


def test_each_day_has_a_salt_of_its_own_so_that_a_network_looks_different_the_next_day():
    today = keys_of_network("192.0.2.1", at=MIDNIGHT - TICK)
    assert today == keys_of_network("192.0.2.9", at=MIDNIGHT - timedelta(hours=20))
    tomorrow = keys_of_network("192.0.2.1", at=MIDNIGHT)
    assert len(today) == 1
    assert tomorrow[0] == today[0]
    assert tomorrow[1] != today[0]
    assert keys_of_network("192.0.3.1", at=MIDNIGHT)[1] not in tomorrow


def test_a_digest_needs_the_secret_of_the_site_too(settings):
    before = keys_of_network("192.0.2.1", at=MIDNIGHT)
    settings.SECRET_KEY = "another"
    assert keys_of_network("192.0.2.1", at=MIDNIGHT) != before


def test_midnight_does_not_reset_the_limit(post, settings):
    settings.DISCUSSION_PAGES_ANONYMOUS_REPORTS_PER_HOUR = 1
    given = {"comment": post(), "reason": "spam", "address": "192.0.2.1"}
    report_comment(at=MIDNIGHT - TICK, **given)
    with pytest.raises(NotAllowed):
        report_comment(at=MIDNIGHT, **given)
    report_comment(at=MIDNIGHT - TICK + timedelta(hours=1), **given)


@pytest.mark.parametrize(("after", "is_kept"), [(MONTH - TICK, True), (MONTH, False)])
def test_the_network_of_a_report_is_forgotten_after_30_days(post, at, after, is_kept):
    report = report_comment(comment=post(), reason="spam", address="192.0.2.1", at=at)
    _salts, reports = purge_network_keys(at + after)
    report.refresh_from_db()
    assert (bool(report.network_key), reports) == (is_kept, int(not is_kept))


@pytest.mark.parametrize(
    ("at", "is_kept"),
    [(MIDNIGHT + MONTH - TICK, True), (MIDNIGHT + MONTH, False)],
)
def test_a_salt_goes_when_its_day_ended_30_days_ago(at, is_kept):
    keys_of_network("192.0.2.1", at=MIDNIGHT - TICK)
    assert purge_network_keys(at) == (int(not is_kept), 0)
    assert NetworkSalt.objects.exists() is is_kept


def test_the_command_says_how_much_it_forgot(post, at, clock):
    report_comment(comment=post(), reason="spam", address="192.0.2.1", at=at - MONTH * 2)
    out = StringIO()
    call_command("purge_network_keys", stdout=out)
    assert out.getvalue() == "Salts deleted: 1. Reports without a network now: 1.\n"
    assert Report.objects.get().network_key == ""
