"""What people are told when the site fails, and what they get back of what they wrote."""

import errno
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from config.failing import Cause, cause_of
from config.whole_files import WholeFilesStorage
from discussion_pages.models import DiscussionComment
from tests import factories
from tests.faults.serving import fields_of
from tests.media import make_image

WORDS = 'Lamps & <b>benches</b>\n\nand a "bus" that comes.'


@pytest.fixture
def browser(member) -> Client:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(member)
    return client


def fail_with(monkeypatch, error: Exception) -> None:
    def fail(**_given: Any) -> None:
        raise error

    monkeypatch.setattr("discussion_pages.views.post_comment", fail)


def test_a_comment_comes_back_in_a_form_that_sends_it_again_once(
    world, clock, browser, monkeypatch
):
    address = world.discussion.get_url()
    fields = fields_of(browser.get(address).content.decode(), "comment")
    with monkeypatch.context() as patch:
        fail_with(patch, OperationalError("server closed the connection unexpectedly"))
        response = browser.post(address, fields | {"comment": WORDS})
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "no-store" in response["Cache-Control"]
    page = response.content.decode()
    assert "<b>benches" not in page
    again = fields_of(page, "comment")
    assert again["comment"] == WORDS
    for _turn in range(2):
        assert browser.post(address, again).status_code == 302
    assert DiscussionComment.objects.get().comment == WORDS


def test_what_was_written_in_another_form_comes_back_to_be_copied(
    world, clock, browser, monkeypatch
):
    address = reverse("account_signup")
    browser.logout()
    fields = fields_of(browser.get(address).content.decode(), "email")

    def fail(*_args: Any, **_given: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("allauth.account.forms.SignupForm.try_save", fail)
    response = browser.post(
        address,
        fields
        | {
            "email": "newcomer@example.net",
            "password1": "not for anybody else",
            "pseudonym": "Night bus rider",
            "agreement": "on",
        },
    )
    page = response.content.decode()
    assert response.status_code == 500
    assert "Night bus rider" in page
    assert "not for anybody else" not in page


@pytest.mark.parametrize("forged", ["", "b" * 64])
def test_nothing_that_another_site_sends_is_shown_under_our_name(
    world, clock, browser, monkeypatch, forged
):
    fail_with(monkeypatch, RuntimeError())
    response = browser.post(
        world.discussion.get_url(), {"comment": "Free money", "csrfmiddlewaretoken": forged}
    )
    assert response.status_code == 403
    assert "Free money" not in response.content.decode()


def test_the_api_fails_in_its_own_form(world, clock, browser, monkeypatch):
    fail_with(monkeypatch, OperationalError())
    monkeypatch.setattr(
        "discussion_pages.api.participation.routes.comments.post_comment",
        lambda **given: (_ for _ in ()).throw(OperationalError()),
    )
    browser.cookies["csrftoken"] = "a" * 32
    response = browser.post(
        f"/api/participation/v1/discussions/{world.discussion.pk}/comments",
        {"text": WORDS},
        content_type="application/json",
        headers={"X-CSRFToken": "a" * 32},
    )
    assert response.status_code == 500
    assert response["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (RuntimeError(), Cause.FAULT),
        (OSError(errno.EACCES, "no"), Cause.FAULT),
        (OSError(errno.ENOSPC, "full"), Cause.NO_ROOM),
        (OSError(errno.EDQUOT, "full"), Cause.NO_ROOM),
        (OperationalError("database or disk is full"), Cause.NO_ROOM),
        (OperationalError("connection refused"), Cause.AWAY),
        (None, Cause.FAULT),
    ],
)
def test_why_something_failed(error, cause):
    assert cause_of(error) is cause
    outer = ValueError()
    outer.__cause__ = error
    assert cause_of(outer) is cause


# -- A disk that is full ---------------------------------------------------------------


@pytest.fixture
def editor(db) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(factories.UserFactory(superuser=True))
    return client


