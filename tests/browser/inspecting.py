"""Questions to a page as it is shown: accessibility, size, motion."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
EVERYTHING = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
LOOKS = (
    # (width, scheme, rules): in the dark only colours differ, so only their rules are asked again
    (360, "light", EVERYTHING),
    (360, "dark", COLOURS),
    (1280, "light", EVERYTHING),
    (1280, "dark", COLOURS),
)
HEIGHT = 800

RUN_AXE = """async (runOnly) => {
  const found = await axe.run(document, {
    runOnly, resultTypes: ["violations"], iframes: false, elementRef: false,
    preload: { assets: ["media"] } });  // none of our rules reads the style sheets themselves
  return found.violations.map((rule) => ({
    rule: rule.id,
    nodes: rule.nodes.slice(0, 5).map((node) => [node.target.join(" "), node.failureSummary]),
  }));
}"""

AT_REST = """async () => {
  const passing = document.getAnimations().filter((each) =>
    each.playState === "running" && each.effect.getComputedTiming().endTime < 3000);
  passing.forEach((each) => each.finish());
  if (passing.length) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""
"""Lead to its end whatever fades into its colours, which makes it paler than it will be."""

SMALL_TARGETS = """(least) => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const found = [];
  const controls = "a[href], button, input:not([type=hidden]), select, summary, textarea";
  const roots = [document, ...[...document.querySelectorAll("*")].map((each) => each.shadowRoot)];
  for (const element of roots.flatMap((root) => [...(root?.querySelectorAll(controls) ?? [])])) {
    if (!shown(element) || element.closest(".skip-link, [aria-hidden=true]")) continue;
    if (element.closest(".wc-honeypot, .wc-hidden")) continue;
    // A link among words is as high as its line.
    if (getComputedStyle(element).display === "inline") continue;
    const boxes = [element, ...(element.labels ?? [])].map((each) => each.getBoundingClientRect());
    const width = Math.max(...boxes.map((box) => box.width));
    const height = Math.max(...boxes.map((box) => box.height));
    if (width < least || height < least)
      found.push(`${element.outerHTML.slice(0, 120)}: ${width} x ${height}`);
  }
  return found;
}"""

SIDEWAYS = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > root.clientWidth + 0.5);
  return [`${root.scrollWidth} > ${root.clientWidth}`, ...wide.slice(0, 5).map(
    (element) => element.outerHTML.slice(0, 160))];
}"""

MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
  return lasts(style.transitionDuration) || lasts(style.animationDuration)
    || style.scrollBehavior === "smooth";
}).map((element) => element.outerHTML.slice(0, 120))"""

FOCUS = """() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    html: element.outerHTML.slice(0, 160),
    width: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    isOnScreen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def violations(page: Page) -> list[Any]:
    """Return what axe finds on the page as it is shown now."""
    bring_axe(page)
    page.evaluate(AT_REST)
    return page.evaluate(RUN_AXE, EVERYTHING)


def violations_in_every_look(page: Page) -> dict[str, list[Any]]:
    """Return what axe finds, by look: both widths, light and dark."""
    bring_axe(page)
    found = {}
    for width, scheme, rules in LOOKS:
        size = {"width": width, "height": HEIGHT}
        if page.viewport_size != size:
            page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(AT_REST)
        if broken := page.evaluate(RUN_AXE, rules):
            found[f"{width} px, {scheme}"] = broken
    return found


def small_targets(page: Page, *, least: int = 24) -> list[str]:
    """Return controls under ``least`` pixels (WCAG 2.2, 2.5.8), links among words left out."""
    return page.evaluate(SMALL_TARGETS, least)


def sideways(page: Page) -> list[str]:
    """Return what makes the page scroll sideways; nothing where it does not."""
    return page.evaluate(SIDEWAYS)


def moving(page: Page) -> list[str]:
    """Return what would still move although the reader asked for less."""
    return page.evaluate(MOVING)


def focus(page: Page) -> dict[str, Any] | None:
    """Return what has the keyboard's focus, and how it shows."""
    return page.evaluate(FOCUS)


def readable(found: Any) -> str:
    """Return findings as a failure message shows them."""
    return json.dumps(found, indent=1, ensure_ascii=False)


def bring_axe(page: Page) -> None:
    """Load axe-core into the page, but for one that has it since an earlier question.

    Wagtail brings an older one of its own, which must not be asked instead.
    """
    if not page.evaluate("() => Boolean(window.axe?.isOfTheTests)"):
        page.evaluate(f"{axe_source()}; axe.isOfTheTests = true")


@cache
def axe_source() -> str:
    """Return axe-core's script."""
    return AXE.read_text(encoding="utf-8")
