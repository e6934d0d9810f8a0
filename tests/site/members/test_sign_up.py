"""From "Join" on a discussion, through the mail, back to the discussion."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from members.models import User

from .conftest import PASSWORD

PLACE = "/consultations/safer-streets-at-night/?order=oldest"
FORM = {
    "email": "New.Member@Example.org",
    "password1": PASSWORD,
    "agreement": "on",
    "next": PLACE,
}


def link_in_mail(message: mail.EmailMessage) -> str:
    """Return the first link of a mail, as a path on the site."""
    found = re.search(r"https?://\S+", str(message.body))
    assert found
    parts = urlsplit(found.group())
    return parts.path + (f"?{parts.query}" if parts.query else "")


@pytest.mark.django_db
def test_signing_up_leads_back_to_where_one_was(client: Client) -> None:
    page = client.get(reverse("account_signup"), {"next": PLACE})
    assert 'name="next"' in page.text and "order=oldest" in page.text

    response = client.post(reverse("account_signup"), {**FORM, "pseudonym": "Night Owl"})
    assert response.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    assert [message.to for message in mail.outbox] == [["new.member@example.org"]]

    response = client.post(link_in_mail(mail.outbox[0]))
    assert response.url == PLACE
    member = User.objects.get()
    assert client.session["_auth_user_id"] == str(member.pk)
    assert member.pseudonym == "Night Owl"
    assert member.agreed_at is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ({"pseudonym": "Owl & Heron"}, "will belong to the account of Owl &amp; Heron."),
        ({}, "will belong to your account."),
    ],
)
def test_who_confirms_an_address_is_called_by_the_name_they_asked_for(
    client: Client, names: dict[str, str], sentence: str
) -> None:
    client.post(reverse("account_signup"), FORM | names)
    page = client.get(link_in_mail(mail.outbox[0])).text
    assert f"<strong>new.member@example.org</strong> {sentence}" in " ".join(page.split())
    assert "Member" not in page


@pytest.mark.django_db
def test_the_link_works_in_another_browser_and_leads_back_by_the_log_in(client: Client) -> None:
    client.post(reverse("account_signup"), FORM)
    phone = Client()
    link = link_in_mail(mail.outbox[0])
    page = phone.get(link)
    assert page.status_code == 200
    assert not EmailAddress.objects.get().verified  # a mail scanner's GET confirms nothing

    address = urlsplit(link)
    response = phone.post(address.path, {"next": parse_qs(address.query)["next"][0]})
    assert EmailAddress.objects.get().verified
    assert "_auth_user_id" not in phone.session
    log_in = urlsplit(response.url)
    assert log_in.path == reverse("account_login")
    assert parse_qs(log_in.query)["next"] == [PLACE]

    response = phone.post(
        reverse("account_login"),
        {"login": FORM["email"], "password": PASSWORD, "next": PLACE},
    )
    assert response.url == PLACE


@pytest.mark.django_db
def test_without_a_place_to_go_back_to_the_account_page_comes_next(client: Client) -> None:
    client.post(reverse("account_signup"), {**FORM, "next": ""})
    response = client.post(link_in_mail(mail.outbox[0]))
    assert response.url == reverse("members:account")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "http:///x"],
)
def test_a_place_on_another_site_is_forgotten(client: Client, elsewhere: str) -> None:
    client.post(reverse("account_signup"), {**FORM, "next": elsewhere})
    link = link_in_mail(mail.outbox[0])
    assert "next" not in link
    assert client.post(link).url == reverse("members:account")


def test_logging_in_leads_back_to_where_one_was(client: Client, member: User) -> None:
    response = client.post(
        reverse("account_login"),
        {"login": "River.Walker@EXAMPLE.org", "password": PASSWORD, "next": PLACE},
    )
    assert response.url == PLACE
    assert client.session["_auth_user_id"] == str(member.pk)


@pytest.mark.django_db
def test_nobody_logs_in_before_the_address_is_confirmed(client: Client) -> None:
    client.post(reverse("account_signup"), FORM)
    other = Client()
    response = other.post(reverse("account_login"), {"login": FORM["email"], "password": PASSWORD})
    assert response.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in other.session


def test_logging_out_takes_a_post(client: Client, member: User) -> None:
    client.force_login(member)
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_signing_up_does_not_tell_whether_an_address_has_an_account(
    client: Client, make_member: Callable[..., User]
) -> None:
    make_member(email="known@example.org")
    answers = []
    for address in ("known@example.org", "unknown@example.org"):
        browser = Client()
        response = browser.post(
            reverse("account_signup"), {**FORM, "email": address, "pseudonym": "Night Owl"}
        )
        page = browser.get(response.url)
        answers.append((response.status_code, response.url, page.text.replace(address, "…")))
    assert answers[0] == answers[1]
    assert [message.to[0] for message in mail.outbox] == [
        "known@example.org",
        "unknown@example.org",
    ]
    assert mail.outbox[0].subject == "You already have an account"


@pytest.mark.django_db
def test_a_wished_for_pseudonym_does_not_tell_whether_an_account_was_made(client: Client) -> None:
    client.post(reverse("account_signup"), {**FORM, "pseudonym": "Night Owl"})
    response = Client().post(
        reverse("account_signup"),
        {**FORM, "email": "second@example.org", "pseudonym": "Night Owl"},
    )
    assert response.url == reverse("account_email_verification_sent")


@pytest.mark.django_db
def test_who_confirms_first_gets_the_pseudonym_and_the_other_is_told(client: Client) -> None:
    second = Client()
    client.post(reverse("account_signup"), {**FORM, "pseudonym": "Night Owl"})
    second.post(
        reverse("account_signup"),
        {**FORM, "email": "second@example.org", "pseudonym": "night owl"},
    )
    client.post(link_in_mail(mail.outbox[0]))
    response = second.post(link_in_mail(mail.outbox[1]))
    assert response.url == PLACE
    assert {user.email: user.pseudonym for user in User.objects.all()} == {
        "new.member@example.org": "Night Owl",
        "second@example.org": "",
    }
    assert set(User.objects.values_list("wanted_pseudonym", flat=True)) == {""}
    told = [str(message) for message in response.wsgi_request._messages]
    assert any("“night owl” has been taken" in message for message in told)


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False])
def test_asking_for_a_new_password_does_not_tell_either(
    client: Client, make_member: Callable[..., User], known: bool
) -> None:
    if known:
        make_member(email="somebody@example.org")
    response = client.post(reverse("account_reset_password"), {"email": "somebody@example.org"})
    assert response.url == reverse("account_reset_password_done")
    assert len(mail.outbox) == 1


def test_a_forgotten_password_is_replaced_by_mail(client: Client, member: User) -> None:
    client.post(reverse("account_reset_password"), {"email": "River.Walker@Example.org"})
    page = client.get(link_in_mail(mail.outbox[0]), follow=True)
    response = client.post(
        page.request["PATH_INFO"],
        {"password1": "granite-teapot-71", "password2": "granite-teapot-71"},
    )
    assert response.url == reverse("account_reset_password_from_key_done")
    member.refresh_from_db()
    assert member.check_password("granite-teapot-71")


def test_a_change_of_address_holds_once_the_new_one_is_confirmed(
    client: Client, member: User
) -> None:
    client.post(reverse("account_login"), {"login": member.email, "password": PASSWORD})
    change = {"email": "New.Address@example.org", "action_add": ""}
    asked = client.post(reverse("account_email"), change)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    client.post(asked.url, {"password": PASSWORD, "next": reverse("account_email")})
    member.refresh_from_db()
    assert member.email == "river.walker@example.org"
    message = next(message for message in mail.outbox if message.to == ["new.address@example.org"])
    response = client.post(link_in_mail(message))
    assert response.url == reverse("members:account")
    member.refresh_from_db()
    assert member.email == "new.address@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("new.address@example.org", True, True)
    ]
    assert mail.outbox[-1].to == ["river.walker@example.org"]


def test_an_address_that_another_account_was_made_with_is_not_taken_over(
    client: Client, member: User
) -> None:
    User.objects.create_user("wanted@example.org", PASSWORD)
    client.force_login(member)
    change = {"email": "wanted@example.org", "action_add": ""}
    asked = client.post(reverse("account_email"), change)
    client.post(asked.url, {"password": PASSWORD, "next": reverse("account_email")})
    response = client.post(link_in_mail(mail.outbox[0]))
    assert response.url == reverse("members:account")
    told = [str(message) for message in response.wsgi_request._messages]
    assert any("wanted@example.org" in message for message in told)
    member.refresh_from_db()
    assert member.email == "river.walker@example.org"


@pytest.mark.django_db
def test_what_was_typed_survives_a_mistake(client: Client) -> None:
    page = client.post(
        reverse("account_signup"),
        {**FORM, "pseudonym": "The Mayor’s Office", "agreement": ""},
    ).text
    assert 'value="New.Member@Example.org"' in page
    assert "The Mayor’s Office" in page
    assert "could be taken for the organisation" in page
    assert "Tick this box to join." in page
    assert 'name="next"' in page
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_pseudonym_already_gone_by_is_refused_at_the_field(
    client: Client, make_member: Callable[..., User]
) -> None:
    make_member(pseudonym="Night Owl")
    response = client.post(reverse("account_signup"), {**FORM, "pseudonym": "NIGHT OWL"})
    assert list(response.context["form"].errors) == ["pseudonym"]


@pytest.mark.django_db
@pytest.mark.parametrize(("length", "accepted"), [(254, True), (255, False)])
def test_an_address_is_no_longer_than_its_column(
    client: Client, length: int, accepted: bool
) -> None:
    local, domain = "a" * 60, ".example.org"
    middle = ".".join(["b" * 60, "c" * 60, "d" * (length - 60 - 1 - 122 - len(domain))])
    email = f"{local}@{middle}{domain}"
    assert len(email) == length
    client.post(reverse("account_signup"), {**FORM, "email": email})
    assert User.objects.exists() is accepted
