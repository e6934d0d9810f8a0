"""Reasons for a report, and for a decision that limits somebody."""

from enum import StrEnum


class Reason(StrEnum):
    """Codes kept in the log; their words stand beside the models."""

    ABUSE = "abuse"
    HATE = "hate"
    HARM = "harm"
    PERSONAL = "personal"
    ILLEGAL = "illegal"
    SPAM = "spam"
    OFF_TOPIC = "off_topic"
    OTHER = "other"
