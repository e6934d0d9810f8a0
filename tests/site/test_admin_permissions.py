"""Who may open and do what in the admin: every view of ours, for every kind of person."""

import pytest

from discussion_pages.admin.decisions import DECISIONS
from discussion_pages.models import Decision, DiscussionComment
from discussion_pages.services import posting
from tests import factories
from tests.factories import NOW
from tests.staff import client_for, make_staff

PEOPLE = ("anonymous", "member", "editor", "moderator", "analyst", "admin")
COMMENT_READERS = {"editor", "moderator", "analyst", "admin"}
EXPORTERS = {"moderator", "analyst", "admin"}
DECIDERS = {"moderator", "admin"}
ANSWERERS = {"editor", "moderator", "admin"}
EDITORS = {"editor", "admin"}
STAFF = {"editor", "moderator", "analyst", "admin"}
OFFLINE_READERS = {"editor", "analyst", "admin"}
NOBODY: set[str] = set()

SNIPPETS = "/admin/snippets/{}/"
TABLE = [
    ("/admin/", STAFF),
    ("/admin/discussions/comments/", COMMENT_READERS),
    ("/admin/discussions/comments/?export=csv", EXPORTERS),
    ("/admin/discussions/comments/?export=xlsx", EXPORTERS),
    ("/admin/discussions/comments/inspect/{comment}/", COMMENT_READERS),
    ("/admin/discussions/comments/{comment}/official-reply/", ANSWERERS),
    *(
        (
            f"/admin/bulk/discussion_pages/discussioncomment/{decision.action_type}/?id={{comment}}",
            DECIDERS,
        )
        for decision in DECISIONS
    ),
    ("/admin/discussions/word-rules/", DECIDERS),
    ("/admin/discussions/word-rules/?export=csv", DECIDERS),
    ("/admin/discussions/word-rules/create/", DECIDERS),
    ("/admin/discussions/word-rules/import/", DECIDERS),
    ("/admin/discussions/word-rules/template.csv", DECIDERS),
    ("/admin/consultations/list/", EDITORS),
    ("/admin/consultations/list/results/", EDITORS),
    ("/admin/consultations/list/choose_parent/", EDITORS),
    ("/admin/discussions/list/", EDITORS),
    ("/admin/discussions/list/results/", EDITORS),
    ("/admin/discussions/list/choose_parent/", EDITORS),
    ("/admin/consultations/offline-responses/", OFFLINE_READERS),
    ("/admin/consultations/offline-responses/results/", OFFLINE_READERS),
    ("/admin/consultations/offline-responses/new/", EDITORS),
    ("/admin/consultations/offline-responses/edit/{offline}/", EDITORS),
    ("/admin/consultations/offline-responses/delete/{offline}/", EDITORS),
    ("/admin/consultations/offline-responses/history/{offline}/", EDITORS),
    (SNIPPETS.format("discussion_pages/organisation"), EDITORS),
    (SNIPPETS.format("discussion_pages/organisation") + "add/", EDITORS),
    (SNIPPETS.format("discussion_pages/organisation") + "edit/{organisation}/", EDITORS),
    (SNIPPETS.format("discussion_pages/organisation") + "delete/{organisation}/", {"admin"}),
    (SNIPPETS.format("discussion_pages/safetyguidance"), EDITORS),
    (SNIPPETS.format("discussion_pages/safetyguidance") + "add/", EDITORS),
    (SNIPPETS.format("discussion_pages/safetyguidance") + "edit/{guidance}/", EDITORS),
    (SNIPPETS.format("discussion_pages/safetyguidance") + "unpublish/{guidance}/", EDITORS),
    (SNIPPETS.format("discussion_pages/safetyguidance") + "delete/{guidance}/", {"admin"}),
    (SNIPPETS.format("consultations/topic"), EDITORS),
    (SNIPPETS.format("consultations/topic") + "add/", EDITORS),
    (SNIPPETS.format("consultations/topic") + "edit/{topic}/", EDITORS),
    (SNIPPETS.format("consultations/topic") + "delete/{topic}/", {"admin"}),
    ("/admin/pages/{hub}/", EDITORS),
    ("/admin/pages/{consultation}/edit/", EDITORS),
    ("/admin/pages/{discussion}/edit/", EDITORS),
    ("/admin/pages/add/consultations/consultationpage/{hub}/", EDITORS),
    ("/admin/pages/add/discussion_pages/discussionpage/{consultation}/", EDITORS),
    ("/admin/pages/{home}/edit/", {"admin"}),
    ("/admin/settings/discussion_pages/discussionsettings/{site}/", {"admin"}),
]


@pytest.fixture
def people(world, member):
    """Return one browser for each kind of person."""
    staff = make_staff(world.hub)
    return {
        "anonymous": client_for(None),
        "member": client_for(member),
        "editor": client_for(staff.editor),
        "moderator": client_for(staff.moderator),
        "analyst": client_for(staff.analyst),
        "admin": client_for(staff.admin),
    }


@pytest.fixture
def keys(world, member):
    """Return what the addresses are about."""
    comment = posting.post_comment(
        discussion=world.discussion, author=member, text="The underpass is dark.", at=NOW
    )
    return {
        "comment": comment.pk,
        "offline": factories.OfflineResponseFactory(consultation=world.consultation).pk,
        "organisation": factories.OrganisationFactory().pk,
        "guidance": factories.SafetyGuidanceFactory().pk,
        "topic": factories.TopicFactory().pk,
        "home": world.home.pk,
        "hub": world.hub.pk,
        "consultation": world.consultation.pk,
        "discussion": world.discussion.pk,
        "site": world.home.get_site().pk,
    }


def is_let_in(response) -> bool:
    """Say whether the view answered; Wagtail sends others to log in or to the admin's home."""
    if response.status_code == 302 and response["Location"].startswith("/admin/login/"):
        return False
    if response.status_code == 302 and response["Location"] == "/admin/":
        return False
    assert response.status_code in {200, 302}
    return True


@pytest.mark.parametrize(("address", "allowed"), TABLE)
def test_only_those_whose_work_it_is_open_a_page_of_the_admin(people, keys, address, allowed):
    address = address.format(**keys)
    assert {name for name in PEOPLE if is_let_in(people[name].get(address))} == allowed


@pytest.mark.parametrize("decision", [each.action_type for each in DECISIONS])
def test_nobody_else_decides_by_posting(people, keys, decision):
    address = f"/admin/bulk/discussion_pages/discussioncomment/{decision}/?id={keys['comment']}"
    before = Decision.objects.count()
    for name in PEOPLE:
        if name not in DECIDERS:
            people[name].post(address, {"reason": "spam", "seen": f"{keys['comment']}.."})
    assert Decision.objects.count() == before
    assert DiscussionComment.objects.get().state == "published"


@pytest.mark.parametrize("name", ["anonymous", "member", "analyst"])
def test_nobody_else_answers_in_a_bodys_name_by_posting(people, keys, name):
    people[name].post(
        f"/admin/discussions/comments/{keys['comment']}/official-reply/",
        {"organisation": keys["organisation"], "text": "We are on it."},
    )
    assert DiscussionComment.objects.count() == 1


def test_no_address_of_the_table_changes_anything_when_it_is_opened(people, keys):
    before = (Decision.objects.count(), DiscussionComment.objects.get().state)
    for address, _allowed in TABLE:
        people["admin"].get(address.format(**keys))
    assert (Decision.objects.count(), DiscussionComment.objects.get().state) == before
