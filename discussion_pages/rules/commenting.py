"""Who may write, and when: one answer for page, form and API."""

from datetime import datetime, timedelta
from enum import StrEnum

from discussion_pages.rules.states import State
from discussion_pages.rules.windows import Phase, Window

DEPTH_MAX = 2
REPLIES_SHOWN = 3


class Commenting(StrEnum):
    """Whether a discussion takes comments at an instant, and if not, why."""

    OPEN = "open"
    UPCOMING = "upcoming"
    CLOSED = "closed"
    OFF = "off"
    READ_ONLY_COPY = "read_only_copy"


class ModerationMode(StrEnum):
    """When a moderator reads a comment."""

    AFTER_POSTING = "after"
    BEFORE_POSTING = "before"
    FIRST_COMMENT = "first"


def commenting(window: Window, *, comments_open: bool, is_copy: bool, at: datetime) -> Commenting:
    """Return whether a discussion takes comments at ``at``.

    The reason that lasts comes first: a copy never takes any, and a closed window outlives a
    switch that an editor may turn.
    """
    if is_copy:
        return Commenting.READ_ONLY_COPY
    phase = window.phase(at=at)
    if phase is Phase.CLOSED:
        return Commenting.CLOSED
    if not comments_open:
        return Commenting.OFF
    return Commenting.UPCOMING if phase is Phase.UPCOMING else Commenting.OPEN


def state_when_posted(mode: ModerationMode, *, has_published_before: bool) -> State:
    """Return the state of a comment, or of an edit, as it arrives.

    ``has_published_before``: the author has a published comment anywhere on this site.
    """
    if mode == ModerationMode.BEFORE_POSTING:
        return State.HELD
    if mode == ModerationMode.FIRST_COMMENT and not has_published_before:
        return State.HELD
    return State.PUBLISHED


def may_edit(state: State, *, posted_at: datetime, minutes: int, at: datetime) -> bool:
    """Say whether the author may still edit: held or published, within ``minutes`` of posting."""
    return State(state) in {State.HELD, State.PUBLISHED} and at < posted_at + timedelta(
        minutes=minutes
    )


def may_withdraw(state: State) -> bool:
    """Say whether the author may withdraw: at any time, as long as it is held or published."""
    return State(state) in {State.HELD, State.PUBLISHED}
