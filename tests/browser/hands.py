"""Two ways to use a page: with a pointer, or with the keys alone."""

from typing import Protocol

from playwright.sync_api import Locator, Page

from tests.browser.inspecting import focus

TABS_MOST = 250
ARROWS_MOST = 20
HAS_FOCUS = """(element) => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  // The keys reach a group of radio buttons as one stop.
  return element === focused
    || (element.type === "radio" && focused.type === "radio" && element.name === focused.name);
}"""
SCROLL_MOMENTS = 20
"""Looks, each 50 ms after the other, until what has the focus must have been scrolled to."""
RING_LEAST = 2
"""Pixels of outline under which one could not tell what has the focus."""


class Hands(Protocol):
    """Somebody's way to act on a page."""

    def press(self, target: Locator) -> None:
        """Follow a link or press a button."""

    def choose(self, target: Locator) -> None:
        """Tick a box or choose one of several."""

    def write(self, target: Locator, text: str) -> None:
        """Write into a field."""


class Pointer:
    """A mouse or a finger, and a keyboard to write with."""

    def press(self, target: Locator) -> None:
        """Click."""
        target.click()

    def choose(self, target: Locator) -> None:
        """Click."""
        target.check()

    def write(self, target: Locator, text: str) -> None:
        """Fill in."""
        target.fill(text)


class Keys:
    """Tab to get there, seeing where one is; Enter and Space to act."""

    def press(self, target: Locator) -> None:
        """Press Enter."""
        self._reach(target)
        target.page.keyboard.press("Enter")

    def choose(self, target: Locator) -> None:
        """Press Space; among several of which one is chosen, the arrow that leads there."""
        self._reach(target)
        if target.get_attribute("type") != "radio":
            target.page.keyboard.press("Space")
        for _press in range(ARROWS_MOST):
            if target.is_checked():
                break
            target.page.keyboard.press("ArrowDown")
        assert target.is_checked()

    def write(self, target: Locator, text: str) -> None:
        """Type."""
        self._reach(target)
        target.page.keyboard.type(text)

    def _reach(self, target: Locator) -> None:
        target.wait_for()
        page = target.page
        for _press in range(TABS_MOST):
            if target.evaluate(HAS_FOCUS):
                _see_focus(page)
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{target} cannot be reached with the keyboard")


def _see_focus(page: Page) -> None:
    shown = focus(page)
    for _moment in range(SCROLL_MOMENTS):
        if shown and shown["isOnScreen"]:
            break
        page.wait_for_timeout(50)
        shown = focus(page)
    assert shown is not None
    assert shown["width"] >= RING_LEAST, f"the focus cannot be seen on {shown['html']}"
    assert shown["isOnScreen"], f"the focus is out of sight on {shown['html']}"
