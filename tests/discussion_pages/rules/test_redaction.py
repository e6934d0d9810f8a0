import pytest

from discussion_pages.rules.redaction import (
    MARK,
    EverythingRedactedError,
    PassageMissingError,
    redacted,
)


@pytest.mark.parametrize(
    ("text", "passages", "expected"),
    [
        ("Ring Jo on 123.", ["Jo"], f"Ring {MARK} on 123."),
        ("Jo met Jo.", ["Jo"], f"{MARK} met {MARK}."),
        ("Ring Jo on 123.", ["Jo", "123"], f"Ring {MARK} on {MARK}."),
        # What touches or overlaps leaves one mark, whatever comes first.
        ("see abcd there", ["bcd", "abc"], f"see {MARK} there"),
        ("see aaa there", ["aa"], f"see {MARK} there"),
        ("see abc there", ["c", "abc", "b"], f"see {MARK} there"),
        # A mark that is there already is left whole.
        (f"{MARK} and red paint", ["red"], f"{MARK} and {MARK} paint"),
        ("one\ntwo\nthree", ["one\ntwo"], f"{MARK}\nthree"),
        ("a.c abc", ["a.c"], f"{MARK} abc"),
    ],
)
def test_a_mark_stands_where_a_passage_stood(text, passages, expected):
    assert redacted(text, passages) == expected


@pytest.mark.parametrize(
    ("text", "passages"), [("Ring Jo.", ["Ann"]), ("Ring Jo.", ["Jo", ""]), ("Ring Jo.", ["jo"])]
)
def test_a_passage_that_is_not_there_is_refused(text, passages):
    with pytest.raises(PassageMissingError) as refused:
        redacted(text, passages)
    assert refused.value.passage == passages[-1]


@pytest.mark.parametrize(
    ("text", "passages"),
    [("Jo", ["Jo"]), ("Ring Jo.", ["Ring", "Jo"]), (f"{MARK}, Jo!", ["Jo"])],
)
def test_a_text_is_not_redacted_whole(text, passages):
    with pytest.raises(EverythingRedactedError):
        redacted(text, passages)
