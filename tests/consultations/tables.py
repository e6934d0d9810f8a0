"""The boundary table of a consultation's status, for the rule and its twin in SQL."""

from datetime import timedelta

from tests.tables import END, FALL_BACK, START, TICK, WINDOW_TABLE

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

UNTIL = END + timedelta(days=1)

# (opens_at, closes_at, outcome_published_at, until, at, closes before)
CLOSING_TABLE = [
    (START, END, None, UNTIL, START - TICK, True),
    (START, END, None, UNTIL, START, True),
    (START, END, None, UNTIL, END - TICK, True),
    (START, END, None, UNTIL, END, False),
    # The instant itself is excluded.
    (START, END, None, END, START, False),
    (START, END, None, END + TICK, START, True),
    (None, END, None, UNTIL, START, True),
    # What has no end never closes, whether it is open or to come.
    (START, None, None, UNTIL, START, False),
    (START, None, None, UNTIL, START - TICK, False),
    (None, None, None, UNTIL, START, False),
    # A dated outcome is an end.
    (START, None, END, UNTIL, START, True),
    (START, None, END, END, START, False),
    (START, None, END, UNTIL, END, False),
    (START, OUTCOME, END, UNTIL, START, True),
    (START, END, OUTCOME, UNTIL, START, True),
    (START, END, OUTCOME, OUTCOME + TICK, END, False),
    # The hour that comes twice.
    (START, FALL_BACK, None, FALL_BACK, FALL_BACK - TICK, False),
    (START, FALL_BACK, None, FALL_BACK + TICK, FALL_BACK - TICK, True),
]
