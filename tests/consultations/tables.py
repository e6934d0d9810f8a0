"""The boundary table of a consultation's status, for the rule and its twin in SQL."""

from datetime import timedelta

from tests.tables import END, START, TICK, WINDOW_TABLE

OUTCOME = END + timedelta(days=60)

# (opens_at, closes_at, outcome_published_at, at, status)
STATUS_TABLE = [
    *((opens_at, closes_at, None, at, phase) for opens_at, closes_at, at, phase in WINDOW_TABLE),
    (START, END, OUTCOME, START - TICK, "upcoming"),
    (START, END, OUTCOME, START, "open"),
    (START, END, OUTCOME, END - TICK, "open"),
    (START, END, OUTCOME, END, "closed"),
    (START, END, OUTCOME, OUTCOME - TICK, "closed"),
    (START, END, OUTCOME, OUTCOME, "outcome_published"),
    (START, None, OUTCOME, OUTCOME - TICK, "open"),
    (START, None, OUTCOME, OUTCOME, "outcome_published"),
    (None, None, OUTCOME, OUTCOME, "outcome_published"),
    # An outcome that came before the end of the window ends the matter all the same.
    (START, END, END - TICK, END - TICK, "outcome_published"),
    (START, END, START - TICK, START - TICK, "outcome_published"),
]
