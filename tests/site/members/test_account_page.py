"""The page where members choose what they are called."""

import re
from collections.abc import Callable
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse

from discussion_pages.models import Organisation
from members.models import User
from members.services.names import PseudonymTakenError, choose_names, claim_wanted_pseudonym

ACCOUNT = "members:account"


def test_visitors_are_asked_to_log_in_and_brought_back(client: Client, db: None) -> None:
    response = client.get(reverse(ACCOUNT))
    assert response.url == f"{reverse('account_login')}?next={reverse(ACCOUNT)}"


def test_members_see_their_names_and_the_ways_on(client: Client, member: User) -> None:
    member.full_name = "Jo Bloggs"
    member.save()
    client.force_login(member)
    page = client.get(reverse(ACCOUNT)).text
    assert "<strong>Jo Bloggs</strong>" in page
    assert member.email in page
    for name in (
        "account_email",
        "account_change_password",
        "account_logout",
        "members:delete",
    ):
        assert reverse(name) in page


@pytest.mark.parametrize(
    "names",
    [
        {},
        {"pseudonym": "Night Owl"},
        {"first_name": "Jo", "last_name": "van der Berg"},
        {"pseudonym": "Night Owl", "first_name": "Jo", "last_name": "van der Berg"},
    ],
)
def test_saving_what_the_form_shows_changes_nothing(
    client: Client, make_member: Callable[..., User], names: dict[str, str]
) -> None:
    member = make_member(**names)
    client.force_login(member)
    fields = ("pseudonym", "first_name", "last_name")
    before = [getattr(member, field) for field in fields]
    tags = re.findall(r'<input type="text" name="[^>]+>', client.get(reverse(ACCOUNT)).text)
    shown = {
        re.search(r'name="([^"]+)"', tag)[1]: (re.findall(r' value="([^"]*)"', tag) or [""])[0]
        for tag in tags
    }
    assert shown == {"pseudonym": member.pseudonym, "full_name": member.full_name}
    assert client.post(reverse(ACCOUNT), shown).url == reverse(ACCOUNT)
    member.refresh_from_db()
    assert [getattr(member, field) for field in fields] == before


def test_names_are_saved_tidied(client: Client, member: User) -> None:
    client.force_login(member)
    response = client.post(
        reverse(ACCOUNT), {"pseudonym": "  Night   Owl ", "full_name": " Jo  van der  Berg"}
    )
    assert response.url == reverse(ACCOUNT)
    member.refresh_from_db()
    assert (member.pseudonym, member.full_name) == ("Night Owl", "Jo van der Berg")


def test_one_may_respell_ones_own_pseudonym(client: Client, member: User) -> None:
    member.pseudonym = "night owl"
    member.save()
    client.force_login(member)
    client.post(reverse(ACCOUNT), {"pseudonym": "Night Owl", "full_name": ""})
    member.refresh_from_db()
    assert member.pseudonym == "Night Owl"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("pseudonym", "Jo", "Use at least 3 characters."),
        ("pseudonym", "O" * 41, "Use at most 40 characters."),
        ("pseudonym", "jo@example.org", "Leave out email addresses"),
        ("pseudonym", "Shit Happens", "holds a word we do not allow"),
        ("pseudonym", "Night\u202eOwl", "invisible or stacked characters"),
        ("pseudonym", "Νora", "letters of different alphabets"),
        ("pseudonym", "HARBOUR TRUST", "could be taken for the organisation"),
        ("pseudonym", "HT volunteer", "could be taken for the organisation"),
        ("pseudonym", "day owl", "Another member already uses this name"),
        ("full_name", "Harbour Trust", "could be taken for the organisation"),
        ("full_name", "Day Owl", "Another member already uses this name"),
        ("full_name", "02079460018 Jo", "Leave out email addresses"),
    ],
)
def test_a_refused_name_says_why_at_its_field_and_nothing_typed_is_lost(
    client: Client, make_member: Callable[..., User], field: str, typed: str, sentence: str
) -> None:
    Organisation.objects.create(name="Harbour Trust", short_name="HT")
    make_member(pseudonym="Day Owl")
    member = make_member(pseudonym="Old Name")
    client.force_login(member)
    names = {"pseudonym": "Quiet Heron", "full_name": "Sam Reed", field: typed}
    response = client.post(reverse(ACCOUNT), names)
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert sentence in form.errors[field][0]
    assert {name: form[name].value() for name in names} == names
    member.refresh_from_db()
    assert (member.pseudonym, member.full_name) == ("Old Name", "")


def test_what_members_type_is_shown_as_text(client: Client, member: User) -> None:
    client.force_login(member)
    typed = '<script>alert("x")</script>'
    page = client.post(reverse(ACCOUNT), {"pseudonym": typed, "full_name": typed}).text
    assert "<script>alert(" not in page


def test_who_is_a_moment_too_late_is_told_at_the_field(
    client: Client, make_member: Callable[..., User]
) -> None:
    make_member(pseudonym="Night Owl")
    member = make_member(pseudonym="Old Name")
    client.force_login(member)
    with mock.patch.object(type(User.objects), "pseudonym_is_taken", return_value=False):
        response = client.post(reverse(ACCOUNT), {"pseudonym": "night owl", "full_name": ""})
    assert list(response.context["form"].errors) == ["pseudonym"]
    member.refresh_from_db()
    assert member.pseudonym == "Old Name"


def test_choosing_a_taken_pseudonym_changes_nothing(make_member: Callable[..., User]) -> None:
    make_member(pseudonym="Night Owl")
    member = make_member(pseudonym="Old Name", full_name="Sam Reed")
    with pytest.raises(PseudonymTakenError):
        choose_names(user=member, pseudonym="NIGHT OWL", full_name="Somebody Else")
    assert (member.pseudonym, member.full_name) == ("Old Name", "Sam Reed")
    member.refresh_from_db()
    assert (member.pseudonym, member.full_name) == ("Old Name", "Sam Reed")


def test_a_wish_is_dropped_when_the_name_became_an_organisation(
    make_member: Callable[..., User],
) -> None:
    member = make_member(wanted_pseudonym="Harbour Trust")
    Organisation.objects.create(name="Harbour Trust")
    assert claim_wanted_pseudonym(user=member) == "poses_as_official"
    member.refresh_from_db()
    assert member.pseudonym == member.wanted_pseudonym == ""
