"""Uploads: pictures lose what they say about people, papers have to be what their name says."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageCms, PngImagePlugin
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.users.models import UserProfile

from home.uploads import is_what_it_says, without_metadata
from tests import factories

PLACE = b"51 degrees 30 minutes north"
CAMERA = "Telephone 7 of River Walker"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
RED, BLUE = (200, 30, 30), (30, 30, 200)


def exif(*, orientation: int = 1) -> Image.Exif:
    """Return what a telephone writes: where, with what, and which way up."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x0110] = CAMERA
    data.get_ifd(0x8825)[0x1B] = PLACE
    return data


def picture(kind: str, *, orientation: int = 1, **options) -> ContentFile:
    """Return a picture, red at its left and blue at its right, with all that is not wanted."""
    image = Image.new("RGB", (40, 20), RED)
    image.paste(BLUE, (20, 0, 40, 20))
    out = BytesIO()
    options |= {"exif": exif(orientation=orientation), "icc_profile": PROFILE}
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", CAMERA)
        options["pnginfo"] = words
    if kind == "GIF":
        options = {"comment": CAMERA.encode()}
    if kind in {"JPEG", "WEBP"}:
        options["xmp"] = b"<x:xmpmeta>" + PLACE + b"</x:xmpmeta>"
    image.save(out, kind, **options)
    behind = b"<script>" if kind == "JPEG" else b""
    return ContentFile(out.getvalue() + behind, f"a.{kind.lower()}")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_nothing_about_the_person_is_left_and_the_picture_is(kind):
    before = picture(kind)
    assert CAMERA.encode() in before.read()
    after = without_metadata(before).read()
    for unwanted in (CAMERA.encode(), PLACE, b"xmpmeta", b"<script>", b"Exif"):
        assert unwanted not in after
    with Image.open(BytesIO(after)) as image:
        assert (image.format, image.size) == (kind, (40, 20))
        assert not image.getexif()
        assert image.info.get("icc_profile", PROFILE) == PROFILE
        assert (kind == "GIF") or image.info["icc_profile"]
        left, right = (image.convert("RGB").getpixel(at) for at in ((5, 10), (35, 10)))
    for seen, meant in ((left, RED), (right, BLUE)):
        assert all(abs(a - b) < 12 for a, b in zip(seen, meant, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_lay_on_its_side_stands(kind):
    after = without_metadata(picture(kind, orientation=6))
    with Image.open(after) as image:
        assert image.size == (20, 40)
        top, bottom = (image.convert("RGB").getpixel(at) for at in ((10, 5), (10, 35)))
    assert top[0] > top[2] and bottom[2] > bottom[0]


def test_a_photograph_loses_no_quality_and_hardly_any_size():
    noise = Image.effect_noise((200, 200), 60).convert("RGB")
    out = BytesIO()
    noise.save(out, "JPEG", quality=83)
    with Image.open(BytesIO(out.getvalue())) as before:
        tables = before.quantization
        after = without_metadata(ContentFile(out.getvalue(), "a.jpg"))
        with Image.open(after) as image:
            assert image.quantization == tables
            pairs = zip(before.tobytes(), image.tobytes(), strict=True)
            assert max(abs(a - b) for a, b in pairs) < 24
    assert after.size < 1.1 * len(out.getvalue())


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_still_moves(kind):
    frames = [Image.new("RGB", (8, 8), colour) for colour in (RED, BLUE, (0, 200, 0))]
    out = BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100, loop=0)
    with Image.open(without_metadata(ContentFile(out.getvalue(), "a"))) as image:
        assert image.n_frames == 3


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "CMYK", "1", "I;16"])
def test_every_way_to_keep_colours_survives(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    out = BytesIO()
    Image.new(mode, (4, 4)).save(out, kind)
    with Image.open(without_metadata(ContentFile(out.getvalue(), "a"))) as image:
        assert image.size == (4, 4)
        assert image.mode == mode


@pytest.fixture
def boss(db):
    browser = Client()
    browser.user = factories.UserFactory(superuser=True)
    browser.force_login(browser.user)
    return browser


def kept(instance) -> bytes:
    with instance.file.open("rb") as file:
        return file.read()


@pytest.mark.parametrize("way", ["add", "add_multiple"])
def test_the_admin_keeps_no_more(boss, way):
    file = SimpleUploadedFile("a.jpg", picture("JPEG", orientation=6).read(), "image/jpeg")
    if way == "add":
        boss.post(reverse("wagtailimages:add"), {"title": "A", "file": file})
    else:
        data = {"title": "A", "files[]": file}
        boss.post(reverse("wagtailimages:add_multiple"), data)
    image = get_image_model().objects.get()
    assert PLACE not in kept(image)
    assert (image.width, image.height) == (20, 40)
    assert image.file_size == len(kept(image))
    assert image.file_hash


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_half_a_picture_is_refused_with_words(boss, kind):
    out = BytesIO()
    Image.effect_noise((200, 200), 60).save(out, kind)
    whole = out.getvalue()
    half = SimpleUploadedFile(f"a.{kind.lower()}", whole[: len(whole) * 2 // 3], "image/jpeg")
    response = boss.post(reverse("wagtailimages:add"), {"title": "A", "file": half})
    assert response.context["form"].errors["file"]
    assert not get_image_model().objects.exists()


def test_a_program_keeps_no_more_and_an_edit_draws_nothing_anew(db):
    image = get_image_model().objects.create(title="A", file=picture("JPEG"))
    before = kept(image)
    assert PLACE not in before
    image.title = "B"
    image.save()
    assert kept(image) == before


def test_the_picture_of_a_colleague_keeps_no_more(db):
    user = factories.UserFactory()
    profile = UserProfile.objects.create(user=user, avatar=picture("JPEG"))
    with profile.avatar.open("rb") as file:
        assert PLACE not in file.read()


# -- Papers ----------------------------------------------------------------------------------------


def archive(*names: str, first: bytes = b"") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        if first:
            file.writestr("mimetype", first)
        for name in names:
            file.writestr(name, "x")
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj"
PNG = b"\x89PNG\r\n\x1a\n"
WORD = archive("[Content_Types].xml", "word/document.xml")
SHEET = archive("[Content_Types].xml", "xl/workbook.xml")
OPEN_TEXT = archive("content.xml", first=b"application/vnd.oasis.opendocument.text")
OPEN_SHEET = archive("content.xml", first=b"application/vnd.oasis.opendocument.spreadsheet")
MACROS = archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
PAPERS = [
    ("a.pdf", PDF, True),
    ("a.PDF", PDF, True),
    ("a.pdf", b"\n\n" + PDF, True),
    ("a.pdf", b"MZ\x90\x00", False),
    ("a.pdf", b"<html>", False),
    ("a.pdf", b"", False),
    ("a.pdf", WORD, False),
    ("a.docx", WORD, True),
    ("a.docx", SHEET, False),
    ("a.docx", archive("x"), False),
    ("a.docx", MACROS, False),
    ("a.docx", b"PK\x03\x04 broken", False),
    ("a.xlsx", SHEET, True),
    ("a.xlsx", PDF, False),
    ("a.pptx", archive("[Content_Types].xml", "ppt/presentation.xml"), True),
    ("a.odt", OPEN_TEXT, True),
    ("a.odt", OPEN_SHEET, False),
    ("a.ods", OPEN_SHEET, True),
    ("a.zip", archive("x"), True),
    ("a.zip", b"MZ", False),
    ("a.txt", "Füße".encode(), True),
    ("a.txt", "Füße".encode("latin-1"), True),
    ("a.txt", "Füße".encode("utf-16"), True),
    ("a.txt", b"", True),
    ("a.txt", b"  <!DOCTYPE html><script>", False),
    ("a.txt", b"\xef\xbb\xbf<svg onload=x>", False),
    ("a.txt", PNG, False),
    ("a.csv", b"name;street\nx;y", True),
    ("a.csv", b"a\x00b", False),
    ("a.html", b"words", False),
    ("a.svg", b"<svg>", False),
    ("a", b"words", False),
    ("a.pdf.exe", PDF, False),
]


@pytest.mark.parametrize(("name", "content", "expected"), PAPERS)
def test_a_paper_is_what_its_name_says(name, content, expected):
    assert is_what_it_says(name, BytesIO(content)) is expected


def test_every_kind_that_is_taken_is_known(settings):
    from home.uploads import KINDS

    assert sorted(KINDS) == sorted(settings.WAGTAILDOCS_EXTENSIONS)


@pytest.mark.parametrize("way", ["add", "add_multiple", "edit"])
def test_the_admin_says_what_to_mend(boss, way):
    document = get_document_model()(title="A", file=ContentFile(PDF, "a.pdf"))
    document.clean()
    document.save()
    file = SimpleUploadedFile("b.pdf", b"MZ\x90\x00", "application/pdf")
    address = reverse(f"wagtaildocs:{way}", args=[document.pk] if way == "edit" else [])
    data = {"title": "B", "files[]" if way == "add_multiple" else "file": file}
    response = boss.post(address, data)
    assert "not what its name says" in response.text
    assert list(get_document_model().objects.values_list("title", flat=True)) == ["A"]


def test_a_program_is_refused_too(db):
    with pytest.raises(ValidationError):
        get_document_model()(title="A", file=ContentFile(b"MZ", "a.pdf")).full_clean()
