"""The demonstration's saved reasons: what its moderators write often."""

from home.demo.shapes import SavedLine

SAVED_REASONS = (
    SavedLine(
        "Names a neighbour",
        "personal",
        "Please leave out other people's names and streets, and post it again.",
    ),
    SavedLine(
        "Aims at a person, not at what they say",
        "abuse",
        "Say what you think of the argument, and leave the person out of it. Then post it again.",
    ),
    SavedLine(
        "Belongs in another discussion",
        "off_topic",
        "This is about something else. Please post it where we ask about that.",
    ),
)
