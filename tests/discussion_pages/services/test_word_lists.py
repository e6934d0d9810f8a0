import pytest

from discussion_pages.models import WordRule
from discussion_pages.services.refusals import Invalid
from discussion_pages.services.word_lists import (
    BYTES_MAX,
    LINES_MAX,
    as_csv,
    compared,
    decoded,
    import_words,
)
from tests import factories

pytestmark = pytest.mark.django_db

HEADINGS = "phrase,kind,rule_code,note\n"


@pytest.fixture
def there():
    return WordRule.objects.create(
        phrase="Numpty", kind="suspect", rule_code="abuse", note="Mild", is_active=False
    )


def states(text):
    return [(line.number, line.state.value) for line in compared(text).lines]


def remarks(text):
    return " ".join(remark for line in compared(text).lines for remark in line.remarks)


def test_each_line_says_what_it_would_do(there):
    text = HEADINGS + "muckraker,banned,abuse,\n\nnumpty,banned,abuse,Mild\nNumpty,suspect,abuse,"
    assert states(text.replace("Numpty,s", "x*,s")) == [(2, "new"), (4, "changed"), (5, "new")]
    assert states(HEADINGS + "Numpty,suspect,abuse,Mild\n") == [(2, "same")]
    assert states("kind;phrase\nsuspect;Numpty\n") == [(2, "same")]
    assert states(HEADINGS + '"two\nlines",banned,,\nlast,banned,,') == [(2, "new"), (4, "new")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",banned,,", "phrase is missing"),
        ("word,forbidden,,", "banned, suspect, allowed"),
        ("***,banned,,", "at least one letter"),
        ("a*b,banned,,", "only at the end"),
        ("w" * 101 + ",banned,,", "100 characters"),
        ("word,banned,," + "n" * 251, "250 characters"),
        ("ß" * 99 + ",banned,,", "too long"),
        ("word,banned,,,more", "more cells"),
        ("WÖRD,banned,,\nword,banned,,", "Line 2 has the same phrase"),
    ],
)
def test_a_wrong_line_is_named_and_stops_all_of_them(there, line, said):
    text = f"{HEADINGS}{line}\nmuckraker,banned,,\n"
    assert said in remarks(text)
    with pytest.raises(Invalid):
        import_words(text=text, by=factories.UserFactory())
    assert WordRule.objects.get().phrase == "Numpty"


def test_a_code_that_no_policy_has_is_only_remarked_on():
    (line,) = compared(HEADINGS + "word,banned,nowhere,").lines
    assert (line.state, line.remarks) == ("new", ("No policy has a rule “nowhere”.",))


def test_an_import_writes_what_is_new_or_changed_and_deletes_nothing(there):
    other = WordRule.objects.create(phrase="other", kind="banned")
    done = import_words(
        text=HEADINGS + "numpty,banned,hate,\nmuck*,banned,,\n", by=factories.UserFactory()
    )
    assert len(done.changes) == 2
    there.refresh_from_db()
    assert (there.phrase, there.kind, there.rule_code, there.note, there.is_active) == (
        "numpty",
        "banned",
        "hate",
        "",
        False,
    )
    assert WordRule.objects.filter(phrase_key="muck*", is_active=True).exists()
    assert WordRule.objects.filter(pk=other.pk).exists()


def test_what_goes_out_comes_back_the_same():
    lines = [("'=1+1", "banned", "", "'@home"), ("naïve, “quoted”", "allowed", "abuse", 'a "b"')]
    text = decoded(as_csv(lines).encode())
    import_words(text=text, by=factories.UserFactory())
    assert set(WordRule.objects.values_list("phrase", "note")) == {
        ("=1+1", "@home"),
        ("naïve, “quoted”", 'a "b"'),
    }
    assert {state for _number, state in states(text)} == {"same"}


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"x" * (BYTES_MAX + 1), "too_large", "201 KB"),
        (b"phrase,kind\nna\xefve,banned\n", "encoding", "line 2"),
        ("phrase,kind\n".encode("utf-16-le"), "encoding", "no CSV"),
        ("phrase,kind\n".encode("utf-16"), "encoding", "line 1"),
        (b"\xef\xbb\xbf \n", "empty", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained(data, code, said):
    with pytest.raises(Invalid, match=said) as refused:
        decoded(data)
    assert (refused.value.code, refused.value.field) == (code, "file")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("word,banned\n", "columns"),
        ("phrase,kind,colour\n", "columns"),
        ("phrase,kind,kind\n", "columns"),
        ("phrase\nword\n", "columns"),
        (HEADINGS, "empty"),
        (HEADINGS + 'a,banned,,"open\n', "csv"),
        (HEADINGS + 'a,banned,,"x"y\n', "csv"),
        (HEADINGS + "".join(f"w{n},banned,,\n" for n in range(LINES_MAX + 1)), "too_many"),
    ],
)
def test_a_list_without_its_columns_or_out_of_shape_is_explained(text, code):
    with pytest.raises(Invalid) as refused:
        compared(text)
    assert refused.value.code == code
