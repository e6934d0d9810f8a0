"""A pseudonym is not the full name under which another member is shown."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from members.models import User
from members.services.names import PseudonymTakenError, choose_names, claim_wanted_pseudonym

TAKEN = "Another member already uses this name, or one that looks the same."


@pytest.mark.parametrize(
    ("full_name", "pseudonym"),
    [
        ("Jo Berg", "Jo Berg"),
        ("Jo Berg", "jo  BERG"),
        ("Jo Berg", "\uff2ao Berg"),
        ("Zoë Berg", "ZOË BERG"),
        ("\uff2ao Berg", "Jo Berg"),
        ("Росе", "Poce"),
        ("Berg", "berg"),
        ("100%_Jo", "100%_jo"),
    ],
)
def test_a_shown_full_name_is_no_pseudonym(
    client: Client, make_member: Callable[..., User], full_name: str, pseudonym: str
) -> None:
    make_member(full_name=full_name)
    member = make_member(pseudonym="Night Owl")
    client.force_login(member)
    response = client.post(reverse("members:account"), {"pseudonym": pseudonym, "full_name": ""})
    assert response.context["form"].errors["pseudonym"] == [TAKEN]
    client.logout()
    response = client.post(reverse("account_signup"), {"pseudonym": pseudonym})
    assert response.context["form"].errors["pseudonym"] == [TAKEN]
    with pytest.raises(PseudonymTakenError):
        choose_names(user=member, pseudonym=pseudonym, full_name="")
    member.refresh_from_db()
    assert member.pseudonym == "Night Owl"


def test_a_name_of_doubled_spaces_from_the_admin_counts_as_well(
    make_member: Callable[..., User],
) -> None:
    make_member(first_name="Jo  van", last_name="Berg")
    assert User.objects.is_shown_full_name("Jo van Berg")


@pytest.mark.parametrize(
    ("names", "pseudonym"),
    [
        ({"full_name": "Jo Berg", "pseudonym": "Day Owl"}, "Jo Berg"),
        ({"full_name": "Jo Berg"}, "Jo Bergs"),
        ({"full_name": "100 Jo"}, "100%Jo"),
        ({"full_name": "Zoë Berg"}, "Zoe Berg"),
        ({}, "Jo Berg"),
    ],
    ids=["hidden", "another", "no wild cards", "accents differ", "nameless"],
)
def test_other_names_may_be_had(
    make_member: Callable[..., User], names: dict[str, str], pseudonym: str
) -> None:
    make_member(**names)
    member = make_member()
    choose_names(user=member, pseudonym=pseudonym, full_name="")
    member.refresh_from_db()
    assert member.pseudonym == pseudonym


def test_ones_own_full_name_may_become_ones_pseudonym(make_member: Callable[..., User]) -> None:
    member = make_member(full_name="Jo Berg")
    choose_names(user=member, pseudonym="Jo Berg", full_name="Jo Berg")
    assert member.pseudonym == "Jo Berg"


def test_who_has_a_pseudonym_keeps_it_when_a_namesake_comes_later(
    make_member: Callable[..., User],
) -> None:
    member = make_member(pseudonym="Jo Berg")
    make_member(full_name="Jo Berg")
    choose_names(user=member, pseudonym="JO BERG", full_name="")
    assert member.pseudonym == "JO BERG"


def test_a_wish_is_dropped_when_the_name_became_somebodys_shown_one(
    make_member: Callable[..., User],
) -> None:
    member = make_member(wanted_pseudonym="Jo Berg")
    make_member(full_name="Jo Berg")
    with pytest.raises(PseudonymTakenError):
        claim_wanted_pseudonym(user=member)
    member.refresh_from_db()
    assert member.pseudonym == member.wanted_pseudonym == ""


def test_names_are_compared_by_one_query(
    make_member: Callable[..., User], django_assert_num_queries: Callable
) -> None:
    for name in ("Zoë Berg", "Ana Día", "Jo Reed", "Sam Reed"):
        make_member(full_name=name)
    with django_assert_num_queries(1):
        assert not User.objects.is_shown_full_name("Somebody Else")
