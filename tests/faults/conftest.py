"""A town with an open discussion, for tests with real servers."""

from collections.abc import Iterator

import pytest

from tests.faults.serving import Town, town


@pytest.fixture
def db(the_town: Town) -> Iterator[None]:
    """Say by its name that a test database is needed, and open no transaction in it."""
    yield


@pytest.fixture(scope="module")
def the_town(
    django_db_setup, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    """Make a site on a copy of the test database, which is used by all tests of the module."""
    with django_db_blocker.unblock(), town(tmp_path_factory.mktemp("town")) as made:
        yield made
