"""Every number here is reserved for tests, invented, or printed in its source as an example."""

import pytest

from discussion_pages.rules.personal_data import (
    find_personal_data,
    has_luhn_check,
    is_nhs_number,
)


def found(text):
    return [(each.detail.value, text[each.start : each.end]) for each in find_personal_data(text)]


@pytest.mark.parametrize(
    ("text", "detail", "passage"),
    [
        # Ofcom keeps these numbers for drama.
        ("Ring 07700 900123 after six", "phone", "07700 900123"),
        ("07700900123", "phone", "07700900123"),
        ("0770 090 0123.", "phone", "0770 090 0123"),
        ("call 020 7946 0958!", "phone", "020 7946 0958"),
        ("07700 900123/07700 900124", "phone", "07700 900123"),
        ("(020) 7946 0958", "phone", "(020) 7946 0958"),
        ("0113-496-0000", "phone", "0113-496-0000"),
        ("01632 960001", "phone", "01632 960001"),
        ("01632 96000", "phone", "01632 96000"),
        ("+44 20 7946 0958", "phone", "+44 20 7946 0958"),
        ("+44 (0)20 7946 0958", "phone", "+44 (0)20 7946 0958"),
        ("+447700900123", "phone", "+447700900123"),
        ("0044 7700 900123", "phone", "0044 7700 900123"),
        ("+33 1 99 00 12 34", "phone", "+33 1 99 00 12 34"),
        ("+1 (202) 555-0123", "phone", "+1 (202) 555-0123"),
        ("07700\u00a0900\u2011123", "phone", "07700\u00a0900\u2011123"),
        ("０７７００ ９００１２３", "phone", "０７７００ ９００１２３"),
        ("mail jo.o'neil+lamps@example.co.uk.", "email", "jo.o'neil+lamps@example.co.uk"),
        ("<JO@EXAMPLE.COM>", "email", "JO@EXAMPLE.COM"),
        ("I live in E10 5NT, near the park", "postcode", "E10 5NT"),
        ("sw1a 1aa", "postcode", "sw1a 1aa"),
        ("EC1A1BB", "postcode", "EC1A1BB"),
        ("W1A 0AX", "postcode", "W1A 0AX"),
        ("M1 1AE; B33 8TH", "postcode", "M1 1AE"),
        ("se1 7gb", "postcode", "se1 7gb"),
        ("CR2 6XH", "postcode", "CR2 6XH"),
        ("DN55 1PT", "postcode", "DN55 1PT"),
        ("my number is AB 12 34 56 C", "nino", "AB 12 34 56 C"),
        ("ab123456d", "nino", "ab123456d"),
        ("NHS 943 476 5919", "nhs", "943 476 5919"),
        ("4010232137", "nhs", "4010232137"),
        ("card 4111 1111 1111 1111 please", "card", "4111 1111 1111 1111"),
        ("5555-5555-5555-4444", "card", "5555-5555-5555-4444"),
        ("378282246310005", "card", "378282246310005"),
        ("3782 822463 10005", "card", "3782 822463 10005"),
        ("6011111111111117", "card", "6011111111111117"),
    ],
)
def test_personal_details_are_found(text, detail, passage):
    assert found(text)[0] == (detail, passage)


@pytest.mark.parametrize(
    "text",
    [
        "Turn off the A1 road, then the A40 2 miles on",
        "The M1 2nd exit, the E3 1st stop, W1 4th floor",
        "House 10, 24 High Street, flat 3B",
        "Buses N29, 243, W15 and EL1 go there; E10 is far",
        "From 2019 to 2024, in 1066 and all that",
        "It cost £07700 900123",
        "£4111111111111111 is a lot of money",
        "12,500,000 people, 1.5 million, 07,700,900,123",
        "on 01/02/2027 at 10:30 or 01-02-2027 10:30 or 07.11.2026 10.30",
        "at 0112, 0142 and 0212, 0600-0800",
        "ISBN 0-7475-3269-9, ISBN-10: 0198526636, ISBN 978-0-7475-3269-9, 9780747532699",
        "ISBN 4010232137",
        "Call 999, 101, 111, 116 123, 0800 1111, 0808 2000 247 or 0300 123 6600",
        "+44 800 123 4567",
        "+2000 people came, +10 000 lamps",
        "07700 90012",
        "07700 9001234",
        "01632 9600012",
        "order 107700900123",
        "jo@lamps and @lamplighter said a@b",
        "A10 5NT",
        "E10 5CK",
        "XX10 5NT",
        "the 2nd m25 junction, the M1 4wd lane",
        "QQ 12 34 56 C",
        "GB 12 34 56 A",
        "AO 12 34 56 A",
        "AB 12 34 56 E",
        "AB 12 34 5 C",
        "943 476 5918",
        "123 456 7881",
        "4111 1111 1111 1112",
        "1111 1111 1111 1117",
        "see https://example.org/07700900123/E10-5NT and www.example.org/943-476-5919",
        "Scunthorpe, Penistone, Cockfosters, Clitheroe and Essex",
        "",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text):
    assert found(text) == []


def test_all_details_are_found_in_their_order_and_none_twice():
    text = "E10 5NT, jo@example.com, 4111 1111 1111 1111 and 07700 900123, 943 476 5919"
    assert [detail for detail, _passage in found(text)] == [
        "postcode",
        "email",
        "card",
        "phone",
        "nhs",
    ]


@pytest.mark.parametrize(
    ("digits", "is_right"),
    [
        ("9434765919", True),
        ("9434765918", False),
        ("4010232137", True),
        ("4000000004", True),
        ("1000000010", False),  # the remainder asks for 10, which no digit writes
        ("1000000001", True),
        ("3000000030", False),
    ],
)
def test_the_check_digit_of_an_nhs_number(digits, is_right):
    assert is_nhs_number(digits) is is_right


@pytest.mark.parametrize(
    ("digits", "is_right"),
    [("79927398713", True), ("79927398710", False), ("0", True), ("18", True), ("81", False)],
)
def test_the_luhn_check(digits, is_right):
    assert has_luhn_check(digits) is is_right
