"""Boundary tables that a rule and its twin in SQL are both tested by."""

from datetime import UTC, datetime, timedelta

TICK = timedelta(microseconds=1)
START = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
END = datetime(2027, 3, 1, 0, 0, tzinfo=UTC)
# London moves its clocks at 01:00 UTC on these two days.
SPRING_FORWARD = datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
FALL_BACK = datetime(2027, 10, 31, 1, 0, tzinfo=UTC)

# (opens_at, closes_at, at, phase)
WINDOW_TABLE = [
    (START, END, START - TICK, "upcoming"),
    (START, END, START, "open"),
    (START, END, END - TICK, "open"),
    (START, END, END, "closed"),
    (START, END, END + TICK, "closed"),
    (START, None, START - TICK, "upcoming"),
    (START, None, START, "open"),
    (START, None, END + timedelta(days=9999), "open"),
    (None, END, START - timedelta(days=9999), "open"),
    (None, END, END - TICK, "open"),
    (None, END, END, "closed"),
    (None, None, START, "open"),
    # The day on which 01:00 to 02:00 does not exist, and the one on which it comes twice.
    (SPRING_FORWARD, END + timedelta(days=365), SPRING_FORWARD - TICK, "upcoming"),
    (SPRING_FORWARD, END + timedelta(days=365), SPRING_FORWARD, "open"),
    (START, SPRING_FORWARD, SPRING_FORWARD - TICK, "open"),
    (START, SPRING_FORWARD, SPRING_FORWARD, "closed"),
    (START, FALL_BACK, FALL_BACK - TICK, "open"),
    (START, FALL_BACK, FALL_BACK, "closed"),
    (START, FALL_BACK + timedelta(hours=1), FALL_BACK, "open"),
]

# What may be done to a comment, and where it leads. The middle column: whether that is only for
# those published before (True), only for those that never were (False), or both (None). Everything
# else is refused.
ALLOWED = {
    ("held", "approve"): (None, "published"),
    ("held", "reject"): (False, "rejected"),
    ("held", "remove"): (True, "removed"),
    ("held", "redact"): (None, "published"),
    ("held", "withdraw"): (None, "withdrawn"),
    ("held", "lock"): (None, "held"),
    ("held", "unlock"): (None, "held"),
    ("held", "escalate"): (None, "held"),
    ("held", "resolve"): (None, "held"),
    ("published", "approve"): (None, "published"),
    ("published", "hold"): (None, "held"),
    ("published", "remove"): (None, "removed"),
    ("published", "redact"): (None, "published"),
    ("published", "withdraw"): (None, "withdrawn"),
    ("published", "mark_official"): (None, "published"),
    ("published", "pin"): (None, "published"),
    ("published", "unpin"): (None, "published"),
    ("published", "lock"): (None, "published"),
    ("published", "unlock"): (None, "published"),
    ("published", "escalate"): (None, "published"),
    ("published", "resolve"): (None, "published"),
    ("rejected", "restore"): (None, "published"),
    ("rejected", "lock"): (None, "rejected"),
    ("rejected", "unlock"): (None, "rejected"),
    ("rejected", "escalate"): (None, "rejected"),
    ("rejected", "resolve"): (None, "rejected"),
    ("removed", "restore"): (None, "published"),
    ("removed", "lock"): (None, "removed"),
    ("removed", "unlock"): (None, "removed"),
    ("removed", "escalate"): (None, "removed"),
    ("removed", "resolve"): (None, "removed"),
    ("withdrawn", "lock"): (None, "withdrawn"),
    ("withdrawn", "unlock"): (None, "withdrawn"),
    ("withdrawn", "escalate"): (None, "withdrawn"),
    ("withdrawn", "resolve"): (None, "withdrawn"),
}


def allowed(state: str, action: str, *, was_public: bool) -> str | None:
    """Return where an action leads, by the table above; ``None`` where it is refused."""
    condition, after = ALLOWED.get((str(state), str(action)), (None, None))
    return after if condition in {None, was_public} else None


# (published_at, came_at, since, changed)
CHANGED_TABLE = [
    (START, None, START - TICK, True),
    (START, None, START, True),
    (START, None, START + TICK, False),
    (None, START, START, True),
    (None, START, START + TICK, False),
    (START, END, END, True),
    (START, END, END + TICK, False),
    (END, START, END, True),
    (None, None, START, False),
    (FALL_BACK, None, FALL_BACK, True),
    (FALL_BACK, None, FALL_BACK + TICK, False),
]

# (starts_at, ends_at, lifted_at, at, in force)
SANCTION_TABLE = [
    (START, END, None, START - TICK, False),
    (START, END, None, START, True),
    (START, END, None, END - TICK, True),
    (START, END, None, END, False),
    (START, None, None, START - TICK, False),
    (START, None, None, END + timedelta(days=9999), True),
    (START, None, END, END - TICK, True),
    (START, None, END, END, False),
    (START, END, END - TICK, END - 2 * TICK, True),
    (START, END, END - TICK, END - TICK, False),
    (START, END, END + TICK, END, False),
    (START, FALL_BACK, None, FALL_BACK - TICK, True),
    (START, FALL_BACK, None, FALL_BACK, False),
]
