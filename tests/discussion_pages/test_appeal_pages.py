"""The pages on which a member appeals."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from discussion_pages.models import Appeal, DiscussionComment
from discussion_pages.services import deciding
from discussion_pages.services.posting import post_comment
from discussion_pages.services.sanctions import impose_sanction
from tests import factories
from tests.factories import NOW
from tests.staff import client_for

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def moderator(db):
    person = factories.UserFactory(full_name="Morgan Moderator", pseudonym="")
    for codename in ("moderate_discussioncomment", "impose_sanction"):
        person.user_permissions.add(Permission.objects.get(codename=codename))
    return type(person).objects.get(pk=person.pk)


@pytest.fixture
def removed(world, member, moderator) -> DiscussionComment:
    comment = post_comment(
        discussion=world.discussion, author=member, text="You are all fools.", at=NOW
    )
    deciding.remove_comment(
        comment=comment,
        moderator=moderator,
        reason="abuse",
        note="Seen before",
        message="Please disagree without names.",
        words="fools",
        at=NOW,
    )
    return comment


@pytest.fixture
def sanction(removed, member, moderator):
    return impose_sanction(
        participant=member.discussion_participant,
        kind="mute",
        moderator=moderator,
        reason="abuse",
        note="Third time",
        comment=removed,
        ends_at=NOW + timedelta(days=7),
        at=NOW,
    )


@pytest.fixture
def browser(member):
    return client_for(member)


def comment_page(comment) -> str:
    return reverse("discussions:appeal-comment", args=[comment.pk])


def sanction_page(sanction) -> str:
    return reverse("discussions:appeal-sanction", args=[sanction.pk])


def test_the_page_says_what_was_decided_why_and_until_when_but_not_by_whom(browser, removed):
    html = browser.get(comment_page(removed)).content.decode()
    for said in (
        "Your comment was removed.",
        "Abuse, threats or bullying",
        "Disagree with what people say.",
        "Please disagree without names.",
        "“fools”",
        "You are all fools.",
        "10 March 2027 at 12pm",
        "A moderator who did not make the first decision.",
    ):
        assert said in html
    for kept in ("Morgan", "Seen before"):
        assert kept not in html


def test_an_appeal_is_sent_once_and_the_page_then_says_how_it_stands(browser, removed):
    page = comment_page(removed)
    answer = browser.post(page, {"text": "It was irony."}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    html = answer.content.decode()
    assert "Somebody looks at this again." in html
    assert "We aim to answer by 15 February 2027, 12pm." in html
    assert "It was irony." in html
    assert "Send appeal" not in html
    again = browser.post(page, {"text": "Once more."})
    assert again.status_code == 422
    assert "You have appealed against this already." in again.content.decode()
    assert Appeal.objects.get().text == "It was irony."


def test_an_appeal_is_withdrawn_by_post_only_and_only_by_its_author(browser, removed, other_member):
    browser.post(comment_page(removed), {"text": "It was irony."})
    address = reverse("discussions:withdraw-appeal", args=[Appeal.objects.get().pk])
    assert browser.get(address)["Location"] == comment_page(removed)
    assert Appeal.objects.get().state == "open"
    for method in ("get", "post"):
        assert getattr(client_for(other_member), method)(address).status_code == 404
    html = browser.post(address, follow=True).content.decode()
    assert "You withdrew your appeal." in html
    assert Appeal.objects.get().state == "withdrawn"


def test_what_was_typed_stays_when_something_is_wrong(browser, removed):
    answer = browser.post(comment_page(removed), {"text": "a" * 2001})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "a" * 2001 in html
    assert "This has 2001 characters. The most is 2000." in html
    assert browser.post(comment_page(removed), {"text": " "}).status_code == 422
    assert not Appeal.objects.exists()


def test_a_sanction_has_a_page_of_its_own(browser, sanction):
    page = sanction_page(sanction)
    html = browser.get(page).content.decode()
    assert "You cannot comment until 17 February 2027 at 12pm." in html
    assert "Third time" not in html
    assert browser.post(page, {"text": "I only answered back."}).status_code == 302
    assert Appeal.objects.get().sanction == sanction


def test_when_the_time_is_over_the_page_says_so_and_takes_nothing(removed, member, clock):
    clock.move_to(NOW + timedelta(days=28))
    browser = client_for(member)
    html = browser.get(comment_page(removed)).content.decode()
    assert "The time to appeal is over." in html
    assert "Send appeal" not in html
    assert browser.post(comment_page(removed), {"text": "Late"}).status_code == 422
    assert not Appeal.objects.exists()


def test_only_ones_own_things_are_found(browser, removed, sanction, other_member, world, member):
    for page in (comment_page(removed), sanction_page(sanction)):
        assert client_for(other_member).get(page).status_code == 404
        answer = client_for(None).get(page)
        assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={page}")
    fine = post_comment(discussion=world.discussion, author=other_member, text="Fine", at=NOW)
    assert client_for(other_member).get(comment_page(fine)).status_code == 404
    assert browser.get(f"/contributions/comments/{'9' * 30}/appeal/").status_code == 404


def test_the_pages_are_kept_out_of_shared_caches_and_search(browser, removed):
    answer = browser.get(comment_page(removed))
    assert "private" in answer["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_the_pages_ask_the_same_few_questions(
    browser, removed, sanction, django_assert_num_queries
):
    browser.get(comment_page(removed))
    with django_assert_num_queries(7):
        browser.get(comment_page(removed))
    with django_assert_num_queries(6):
        browser.get(sanction_page(sanction))
