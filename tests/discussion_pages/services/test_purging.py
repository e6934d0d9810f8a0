from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from discussion_pages.models import Claim, NetworkSalt, OutboxMessage, Report
from discussion_pages.rules.notices import OutboxState
from discussion_pages.services.purging import purge
from discussion_pages.services.reporting import report_comment

pytestmark = pytest.mark.django_db

THIRTY_DAYS = timedelta(days=30)
TICK = timedelta(microseconds=1)


def write(key, state, at):
    OutboxMessage.objects.create(
        key=key, message_id=key, kind="reply", state=state, created_at=at, due_at=at
    )


def test_what_is_needed_for_a_month_is_gone_after_it_and_what_waits_is_not(at):
    write("sent", OutboxState.SENT, at)
    write("waiting", OutboxState.PENDING, at)
    assert purge(at=at + THIRTY_DAYS - TICK).emails == 0
    assert purge(at=at + THIRTY_DAYS).emails == 1
    assert OutboxMessage.objects.get().key == "waiting"


def test_a_claim_goes_when_it_has_run_out(post, moderator, at):
    until = at + timedelta(minutes=5)
    Claim.objects.create(comment=post(), moderator=moderator, claimed_at=at, expires_at=until)
    assert purge(at=until - TICK).claims == 0
    assert purge(at=until).claims == 1


def test_the_command_forgets_networks(post, at):
    report_comment(comment=post(), reason="spam", address="192.0.2.7", at=at)
    assert Report.objects.exclude(network_key="").exists()
    said = StringIO()
    with time_machine.travel(at + timedelta(days=32), tick=False):
        call_command("purge_personal_data", stdout=said)
    assert "Reports without a network now: 1" in said.getvalue()
    assert not Report.objects.exclude(network_key="").exists()
    assert not NetworkSalt.objects.exists()
