"""Signing, back-off and giving up."""

from datetime import UTC, datetime, timedelta

import pytest

from discussion_pages.rules.webhooks import (
    ATTEMPTS_MAX,
    FAILING_MAX,
    WAITS,
    is_hopeless,
    is_taken,
    retry_after,
    serialised,
    signature,
    signatures,
)

AT = datetime(2027, 2, 10, 12, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_a_signature_is_that_of_the_specifications_own_example():
    made = signature(
        SECRET,
        uid="msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp=1614265330,
        body=b'{"test": 2432232314}',
    )
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    "changed",
    [{"uid": "msg_2"}, {"timestamp": 1614265331}, {"body": b"{}"}, {"secret": "whsec_AAAA"}],
    ids=str,
)
def test_it_changes_with_everything_that_it_vouches_for(changed):
    given = {"secret": SECRET, "uid": "msg_1", "timestamp": 1614265330, "body": b"{ }"}

    def made(secret, **signed):
        return signature(secret, **signed)

    assert made(**given) != made(**(given | changed))


def test_each_secret_in_force_signs():
    given = {"uid": "msg_1", "timestamp": 1, "body": b"{}"}
    both = signatures([SECRET, "whsec_AAAA"], **given)
    assert both.split(" ") == [signature(SECRET, **given), signature("whsec_AAAA", **given)]


def test_a_secret_is_written_with_its_prefix():
    assert serialised(b"\x00" * 3) == "whsec_AAAA"


@pytest.mark.parametrize(
    ("attempts", "wait"),
    [
        (1, timedelta(seconds=5)),
        (2, timedelta(minutes=5)),
        (3, timedelta(minutes=30)),
        (4, timedelta(hours=2)),
        (5, timedelta(hours=5)),
        (6, timedelta(hours=10)),
        (7, timedelta(hours=14)),
        (8, timedelta(hours=20)),
        (9, timedelta(hours=24)),
        (10, None),
        (11, None),
    ],
)
def test_each_failure_waits_longer_until_the_last(attempts, wait):
    assert retry_after(attempts) == wait


def test_all_attempts_take_longer_than_failing_may():
    assert ATTEMPTS_MAX == 10
    assert sum(WAITS, timedelta()) > FAILING_MAX


@pytest.mark.parametrize(
    ("attempts", "failing_for", "hopeless"),
    [
        (ATTEMPTS_MAX, FAILING_MAX - TICK, False),
        (ATTEMPTS_MAX, FAILING_MAX, True),
        (ATTEMPTS_MAX, FAILING_MAX + TICK, True),
        (ATTEMPTS_MAX - 1, FAILING_MAX + TICK, False),
        (ATTEMPTS_MAX, None, False),
    ],
)
def test_a_webhook_is_given_up_after_days_and_all_attempts(attempts, failing_for, hopeless):
    since = None if failing_for is None else AT - failing_for
    assert is_hopeless(attempts=attempts, failing_since=since, at=AT) is hopeless


@pytest.mark.parametrize(
    ("status", "taken"), [(199, False), (200, True), (204, True), (299, True), (300, False)]
)
def test_only_a_success_is_taken(status, taken):
    assert is_taken(status) is taken
