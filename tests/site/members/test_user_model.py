"""Accounts as they are kept: one per address, and nothing in them that leaks it."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from members.display_names import display_name
from members.models import User


@pytest.mark.django_db
def test_an_address_is_kept_in_lower_case_however_it_is_typed() -> None:
    user = User.objects.create_user(" River.Walker@Example.ORG ", "lantern-harbour-42")
    user.refresh_from_db()
    assert user.email == "river.walker@example.org"
    assert User.objects.get(email="RIVER.walker@example.org") == user
    assert User.objects.get_by_natural_key("River.Walker@example.org") == user


@pytest.mark.django_db
def test_no_two_accounts_share_an_address_in_different_case() -> None:
    User.objects.create_user("river@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("RIVER@example.org")
    with pytest.raises(ValidationError) as caught:
        User(email="River@Example.org", password="x").full_clean()
    assert list(caught.value.message_dict) == ["email"]
    assert caught.value.messages == ["There is already an account with this email address."]


def test_an_account_needs_an_address() -> None:
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("")


@pytest.mark.django_db
def test_a_superuser_may_do_everything_and_a_member_nothing() -> None:
    admin = User.objects.create_superuser("admin@example.org", "lantern-harbour-42")
    member = User.objects.create_user("member@example.org", "lantern-harbour-42")
    assert admin.is_staff and admin.has_perm("wagtailadmin.access_admin")
    assert not member.is_staff and not member.has_perm("wagtailadmin.access_admin")


def test_there_is_no_user_name() -> None:
    assert "username" not in {field.name for field in User._meta.get_fields()}
    assert User.USERNAME_FIELD == "email"


@pytest.mark.parametrize(
    ("typed", "first", "last", "whole"),
    [
        ("Ana María García López", "Ana María García", "López", "Ana María García López"),
        ("Cher", "Cher", "", "Cher"),
        ("  Jo   Bloggs ", "Jo", "Bloggs", "Jo Bloggs"),
        ("", "", "", ""),
    ],
)
def test_a_full_name_comes_back_as_it_was_typed(
    typed: str, first: str, last: str, whole: str
) -> None:
    user = User(full_name=typed)
    assert (user.first_name, user.last_name, user.full_name) == (first, last, whole)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"pseudonym": "Night Owl", "full_name": "Jo Bloggs"}, "Night Owl"),
        ({"full_name": "Jo Bloggs"}, "Jo Bloggs"),
        ({}, "Member 7"),
    ],
)
def test_others_see_the_pseudonym_then_the_name_then_a_number(
    fields: dict[str, str], shown: str
) -> None:
    user = User(pk=7, email="secret@example.org", **fields)
    assert display_name(user) == shown
    assert str(user) == shown
    for printed in (str(user), repr(user), user.get_full_name(), user.get_short_name()):
        assert "secret" not in printed and "@" not in printed


def test_nameless_members_have_no_name_to_be_greeted_by() -> None:
    user = User(pk=7, email="secret@example.org")
    assert user.get_full_name() == user.get_short_name() == ""


def test_a_pseudonym_that_looks_the_same_is_taken(make_member: Callable[..., User]) -> None:
    owl = make_member(pseudonym="Night Owl")
    assert User.objects.pseudonym_is_taken("NIGHT  ΟWL")
    assert not User.objects.pseudonym_is_taken("night owl", except_by=owl)
    assert not User.objects.pseudonym_is_taken("Day Owl")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_member(pseudonym="night\u200b owl")


def test_any_number_of_members_have_no_pseudonym(make_member: Callable[..., User]) -> None:
    make_member()
    make_member()
    assert not User.objects.pseudonym_is_taken("")
    assert set(User.objects.values_list("pseudonym_key", flat=True)) == {None}


def test_the_key_follows_the_pseudonym_when_only_that_is_saved(member: User) -> None:
    member.pseudonym = "Night Owl"
    member.save(update_fields=["pseudonym"])
    member.refresh_from_db()
    assert member.pseudonym_key == "night owl"
    member.pseudonym = ""
    member.save(update_fields=["pseudonym"])
    member.refresh_from_db()
    assert member.pseudonym_key is None
