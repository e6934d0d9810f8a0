"""What the reference of the read API shows is what it answers."""

import json
import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from discussion_pages.models import DiscussionSettings
from discussion_pages.services.deciding import remove_comment
from discussion_pages.services.posting import post_comment
from discussion_pages.services.publicity import record_public_objects
from tests import factories
from tests.factories import NOW
from tests.media import make_image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/api.md"
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.S)


def examples() -> list[tuple[str, int, Any]]:
    """Return each request of the page with its status and, where it is shown, its answer.

    An address with an ellipsis needs something that only its reader has.
    """
    found: list[tuple[str, int, Any]] = []
    for kind, text in BLOCK.findall(PAGE.read_text()):
        if kind == "json" and found:
            address, status, _answer = found[-1]
            found[-1] = (address, status, json.loads(text))
            continue
        lines = text.splitlines()
        for number, line in enumerate(lines):
            if line.startswith("GET "):
                follows = lines[number + 1] if number + 1 < len(lines) else ""
                said = re.match(r"(\d{3}) (.*)", follows)
                status = int(said[1]) if said else 200
                answer = json.loads(said[2]) if said else None
                found.append((line.removeprefix("GET "), status, answer))
    return [example for example in found if "…" not in example[0]]


@pytest.fixture
def ids(world, member, monkeypatch):
    """Fill a site like that of the examples, and say which number of theirs is which of ours."""
    monkeypatch.setattr("wagtail.images.models.SpooledTemporaryFile", lambda **_: BytesIO())
    page = world.consultation
    page.topics = [factories.TopicFactory(slug=slug) for slug in ("safety", "transport")]
    page.organisation = factories.OrganisationFactory(mark=make_image())
    page.hero_image, page.hero_alt = make_image(), "A street at night"
    page.save()
    guidance = factories.SafetyGuidanceFactory()
    site = page.get_site()
    DiscussionSettings.objects.create(site=site, default_guidance=guidance)
    gone = factories.DiscussionPageFactory(parent=page)
    record_public_objects(at=NOW - timedelta(days=1))
    comments = [
        post_comment(discussion=world.discussion, author=member, text=text, at=NOW)
        for text in ("The lamps go out at one.", "Nothing")
    ]
    moderator = factories.UserFactory(superuser=True)
    remove_comment(comment=comments[1], moderator=moderator, reason="spam", at=NOW)
    gone.unpublish()
    page.save_revision().publish()
    record_public_objects(at=NOW)
    return {
        "12": page.pk,
        "15": world.discussion.pk,
        "61": comments[0].pk,
        "7": page.hero_image_id,
    }


def ours(address: str, ids: dict[str, int]) -> str:
    """Put the numbers of our site into an example's address."""
    return re.sub(r"(?<=[=/])\d+(?=/|&|$)", lambda number: str(ids[number[0]]), address)


def assert_alike(shown: Any, answered: Any, where: str) -> None:
    """Compare the names in a documented answer with those in a real one, all the way down."""
    if isinstance(shown, dict) and isinstance(answered, dict):
        assert list(shown) == list(answered), where
        for name in shown:
            assert_alike(shown[name], answered[name], f"{where}.{name}")
    elif isinstance(shown, list) and shown and answered is not None:  # small numbers are null
        assert answered, where
        for one, other in zip(shown, answered, strict=False):
            assert_alike(one, other, f"{where}[]")


def test_there_are_examples():
    assert len(examples()) >= 12
    endpoints = {address.split("/")[3].partition("?")[0] for address, *_rest in examples()}
    assert endpoints >= {"pages", "images", "comments", "deletions", "statistics", "topics"}


@pytest.mark.parametrize(
    ("address", "status", "answer"), examples(), ids=[address for address, *_rest in examples()]
)
def test_an_example_is_answered_as_the_page_says(client, ids, address, status, answer):
    response = client.get(ours(address, ids))
    assert response.status_code == status, response.content
    found = response.json()
    if status == 200:
        assert found.get("items") != [], "an example finds something"
    if answer is not None:
        assert_alike(answer, found, address)
        if status != 200:
            assert found["message"] == answer["message"]


def test_every_endpoint_is_described(client):
    from config.api import api_router

    described = PAGE.read_text()
    for name in api_router._endpoints:
        assert f"`/api/v2/{name}/" in described
