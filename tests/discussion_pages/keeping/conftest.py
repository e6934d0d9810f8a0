import pytest

from discussion_pages.keeping import versions


@pytest.fixture(autouse=True)
def keeping(settings):
    """Keep answers, as in production."""
    settings.DISCUSSION_PAGES_CACHE = "default"
    versions.forget_failure()
    yield
    versions.forget_failure()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Do what is inside, and all that waits for its commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
