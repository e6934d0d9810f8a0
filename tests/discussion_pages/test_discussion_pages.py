"""A discussion's public pages through the client."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from discussion_pages.models import DiscussionComment, Report, Sanction
from discussion_pages.services.deciding import hold_comment, reject_comment, remove_comment
from discussion_pages.services.posting import edit_comment, post_comment, withdraw_comment
from discussion_pages.services.reporting import status_path
from tests import factories
from tests.bulk import insert_comments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/consultations/safer-streets/walk-home/"
VERBS = ("reply", "edit", "withdraw", "report")
SECRET = "nobody-may-read-this-47"


@pytest.fixture
def moderator():
    user = factories.UserFactory()
    user.user_permissions.add(
        Permission.objects.get(codename="moderate_discussioncomment"),
    )
    return user


@pytest.fixture
def comment(world, member, at):
    return post_comment(
        discussion=world.discussion, author=member, text="The lamps go out at one.", at=at
    )


def composer_data(client, url=URL, text="A word from me"):
    """Read the hidden fields of the composer as a browser would send them."""
    page = client.get(url).content.decode()
    form = page[page.index('name="comment"') - 4000 : page.index('name="comment"') + 4000]
    hidden = dict(
        re.findall(r'<input type="hidden" name="([\w]+)" value="([^"]*)"', form),
    )
    return hidden | {"comment": text}


def test_a_visitor_reads_comments_and_is_offered_to_log_in(client, comment):
    page = client.get(URL).content.decode()
    assert "The lamps go out at one." in page
    assert "Lamplighter" in page
    assert "/accounts/login/?next=" in page


def test_an_anonymous_page_touches_no_session_and_holds_no_token(client, comment):
    response = client.get(URL)
    assert not response.cookies
    assert not response.wsgi_request.session.accessed
    assert b"csrfmiddlewaretoken" not in response.content
    assert "Cookie" in response["Vary"]


def test_a_member_posts_and_lands_on_the_comment(client, world, member):
    client.force_login(member)
    response = client.post(URL, composer_data(client), follow=False)
    comment = DiscussionComment.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"{URL}#comment-{comment.pk}"
    assert "A word from me" in client.get(URL).content.decode()


def test_the_same_form_sent_twice_posts_once(client, world, member):
    client.force_login(member)
    data = composer_data(client)
    client.post(URL, data)
    client.post(URL, data)
    assert DiscussionComment.objects.count() == 1


def test_a_post_without_a_token_is_refused(world, member):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)
    assert strict.post(URL, {"comment": "Hello"}).status_code == 403
    assert not DiscussionComment.objects.exists()


def test_a_tampered_form_keeps_every_word_and_can_be_sent_again(client, world, member):
    client.force_login(member)
    data = composer_data(client, text="Words I took an hour over") | {"security_hash": "0" * 40}
    response = client.post(URL, data)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Words I took an hour over" in page
    assert "send your comment again" in page
    again = dict(re.findall(r'<input type="hidden" name="([\w]+)" value="([^"]*)"', page))
    assert client.post(URL, again | {"comment": data["comment"]}).status_code == 302


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "Write your comment first."), ("   ", "Write your comment first.")],
)
def test_an_empty_comment_is_answered_at_the_field(client, world, member, text, message):
    client.force_login(member)
    response = client.post(URL, composer_data(client) | {"comment": text})
    assert response.status_code == 422
    assert message in response.content.decode()


def test_a_comment_that_is_too_long_is_kept_in_the_form(client, world, member):
    client.force_login(member)
    text = "long " * 700
    response = client.post(URL, composer_data(client) | {"comment": text})
    assert response.status_code == 422
    assert "3499" in response.content.decode() or "3500" in response.content.decode()
    assert text.strip() in response.content.decode()


def test_a_first_comment_is_held_and_only_its_author_sees_it(client, world, member, other_member):
    world.discussion.moderation_mode = "first"
    world.discussion.save_revision().publish()
    client.force_login(member)
    response = client.post(URL, composer_data(client, text=SECRET))
    assert response["Location"] == f"{URL}#waiting"
    assert SECRET in client.get(URL).content.decode()
    client.force_login(other_member)
    assert SECRET not in client.get(URL).content.decode()
    client.logout()
    assert SECRET not in client.get(URL).content.decode()


def test_the_page_to_reply_says_first_that_a_member_may_not_write(client, world, member, comment):
    client.force_login(member)
    url = f"{URL}comments/{comment.pk}/reply/"
    for kind, sentence in (
        ("premoderate", "a moderator reads your comments before they appear"),
        ("mute", "You cannot comment until"),
    ):
        Sanction.objects.create(
            participant=member.discussion_participant,
            kind=kind,
            reason="abuse",
            starts_at=timezone.now() - timedelta(hours=1),
            ends_at=timezone.now() + timedelta(days=1),
        )
        assert sentence in client.get(url).content.decode()
    Sanction.objects.update(lifted_at=timezone.now())
    assert "Comments appear at once" in client.get(url).content.decode()


def test_the_composer_states_the_rule_in_force(client, world, member):
    world.discussion.moderation_mode = "before"
    world.discussion.save_revision().publish()
    client.force_login(member)
    assert "A moderator reads every comment before it appears." in client.get(URL).content.decode()


@pytest.mark.parametrize(
    ("trait", "sentence"),
    [
        ("closed", "The discussion ran from 21 January 2027 to 9 February 2027."),
        ("upcoming", "The discussion opens on 11 February 2027, 12pm."),
        ("comments_off", "Comments are switched off for this discussion."),
    ],
)
def test_a_discussion_that_takes_no_comments_says_why_and_refuses_them(
    client, world, member, trait, sentence
):
    page = factories.DiscussionPageFactory(parent=world.consultation, slug="other", **{trait: True})
    client.force_login(member)
    data = composer_data(client)
    url = page.get_url()
    shown = client.get(url).content.decode()
    assert sentence in shown
    assert 'id="id_comment"' not in shown
    data |= ComposerData(page).guard
    response = client.post(url, data)
    assert response.status_code == 422
    assert not DiscussionComment.objects.filter(discussion=page).exists()


class ComposerData:
    """The signed hidden fields for a page that shows no composer: a client that made its own."""

    def __init__(self, page):
        from discussion_pages.forms import ComposerForm

        self.guard = ComposerForm(page).generate_security_data()


def test_replies_have_a_page_of_their_own(client, world, other_member, comment):
    client.force_login(other_member)
    url = f"{URL}comments/{comment.pk}/reply/"
    assert "The lamps go out at one." in client.get(url).content.decode()
    response = client.post(url, composer_data(client, url, "Mine too"))
    reply = DiscussionComment.objects.get(comment="Mine too")
    assert reply.parent_id == comment.pk
    assert response["Location"] == f"{URL}#comment-{reply.pk}"


@pytest.mark.parametrize("action", ["reply", "edit", "withdraw"])
def test_member_actions_send_a_visitor_to_log_in_and_back(client, comment, action):
    url = f"{URL}comments/{comment.pk}/{action}/"
    response = client.get(url)
    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={url}"


@pytest.mark.parametrize("action", ["edit", "withdraw"])
def test_nobody_edits_or_withdraws_somebody_elses_comment(client, comment, other_member, action):
    client.force_login(other_member)
    url = f"{URL}comments/{comment.pk}/{action}/"
    assert client.get(url).status_code == 404
    assert client.post(url, {"comment": "Changed"}).status_code == 404
    comment.refresh_from_db()
    assert (comment.comment, comment.state) == ("The lamps go out at one.", "published")


def test_an_author_edits_and_the_page_says_so(client, member, comment):
    client.force_login(member)
    url = f"{URL}comments/{comment.pk}/edit/"
    assert "The lamps go out at one." in client.get(url).content.decode()
    response = client.post(url, {"comment": "The lamps go out at two."})
    assert response["Location"] == f"{URL}#comment-{comment.pk}"
    page = client.get(URL).content.decode()
    assert "The lamps go out at two." in page
    assert "dited" in page


def test_an_edit_that_comes_too_late_says_so_and_keeps_the_words(client, clock, member, comment):
    client.force_login(member)
    clock.shift(timedelta(minutes=15))
    response = client.post(f"{URL}comments/{comment.pk}/edit/", {"comment": "Second thoughts"})
    assert response.status_code == 422
    assert "15 minutes" in response.content.decode()
    assert "Second thoughts" in response.content.decode()


def test_withdrawing_asks_first_and_leaves_no_text(client, member, comment):
    client.force_login(member)
    url = f"{URL}comments/{comment.pk}/withdraw/"
    assert client.get(url).status_code == 200
    comment.refresh_from_db()
    assert comment.state == "published"
    client.post(url)
    assert "The lamps go out at one." not in client.get(URL).content.decode()


def test_a_like_counts_once_and_is_never_given_by_a_link(client, other_member, comment):
    client.force_login(other_member)
    url = f"{URL}comments/{comment.pk}/like/"
    assert client.get(url, {"liked": "1"})["Location"] == f"{URL}#comment-{comment.pk}"
    comment.refresh_from_db()
    assert comment.like_count == 0, "an address alone likes nothing"
    for _ in range(2):
        assert client.post(url, {"liked": "1", "position": "newest:"}).status_code == 302
    comment.refresh_from_db()
    assert comment.like_count == 1
    response = client.post(url, {"liked": "0", "position": "oldest:"})
    assert response["Location"] == f"{URL}?order=oldest#comment-{comment.pk}"
    comment.refresh_from_db()
    assert comment.like_count == 0


@pytest.mark.parametrize("position", ["//evil.example", "thread:x", "newest:zz", "", "liked:" * 9])
def test_liking_never_leads_away_from_the_discussion(client, other_member, comment, position):
    client.force_login(other_member)
    url = f"{URL}comments/{comment.pk}/like/"
    response = client.post(url, {"liked": "1", "position": position})
    assert response["Location"].startswith(URL)


def test_anybody_reports_with_a_reason(client, comment):
    url = f"{URL}comments/{comment.pk}/report/"
    missing = client.post(url, {"reason": "", "text": "It names my neighbour"})
    assert missing.status_code == 422
    assert "It names my neighbour" in missing.content.decode()
    response = client.post(url, {"reason": "personal", "text": "It names my neighbour"})
    report = Report.objects.get()
    assert response["Location"] == f"{status_path(report)}?sent=1"
    assert (report.reporter, report.reason) == (None, "personal")
    assert report.network_key
    assert "127.0.0.1" not in report.network_key


def test_a_filled_honeypot_reports_nothing(client, comment):
    url = f"{URL}comments/{comment.pk}/report/"
    client.post(url, {"reason": "spam", "website": "http://spam.example"})
    assert not Report.objects.exists()


def test_reports_from_one_network_are_limited(client, comment):
    url = f"{URL}comments/{comment.pk}/report/"
    for _ in range(5):
        assert client.post(url, {"reason": "spam"}).status_code == 302
    response = client.post(url, {"reason": "spam"})
    assert response.status_code == 422
    assert "Log in" in response.content.decode()
    assert Report.objects.count() == 5


def test_a_closed_discussion_still_takes_reports_and_withdrawals(
    client, world, member, comment, clock
):
    clock.shift(timedelta(days=40))
    assert client.get(f"{URL}comments/{comment.pk}/").status_code == 302
    assert client.post(f"{URL}comments/{comment.pk}/report/", {"reason": "spam"}).status_code == 302
    client.force_login(member)
    assert client.post(f"{URL}comments/{comment.pk}/withdraw/").status_code == 302
    comment.refresh_from_db()
    assert comment.state == "withdrawn"


def test_text_that_is_not_published_is_nowhere(client, world, member, other_member, moderator, at):
    def post(text, **more):
        return post_comment(
            discussion=world.discussion, author=member, text=f"{SECRET} {text}", at=at, **more
        )

    held, removed, withdrawn, rejected = (post(str(number)) for number in range(4))
    for parent in (held, removed, withdrawn):
        post_comment(
            discussion=world.discussion,
            author=other_member,
            text=f"Answer to {parent.pk}",
            reply_to=parent,
            at=at,
        )
    hold_comment(comment=held, moderator=moderator, reason="other", at=at)
    remove_comment(comment=removed, moderator=moderator, reason="abuse", at=at)
    withdraw_comment(comment=withdrawn, author=member, at=at)
    hold_comment(comment=rejected, moderator=moderator, reason="other", at=at)
    DiscussionComment.objects.filter(pk=rejected.pk).update(first_published_at=None)
    reject_comment(comment=rejected, moderator=moderator, reason="spam", at=at)
    client.force_login(other_member)
    for url in [
        URL,
        f"{URL}?order=oldest",
        f"{URL}?order=liked",
        f"/search/?q={SECRET[10:]}",
        "/consultations/feed/",
        *(f"{URL}threads/{comment.pk}/" for comment in (held, removed, withdrawn)),
    ]:
        response = client.get(url)
        assert response.status_code == 200, url
        assert SECRET not in response.content.decode(), url
    for comment in (held, removed, withdrawn, rejected):
        for action in ("reply", "report"):
            url = f"{URL}comments/{comment.pk}/{action}/"
            assert client.get(url).status_code == 404, url
        assert client.post(f"{URL}comments/{comment.pk}/like/").status_code == 404
    assert client.get(f"{URL}comments/{rejected.pk}/").status_code == 404
    page = client.get(URL).content.decode()
    assert page.count("Answer") >= 3


def test_a_held_edit_leaves_the_published_version(client, world, member, comment, at):
    world.discussion.moderation_mode = "before"
    world.discussion.save_revision().publish()
    comment.refresh_from_db()
    edit_comment(comment=comment, author=member, text=SECRET, at=at)
    page = client.get(URL).content.decode()
    assert "The lamps go out at one." in page
    assert SECRET not in page


@pytest.mark.parametrize("query", ["order=best", "after=x", "order=oldest&after=n1-1", "after=n-"])
def test_an_address_that_is_not_ours_is_not_found(client, world, query):
    assert client.get(f"{URL}?{query}").status_code == 404


@pytest.mark.parametrize("where", ["", "comments/{}/reply/", "comments/{}/edit/"])
def test_words_written_after_the_session_ended_come_back_after_log_in(
    client, world, member, comment, where
):
    url = URL + where.format(comment.pk)
    response = client.post(url, {"comment": "An hour of thought"})
    assert response["Location"].startswith("/accounts/login/?next=/consultations/")
    assert not DiscussionComment.objects.filter(comment="An hour of thought").exists()
    draft = client.session["discussion_pages_draft"]
    client.force_login(member)
    session = client.session
    session["discussion_pages_draft"] = draft
    session.save()
    assert "An hour of thought" in client.get(url).content.decode()
    assert "An hour of thought" not in client.get(url).content.decode()


def test_kept_words_come_back_through_the_real_log_in(client, world, comment):
    from members.services.accounts import add_account

    add_account(email="late@example.com", password="walnut-steps-96", pseudonym="Late riser")
    login = client.post(URL, {"comment": "An hour of thought"})["Location"]
    answer = client.post(
        login, {"login": "late@example.com", "password": "walnut-steps-96"}, follow=True
    )
    assert "An hour of thought" in answer.content.decode()


def test_an_old_draft_is_let_go(client, clock, world, member):
    client.post(URL, {"comment": "An hour of thought"})
    draft = client.session["discussion_pages_draft"]
    client.force_login(member)
    session = client.session
    session["discussion_pages_draft"] = draft
    session.save()
    clock.shift(timedelta(hours=1))
    assert "An hour of thought" not in client.get(URL).content.decode()


def test_a_form_that_no_longer_helps_is_not_offered(client, clock, world, member, comment):
    client.force_login(member)
    world.discussion.comments_open = False
    world.discussion.save_revision().publish()
    page = client.get(f"{URL}comments/{comment.pk}/edit/").content.decode()
    assert "Comments are switched off for this discussion." in page
    assert "<textarea" not in page


def test_an_edit_that_waits_is_what_its_author_goes_on_from(client, world, member, comment, at):
    world.discussion.moderation_mode = "before"
    world.discussion.save_revision().publish()
    comment.refresh_from_db()
    edit_comment(comment=comment, author=member, text="Second thoughts", at=at)
    client.force_login(member)
    page = client.get(f"{URL}comments/{comment.pk}/edit/").content.decode()
    assert "Second thoughts</textarea>" in page


@pytest.mark.parametrize("path", ["comments/{}/", "threads/{}/", "comments/{}/report/"])
@pytest.mark.parametrize("key", ["0", "9" * 18, "9" * 20, "1" * 200])
def test_a_key_that_no_comment_has_is_not_found(client, world, path, key):
    assert client.get(URL + path.format(key)).status_code == 404


def test_cursors_walk_through_every_thread_once(client, world, at):
    insert_comments(world.discussion, roots=45, at=at)
    seen, url = [], URL
    while url:
        page = client.get(url).content.decode()
        seen += re.findall(r'id="comment-(\d+)"', page)
        following = re.search(r'rel="next"[^>]*href="([^"]+)"|href="([^"]+)"[^>]*rel="next"', page)
        link = (following[1] or following[2]).replace("&amp;", "&") if following else None
        url = f"{URL}{link}" if link else None
    assert len(seen) == len(set(seen)) == 45


def test_permanent_links_open_the_page_that_holds_the_comment(client, world, at):
    comments = insert_comments(world.discussion, roots=45, replies=5, at=at)
    for pk in (comments[0], comments[-1], comments[len(comments) // 2]):
        target = client.get(f"{URL}comments/{pk}/")["Location"]
        address, _, fragment = target.partition("#")
        assert fragment == f"comment-{pk}"
        assert f'id="comment-{pk}"' in client.get(address).content.decode()


def test_a_thread_page_shows_every_reply(client, world, at):
    insert_comments(world.discussion, roots=1, replies=30, at=at)
    root = DiscussionComment.objects.filter(depth=0).get()
    page = client.get(URL).content.decode()
    assert "27 more replies" in page
    thread = client.get(f"{URL}threads/{root.pk}/").content.decode()
    assert len(re.findall(r'id="comment-\d+"', thread)) == 31


@pytest.mark.parametrize("roots", [100, 10_000])
def test_a_page_asks_the_same_few_questions_however_many_comments(
    client, world, member, at, django_assert_max_num_queries, roots
):
    insert_comments(world.discussion, roots=roots // 4, replies=3, at=at)
    client.get(URL)
    from django.core.cache import cache

    cache.clear()
    with django_assert_max_num_queries(15):
        assert client.get(URL).status_code == 200
    client.force_login(member)
    client.get(URL)
    cache.clear()
    with django_assert_max_num_queries(19):
        assert client.get(URL).status_code == 200


def test_an_alias_shows_its_sources_comments_and_takes_none(client, world, member, comment):
    copy = world.discussion.create_alias(parent=world.consultation, update_slug="copy")
    client.force_login(member)
    page = client.get(copy.get_url()).content.decode()
    assert "The lamps go out at one." in page
    assert 'id="id_comment"' not in page
    data = {"comment": "Here?"} | ComposerData(copy).guard
    assert client.post(copy.get_url(), data).status_code == 422


def test_an_aliass_comments_can_be_reported_and_withdrawn_but_not_liked(
    client, world, member, other_member, comment
):
    copy = world.discussion.create_alias(parent=world.consultation, update_slug="copy")
    url = f"{copy.get_url()}comments/{comment.pk}/"
    assert comment.comment in client.get(f"{url}report/").content.decode()
    assert client.post(f"{url}report/", {"reason": "spam"}).status_code == 302
    assert Report.objects.filter(comment=comment).count() == 1
    client.force_login(other_member)
    assert comment.comment in client.get(f"{url}reply/").content.decode()
    client.post(f"{url}like/", {"liked": "1"})
    comment.refresh_from_db()
    assert comment.like_count == 0
    client.force_login(member)
    assert comment.comment in client.get(f"{url}withdraw/").content.decode()
    assert client.post(f"{url}withdraw/").status_code == 302
    comment.refresh_from_db()
    assert comment.state == "withdrawn"


def test_who_logs_in_to_like_is_led_back_to_the_comment(client, world, comment):
    response = client.post(f"{URL}comments/{comment.pk}/like/")
    assert response["Location"].endswith(f"?next={URL}comments/{comment.pk}/")


def test_a_discussion_does_not_name_an_unpublished_page_above_it(client, world, comment):
    world.consultation.title = "Not for the public yet"
    world.consultation.save()
    world.consultation.unpublish()
    for path in ("", f"comments/{comment.pk}/report/"):
        response = client.get(URL + path)
        assert response.status_code == 200
        assert "Not for the public yet" not in response.content.decode()


def test_a_private_discussion_gives_nothing_away(client, world, comment):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=world.consultation, restriction_type="login")
    for path in ("", "comments/{}/", "comments/{}/report/", "threads/{}/"):
        response = client.get(URL + path.format(comment.pk))
        assert response.status_code == 302
        assert "/login/" in response["Location"]


def test_an_unpublished_discussion_is_gone(client, world, comment):
    world.discussion.unpublish()
    for path in ("", "comments/{}/", "comments/{}/report/", "threads/{}/"):
        assert client.get(URL + path.format(comment.pk)).status_code == 404


def test_a_discussion_works_without_a_consultation_above_it(client, world, member):
    page = factories.DiscussionPageFactory(parent=world.home, slug="on-its-own")
    client.force_login(member)
    response = client.post(page.get_url(), composer_data(client, page.get_url()))
    assert response.status_code == 302
    assert "A word from me" in client.get(page.get_url()).content.decode()


PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7|add:7 }}{% debug %}",
    "<svg/onload=alert(1)>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_a_member_types_is_inert_everywhere(client, world, other_member, at, payload):
    author = factories.UserFactory(pseudonym=payload[:40])
    root = post_comment(discussion=world.discussion, author=author, text=payload, at=at)
    post_comment(discussion=world.discussion, author=author, text=payload, reply_to=root, at=at)
    client.force_login(other_member)
    for path in (
        "",
        f"threads/{root.pk}/",
        f"comments/{root.pk}/reply/",
        f"comments/{root.pk}/report/",
    ):
        page = client.get(URL + path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<svg/onload" not in page
        assert 'href="javascript:' not in page
    refused = client.post(f"{URL}comments/{root.pk}/report/", {"reason": "", "text": payload})
    assert "<script>alert" not in refused.content.decode()


def test_no_address_is_written_with_separators_of_thousands(client, world, member, at, settings):
    settings.USE_THOUSAND_SEPARATOR = True
    page = world.discussion
    insert_comments(page, roots=1000, at=at - timedelta(days=1))
    root = post_comment(discussion=page, author=member, text="The first.", at=at)
    reply = post_comment(discussion=page, author=member, text="More.", reply_to=root, at=at)
    deep = post_comment(discussion=page, author=member, text="Still.", reply_to=reply, at=at)
    post_comment(discussion=page, author=member, text="Aside.", reply_to=deep, at=at)
    hold_comment(
        comment=post_comment(discussion=page, author=member, text="Held.", at=at),
        moderator=factories.UserFactory(is_superuser=True),
        reason="other",
        at=at,
    )
    client.force_login(member)
    for below in ("", f"threads/{root.pk}/", *(f"comments/{root.pk}/{verb}/" for verb in VERBS)):
        shown = client.get(f"{URL}{below}").content.decode()
        assert str(root.pk) in shown
        assert not re.findall(r'="[^"]*\d,\d{3}[^"]*"', shown), below
