"""Members to act as, and a cache that forgets the attempts of the test before."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache

from members.models import User
from members.services.accounts import add_account

PASSWORD = "lantern-harbour-42"


@pytest.fixture(autouse=True)
def forget_attempts() -> Iterator[None]:
    """Rate limits count in the cache; no test pays for another's attempts."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def make_member(db: None) -> Callable[..., User]:
    """Make members whose address is confirmed, each with an address of their own."""

    def make(**fields: Any) -> User:
        number = User.objects.count() + 1
        return add_account(
            **{"email": f"resident-{number}@example.org", "password": PASSWORD} | fields
        )

    return make


@pytest.fixture
def member(make_member: Callable[..., User]) -> User:
    """Return a member who has chosen no name at all."""
    return make_member(email="river.walker@example.org")
