"""Videos by address alone: nothing is asked of the provider until the reader plays one."""

import re
from dataclasses import dataclass

PATTERNS = (
    (
        "YouTube",
        re.compile(
            r"https://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?(?:[^#]*&)?v=|embed/|shorts/|live/)"
            r"|youtu\.be/|youtube-nocookie\.com/embed/)([\w-]{11})(?:[?&#/].*)?"
        ),
        "https://www.youtube-nocookie.com/embed/{}",
    ),
    (
        "Vimeo",
        re.compile(r"https://(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d{6,12})(?:[?#/].*)?"),
        "https://player.vimeo.com/video/{}?dnt=1",
    ),
)


@dataclass(frozen=True, slots=True)
class Video:
    """A provider's name and the address of its player."""

    provider: str
    player_url: str


def video_at(url: str) -> Video | None:
    """Return the video that a page address of YouTube or Vimeo names, else nothing."""
    for provider, pattern, player in PATTERNS:
        if match := pattern.fullmatch(url):
            return Video(provider, player.format(match[1]))
    return None
