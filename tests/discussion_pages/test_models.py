import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.test import RequestFactory
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Locale, Page, Site

from consultations.models import ConsultationPage
from discussion_pages.comments_app import QuietCommentsXtdConfig
from discussion_pages.models import DiscussionComment, DiscussionPage, DiscussionSettings
from discussion_pages.models.pages import with_parents
from discussion_pages.rules.cursors import Order
from discussion_pages.services.commenting import commenting_status
from discussion_pages.services.guidance import full_page_url, guidance_for
from discussion_pages.services.posting import post_comment
from discussion_pages.services.threads import read_threads
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(world, member, at):
    """Return a comment in the small site."""
    return post_comment(discussion=world.discussion, author=member, text="Hello", at=at)


def alias_of(page, parent, slug="copy"):
    action = CreatePageAliasAction(page, parent=parent, update_slug=slug, user=None)
    return action.execute(skip_permission_checks=True)


@pytest.mark.parametrize("slug", ["threads", "comments"])
def test_a_page_below_a_discussion_takes_no_slug_of_its_addresses(world, slug):
    with pytest.raises(ValidationError) as refused:
        world.discussion.add_child(instance=DiscussionPage(title="Child", slug=slug))
    assert f"“{slug}”" in refused.value.message_dict["slug"][0]


@pytest.mark.parametrize("slug", ["timeline", "statistics", "survey", "outcome"])
def test_a_discussion_takes_no_slug_that_the_consultation_needs(world, slug):
    form_class = DiscussionPage.get_edit_handler().get_form_class()
    data = {"title": "Child", "slug": slug, "moderation_mode": "after", "comments_open": "on"}
    data |= {"body-count": "0"}
    page = DiscussionPage()
    form = form_class(data, instance=page, parent_page=world.consultation)
    assert not form.is_valid()
    assert len(form.errors["slug"]) == 1
    assert slug in form.errors["slug"][0]
    with pytest.raises(ValidationError):
        world.consultation.add_child(instance=DiscussionPage(title="Child", slug=slug))


def test_a_consultation_takes_no_slug_that_the_hub_needs(world):
    with pytest.raises(ValidationError):
        world.hub.add_child(instance=ConsultationPage(title="F", slug="feed", summary="S"))


def test_copying_to_a_reserved_slug_is_refused(world):
    with pytest.raises(ValidationError):
        world.discussion.copy(to=world.consultation, update_attrs={"slug": "outcome"})


def test_elsewhere_the_same_words_are_slugs_like_any_other(world):
    page = DiscussionPage(title="Outcome", slug="outcome", policy=world.discussion.policy)
    assert world.home.add_child(instance=page).pk


def test_closing_comes_after_opening(world, at):
    discussion = world.discussion
    discussion.opens_at = discussion.closes_at = at
    with pytest.raises(ValidationError) as refused:
        discussion.full_clean()
    assert list(refused.value.message_dict) == ["closes_at"]


def test_an_alias_shows_the_comments_of_its_source_read_only(world, comment, at):
    alias = alias_of(world.discussion, world.hub)
    twice = alias_of(alias, world.hub, "copy-of-copy")
    for copy in (alias, twice):
        copy = DiscussionPage.objects.get(pk=copy.pk)
        assert copy.is_copy
        assert copy.comments_page == world.discussion
        page = read_threads(copy.comments_page, order=Order.NEWEST, at=at)
        assert [thread.root.id for thread in page.threads] == [comment.pk]
        assert commenting_status(copy, at=at).commenting == "read_only_copy"


def test_a_translation_has_comments_of_its_own(world, comment, at):
    french = Locale.objects.create(language_code="fr")
    action = CopyPageForTranslationAction(world.discussion, french, copy_parents=True, user=None)
    translation = action.execute(skip_permission_checks=True)
    assert not translation.is_copy
    assert translation.comments_page == translation
    assert read_threads(translation, order=Order.NEWEST, at=at).threads == []


def test_a_copy_has_no_comments(world, comment):
    copy = world.discussion.copy(update_attrs={"slug": "again", "title": "Again"})
    assert not copy.discussion_comments.exists()


@pytest.mark.parametrize("which", ["discussion", "consultation", "hub", "home"])
@pytest.mark.parametrize("specific", [True, False])
def test_no_page_above_a_comment_is_deleted(world, comment, which, specific):
    page = getattr(world, which)
    page = page if specific else Page.objects.get(pk=page.pk)
    with pytest.raises(ProtectedError):
        page.delete()
    with pytest.raises(ProtectedError):
        Page.objects.filter(pk=page.pk).delete()
    assert DiscussionComment.objects.filter(pk=comment.pk).exists()
    assert DiscussionPage.objects.filter(pk=world.discussion.pk).exists()


