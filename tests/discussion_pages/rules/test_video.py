import pytest

from discussion_pages.rules.video import Video, video_at

YOUTUBE = Video("YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")
VIMEO = Video("Vimeo", "https://player.vimeo.com/video/123456789?dnt=1")


@pytest.mark.parametrize(
    ("url", "video"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE),
        ("https://youtube.com/watch?list=PL1&v=dQw4w9WgXcQ&t=9", YOUTUBE),
        ("https://youtu.be/dQw4w9WgXcQ?t=9", YOUTUBE),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", YOUTUBE),
        ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", YOUTUBE),
        ("https://vimeo.com/123456789", VIMEO),
        ("https://player.vimeo.com/video/123456789#t=9s", VIMEO),
        ("http://www.youtube.com/watch?v=dQw4w9WgXcQ", None),
        ("https://www.youtube.com/watch?v=short", None),
        ("https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ", None),
        ("https://evil.example/?u=https://youtu.be/dQw4w9WgXcQ", None),
        ("https://youtu.be/dQw4w9WgXcQ\n<script>", None),
        ("javascript:alert(1)//youtu.be/dQw4w9WgXcQ", None),
        ("https://vimeo.com/about", None),
        ("", None),
    ],
)
def test_only_a_videos_own_address_names_a_player(url, video):
    assert video_at(url) == video
