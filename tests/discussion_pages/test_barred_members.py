"""What a member sees of a discussion while a sanction keeps them from writing."""

from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from discussion_pages.models import DiscussionComment, Participant
from discussion_pages.rules.commenting import ModerationMode
from discussion_pages.services.appealing import make_appeal
from discussion_pages.services.posting import post_comment
from discussion_pages.services.sanctions import impose_sanction
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/consultations/safer-streets/walk-home/"
SENTENCE = {
    "mute": "You cannot comment until",
    "suspend": "You are suspended from taking part.",
}
LINKS = (">Reply<", ">Edit<")


@pytest.fixture
def moderator(db):
    person = factories.UserFactory()
    person.user_permissions.add(Permission.objects.get(codename="impose_sanction"))
    return person


@pytest.fixture
def theirs(world, other_member):
    return post_comment(discussion=world.discussion, author=other_member, text="So dark.", at=NOW)


@pytest.fixture
def own(world, member, theirs):
    return post_comment(discussion=world.discussion, author=member, text="Light it.", at=NOW)


@pytest.fixture
def sanction(member, own, moderator):
    def impose(kind="mute"):
        return impose_sanction(
            participant=Participant.objects.get(user=member),
            kind=kind,
            moderator=moderator,
            reason="abuse",
            ends_at=NOW + timedelta(days=7) if kind == "mute" else None,
            at=NOW,
        )

    return impose


@pytest.mark.parametrize("kind", SENTENCE)
def test_the_sanction_and_the_way_to_appeal_stand_in_the_place_of_the_form(
    client, member, sanction, own, kind
):
    client.force_login(member)
    before = client.get(URL).text
    assert 'name="comment"' in before and all(link in before for link in LINKS)
    imposed = sanction(kind)
    page = client.get(URL).text
    assert 'name="comment"' not in page and not any(link in page for link in LINKS)
    assert SENTENCE[kind] in unescape(page)
    assert reverse("discussions:appeal-sanction", args=[imposed.pk]) in page
    assert f"comments/{own.pk}/withdraw/" in page, "what one may still do is offered"


@pytest.mark.parametrize("path", ["comments/{theirs}/reply/", "comments/{own}/edit/"])
def test_a_form_on_a_page_of_its_own_makes_way_too(client, member, sanction, own, theirs, path):
    address = URL + path.format(own=own.pk, theirs=theirs.pk)
    client.force_login(member)
    assert 'name="comment"' in client.get(address).text
    imposed = sanction()
    page = client.get(address).text
    assert 'name="comment"' not in page
    assert SENTENCE["mute"] in page
    assert reverse("discussions:appeal-sanction", args=[imposed.pk]) in page


def test_a_thread_and_ones_contributions_offer_nothing_that_is_refused(
    client, member, sanction, own
):
    client.force_login(member)
    thread, contributions = f"{URL}threads/{own.pk}/", reverse("discussions:contributions")
    edit = f"comments/{own.pk}/edit/"
    assert edit in client.get(thread).text and edit in client.get(contributions).text
    sanction()
    for address in (thread, contributions):
        page = client.get(address).text
        assert edit not in page and ">Reply<" not in page
        assert f"comments/{own.pk}/withdraw/" in page


def test_what_waits_for_a_moderator_is_not_offered_to_be_edited(client, world, member, sanction):
    world.discussion.moderation_mode = ModerationMode.BEFORE_POSTING
    world.discussion.save()
    held = post_comment(discussion=world.discussion, author=member, text="More light.", at=NOW)
    client.force_login(member)
    assert f"comments/{held.pk}/edit/" in client.get(URL).text
    sanction()
    page = client.get(URL).text
    assert f"comments/{held.pk}/edit/" not in page
    assert f"comments/{held.pk}/withdraw/" in page


@pytest.mark.parametrize("path", ["", "comments/{theirs}/reply/", "comments/{own}/edit/"])
def test_what_was_being_written_as_the_sanction_came_is_not_lost(
    client, member, sanction, own, theirs, path
):
    address = URL + path.format(own=own.pk, theirs=theirs.pk)
    client.force_login(member)
    page = client.get(address)
    form = page.context["form"]
    hidden = {field.html_name: field.value() for field in form.hidden_fields()}
    sanction()
    response = client.post(address, hidden | {"comment": "My long thoughts."})
    assert response.status_code == 422
    assert "My long thoughts." in response.text and SENTENCE["mute"] in response.text
    assert DiscussionComment.objects.count() == 2


def test_who_has_appealed_reads_how_it_stands(client, member, sanction):
    make_appeal(sanction=sanction(), member=member, text="Not me.", at=NOW)
    client.force_login(member)
    page = client.get(URL).text
    assert "Your appeal" in page and "waits for an answer" in page


def test_who_can_no_longer_appeal_is_led_to_their_contributions(client, member, sanction):
    imposed = sanction("suspend")
    imposed.starts_at = NOW - timedelta(days=400)
    imposed.save()
    client.force_login(member)
    page = client.get(URL).text
    assert reverse("discussions:appeal-sanction", args=[imposed.pk]) not in page
    main = page[page.index("composer-heading") :]
    assert reverse("discussions:contributions") in main


@pytest.mark.parametrize("kind", ["warn", "premoderate"])
def test_who_may_write_is_given_the_form(client, member, sanction, kind):
    sanction(kind)
    client.force_login(member)
    assert 'name="comment"' in client.get(URL).text


def test_a_sanction_that_is_lifted_or_over_keeps_nobody_from_the_form(client, member, sanction):
    imposed = sanction()
    client.force_login(member)
    imposed.ends_at = NOW
    imposed.save()
    assert 'name="comment"' in client.get(URL).text
