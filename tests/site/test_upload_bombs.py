"""Small files that would be huge if anybody unpacked them: refused by their head, in no time."""

import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests import factories

MEGABYTE = 1024 * 1024


@pytest.fixture
def editor(db) -> Client:
    client = Client()
    client.force_login(factories.UserFactory(superuser=True))
    return client


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def zeros(megabytes: int) -> bytes:
    """Return many zeros, packed small."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(MEGABYTE)) for _each in range(megabytes)) + packer.flush()


def png(width: int, height: int, *, before: bytes = b"", data: bytes | None = None) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * height)) if data is None else data
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + before
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


def huge_png() -> bytes:
    """Fifty thousand by fifty thousand pixels, as far as its head says."""
    return png(50_000, 50_000, data=zeros(16))


def huge_gif() -> bytes:
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 65_535, 65_535, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0x80, 0, 0) + bytes(6) + frame + b";"


def endless_gif() -> bytes:
    """Four hundred frames, each of a modest size."""
    out = BytesIO()
    Image.new("P", (400, 400)).save(out, "GIF")
    content = out.getvalue()
    start = content.index(b"\x2c" + bytes(4) + struct.pack("<HH", 400, 400))
    return content[:start] + content[start:-1] * 400 + b";"


def huge_jpeg() -> bytes:
    out = BytesIO()
    Image.new("L", (16, 16)).save(out, "JPEG")
    content = out.getvalue()
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", 65_500, 65_500) + content[at + 4 :]


def huge_webp() -> bytes:
    size = (16_383 - 1).to_bytes(3, "little")
    head = chunk_of_riff(b"VP8X", b"\x00\x00\x00\x00" + size + size)
    body = b"WEBP" + head
    return b"RIFF" + struct.pack("<I", len(body)) + body


def chunk_of_riff(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data


def words_bomb() -> bytes:
    """A small picture with sixty-four megabytes of packed words beside it."""
    return png(8, 8, before=chunk(b"zTXt", b"Comment\x00\x00" + zeros(64)))


def profile_bomb() -> bytes:
    return png(8, 8, before=chunk(b"iCCP", b"profile\x00\x00" + zeros(64)))


def svg_as_png() -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def nothing() -> bytes:
    return b""


def page_as_jpeg() -> bytes:
    return b"<!doctype html><script>alert(1)</script>"


def program_as_gif() -> bytes:
    return b"MZ" + bytes(200)


BOMBS: list[tuple[str, Callable[[], bytes]]] = [
    ("a.png", huge_png),
    ("a.gif", huge_gif),
    ("a.gif", endless_gif),
    ("a.jpg", huge_jpeg),
    ("a.webp", huge_webp),
    ("a.png", words_bomb),
    ("a.png", profile_bomb),
    ("a.png", svg_as_png),
    ("a.svg", svg_as_png),
    ("a.png", nothing),
    ("a.jpg", page_as_jpeg),
    ("a.gif", program_as_gif),
    ("a.gif", huge_png),
]


@pytest.mark.parametrize(("name", "make"), BOMBS)
def test_a_picture_that_is_none_or_is_too_much_is_refused_with_words(editor, name, make):
    content = make()
    assert len(content) < 10 * MEGABYTE
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    response = editor.post(
        reverse("wagtailimages:add"),
        {"title": "Words that somebody typed", "file": SimpleUploadedFile(name, content)},
    )
    assert time.process_time() - started < 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kilobytes
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert "Words that somebody typed" in response.content.decode()
    assert not get_image_model().objects.exists()


def test_a_picture_with_more_pixels_than_any_camera_takes_is_refused(editor, settings):
    assert settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS == 50_000_000
    content = png(8_000, 6_251)
    response = editor.post(
        reverse("wagtailimages:add"),
        {"title": "Large", "file": SimpleUploadedFile("a.png", content, "image/png")},
    )
    assert "too many pixels" in str(response.context["form"].errors["file"]).lower()


def test_a_picture_that_moves_for_a_while_is_taken(editor):
    out = BytesIO()
    frames = [Image.new("P", (40, 40), colour) for colour in range(20)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    response = editor.post(
        reverse("wagtailimages:add"),
        {"title": "Short", "file": SimpleUploadedFile("a.gif", out.getvalue(), "image/gif")},
    )
    assert response.status_code == 302
    assert get_image_model().objects.get().width == 40


def packed(name: str) -> bytes:
    """Return an office file of 64 megabytes in 64 kilobytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(name, "w", force_zip64=True) as inside:
            for _each in range(64):
                inside.write(bytes(MEGABYTE))
    return out.getvalue()


def test_a_paper_is_never_unpacked(editor):
    """Whether it is refused or kept: nobody here opens more than its list of contents."""
    content = packed("word/document.xml")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    response = editor.post(
        reverse("wagtaildocs:add"),
        {
            "title": "A bomb",
            "collection": "1",
            "file": SimpleUploadedFile("a.docx", content),
        },
    )
    assert time.process_time() - started < 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    assert response.status_code == 302
    assert get_document_model().objects.get().file_size == len(content)


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("wagtailimages:add", 10 * MEGABYTE + 1, "10.0"),
        ("wagtaildocs:add", 20 * MEGABYTE + 1, "20"),
    ],
)
def test_what_is_too_large_is_refused_with_the_size_that_is_not(editor, name, size, words):
    if "images" in name:
        file = SimpleUploadedFile("a.png", png(8, 8) + bytes(size))
    else:
        file = SimpleUploadedFile("a.pdf", b"%PDF-" + bytes(size))
    response = editor.post(reverse(name), {"title": "Large", "collection": "1", "file": file})
    assert words in str(response.context["form"].errors["file"])


def test_a_form_that_is_too_long_is_refused_before_it_is_read(client, world):
    response = client.post(world.discussion.get_url(), {"comment": "x" * 3 * MEGABYTE})
    assert response.status_code == 400
    response = client.post("/accounts/login/", {f"field{number}": "x" for number in range(10_001)})
    assert response.status_code == 400


def test_what_nests_without_end_is_refused(client, world):
    response = client.post(
        f"/api/participation/v1/discussions/{world.discussion.pk}/comments",
        "[" * 100_000,
        content_type="application/json",
    )
    assert 400 <= response.status_code < 500
