"""Typography for the demonstration's editorial words."""


def typeset(text: str) -> str:
    """Return text with proper apostrophes; our words use straight ones for nothing else."""
    return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
