"""What templates print of words that members typed, and of pages."""

import json
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from discussion_pages.templatetags import discussion_tags as tags
from tests.factories import NOW

PAYLOADS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "'\"><svg/onload=alert(1)>",
    "https://example.org/<script>alert(1)</script>",
    'https://example.org/" onmouseover="alert(1)',
    "{{ 7|add:7 }}",
]


class Reader(HTMLParser):
    """Collects what a browser would make of some HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.attributes.update(name for name, _value in attrs)

    def handle_data(self, data):
        self.words += data


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_a_member_types_stays_text(payload):
    reader = Reader()
    reader.feed(tags.comment_text(payload))
    assert reader.elements <= {"p", "br", "a"}
    assert reader.attributes <= {"href", "rel"}
    assert reader.words == payload


@pytest.mark.parametrize(
    "payload", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org"]
)
def test_only_web_addresses_become_links(payload):
    assert "<a " not in tags.comment_text(payload)


@pytest.mark.parametrize("closing", [".", ",", ")", "!", "?”"])
def test_a_link_ends_before_the_mark_that_closes_the_sentence(closing):
    shown = tags.comment_text(f"(See https://example.org/a{closing}")
    assert '<a href="https://example.org/a" rel="nofollow ugc noopener">' in shown
    assert shown.endswith(f"</a>{closing}</p>")


def test_blank_lines_make_paragraphs_and_line_ends_stay():
    assert tags.comment_text("One\ntwo\n\nthree") == "<p>One<br>two</p>\n<p>three</p>"


def test_one_name_always_has_the_same_avatar_however_it_is_capitalised():
    assert tags.comment_avatar("Marsh Harrier") == tags.comment_avatar("marsh harrier")


def test_names_have_different_avatars():
    drawn = {tags.comment_avatar(f"A member {number}") for number in range(40)}
    assert len(drawn) > 20


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Dŵr", "D"), ("مريم", "م"), ("  ines", "I"), ("<b>", "B"), ("🙂", ""), ("", "")],
)
def test_an_avatar_shows_the_first_letter_of_a_name_and_nothing_else(name, letter):
    assert f">{letter}</text>" in tags.comment_avatar(name)


def test_an_avatar_is_hidden_from_screen_readers_and_carries_no_inline_style():
    drawn = tags.comment_avatar("Priya")
    assert 'aria-hidden="true"' in drawn
    assert "style=" not in drawn


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "&lt;", "\u2028"])
def test_structured_data_cannot_leave_its_element_and_reads_back_the_same(text):
    printed = tags.json_ld({"text": text})
    inside = printed.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in inside
    assert "\u2028" not in inside
    assert json.loads(inside) == {"text": text}


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(hours=2), "2\xa0hours ago"),
        (timedelta(days=1), "1\xa0day ago"),
        (timedelta(0), "just now"),
        (timedelta(seconds=-5), "just now"),
    ],
)
def test_the_time_since_is_said_in_words_with_the_exact_time_behind_it(ago, words):
    shown = tags.since(NOW - ago, NOW)
    assert f">{words}</time>" in shown
    assert f'datetime="{(NOW - ago).isoformat()}"' in shown


def test_joining_leads_back_to_the_page():
    request = RequestFactory().get("/consultations/?page=2")
    template = Template("{% load discussion_tags %}{% join_url %}")
    shown = template.render(Context({"request": request}))
    assert shown == "/accounts/signup/?next=%2Fconsultations%2F%3Fpage%3D2"
