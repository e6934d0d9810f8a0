import pytest

from discussion_pages.marks import marked_excerpts, marked_spans


@pytest.mark.parametrize(
    ("text", "spans", "marked"),
    [
        ("a bad word", [(2, 5)], "a <mark>bad</mark> word"),
        ("a bad word", [[6, 10], [0, 1]], "<mark>a</mark> bad <mark>word</mark>"),
        ("abcdef", [(0, 3), (2, 5)], "<mark>abcde</mark>f"),
        ("abc", [(1, 99), (5, 9), (2, 2), (-4, 1)], "<mark>a</mark><mark>bc</mark>"),
        ("<b>&", [(0, 3)], "<mark>&lt;b&gt;</mark>&amp;"),
        ("<script>", [], "&lt;script&gt;"),
    ],
)
def test_passages_are_marked_and_everything_typed_is_escaped(text, spans, marked):
    assert marked_spans(text, spans) == marked


def test_an_excerpt_shows_a_passage_among_its_neighbours():
    text = "x" * 100 + "<NO>" + "y\n" * 50
    assert marked_excerpts(text, [(100, 104)]) == [
        "…" + "x" * 30 + "<mark>&lt;NO&gt;</mark>" + ("y " * 15)[:-1] + "…"
    ]
    assert marked_excerpts("ring me", [(0, 4)]) == ["<mark>ring</mark> me"]


def test_passages_close_to_each_other_share_an_excerpt():
    text = "one two " + "word " * 30 + "three"
    assert marked_excerpts(text, [(0, 3), (4, 7), (158, 163)]) == [
        "<mark>one</mark> <mark>two</mark> word word word word word…",
        "…word word word word word <mark>three</mark>",
    ]
