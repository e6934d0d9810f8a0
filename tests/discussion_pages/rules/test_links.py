import pytest

from discussion_pages.rules.links import find_links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://example.org/a?b=1, then write.", ["https://example.org/a?b=1"]),
        ("HTTP://EXAMPLE.ORG", ["HTTP://EXAMPLE.ORG"]),
        ("(www.example.co.uk)", ["www.example.co.uk"]),
        ("buy at lamps.shop/sale now", ["lamps.shop/sale"]),
        ("example.com and sub.example.co.uk.", ["example.com", "sub.example.co.uk"]),
        ("https://a.example/x https://a.example/x", ["https://a.example/x"] * 2),
        # False friends.
        ("Write to jo@example.com", []),
        ("The lamp is out.The bridge is dark.", []),
        ("e.g. 7.30pm, i.e. no.com", ["no.com"]),
        ("We use Node.js in the U.K. and pay 3.50", []),
        ("the bus stop.Top marks", []),
        ("computer.community", []),
        ("https is not an address", []),
        ("", []),
    ],
)
def test_web_addresses_are_found_and_sentences_are_not(text, links):
    assert [text[start:end] for start, end in find_links(text)] == links
