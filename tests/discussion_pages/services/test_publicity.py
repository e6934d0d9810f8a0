"""Mirrors are told of everything that leaves public reach, once it has, and of nothing else."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from discussion_pages.models import ModerationPolicy, PublicObject
from discussion_pages.receivers import _record_now
from discussion_pages.rules.mirroring import page_changed_since
from discussion_pages.services.deciding import (
    approve_comment,
    hold_comment,
    remove_comment,
    restore_comment,
)
from discussion_pages.services.posting import post_comment, withdraw_comment
from discussion_pages.services.publicity import (
    TooOld,
    deletions_since,
    pages_changed_since,
    record_public_objects,
)
from tests import factories
from tests.factories import NOW
from tests.media import make_document, make_image
from tests.tables import CHANGED_TABLE, TICK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

HOUR = timedelta(hours=1)


@pytest.fixture
def recorded(world):
    """Record the small site an hour ago, when mirrors began."""
    record_public_objects(at=NOW - HOUR)
    return world


def gone(since=NOW - HOUR, at=NOW, **options):
    record_public_objects(at=at)
    found = deletions_since(since, site=Site.objects.get(), limit=100, at=at, **options)
    assert found.next_position is None
    return [(item.kind, item.key) for item in found.items]


def test_nothing_has_gone_where_nothing_went(recorded):
    assert gone() == []


def test_an_unpublished_page_has_gone_and_what_is_below_it_has_not(recorded):
    recorded.consultation.unpublish()
    assert gone() == [("page", recorded.consultation.pk)]


def test_deleted_pages_have_gone_with_all_below_them(recorded):
    pks = [recorded.consultation.pk, recorded.discussion.pk]
    Page.objects.get(pk=pks[0]).delete()
    assert sorted(gone()) == [("page", pk) for pk in sorted(pks)]


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_a_page_made_private_has_gone_with_all_below_it(recorded, kind):
    PageViewRestriction.objects.create(page=recorded.consultation, restriction_type=kind)
    pks = [recorded.consultation.pk, recorded.discussion.pk]
    assert sorted(gone()) == [("page", pk) for pk in sorted(pks)]


def test_a_page_moved_below_a_private_one_has_gone(recorded):
    private = factories.ConsultationPageFactory(parent=recorded.hub)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    recorded.discussion.move(private, pos="last-child")
    assert gone() == [("page", recorded.discussion.pk)]


def test_a_page_moved_out_of_the_site_has_gone(recorded):
    outside = factories.HomePageFactory(parent=Page.objects.get(depth=1), slug="outside")
    recorded.consultation.move(outside, pos="last-child")
    pks = [recorded.consultation.pk, recorded.discussion.pk]
    assert sorted(gone()) == [("page", pk) for pk in sorted(pks)]


def test_a_page_that_never_was_public_is_not_named(recorded):
    draft = factories.ConsultationPageFactory(parent=recorded.hub, live=False)
    private = factories.ConsultationPageFactory(parent=recorded.hub)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    record_public_objects(at=NOW - HOUR / 2)
    for page in (draft, private):
        Page.objects.get(pk=page.pk).delete()
    assert gone() == []
    assert not PublicObject.objects.filter(key__in=[str(draft.pk), str(private.pk)]).exists()


def test_what_came_back_has_not_gone_and_counts_as_changed(recorded):
    page = recorded.consultation
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert ("page", page.pk) in gone(at=NOW)
    restriction.delete()
    assert gone(at=NOW + HOUR) == []
    site = Site.objects.get()
    assert page.page_ptr in pages_changed_since(NOW + HOUR, site=site)
    assert page.page_ptr not in pages_changed_since(NOW + HOUR + TICK, site=site)


def test_a_page_that_moved_within_reach_counts_as_changed(recorded):
    other = factories.ConsultationPageFactory(parent=recorded.hub)
    recorded.discussion.move(other, pos="last-child")
    assert gone() == []
    changed = pages_changed_since(NOW, site=Site.objects.get())
    assert set(changed) == {recorded.discussion.page_ptr, other.page_ptr}


@pytest.mark.parametrize(("published_at", "came_at", "since", "changed"), CHANGED_TABLE)
def test_pages_changed_since_agrees_with_the_rule(world, published_at, came_at, since, changed):
    page = world.consultation
    Page.objects.filter(pk=page.pk).update(last_published_at=published_at)
    site = Site.objects.get()
    if came_at is not None:
        PublicObject.objects.create(
            kind="page", scope=site.pk, key=str(page.pk), recorded_at=came_at, changed_at=came_at
        )
    assert pages_changed_since(since, site=site).filter(pk=page.pk).exists() is changed
    assert page_changed_since(since, published_at=published_at, came_at=came_at) is changed


def test_snippets_have_gone_when_unpublished_deleted_or_no_longer_shown(world):
    guidance = factories.SafetyGuidanceFactory()
    topic, body = factories.TopicFactory(), factories.OrganisationFactory()
    policy = factories.ModerationPolicyFactory(slug="another")
    world.consultation.guidance, world.consultation.organisation = guidance, body
    world.consultation.topics = [topic]
    world.consultation.save()
    record_public_objects(at=NOW - HOUR)
    guidance.unpublish()
    ModerationPolicy.objects.filter(pk=policy.pk).delete()
    world.consultation.topics, world.consultation.organisation = [], None
    world.consultation.save()
    assert set(gone()) == {
        ("guidance", guidance.pk),
        ("topic", topic.pk),
        ("organisation", body.pk),
        ("policy", policy.pk),
    }


def test_media_have_gone_when_no_public_page_shows_them(world):
    image, paper, kept = make_image(), make_document(), make_document()
    world.consultation.hero_image, world.consultation.hero_alt = image, "A bus"
    world.consultation.documents.create(document=paper)
    world.consultation.documents.create(document=kept)
    world.consultation.save()
    record_public_objects(at=NOW - HOUR)
    world.consultation.hero_image = None
    world.consultation.save()
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    paper.collection = private
    paper.save()
    assert set(gone()) == {("image", image.pk), ("document", paper.pk)}


def test_the_papers_of_an_outcome_go_when_its_publication_is_put_off(world, clock):
    paper = make_document()
    page = world.consultation
    page.outcome_summary = f'<p><a linktype="document" id="{paper.pk}">paper</a></p>'
    page.outcome_published_at = NOW - 2 * HOUR
    page.save()
    record_public_objects(at=NOW - HOUR)
    page.outcome_published_at = NOW + HOUR
    page.save()
    assert gone() == [("document", paper.pk)]
    assert gone(at=NOW + HOUR) == [], "it has come back with the outcome"


def test_each_site_has_its_own_pages(recorded):
    other = factories.HomePageFactory(parent=Page.objects.get(depth=1), slug="other")
    site = Site.objects.create(hostname="other.example", root_page=other)
    Site.clear_site_root_paths_cache()
    record_public_objects(at=NOW - HOUR)
    recorded.consultation.move(other, pos="last-child")
    record_public_objects(at=NOW)
    here = Site.objects.get(is_default_site=True)
    found = [
        [item.key for item in deletions_since(NOW, site=each, limit=9, at=NOW).items]
        for each in (here, site)
    ]
    assert found == [[recorded.consultation.pk, recorded.discussion.pk], []]
    assert recorded.consultation.page_ptr in pages_changed_since(NOW, site=site)


@pytest.fixture
def said(recorded, member):
    def post(minutes=0, discussion=recorded.discussion):
        posted_at = NOW - HOUR + timedelta(minutes=minutes)
        text = f"Lamps {minutes} {discussion.pk}"
        return post_comment(discussion=discussion, author=member, text=text, at=posted_at)

    return post


@pytest.fixture
def moderator():
    return factories.UserFactory(superuser=True)


def taken_away(at=NOW):
    found = deletions_since(NOW - HOUR, site=Site.objects.get(), limit=100, at=at)
    return [(item.key, item.at, item.state) for item in found.items if item.kind == "comment"]


def test_comments_have_gone_from_the_instant_at_which_readers_lost_them(said, moderator, member):
    removed, held, withdrawn, restored, _stays = (said(number) for number in range(5))
    remove_comment(comment=removed, moderator=moderator, reason="spam", at=NOW - 3 * TICK)
    hold_comment(comment=held, moderator=moderator, reason="spam", at=NOW - 2 * TICK)
    withdraw_comment(comment=withdrawn, author=member, at=NOW - TICK)
    remove_comment(comment=restored, moderator=moderator, reason="spam", at=NOW)
    restore_comment(comment=restored, moderator=moderator, at=NOW)
    assert taken_away() == [
        (removed.pk, NOW - 3 * TICK, "removed"),
        (held.pk, NOW - 2 * TICK, "not_shown"),
        (withdrawn.pk, NOW - TICK, "withdrawn"),
    ]


def test_a_comment_that_never_was_public_is_not_named(recorded, said, moderator):
    recorded.discussion.moderation_mode = "before"
    recorded.discussion.save()
    waiting, taken_back, approved = said(1), said(2), said(3)
    withdraw_comment(comment=taken_back, author=taken_back.user, at=NOW)
    approve_comment(comment=approved, moderator=moderator, at=NOW)
    assert taken_away() == []
    hold_comment(comment=approved, moderator=moderator, reason="spam", at=NOW + TICK)
    assert [pk for pk, *_rest in taken_away(at=NOW + HOUR)] == [approved.pk]
    assert waiting.pk != approved.pk


@pytest.mark.parametrize("hidden", ["draft", "private"])
def test_comments_of_a_discussion_that_is_not_public_are_not_named(
    recorded, said, moderator, hidden
):
    comment = said(1)
    if hidden == "draft":
        recorded.discussion.unpublish()
    else:
        PageViewRestriction.objects.create(page=recorded.consultation, restriction_type="login")
    remove_comment(comment=comment, moderator=moderator, reason="spam", at=NOW)
    assert taken_away() == []
    assert ("page", recorded.discussion.pk) in gone()


def test_the_feed_goes_on_from_a_position_over_both_sources(recorded, said, moderator):
    discussion = factories.DiscussionPageFactory(parent=recorded.consultation)
    record_public_objects(at=NOW - HOUR)
    comments = [said(number, discussion) for number in range(5)]
    for comment in comments:
        remove_comment(comment=comment, moderator=moderator, reason="spam", at=NOW)
    pages = [factories.ConsultationPageFactory(parent=recorded.hub) for _number in range(3)]
    record_public_objects(at=NOW - TICK)
    for page in pages:
        page.unpublish()
    record_public_objects(at=NOW)
    site, seen, position = Site.objects.get(), [], None
    for _turn in range(9):
        found = deletions_since(NOW - HOUR, site=site, position=position, limit=3, at=NOW + HOUR)
        seen += [(item.kind, item.key) for item in found.items]
        position = found.next_position
        if position is None:
            break
    assert seen == [
        *(("page", page.pk) for page in pages),
        *(("comment", comment.pk) for comment in comments),
    ]


def test_a_feed_that_does_not_reach_back_says_from_when_it_does(recorded, settings):
    site = Site.objects.get()
    with pytest.raises(TooOld) as refusal:
        deletions_since(NOW - HOUR - TICK, site=site, limit=9, at=NOW)
    assert refusal.value.oldest == NOW - HOUR
    settings.DISCUSSION_PAGES_DELETIONS_DAYS = 1
    at = NOW + timedelta(days=2)
    with pytest.raises(TooOld) as refusal:
        deletions_since(at - timedelta(days=1) - TICK, site=site, limit=9, at=at)
    assert refusal.value.oldest == at - timedelta(days=1)
    PublicObject.objects.all().delete()
    with pytest.raises(TooOld) as refusal:
        deletions_since(NOW, site=site, limit=9, at=NOW)
    assert refusal.value.oldest is None


def test_what_went_long_ago_is_forgotten(recorded, settings):
    settings.DISCUSSION_PAGES_DELETIONS_DAYS = 2
    recorded.consultation.unpublish()
    record_public_objects(at=NOW)
    rows = PublicObject.objects.filter(gone_at__isnull=False)
    assert record_public_objects(at=NOW + timedelta(days=2)).forgotten == 0
    assert rows.exists()
    assert record_public_objects(at=NOW + timedelta(days=2) + TICK).forgotten == 1
    assert not rows.exists()


@pytest.mark.parametrize("count", [3, 30])
def test_recording_costs_the_same_however_many_pages(world, count, django_assert_num_queries):
    for _number in range(count):
        factories.ConsultationPageFactory(parent=world.hub)
    record_public_objects(at=NOW)
    with django_assert_num_queries(38):
        record_public_objects(at=NOW)


@pytest.fixture
def commit():
    """Do what is done once a transaction is kept, and return how often anything was."""

    def keep():
        waiting = transaction.get_connection().run_on_commit
        ours = [function for _savepoints, function, *_rest in waiting if function is _record_now]
        waiting.clear()
        for function in ours:
            function()
        return len(ours)

    return keep


@pytest.fixture
def paper(world, recorded):
    """A document that a public page shows."""
    paper = make_document()
    world.consultation.documents.create(document=paper)
    world.consultation.save()
    record_public_objects(at=NOW - HOUR)
    return paper


@pytest.fixture
def private(db):
    """A private collection."""
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    return private


def test_papers_that_a_bulk_action_puts_into_a_private_collection_are_recorded(
    recorded, paper, private, commit, admin_client
):
    commit()
    meta = paper._meta
    url = reverse(
        "wagtail_bulk_action", args=[meta.app_label, meta.model_name, "add_to_collection"]
    )
    admin_client.post(f"{url}?id={paper.pk}", {"collection": private.pk})
    assert commit() == 1
    assert _items(recorded, kind="document") == [paper.pk]


def test_papers_whose_collection_moves_below_a_private_one_are_recorded(
    recorded, paper, private, commit, admin_client
):
    plans = Collection.get_first_root_node().add_child(name="Plans")
    paper.collection = plans
    paper.save()
    commit()
    url = reverse("wagtailadmin_collections:edit", args=[plans.pk])
    admin_client.post(url, {"name": "Plans", "parent": private.pk})
    assert commit() == 1
    assert _items(recorded, kind="document") == [paper.pk]


def test_what_editors_do_is_recorded_by_itself(recorded, clock, commit):
    commit()
    clock.shift(HOUR)
    restriction = PageViewRestriction.objects.create(page=recorded.hub, restriction_type="login")
    assert commit() == 1
    assert len(_items(recorded)) == 3
    restriction.delete()
    assert commit() == 1
    assert _items(recorded) == []
    recorded.discussion.unpublish()
    Page.objects.get(pk=recorded.consultation.pk).delete()
    assert commit() == 1, "once for all that one transaction did"
    assert set(_items(recorded)) >= {recorded.consultation.pk, recorded.discussion.pk}


@pytest.mark.parametrize(
    "make",
    [factories.OrganisationFactory, factories.TopicFactory, factories.ModerationPolicyFactory],
)
def test_a_snippet_is_recorded_when_it_is_saved_and_when_it_is_deleted(world, commit, make):
    commit()
    snippet = make() if make is not factories.ModerationPolicyFactory else make(slug="another")
    assert commit() == 1
    snippet.delete()
    assert commit() == 1


def _items(world, kind="page"):
    found = deletions_since(NOW - HOUR, site=Site.objects.get(), limit=9, at=NOW + HOUR)
    return [item.key for item in found.items if item.kind == kind]
