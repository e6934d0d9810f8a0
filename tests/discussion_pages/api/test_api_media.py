"""Images and documents: only what a live public page shows or links to."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from discussion_pages.models import DiscussionSettings
from tests import factories
from tests.media import make_document, make_image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def served(client):
    """Return the keys an endpoint lists, having made sure that each has, and only it, a detail."""

    def ask(name, *candidates):
        listed = [item["id"] for item in client.get(f"/api/v2/{name}/").json()["items"]]
        for item in candidates:
            status = client.get(f"/api/v2/{name}/{item.pk}/").status_code
            assert status == (200 if item.pk in listed else 404)
        return listed

    return ask


def show(page, image):
    page.hero_image, page.hero_alt = image, "What it shows"
    page.save()


def link_to(page, document):
    page.next_steps = f'<p><a linktype="document" id="{document.pk}">The paper</a></p>'
    page.save()


def test_an_image_that_no_page_shows_is_not_served(served, world):
    shown, unused = make_image("Shown"), make_image("Unused")
    show(world.consultation, shown)
    assert served("images", shown, unused) == [shown.pk]


def test_the_image_of_a_draft_is_not_served(served, world):
    image = make_image()
    show(world.consultation, image)
    world.consultation.unpublish()
    assert served("images", image) == []


def test_an_image_in_an_unpublished_change_is_not_served(served, world):
    image = make_image()
    page = world.consultation
    page.hero_image, page.hero_alt = image, "What it shows"
    revision = page.save_revision()
    assert served("images", image) == []
    revision.publish()
    assert served("images", image) == [image.pk]


@pytest.mark.parametrize("restricted", ["consultation", "hub", "home"])
def test_the_image_of_a_private_page_is_served_to_nobody(client, served, world, restricted):
    image = make_image()
    show(world.consultation, image)
    PageViewRestriction.objects.create(page=getattr(world, restricted), restriction_type="login")
    client.force_login(factories.UserFactory(superuser=True))
    assert served("images", image) == []


def test_documents_are_served_where_rich_text_a_block_or_a_list_names_them(served, world):
    linked, in_block, attached, unused = (make_document(str(number)) for number in range(4))
    link_to(world.consultation, linked)
    world.discussion.body = [("document", {"document": in_block, "title": ""})]
    world.discussion.save()
    world.consultation.documents.create(document=attached)
    world.consultation.save()
    found = served("documents", linked, in_block, attached, unused)
    assert found == [linked.pk, in_block.pk, attached.pk]


def test_a_document_in_a_private_collection_is_never_served(client, served, world):
    root = Collection.get_first_root_node()
    private = root.add_child(name="Private")
    below = private.add_child(name="Below")
    restriction = CollectionViewRestriction.objects.create(
        collection=private, restriction_type="groups"
    )
    documents = [make_document(collection=private), make_document(collection=below)]
    for document in documents:
        world.consultation.documents.create(document=document, title="Not for everybody")
    world.consultation.save()
    insider = factories.UserFactory()
    insider.groups.add(Group.objects.create(name="Insiders"))
    restriction.groups.set(insider.groups.all())
    client.force_login(insider)
    assert served("documents", *documents) == []
    page = client.get(f"/api/v2/pages/{world.consultation.pk}/")
    assert page.json()["documents"] == []
    assert "Not for everybody" not in page.content.decode()


def test_the_mark_of_an_organisation_is_served_while_a_public_page_names_it(served, world):
    mark = make_image()
    organisation = factories.OrganisationFactory(mark=mark)
    assert served("images", mark) == []
    world.discussion.organisation = organisation
    world.discussion.save()
    assert served("images", mark) == [mark.pk]
    world.discussion.unpublish()
    assert served("images", mark) == []


def test_what_guidance_links_to_is_served_while_the_guidance_is_live(served, world):
    paper = make_document()
    guidance = factories.SafetyGuidanceFactory(
        body=f'<p><a linktype="document" id="{paper.pk}">Paper</a></p>'
    )
    assert served("documents", paper) == []
    world.discussion.guidance = guidance
    world.discussion.save()
    assert served("documents", paper) == [paper.pk]
    guidance.live = False
    guidance.save()
    assert served("documents", paper) == []


def test_what_the_default_guidance_links_to_is_served(served, world):
    paper = make_document()
    guidance = factories.SafetyGuidanceFactory(
        body=f'<p><a linktype="document" id="{paper.pk}">Paper</a></p>'
    )
    DiscussionSettings.objects.create(site=Site.objects.get(), default_guidance=guidance)
    assert served("documents", paper) == [paper.pk]


def test_an_image_gives_its_size_tags_and_file(client, world):
    image = make_image("Town hall")
    image.tags.add("river", "city")
    show(world.consultation, image)
    answer = client.get(f"/api/v2/images/{image.pk}/").json()
    assert (answer["title"], answer["width"], answer["height"]) == ("Town hall", 64, 48)
    assert answer["meta"]["tags"] == ["city", "river"]
    assert answer["meta"]["download_url"].startswith("http://localhost/")
    assert client.get("/api/v2/images/", {"tags": "river"}).json()["meta"]["total_count"] == 1
    assert client.get("/api/v2/images/", {"search": "hall"}).json()["meta"]["total_count"] == 1


@pytest.mark.parametrize("count", [1, 12])
def test_listings_of_media_cost_the_same_however_many_there_are(
    client, world, count, django_assert_max_num_queries
):
    for number in range(count):
        image, paper = make_image(), make_document()
        image.tags.add("river", f"tag {number}")
        paper.tags.add("river")
        page = factories.ConsultationPageFactory(parent=world.hub)
        show(page, image)
        link_to(page, paper)
    for name in ("images", "documents"):
        client.get(f"/api/v2/{name}/", {"fields": "*"})
        with django_assert_max_num_queries(7):
            answer = client.get(f"/api/v2/{name}/", {"fields": "*"}).json()
        assert answer["meta"]["total_count"] == count


@pytest.fixture
def hero(world):
    image = make_image()
    world.consultation.hero_image, world.consultation.hero_alt = image, "A bus"
    world.consultation.save()
    return image


def test_an_image_gives_the_renditions_asked_for(client, hero, settings):
    settings.DISCUSSION_PAGES_API_RENDITIONS = ["fill-32x18", "width-40", "width-40|format-webp"]
    url = f"/api/v2/images/{hero.pk}/"
    assert "renditions" not in client.get(url).json()
    assert hero.renditions.count() == 0
    answer = client.get(url, {"renditions": "fill-32x18,width-40|format-webp"}).json()
    assert list(answer["renditions"]) == ["fill-32x18", "width-40|format-webp"]
    first, second = answer["renditions"].values()
    assert (first["width"], first["height"], first["type"]) == (32, 18, "image/png")
    assert (second["width"], second["type"]) == (40, "image/webp")
    assert second["url"].startswith("http://localhost/")
    assert hero.renditions.count() == 2
    assert client.get(url, {"renditions": "fill-32x18,fill-32x18"}).status_code == 200
    assert hero.renditions.count() == 2


def test_a_list_gives_what_is_made_already_and_makes_nothing(client, hero, settings):
    settings.DISCUSSION_PAGES_API_RENDITIONS = ["fill-32x18", "width-40"]
    client.get(f"/api/v2/images/{hero.pk}/", {"renditions": "width-40"})
    (item,) = client.get("/api/v2/images/", {"renditions": "fill-32x18,width-40"}).json()["items"]
    assert list(item["renditions"]) == ["width-40"]
    assert hero.renditions.count() == 1


@pytest.mark.parametrize(
    "text", ["", "fill-9999x9999", "width-400,", "width-400, width-800", "original", "width-400|x"]
)
def test_a_stranger_cannot_have_anything_else_encoded(client, hero, text):
    for url in (f"/api/v2/images/{hero.pk}/", "/api/v2/images/"):
        response = client.get(url, {"renditions": text})
        assert response.status_code == 400
        assert "width-400" in response.json()["message"]
    assert hero.renditions.count() == 0


def test_renditions_of_an_image_that_is_not_public_are_not_made(client, world):
    image = make_image()
    url = f"/api/v2/images/{image.pk}/"
    assert client.get(url, {"renditions": "width-400"}).status_code == 404
    assert image.renditions.count() == 0


def test_an_image_whose_file_is_gone_gives_no_rendition(client, hero):
    hero.file.storage.delete(hero.file.name)
    answer = client.get(f"/api/v2/images/{hero.pk}/", {"renditions": "width-400"}).json()
    assert answer["renditions"] == {}


@pytest.mark.parametrize("count", [1, 8])
def test_renditions_in_a_list_cost_one_query(client, world, count, django_assert_num_queries):
    for _number in range(count):
        factories.ConsultationPageFactory(
            parent=world.hub, hero_image=make_image(), hero_alt="A bus"
        )
    query = {"renditions": "width-400,width-800"}
    client.get("/api/v2/images/", query)
    with django_assert_num_queries(8):
        assert len(client.get("/api/v2/images/", query).json()["items"]) == count
