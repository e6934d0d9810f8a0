"""Answering in a body's name from the admin."""

import pytest

from discussion_pages.models import DiscussionComment
from tests import factories
from tests.staff import client_for

FORM = "/admin/discussions/comments/{}/official-reply/"


@pytest.fixture
def organisation(world):
    world.discussion.organisation = factories.OrganisationFactory(short_name="Town Hall")
    world.discussion.save()
    return world.discussion.organisation


@pytest.mark.parametrize("who", ["editor", "moderator", "admin"])
def test_staff_answer_in_a_bodys_name(staff, published, organisation, who):
    person = getattr(staff, who)
    response = client_for(person).post(
        FORM.format(published.pk), {"organisation": organisation.pk, "text": "We are on it."}
    )
    assert response.status_code == 302
    reply = DiscussionComment.objects.get(is_official=True)
    assert (reply.in_reply_to, reply.organisation, reply.user) == (published, organisation, person)
    assert reply.state == "published"


def test_the_form_proposes_the_body_that_asks(moderator_client, published, organisation):
    html = moderator_client.get(FORM.format(published.pk)).content.decode()
    assert f'<option value="{organisation.pk}" selected>' in html
    assert "The underpass is dark." in html


def test_nothing_typed_is_lost_when_something_is_missing(moderator_client, published):
    response = moderator_client.post(FORM.format(published.pk), {"text": "We are on it."})
    assert response.status_code == 422
    assert "We are on it." in response.content.decode()
    assert not DiscussionComment.objects.filter(is_official=True).exists()


def test_an_analyst_does_not_answer(staff, published, organisation):
    client = client_for(staff.analyst)
    assert client.get(FORM.format(published.pk)).status_code == 302
    client.post(FORM.format(published.pk), {"organisation": organisation.pk, "text": "No."})
    assert not DiscussionComment.objects.filter(is_official=True).exists()


def test_what_is_not_published_cannot_be_answered(moderator_client, held):
    assert moderator_client.get(FORM.format(held.pk)).status_code == 404
