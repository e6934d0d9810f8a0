"""The demonstration's word rules: mild words that stand for worse ones."""

from home.demo.shapes import WordLine

WORD_RULES = (
    WordLine("nincompoop*", "banned", "abuse", "Demonstration: stands for an insult"),
    WordLine("go and jump in the Thames", "banned", "abuse", "Demonstration: stands for a threat"),
    WordLine("numpt*", "suspect", "abuse", "Demonstration: stands for a milder insult"),
    WordLine("twit", "suspect", "abuse", "Demonstration: stands for a milder insult"),
    WordLine("cheap lamps for sale", "suspect", "spam", "Demonstration: an advertisement"),
    WordLine("Numpton", "allowed", "", "Demonstration: a place name that “numpt*” would hold"),
)
