"""Staff and their second factor: set up, shown at log-in, and mistyped."""

import re
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test.utils import override_settings
from playwright.sync_api import Page, expect

from members.models import User
from tests import factories
from tests.browser.content import PASSWORD
from tests.browser.hands import Hands, Keys, Pointer
from tests.browser.inspecting import readable, sideways, small_targets, violations
from tests.site.members.test_second_factor import SECRET, code_of, wrong_code

ADMIN = re.compile(r"^http://[^/]+/admin/$")
LOOKS = (360, 1280)
WRONG = "That code does not fit. Codes change every half minute: type the newest one."


@pytest.fixture(autouse=True)
def demanded() -> Iterator[None]:
    with override_settings(STAFF_SECOND_FACTOR=True):
        yield


@pytest.fixture
def make_boss(town) -> Callable[[str], User]:
    """Make an administrator who has confirmed an address."""

    def make(email: str) -> User:
        boss = factories.UserFactory(email=email, superuser=True)
        boss.emailaddress_set.update_or_create(
            email=email, defaults={"verified": True, "primary": True}
        )
        boss.set_password(PASSWORD)
        boss.save()
        return boss

    return make


def fits(page: Page) -> None:
    """Fail where the page as it is now shuts somebody out, on a telephone or a large screen."""
    for width in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        assert not (found := violations(page)), readable(found)
        assert sideways(page) == []
        assert [found for found in small_targets(page) if "userbar" not in found] == []


def log_in(page: Page, hands: Hands, boss: User) -> None:
    """Give address and password at the public door."""
    page.goto("/accounts/login/?next=/admin/")
    hands.write(page.get_by_label("Email"), boss.email)
    hands.write(page.get_by_label("Password"), PASSWORD)
    hands.press(page.locator("main").get_by_role("button", name="Log in"))


def mistype(page: Page, hands: Hands, code: str, *, button: str) -> None:
    """Send a code that does not fit, and be told so: at the list of errors and at the field."""
    hands.write(page.get_by_label("Code"), code)
    hands.press(page.locator("main").get_by_role("button", name=button))
    expect(page.get_by_role("alert").get_by_role("link", name=WRONG)).to_be_visible()
    expect(page.get_by_role("alert")).to_be_focused()
    field = page.get_by_label("Code")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(re.escape(WRONG)))


def test_whoever_works_here_sets_up_a_second_factor_and_logs_in_with_it(new_context, make_boss):
    keys, boss = Keys(), make_boss("boss@example.org")
    page = new_context(reduced_motion="reduce").new_page()
    log_in(page, keys, boss)
    expect(page.get_by_text("set up a second factor beside your password first")).to_be_visible()
    expect(page.get_by_role("heading", name="Is it still you?")).to_be_visible()
    fits(page)
    keys.write(page.get_by_label("Password"), PASSWORD)
    keys.press(page.get_by_role("button", name="Go on"))

    expect(page.get_by_role("heading", name="Set up two-step log-in")).to_be_visible()
    fits(page)
    secret = page.locator(".second-factor__key").inner_text()
    mistype(page, keys, wrong_code(secret), button="Switch on")
    expect(page.locator(".second-factor__key")).to_have_text(secret)
    fits(page)
    keys.write(page.get_by_label("Code"), code_of(secret))
    keys.press(page.get_by_role("button", name="Switch on"))

    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator(".second-factor__codes li")).to_have_count(10)
    fits(page)
    keys.press(page.get_by_role("link", name="Go to the admin"))
    expect(page).to_have_url(ADMIN)

    page.goto("/accounts/logout/")
    keys.press(page.locator("main").get_by_role("button", name="Log out"))
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
    log_in(page, keys, boss)
    expect(page.get_by_role("heading", name="Log in: second step")).to_be_visible()
    fits(page)
    mistype(page, keys, wrong_code(secret), button="Log in")
    fits(page)
    # A code counts once, so the next one, as on a clock that is fast.
    keys.write(page.get_by_label("Code"), code_of(secret, steps=1))
    keys.press(page.locator("main").get_by_role("button", name="Log in"))
    expect(page).to_have_url(ADMIN)


def test_the_second_step_needs_no_script(new_context, make_boss):
    boss = make_boss("other.boss@example.org")
    TOTP.activate(boss, SECRET)
    page = new_context(java_script_enabled=False).new_page()
    log_in(page, Pointer(), boss)
    mistype(page, Pointer(), wrong_code(), button="Log in")
    page.goto("/admin/")
    expect(page).not_to_have_url(ADMIN)
    page.goto("/accounts/2fa/authenticate/")
    Pointer().write(page.get_by_label("Code"), code_of())
    Pointer().press(page.locator("main").get_by_role("button", name="Log in"))
    expect(page).to_have_url(ADMIN)
