"""Staff in a small site."""

import pytest

from tests.staff import Staff, make_staff


@pytest.fixture
def staff(world) -> Staff:
    """One person of each group."""
    return make_staff(world.hub)
