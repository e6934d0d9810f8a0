"""What becomes of a file before it is kept.

Pictures lose what they say about people. Papers have to be what their name says.

A picture of a telephone holds where and when it was taken, by which device, sometimes a small copy
from before it was cropped. It is drawn anew, which also ends whatever hid behind the picture.
"""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import IO, Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, JpegImagePlugin

DAMAGED = _("This picture is damaged. Open it in another program, and save it anew.")
HEAD = 2048
"""Bytes that are enough to know a kind of file by."""
OFFICE = {
    "docx": "word/",
    "pptx": "ppt/",
    "xlsx": "xl/",
}
OPEN = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}


class Drawn(ContentFile):
    """A picture that has been drawn anew."""


def without_metadata(file: Any) -> Drawn:
    """Return a picture's file drawn anew: upright, with its colours' profile, and nothing else.

    Raises:
        OSError: it is no picture that can be read to its end.
    """
    file.seek(0)
    content = file.read()
    out = BytesIO()
    with Image.open(BytesIO(content)) as picture:
        kind = picture.format or ""
        options = _options(picture, content)
        if getattr(picture, "n_frames", 1) > 1 and kind in {"GIF", "WEBP", "PNG", "AVIF"}:
            options["save_all"] = True
            drawn: Image.Image = picture
        else:
            picture.load()
            drawn = ImageOps.exif_transpose(picture)
        for name in ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop"):
            drawn.info.pop(name, None)
        # MPO is a telephone's JPEG with a second picture behind it; the first is what was meant.
        drawn.save(out, "JPEG" if kind == "MPO" else kind, **options)
    return Drawn(out.getvalue(), name=file.name)


def _options(picture: Image.Image, content: bytes) -> dict[str, Any]:
    """Return how to save a picture as it was: its profile, and no worse."""
    options: dict[str, Any] = {}
    if profile := picture.info.get("icc_profile"):
        options["icc_profile"] = profile
    if picture.format in {"JPEG", "MPO"}:
        options |= {
            "qtables": picture.quantization,
            "subsampling": JpegImagePlugin.get_sampling(picture),
            "progressive": bool(picture.info.get("progressive")),
            "optimize": True,
        }
        if options["subsampling"] < 0:  # greys, or something rare
            del options["subsampling"]
    elif picture.format == "WEBP":
        lossless = b"VP8L" in content[:64] or b"VP8 " not in content
        options |= {"lossless": lossless, "quality": 90, "exact": lossless}
    elif picture.format == "AVIF":
        options |= {"quality": 90, "speed": 8}
    elif picture.format == "PNG":
        options["optimize"] = True
    return options


def is_what_it_says(name: str, file: IO[bytes]) -> bool:
    """Return whether a file is of the kind that its name ends in."""
    extension = name.rpartition(".")[2].lower()
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    try:
        return KINDS.get(extension, _is_unknown)(extension, head, file)
    finally:
        file.seek(0)


def _is_unknown(_extension: str, _head: bytes, _file: IO[bytes]) -> bool:
    return False


def _is_pdf(_extension: str, head: bytes, _file: IO[bytes]) -> bool:
    return b"%PDF-" in head[:1024]


def _is_text(_extension: str, head: bytes, _file: IO[bytes]) -> bool:
    """Accept words in any encoding, but no other kind of file under their name."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True  # UTF-16, which has zeros
    is_other = head.startswith((b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8", b"MZ"))
    looks_like_a_page = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
    is_page = looks_like_a_page.startswith((b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml"))
    return b"\x00" not in head and not is_other and not is_page


def _is_zip(_extension: str, _head: bytes, file: IO[bytes]) -> bool:
    return zipfile.is_zipfile(file)


def _is_office(extension: str, head: bytes, file: IO[bytes]) -> bool:
    names = _names(file) if head.startswith(b"PK\x03\x04") else []
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    is_kind = any(name.startswith(OFFICE[extension]) for name in names)
    return "[Content_Types].xml" in names and is_kind and not has_macros


def _is_open_document(extension: str, head: bytes, _file: IO[bytes]) -> bool:
    return head.startswith(b"PK\x03\x04") and OPEN[extension] in head[:200]


def _names(file: IO[bytes]) -> list[str]:
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []


Check = Callable[[str, bytes, IO[bytes]], bool]
KINDS: Mapping[str, Check] = {
    "pdf": _is_pdf,
    "csv": _is_text,
    "txt": _is_text,
    "zip": _is_zip,
    **dict.fromkeys(OFFICE, _is_office),
    **dict.fromkeys(OPEN, _is_open_document),
}
"""What this site takes (`WAGTAILDOCS_EXTENSIONS`), and how each is known."""