def test_a_page_without_comments_is_deleted(world, at):
    pk = world.discussion.pk
    read_threads(world.discussion, order=Order.NEWEST, at=at)
    world.discussion.delete()
    assert not DiscussionPage.objects.filter(pk=pk).exists()


def test_moving_a_discussion_takes_its_comments_along(world, comment, at):
    other = factories.ConsultationPageFactory(parent=world.hub)
    world.discussion.move(other, pos="last-child")
    moved = DiscussionPage.objects.get(pk=world.discussion.pk)
    assert moved.parent == other
    assert len(read_threads(moved, order=Order.NEWEST, at=at).threads) == 1


def test_a_list_learns_its_parents_by_one_query(world, django_assert_num_queries, at):
    other = factories.ConsultationPageFactory(parent=world.hub, closed=True)
    factories.DiscussionPageFactory.create_batch(5, parent=world.consultation)
    factories.DiscussionPageFactory.create_batch(5, parent=other)
    alone = factories.DiscussionPageFactory(parent=world.home)
    discussions = list(DiscussionPage.objects.order_by("pk"))
    with django_assert_num_queries(1):
        with_parents(discussions)
        states = [commenting_status(page, at=at).commenting for page in discussions]
    assert states == ["open"] * 6 + ["closed"] * 5 + ["open"]
    assert with_parents([alone])[0].parent is None
    assert with_parents([]) == []


@pytest.fixture
def request_for(world):
    """Return a visitor's request."""
    return RequestFactory().get("/", headers={"host": "localhost"})


def set_default(guidance):
    defaults = DiscussionSettings.for_site(Site.objects.get())
    defaults.default_guidance = guidance
    defaults.save()


def test_guidance_is_the_pages_own_then_that_above_then_the_sites(world, request_for):
    own, above, default = factories.SafetyGuidanceFactory.create_batch(3)

    def found():
        for page in (world.discussion, world.consultation):
            page.save()
        page = DiscussionPage.objects.get(pk=world.discussion.pk)
        return guidance_for(page, RequestFactory().get("/", headers={"host": "localhost"}))

    assert found() is None
    set_default(default)
    assert found() == default
    world.consultation.guidance = above
    assert found() == above
    world.discussion.guidance = own
    assert found() == own


def test_a_draft_is_never_shown_and_the_next_in_line_stands_in(world, request_for):
    default = factories.SafetyGuidanceFactory()
    drafts = factories.SafetyGuidanceFactory.create_batch(2, draft=True)
    set_default(default)
    world.discussion.guidance, world.consultation.guidance = drafts
    world.consultation.save()
    world.discussion.save()
    page = DiscussionPage.objects.get(pk=world.discussion.pk)
    assert guidance_for(page, request_for) == default
    assert guidance_for(world.consultation, request_for) == default
    default.unpublish()
    fresh = RequestFactory().get("/", headers={"host": "localhost"})
    assert guidance_for(page, fresh) is None


def test_read_more_goes_to_the_first_live_public_page(world):
    guidance = factories.SafetyGuidanceFactory()
    set_default(guidance)

    def read_more():
        fresh = RequestFactory().get("/", headers={"host": "localhost"})
        return full_page_url(guidance_for(world.discussion, fresh), fresh)

    assert read_more() is None
    make = factories.SafetyGuidancePageFactory
    make(parent=world.home, guidance=guidance, slug="draft", live=False)
    private = make(parent=world.home, guidance=guidance, slug="private")
    private.view_restrictions.create(restriction_type="login")
    make(parent=world.home, guidance=guidance, slug="staying-safe")
    make(parent=world.home, guidance=guidance, slug="another")
    assert read_more() == "/staying-safe/"


def test_nothing_of_the_comments_package_is_connected():
    config = apps.get_app_config("django_comments_xtd")
    assert type(config) is QuietCommentsXtdConfig


def test_a_permanent_link_is_made_from_the_page(comment):
    assert comment.get_absolute_url().endswith(f"/walk-home/comments/{comment.pk}/")
    assert "example.com" not in comment.get_absolute_url()


def test_a_comment_tells_nothing_secret_when_printed(comment, member):
    assert str(comment) == "Lamplighter: Hello"
    assert member.email not in repr(comment)
