"""Discussions by the participation API: what a page shows, and what a composer needs."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
)

from discussion_pages.api.participation.auth import Way
from discussion_pages.models import DiscussionPage
from discussion_pages.services.deciding import hold_comment
from discussion_pages.services.following import follow
from discussion_pages.services.sanctions import impose_sanction
from tests import factories
from tests.factories import NOW
from tests.media import make_document, make_image
from tests.participation import BASE, api_for
from tests.tables import TICK, WINDOW_TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LISTING_QUERIES = 8
DETAIL_QUERIES = 21
VIEWER_QUERIES = 5


@pytest.fixture
def read(world):
    def ask(page=None, person=None, status=200, way=Way.API_TOKEN):
        pk = (page or world.discussion).pk
        answer = api_for(person, way).get(f"/discussions/{pk}")
        assert answer.status_code == status, answer.content
        return answer.json()

    return ask


def listed(person=None, **query):
    answer = api_for(person).get("/discussions", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def ids(found):
    return [item["id"] for item in found["items"]]


def fill(page, *, links=()):
    """Give a discussion something in every field."""
    page.organisation = factories.OrganisationFactory(mark=make_image())
    page.co_moderator = factories.OrganisationFactory()
    page.guidance = factories.SafetyGuidanceFactory()
    linked = "".join(f'<a linktype="page" id="{link.pk}">there</a>' for link in links)
    page.body = [
        ("text", f'<p data-block-key="k1">See {linked}</p>'),
        ("picture", {"image": make_image(), "caption": "A caption"}),
        ("quote", {"quote": "We listened.", "attribution": "Lead"}),
        ("document", {"document": make_document(), "title": "Read this"}),
        ("video", {"title": "A walk", "url": "https://vimeo.com/76979871", "transcript": ""}),
        ("prompt", {"heading": "What do you think?", "question_list": ["Where?", "What?"]}),
        ("safety_guidance", {"guidance": None}),
    ]
    page.save()


def test_a_discussion_gives_what_its_page_shows(world, read, post, at):
    fill(world.discussion, links=[world.hub])
    post()
    found = read()
    assert found["title"] == "The walk home"
    assert found["html_url"] == "http://localhost/consultations/safer-streets/walk-home/"
    assert found["url"] == f"http://testserver{BASE}/discussions/{world.discussion.pk}"
    assert found["comments_url"] == f"{found['url']}/comments"
    assert found["locale"] == "en"
    assert found["parent"] == {
        "id": world.consultation.pk,
        "title": "Safer streets",
        "html_url": "http://localhost/consultations/safer-streets/",
    }
    assert found["organisation"]["mark"]["renditions"]
    assert found["co_moderator"]["name"].startswith("Northbank")
    assert found["window"] == {
        "opens_at": "2027-01-11T12:00:00+00:00",
        "closes_at": "2027-03-12T12:00:00+00:00",
    }
    assert found["commenting"]["state"] == "open"
    assert found["commenting"]["sentence"].startswith("Open for comments until")
    assert found["moderation"]["mode"] == "after"
    assert [question["text"] for question in found["prompt"]["questions"]] == ["Where?", "What?"]
    assert (found["comment_count"], found["original"]) == (1, None)
    assert found["last_comment_at"] == "2027-02-10T12:00:00+00:00"
    assert found["text_length_max"] == 3000
    assert found["edit_minutes"] == 15
    assert found["log_in_url"].startswith("http://localhost/accounts/login/?next=/consultations/")
    assert found["viewer"] is None
    body = {block["type"]: block["value"] for block in found["body"]}
    assert body["text"] == '<p>See <a href="http://localhost/consultations/">there</a></p>'
    assert body["picture"]["renditions"][0]["type"] == "image/avif"
    assert body["quote"] == {"quote": "We listened.", "attribution": "Lead"}
    assert body["document"]["title"] == "Read this"
    assert body["video"]["provider"] == "Vimeo"
    assert body["prompt"] == found["prompt"]
    assert body["safety_guidance"] == found["guidance"]
    assert all(block["id"] for block in found["body"])


def test_a_discussion_gives_the_rules_that_a_report_may_name(world, read):
    found = read()
    assert found["policy_url"] == f"{found['url']}/policy"
    assert found["policy_html_url"] == "http://localhost/how-we-moderate/how-we-moderate/"
    assert [reason["code"] for reason in found["report_reasons"]][:2] == ["abuse", "hate"]
    assert [r["code"] for r in found["report_reasons"] if r["is_illegal"]] == ["illegal"]


def test_without_a_policy_there_is_no_address_of_one_and_the_standard_rules_hold(world, read):
    world.discussion.policy = None
    world.discussion.comments_open = False
    world.discussion.save()
    found = read()
    assert (found["policy_url"], found["policy_html_url"]) == (None, None)
    assert found["report_reasons"][0]["code"] == "abuse"


@pytest.mark.parametrize(("opens_at", "closes_at", "moment", "phase"), WINDOW_TABLE)
def test_commenting_follows_the_window_at_every_boundary(
    world, read, clock, opens_at, closes_at, moment, phase
):
    DiscussionPage.objects.filter(pk=world.discussion.pk).update(
        opens_at=opens_at, closes_at=closes_at
    )
    type(world.consultation).objects.update(opens_at=None, closes_at=None)
    clock.move_to(moment)
    assert read()["commenting"]["state"] == phase
    assert ids(listed(state=phase)) == [world.discussion.pk]
    others = {"upcoming", "open", "closed", "off", "read_only_copy"} - {phase}
    assert not any(ids(listed(state=other)) for other in others)


def test_the_page_above_clips_the_window(world, read, clock):
    clock.move_to(world.consultation.closes_at - TICK)
    assert read()["commenting"]["state"] == "open"
    clock.move_to(world.consultation.closes_at)
    assert read()["commenting"]["state"] == "closed"
    assert ids(listed(state="closed")) == [world.discussion.pk]


# -- The viewer ----------------------------------------------------------------------


@pytest.mark.parametrize("way", [Way.API_TOKEN, Way.SESSION, Way.SESSION_TOKEN])
def test_a_member_learns_how_they_stand(world, read, member, post, at, moderator, way):
    root = post()
    hold_comment(
        comment=post("And the canal.", minutes=1),
        moderator=moderator,
        reason="abuse",
        note="",
        at=at,
    )
    follow(member=member, discussion=world.discussion, at=at)
    follow(member=member, discussion=world.discussion, thread=root, at=at)
    assert read(person=member, way=way)["viewer"] == {
        "may_comment": True,
        "sentence": "Comments appear at once. Moderators read them afterwards.",
        "is_first_comment": False,
        "is_following": True,
        "followed_threads": [root.pk],
        "waiting_count": 1,
    }


def test_what_holds_for_one_member_is_not_told_to_another(world, read, member, other_member, post):
    post()
    viewer = read(person=other_member)["viewer"]
    assert viewer["is_first_comment"] is True
    assert (viewer["is_following"], viewer["followed_threads"]) == (False, [])
    assert viewer["waiting_count"] == 0


def test_a_first_comment_is_announced_as_read_first(world, read, member):
    world.discussion.moderation_mode = "first"
    world.discussion.save()
    viewer = read(person=member)["viewer"]
    assert (viewer["may_comment"], viewer["is_first_comment"]) == (True, True)
    assert viewer["sentence"].startswith("This will be your first comment here")


def test_where_nobody_may_comment_the_viewer_is_told_why(world, read, member):
    world.discussion.comments_open = False
    world.discussion.save()
    viewer = read(person=member)["viewer"]
    assert viewer["may_comment"] is False
    assert viewer["sentence"] == "Comments are switched off for this discussion."


@pytest.mark.parametrize(
    ("kind", "may", "words"),
    [("mute", False, "You cannot comment"), ("premoderate", True, "A moderator reads")],
)
def test_a_sanction_is_told_to_whom_it_concerns(
    world, read, member, other_member, post, at, kind, may, words
):
    comment = post()
    impose_sanction(
        participant=comment.participant,
        kind=kind,
        moderator=factories.UserFactory(superuser=True),
        reason="abuse",
        ends_at=at + timedelta(days=7),
        comment=comment,
        at=at,
    )
    viewer = read(person=member)["viewer"]
    assert viewer["may_comment"] is may
    assert "Abuse" in viewer["sentence"]
    assert read(person=other_member)["viewer"]["may_comment"] is True


# -- Who may read what ---------------------------------------------------------------


@pytest.fixture
def restrict():
    def close(page, kind=PageViewRestriction.LOGIN, group=None):
        restriction = PageViewRestriction.objects.create(
            page=Page.objects.get(pk=page.pk), restriction_type=kind, password="secret"
        )
        if group is not None:
            restriction.groups.add(group)

    return close


def test_what_is_not_published_is_found_by_nobody(world, read, member):
    draft = factories.DiscussionPageFactory(parent=world.consultation, live=False, title="Secret")
    for person in (None, member):
        read(draft, person, status=404)
        assert ids(listed(person)) == [world.discussion.pk]


def test_an_unpublished_change_is_not_told(world, read):
    world.discussion.title = "Secret"
    world.discussion.save_revision()
    assert read()["title"] == "The walk home"


def test_a_private_page_is_for_those_whom_it_admits(world, read, member, other_member, restrict):
    group = Group.objects.create(name="Invited")
    member.groups.add(group)
    restrict(world.consultation, PageViewRestriction.GROUPS, group)
    for person in (None, other_member):
        read(person=person, status=404)
        assert ids(listed(person)) == []
    assert read(person=member)["parent"]["id"] == world.consultation.pk
    assert ids(listed(member)) == [world.discussion.pk]


def test_a_page_behind_a_password_is_not_for_this_api(world, read, member, restrict):
    restrict(world.discussion, PageViewRestriction.PASSWORD)
    for person in (None, member, factories.UserFactory(superuser=True)):
        read(person=person, status=404)


def test_a_link_to_what_the_reader_may_not_read_keeps_its_words_alone(
    world, read, member, restrict
):
    private = factories.DiscussionPageFactory(parent=world.hub, slug="members-only")
    draft = factories.DiscussionPageFactory(parent=world.hub, slug="draft", live=False)
    fill(world.discussion, links=[private, draft])
    restrict(private)
    assert read()["body"][0]["value"] == "<p>See <a>there</a><a>there</a></p>"
    url = "http://localhost/consultations/members-only/"
    shown = read(person=member)["body"][0]["value"]
    assert shown == f'<p>See <a href="{url}">there</a><a>there</a></p>'


def test_a_document_in_a_private_collection_is_for_those_whom_it_admits(world, read, member):
    fill(world.discussion)
    document = world.discussion.body[3].value["document"]
    collection = Collection.get_first_root_node().add_child(name="Kept")
    document.collection = collection
    document.save()
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert read()["body"][3]["value"] is None
    assert read(person=member)["body"][3]["value"]["title"] == "Read this"


def test_a_page_above_that_is_not_published_is_not_named(world, read):
    world.consultation.live = False
    world.consultation.save()
    assert read()["parent"] is None


def test_an_alias_shows_the_comments_of_its_source_and_takes_none(world, read, member, post):
    copy = world.discussion.create_alias(parent=world.hub, update_slug="copy")
    copy = DiscussionPage.objects.get(pk=copy.pk)
    post()
    found = read(copy, member)
    assert (found["commenting"]["state"], found["comment_count"]) == ("read_only_copy", 1)
    assert found["original"]["id"] == world.discussion.pk
    assert found["viewer"]["may_comment"] is False
    assert found["html_url"] == "http://localhost/consultations/copy/"
    assert ids(listed(state="read_only_copy")) == [copy.pk]


def test_an_alias_is_as_private_as_its_source(world, read, member, restrict):
    copy = world.discussion.create_alias(parent=world.hub, update_slug="copy")
    restrict(world.discussion)
    read(copy, status=404)
    assert ids(listed()) == []
    read(copy, member)
    assert set(ids(listed(member))) == {copy.pk, world.discussion.pk}


def test_translations_are_pages_of_their_own(world, read):
    french = Locale.objects.create(language_code="fr")
    for page in (world.home, world.hub, world.consultation):
        page.copy_for_translation(french).save_revision().publish()
    copy = world.discussion.copy_for_translation(french)
    copy.title = "Le chemin"
    copy.save_revision().publish()
    assert ids(listed(locale="fr")) == [copy.pk]
    assert ids(listed(locale="en")) == [world.discussion.pk]
    assert ids(listed(locale="de")) == []
    found = read(copy)
    assert (found["locale"], found["title"], found["comment_count"]) == ("fr", "Le chemin", 0)


# -- The listing ---------------------------------------------------------------------


def test_pages_of_the_listing_follow_each_other_to_the_end(world):
    factories.DiscussionPageFactory.create_batch(11, parent=world.consultation)
    factories.DiscussionPageFactory.create_batch(4, parent=world.hub, comments_off=True)
    for query, count in (("limit=5", 16), ("limit=5&state=open", 12), ("limit=5&state=off", 4)):
        seen, url = [], f"{BASE}/discussions?{query}"
        while url:
            page = api_for().client.get(url).json()
            seen += ids(page)
            url = page["next_url"]
        assert len(seen) == count
        assert seen == sorted(set(seen), reverse=True)


def test_the_listing_keeps_those_below_one_page(world):
    other = factories.DiscussionPageFactory(parent=world.hub)
    assert ids(listed(parent=world.consultation.pk)) == [world.discussion.pk]
    assert ids(listed(parent=world.hub.pk)) == [other.pk]
    assert ids(listed(parent=999999)) == []
    assert ids(listed()) == [other.pk, world.discussion.pk]


@pytest.mark.parametrize(
    "query",
    [{"limit": 0}, {"limit": 51}, {"state": "asleep"}, {"parent": 0}, {"parent": 2**63}]
    + [{"after": text} for text in ("", "nonsense", "n1-1", "WyItcGsiLDEsMV0:forged")]
    + [{"locale": "e\x00"}, {"q": "bus"}],
)
def test_what_the_listing_does_not_know_is_refused(world, query):
    answer = api_for().get("/discussions", query)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"query/{next(iter(query))}"


# -- What it costs -------------------------------------------------------------------


@pytest.mark.parametrize("count", [3, 30])
def test_the_listing_costs_the_same_however_long_it_is(
    world, count, django_assert_num_queries, member
):
    body = factories.OrganisationFactory(mark=make_image())
    for number in range(count):
        factories.DiscussionPageFactory(
            parent=world.consultation if number % 2 else world.hub, organisation=body
        )
    assert len(listed(limit=50)["items"]) == count + 1  # and make the renditions
    with django_assert_num_queries(LISTING_QUERIES):
        listed(limit=50)
    with django_assert_num_queries(LISTING_QUERIES + 2):
        listed(limit=50, state="open")


@pytest.mark.parametrize("count", [3, 30])
def test_a_discussion_costs_the_same_however_much_is_in_it(
    world, read, count, django_assert_num_queries, member, post
):
    pages = factories.DiscussionPageFactory.create_batch(count, parent=world.hub)
    fill(world.discussion, links=pages)
    for _number in range(count):
        world.discussion.body.append(("picture", {"image": make_image(), "caption": ""}))
    world.discussion.save()
    api = api_for(member)
    path = f"/discussions/{world.discussion.pk}"
    assert api.get(path).status_code == 200  # and make the renditions
    with django_assert_num_queries(DETAIL_QUERIES):
        api_for().get(path)
    with django_assert_num_queries(DETAIL_QUERIES + VIEWER_QUERIES):
        api.get(path)


def test_the_answer_says_when_the_page_changed_last(world, post, clock):
    path = f"/discussions/{world.discussion.pk}"
    DiscussionPage.objects.update(last_published_at=NOW - timedelta(days=50))
    assert api_for().get(path)["Last-Modified"] == "Mon, 11 Jan 2027 12:00:00 GMT"  # it opened
    post()
    answer = api_for().get(path)
    assert answer["Last-Modified"] == "Wed, 10 Feb 2027 12:00:00 GMT"
    assert answer["ETag"]
    clock.move_to(world.consultation.closes_at)
    assert api_for().get(path)["Last-Modified"] == "Fri, 12 Mar 2027 12:00:00 GMT"
