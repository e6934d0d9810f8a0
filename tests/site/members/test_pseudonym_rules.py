"""What a member may be called: tables of names at the edges of each rule."""

import pytest

from members.rules.profanity import is_profane
from members.rules.pseudonyms import (
    NameProblem,
    pseudonym_key,
    pseudonym_problem,
    public_name_problem,
    tidy_name,
)

ORGANISATIONS = ["Riverside Combined Authority", "RCA", "Harbour Trust", "St Mary’s Centre"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Night Owl", "night owl"),
        ("Night Owl", "NIGHT  OWL"),
        ("Night Owl", " Night\u00a0Owl "),
        ("Night Owl", "Ｎｉｇｈｔ Ｏｗｌ"),
        ("Straße", "STRASSE"),
        ("office", "oﬃce"),
        ("Night Owl", "Night\u200b Owl"),
        ("Night Owl", "\u202eNight Owl"),
        ("Night Owl", "Ni\u00adght Owl"),
        ("paper", "рареr"),
        ("Zoë", "Zoe\u0308"),
        ("νίκος", "ΝΊΚΟΣ"),
        ("O'Neill", "O’Neill"),
        ("Night-Owl", "Night–Owl"),
        ("Istanbul", "ıstanbul"),
        ("Bold", "𝐁𝐨𝐥𝐝"),
    ],
)
def test_names_that_look_the_same_have_one_key(one: str, other: str) -> None:
    assert pseudonym_key(one) == pseudonym_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Zoe", "Zoë"), ("Night Owl", "NightOwl"), ("Ann", "Anna"), ("Jo 1", "Jo 2"), ("Li", "Lì")],
)
def test_names_that_differ_to_the_eye_have_two_keys(one: str, other: str) -> None:
    assert pseudonym_key(one) != pseudonym_key(other)


def test_no_pseudonym_has_no_key() -> None:
    assert pseudonym_key("") == pseudonym_key(" \u200b ") == ""


def test_a_key_fits_its_column_whatever_the_name_unfolds_to() -> None:
    assert len(pseudonym_key("ﷺ" * 40)) <= 255


def test_a_name_is_kept_composed_and_with_single_spaces() -> None:
    assert tidy_name("  Zoe\u0308 \t of  the Quay ") == "Zoë of the Quay"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("ab", NameProblem.TOO_SHORT),
        ("  a  ", NameProblem.TOO_SHORT),
        ("abc", None),
        ("李小龙", None),
        ("a" * 40, None),
        ("a" * 41, NameProblem.TOO_LONG),
        ("  " + "a" * 40 + "  ", None),
    ],
)
def test_length_is_measured_without_the_space_around(
    name: str, problem: NameProblem | None
) -> None:
    assert pseudonym_problem(name) == problem


@pytest.mark.parametrize(
    "name",
    [
        "Night\u200bOwl",
        "\u202eNight Owl",
        "Night\u2066Owl",
        "Night\x00Owl",
        "Night\u2028Owl\u2029x\ue000",
        "Owl\ufe0f",
        "Owl\u3164\u3164",
        "O\u0300\u0301\u0302\u0303wl",
    ],
)
def test_invisible_and_piled_up_characters_are_refused(name: str) -> None:
    assert pseudonym_problem(name) == NameProblem.FORBIDDEN_CHARACTERS


@pytest.mark.parametrize("name", ["12345", "---", "★★★", "1 2 3"])
def test_a_name_needs_a_letter(name: str) -> None:
    assert pseudonym_problem(name) == NameProblem.NO_LETTERS


@pytest.mark.parametrize(
    "name",
    [
        "jo@example.org",
        "jo＠example.org",
        "@night_owl",
        "jo at example dot org",
        "example.com",
        "www.example",
        "https://owl",
        "Owl.co.uk",
        "visit owls.london now",
        "Jo 020 7946 0018",
        "Jo +44 7700 900123",
        "Jo ٠٧٧٠٠٩٠٠",
    ],
)
def test_contact_details_are_refused(name: str) -> None:
    assert pseudonym_problem(name) == NameProblem.CONTACT_DETAILS


