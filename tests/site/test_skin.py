"""Promises of the skin that no eye has to watch: contrast, weight, and nothing inline."""

import gzip
import re
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(
    path
    for folder in (
        "templates",
        "discussion_pages/templates",
        "consultations/templates",
        "timeline_blocks/templates",
    )
    for path in (REPO / folder).rglob("*.html")
    if not {"admin", "email"} & set(path.parts)
)
STYLES = [
    "site/static/css/tokens.css",
    "site/static/css/site.css",
    "discussion_pages/static/discussion_pages/discussion.css",
    "consultations/static/consultations/consultation.css",
    "timeline_blocks/static/timeline_blocks/timeline.css",
]
SCRIPTS = sorted(
    path
    for app in ("discussion_pages", "consultations")
    for path in (REPO / app / "static" / app / "js").glob("*.js")
)
INLINE = re.compile(r"""\sstyle=|\son[a-z]+=["']|<style|<script(?![^>]*\bsrc=)(?![^>]*ld\+json)""")

TOKENS = (REPO / "site/static/css/tokens.css").read_text()
LIGHT, DARK = (
    dict(re.findall(r"--wc-([\w-]+): (#[0-9a-f]{3,6});", block))
    for block in (
        TOKENS.split("@media (prefers-color-scheme")[0],
        TOKENS.split('\n[data-theme="dark"] {')[1].split("@media print")[0],
    )
)
BACKGROUNDS = ("paper", "surface", "notice", "official", "success", "warning", "error")


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("text", ["ink", "muted", "action"])
def test_text_keeps_seven_to_one_on_every_background(theme, background, text):
    assert contrast(theme[text], theme[background]) >= 7


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("action-ink", "action"),
        ("accent-ink", "accent"),
        ("masthead-ink", "masthead"),
        ("success-ink", "success"),
        ("warning-ink", "warning"),
        ("error-ink", "error"),
        ("error-ink", "paper"),
    ],
)
def test_text_on_a_colour_of_its_own_keeps_seven_to_one(theme, text, background):
    assert contrast(theme[text], theme[background]) >= 7


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("line", "background"),
    [
        ("line-strong", "paper"),
        ("line-strong", "surface"),
        ("focus", "paper"),
        ("focus", "surface"),
        ("focus", "notice"),
        ("focus-masthead", "masthead"),
        ("notice-line", "paper"),
    ],
)
def test_lines_of_controls_and_focus_rings_keep_three_to_one(theme, line, background):
    assert contrast(theme[line], theme[background]) >= 3


def test_both_ways_into_the_dark_theme_give_the_same_colours():
    by_preference = TOKENS.split("@media (prefers-color-scheme: dark) {")[1].split("\n}\n")[0]
    assert dict(re.findall(r"--wc-([\w-]+): (#[0-9a-f]{3,6});", by_preference)) == DARK
    assert set(DARK) == set(LIGHT)


def test_styles_of_a_page_weigh_at_most_20_kb_on_the_wire():
    assert sum(len(gzip.compress((REPO / name).read_bytes())) for name in STYLES) <= 20_000


def test_scripts_weigh_at_most_15_kb_on_the_wire():
    assert sum(len(gzip.compress(path.read_bytes())) for path in SCRIPTS) <= 15_000


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(REPO)))
def test_no_template_of_a_public_page_has_inline_style_or_script(path):
    assert not INLINE.search(path.read_text())


def test_no_style_asks_anything_of_another_address():
    for name in STYLES:
        assert not re.search(r"url\([\"']?(?:https?:)?//", (REPO / name).read_text()), name
