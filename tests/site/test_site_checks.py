"""What `manage.py check --deploy` says of settings that only this site has."""

import pytest

from home.checks import check_watching


@pytest.mark.parametrize(("token", "said"), [("", []), ("t" * 32, []), ("t" * 31, ["home.W060"])])
def test_a_token_that_could_be_guessed_is_found(settings, token, said):
    settings.METRICS_TOKEN = token
    assert [message.id for message in check_watching()] == said
