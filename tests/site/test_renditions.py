"""Pictures are drawn when a page first asks for them, which takes long and may keep nobody out."""

import pytest
from django.db import connections
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

# Wagtail leaves the file of an image to the garbage collector while it makes renditions.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")


@pytest.fixture
def db(committed) -> None:
    """Have no transaction around a test, as there is none around a page."""


@pytest.fixture
def image(db):
    return get_image_model().objects.create(title="A lamp", file=get_test_image_file())


@pytest.mark.parametrize("sizes", [("width-30",), ("width-30", "width-40")])
def test_no_transaction_is_open_while_a_picture_is_drawn(image, monkeypatch, sizes):
    """On SQLite whoever posts would wait for it, or be told that the database is locked."""
    pages_own = connections["default"]  # sizes are drawn by threads, which have their own
    draw, open_ones = type(image).generate_rendition_file, []

    def drawn(self, *args, **kwargs):
        open_ones.append(pages_own.in_atomic_block)
        return draw(self, *args, **kwargs)

    monkeypatch.setattr(type(image), "generate_rendition_file", drawn)
    assert set(image.get_renditions(*sizes)) == set(sizes)
    assert open_ones == [False] * len(sizes)