@pytest.fixture
def full_disk(monkeypatch):
    def full(*_args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(InMemoryStorage, "_save", full)


def a_picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return SimpleUploadedFile("a.png", out.getvalue(), "image/png")


def upload(client: Client, name: str, file: SimpleUploadedFile, **more: str) -> Any:
    collection = {"collection": "1"} if "documents" in name else {}
    given = {"title": "A title of some length", "file": file} | collection | more
    return client.post(reverse(name), given)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("wagtailimages:add", a_picture),
        ("wagtaildocs:add", lambda: SimpleUploadedFile("a.txt", b"words")),
    ],
)
def test_an_upload_to_a_full_disk_says_so_and_keeps_nothing_but_the_words(
    editor, full_disk, name, file
):
    response = upload(editor, name, file())
    page = response.content.decode()
    assert response.status_code == 507
    assert "no room left" in page
    assert not get_image_model().objects.exists()
    assert not get_document_model().objects.exists()


def test_the_uploader_of_many_files_says_it_beside_the_file(editor, full_disk):
    response = editor.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": a_picture(), "title": "one"},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert response.status_code == 200
    assert response.json()["success"] is False
    assert "no room left" in response.json()["error_message"]


@pytest.fixture
def in_memory(monkeypatch) -> None:
    """Let Wagtail draw in memory: a file whose saving failed it leaves open."""
    monkeypatch.setattr("wagtail.images.models.SpooledTemporaryFile", lambda **_: BytesIO())


def test_a_page_does_without_a_picture_that_cannot_be_made(
    world, clock, client, monkeypatch, in_memory
):
    world.consultation.hero_image, world.consultation.hero_alt = make_image(), "A street"
    world.consultation.save()

    def full(_storage: Any, _name: str, content: Any) -> None:
        content.close()
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(InMemoryStorage, "_save", full)
        assert "Safer streets" in client.get(world.consultation.get_url()).content.decode()
        assert client.get(f"/api/v2/pages/{world.consultation.pk}/").status_code == 200
    cache.clear()
    page = client.get(world.consultation.get_url()).content.decode()
    assert "<picture" in page
    assert "not-found" not in page


def test_a_page_does_without_a_picture_that_is_damaged(world, clock, client, in_memory):
    image = make_image()
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n and nothing that follows")
    world.consultation.hero_image, world.consultation.hero_alt = image, "A street"
    world.consultation.save()
    assert client.get(world.consultation.get_url()).status_code == 200


class Filling(ContentFile):
    """A file of which the disk takes the beginning."""

    def chunks(self, chunk_size=None):
        yield b"the beginning"
        raise OSError(errno.ENOSPC, "No space left on device")


def test_of_a_file_that_did_not_fit_nothing_stays(tmp_path):
    storage = WholeFilesStorage(location=tmp_path)
    with pytest.raises(OSError, match="No space"):
        storage.save("documents/plan.pdf", Filling(b"the beginning and the end"))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_files_are_saved_and_never_over_another(tmp_path):
    storage = WholeFilesStorage(location=tmp_path, file_permissions_mode=0o640)
    names = [storage.save("a/plan.txt", ContentFile(f"{n}".encode())) for n in range(2)]
    assert names[0] == "a/plan.txt" and names[1] != names[0]
    assert [(tmp_path / name).read_bytes() for name in names] == [b"0", b"1"]
    assert storage._save("a/plan.txt", ContentFile(b"2")) not in names  # somebody was faster
    assert (tmp_path / "a/plan.txt").read_bytes() == b"0"
    assert len(list((tmp_path / "a").iterdir())) == 3
    assert (tmp_path / "a/plan.txt").stat().st_mode & 0o777 == 0o640


def test_a_large_upload_is_moved_from_where_it_was_put_first(tmp_path):
    storage = WholeFilesStorage(location=tmp_path)
    large = TemporaryUploadedFile("plan.pdf", "application/pdf", 3, None)
    large.write(b"all")
    large.seek(0)
    assert (tmp_path / storage.save("plan.pdf", large)).read_bytes() == b"all"
    large.close()