@pytest.mark.parametrize(
    "name",
    ["J.R. Smith", "Dr.Owl", "Jo 1984", "Owl of SE15 4QQ", "Dot at the market", "Owl, est. 1971"],
)
def test_names_that_only_resemble_contact_details_are_allowed(name: str) -> None:
    assert pseudonym_problem(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "fuck",
        "FUCK",
        "fuuuuck",
        "f u c k",
        "f.u.c.k",
        "f_u_c_k",
        "fvck you",
        "motherfucker",
        "xXfuckXx",
        "ƒuck the fυck",
        "fцck fuсk",
        "Sh1t",
        "shit69",
        "$hit",
        "sh!t",
        "sh*t",
        "BigShit",
        "wankers",
        "C U N T",
        "cüntish",
        "tw@t",
        "a55",
        "dickhead",
        "n1gger",
        "fаggоt",
    ],
)
def test_profanity_is_seen_through_its_disguises(name: str) -> None:
    assert is_profane(name)


@pytest.mark.parametrize(
    "name",
    [
        "Scunthorpe United",
        "ScunthorpeFan",
        "Penistone Road",
        "Sussex Downs",
        "Essex Girl",
        "Arsenal Forever",
        "Dick Whittington",
        "Dr Dikshit",
        "Ishita",
        "Matsushita",
        "Peacock",
        "Hancock",
        "Cockburn",
        "Cocker Spaniel",
        "Bassett",
        "Cassandra",
        "Assumpta",
        "Nigel from Nigeria",
        "Pakistani Londoner",
        "Cumming",
        "Titania",
        "Shagufta",
        "Wankhede",
        "Grapevine",
        "Therapist",
        "Nazia",
        "Phuket",
        "Fukuda",
        "Van Dyke",
        "Snigger",
        "Maggot",
        "Ash It",
        "Bus Hit",
        "J R Hartley",
        "Kyle",
        "Prickly Pear",
        "Canal St",
        "Constance",
    ],
)
def test_names_that_hold_a_rude_word_by_accident_are_allowed(name: str) -> None:
    assert not is_profane(name)


@pytest.mark.parametrize(
    "name",
    [
        "admin",
        "Admin 1",
        "4dm1n",
        "The Moderator",
        "m o d e r a t o r",
        "M0derat0r",
        "moderаtor",
        "Moderators",
        "Mayor’s Office",
        "Mayor of Riverside",
        "City Hall",
        "CityHall",
        "city_hall",
        "City   Hall team",
        "Police",
        "p0lice officer",
        "Official account",
        "AdminTeam",
        "Former member",
        "Member 12",
        "member12",
        "RCA",
        "RCA press office",
        "rcа",
        "Riverside Combined Authority",
        "RiversideCombinedAuthority",
        "riverside combined authоrity team",
        "Harbour Trust",
        "HarbourTrust London",
        "The Harbour-Trust",
        "St Mary's Centre",
    ],
)
def test_nobody_may_pass_for_the_organisation_its_staff_or_the_site(name: str) -> None:
    problem = pseudonym_problem(name, organisation_names=ORGANISATIONS)
    assert problem == NameProblem.POSES_AS_OFFICIAL


@pytest.mark.parametrize(
    "name",
    [
        "Mayorga",
        "Modupe",
        "Modest Mouse",
        "Badminton",
        "Policy wonk",
        "Hallam",
        "Oscar",
        "Orca",
        "Harbour Seal",
        "Riverside walker",
        "Trusty",
        "Member of the choir",
        "Staffordshire terrier",
        "Unofficially Jo",
    ],
)
def test_names_that_only_resemble_an_office_are_allowed(name: str) -> None:
    assert pseudonym_problem(name, organisation_names=ORGANISATIONS) is None


@pytest.mark.parametrize("name", ["Νora", "Пaul", "Αlex the owl", "Zоё"])
def test_a_word_of_two_alphabets_is_refused(name: str) -> None:
    assert pseudonym_problem(name) == NameProblem.MIXED_ALPHABETS


@pytest.mark.parametrize("name", ["Νίκος", "Ольга in London", "Zoë 李", "Ångström", "Jo µ"])
def test_every_alphabet_is_welcome(name: str) -> None:
    assert pseudonym_problem(name) is None


def test_an_organisation_without_a_short_name_forbids_nothing_more() -> None:
    assert pseudonym_problem("Night Owl", organisation_names=["", "  "]) is None


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("Li", None),
        ("Wolfeschlegelsteinhausenbergerdorff-Hubertstone", None),
        ("The Mayor", NameProblem.POSES_AS_OFFICIAL),
        ("jo@example.org", NameProblem.CONTACT_DETAILS),
        ("Shit Head", NameProblem.PROFANE),
        ("Jo\u202eNes", NameProblem.FORBIDDEN_CHARACTERS),
    ],
)
def test_a_full_name_keeps_the_same_rules_but_for_length(
    name: str, problem: NameProblem | None
) -> None:
    assert public_name_problem(name) == problem
