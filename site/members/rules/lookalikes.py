"""Reading a name as a person's eye reads it, whatever characters it is spelled with."""

import re
import unicodedata

# Letters of other alphabets that are drawn like a Latin one, after case folding.
_DRAWN_LIKE = str.maketrans(
    {
        # Cyrillic
        "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "һ": "h", "і": "i", "ј": "j",
        "к": "k", "ӏ": "l", "м": "m", "н": "h", "о": "o", "р": "p", "ԛ": "q", "ѕ": "s",
        "т": "t", "у": "y", "ѵ": "v", "ԝ": "w", "х": "x",
        # Greek
        "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "i", "κ": "k", "μ": "m", "ν": "v",
        "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "γ": "y", "ω": "w",
        # Latin letters with other outlines
        "ı": "i", "ɑ": "a", "ɡ": "g", "ɩ": "i", "ʟ": "l", "ɴ": "n", "ʀ": "r", "ᴀ": "a",
        "ʙ": "b", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ɪ": "i", "ᴊ": "j", "ᴋ": "k", "ᴍ": "m",
        "ᴏ": "o", "ᴘ": "p", "ᴛ": "t", "ᴜ": "u", "ᴠ": "v", "ᴡ": "w", "ʏ": "y", "ᴢ": "z",
        # Punctuation
        "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip

# Characters without ink that Unicode does not class as format characters.
_WITHOUT_INK = {"\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u3164", "\uffa0"}


def is_without_ink(character: str) -> bool:
    """Return whether a character takes no ink and no space: zero-width, bidi, selectors."""
    return (
        unicodedata.category(character) in {"Cc", "Cf"} and not character.isspace()
    ) or is_filler(character)


def is_filler(character: str) -> bool:
    """Return whether a character is a blank that Unicode classes as a letter or a mark."""
    return character in _WITHOUT_INK or "\ufe00" <= character <= "\ufe0f"


def one_space(text: str) -> str:
    """Return the text without space around it and with one space where there were several."""
    return " ".join(text.split())


def same_to_the_eye(text: str) -> str:
    """Return one spelling for all names that a reader would take for the same.

    Width, case, invisible characters, look-alike letters of other alphabets and the number of
    spaces make no difference; accents do, since Zoe and Zoë may be two people.
    """
    text = unicodedata.normalize("NFKC", text)
    text = "".join(character for character in text if not is_without_ink(character))
    text = unicodedata.normalize("NFKC", text.casefold())
    return one_space(text.translate(_DRAWN_LIKE))


def without_accents(text: str) -> str:
    """Return the text with the marks above and below its letters taken away."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words_of(text: str) -> list[str]:
    """Return the words a reader sees, in `same_to_the_eye` spelling and without accents.

    A capital inside a word begins a new one ("CityHall"), and letters that stand alone are read
    together ("m o d").
    """
    with_gaps = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", text))
    seen = without_accents(same_to_the_eye(with_gaps))
    words: list[str] = []
    spelled_out = ""
    for word in re.split(r"[\s_.,;:/\\()\[\]\"-]+", seen):
        if len(word) == 1:
            spelled_out += word
            continue
        if spelled_out:
            words.append(spelled_out)
            spelled_out = ""
        if word:
            words.append(word)
    return [*words, spelled_out] if spelled_out else words
