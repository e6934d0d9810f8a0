import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from discussion_pages import permissions
from discussion_pages.conf import display_name
from discussion_pages.display_names import full_name_or_number
from discussion_pages.visitors import client_address, has_message_cookie, visitor_of
from tests import factories


class Untouchable:
    """A user that nobody may look at."""

    def __getattr__(self, name):
        raise AssertionError(f"the session was opened for {name}")


def test_without_a_session_cookie_the_session_stays_shut(rf):
    request = rf.get("/")
    request.user = Untouchable()
    assert visitor_of(request) == AnonymousUser()
    assert not has_message_cookie(request)


def test_with_a_session_cookie_the_user_is_whoever_it_names(rf, settings):
    request = rf.get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    request.user = "somebody"
    assert visitor_of(request) == "somebody"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "10.0.0.9"),
        (0, "203.0.113.5", "10.0.0.9"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        (2, "198.51.100.1, 203.0.113.5, 10.1.1.1", "203.0.113.5"),
        (2, "203.0.113.5", "10.0.0.9"),
        (1, " , ", "10.0.0.9"),
        (1, "203.0.113.5:5678", "203.0.113.5"),
        (2, "198.51.100.1:1, 203.0.113.5:5678, 10.1.1.1:80", "203.0.113.5"),
        (1, "[2001:db8::1]:80", "2001:db8::1"),
        (1, "[2001:db8::1]", "2001:db8::1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "unknown", "unknown"),
    ],
)
def test_only_trusted_proxies_say_where_a_visitor_comes_from(settings, proxies, forwarded, address):
    settings.DISCUSSION_PAGES_TRUSTED_PROXIES = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.9", headers={"x-forwarded-for": forwarded}
    )
    assert client_address(request) == address


@pytest.mark.parametrize(
    ("first", "last", "name"), [("Ada", "Byron", "Ada Byron"), ("", "", "Member 7")]
)
def test_a_host_without_names_of_its_own_shows_full_name_or_number(first, last, name):
    user = factories.UserFactory.build(pk=7, first_name=first, last_name=last, pseudonym="")
    assert full_name_or_number(user) == name
    assert user.email not in full_name_or_number(user)


def test_a_display_name_fits_its_column(settings):
    settings.DISCUSSION_PAGES_DISPLAY_NAME = f"{__name__}.long_name"
    assert display_name(None) == "x" * 100


def long_name(user):
    return "x" * 300


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("codename", "question"),
    [
        ("moderate_discussioncomment", permissions.may_moderate),
        ("reply_officially", permissions.may_reply_officially),
        ("export_discussioncomment", permissions.may_export),
        ("view_discussioncomment", permissions.may_view_all),
    ],
)
def test_each_question_is_answered_by_a_permission_of_its_own(codename, question, world):
    from django.contrib.auth.models import Permission

    assert not question(AnonymousUser(), world.discussion)
    user = factories.UserFactory()
    assert not question(user, world.discussion)
    user.user_permissions.add(Permission.objects.get(codename=codename))
    user = type(user).objects.get(pk=user.pk)
    assert question(user, world.discussion)
    assert question(user, None)
    user.is_active = False
    assert not question(user, world.discussion)
    assert question(factories.UserFactory(superuser=True), world.discussion)
