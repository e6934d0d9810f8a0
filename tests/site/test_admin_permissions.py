"""Who may open and do what in the admin: every view of ours, for every kind of person."""

import pytest

from discussion_pages.admin.decisions import DECISIONS
from discussion_pages.models import (
    Appeal,
    Decision,
    DiscussionComment,
    LegalHold,
    Sanction,
    SavedReason,
    Webhook,
    WebhookDelivery,
    WordRule,
)
from discussion_pages.rules.sanctions import SanctionKind
from discussion_pages.services import posting
from discussion_pages.services.appealing import make_appeal
from discussion_pages.services.deciding import remove_comment
from discussion_pages.services.legal_holds import place_hold
from discussion_pages.services.sanctions import impose_sanction
from discussion_pages.services.webhook_events import happened
from tests import factories
from tests.factories import NOW
from tests.staff import client_for, make_staff

PEOPLE = ("anonymous", "member", "editor", "moderator", "manager", "analyst", "admin")
COMMENT_READERS = {"editor", "moderator", "manager", "analyst", "admin"}
EXPORTERS = {"moderator", "manager", "analyst", "admin"}
DECIDERS = {"moderator", "manager", "admin"}
MANAGERS = {"manager", "admin"}
ANSWERERS = {"editor", "moderator", "manager", "admin"}
EDITORS = {"editor", "admin"}
STAFF = {"editor", "moderator", "manager", "analyst", "admin"}
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
    ("/admin/discussions/desk/", DECIDERS),
    ("/admin/discussions/desk/?item={comment}", DECIDERS),
    ("/admin/discussions/figures/", COMMENT_READERS),
    ("/admin/discussions/figures/?export=csv&table=waiting", COMMENT_READERS),
    ("/admin/discussions/figures/?export=xlsx&table=waiting", COMMENT_READERS),
    ("/admin/discussions/appeals/", DECIDERS),
    ("/admin/discussions/appeals/{appeal}/", DECIDERS),
    ("/admin/discussions/sanctions/", DECIDERS),
    ("/admin/discussions/sanctions/inspect/{sanction}/", DECIDERS),
    ("/admin/discussions/sanctions/{sanction}/lift/", DECIDERS),
    ("/admin/discussions/comments/{comment}/sanction/", DECIDERS),
    ("/admin/discussions/legal-holds/", MANAGERS),
    ("/admin/discussions/legal-holds/place/", MANAGERS),
    ("/admin/discussions/legal-holds/{hold}/lift/", MANAGERS),
    ("/admin/discussions/retention-runs/", MANAGERS),
    ("/admin/discussions/webhooks/", MANAGERS),
    ("/admin/discussions/webhooks/new/", MANAGERS),
    ("/admin/discussions/webhooks/{webhook}/", MANAGERS),
    ("/admin/discussions/webhooks/{webhook}/delete/", MANAGERS),
    ("/admin/discussions/webhook-log/", MANAGERS),
    ("/admin/discussions/webhook-log/inspect/{delivery}/", MANAGERS),
    (SNIPPETS.format("discussion_pages/moderationpolicy"), MANAGERS),
    (SNIPPETS.format("discussion_pages/moderationpolicy") + "add/", MANAGERS),
    (SNIPPETS.format("discussion_pages/moderationpolicy") + "edit/{policy}/", MANAGERS),
    (SNIPPETS.format("discussion_pages/moderationpolicy") + "delete/{policy}/", {"admin"}),
    (SNIPPETS.format("discussion_pages/savedreason"), DECIDERS),
    (SNIPPETS.format("discussion_pages/savedreason") + "add/", DECIDERS),
    (SNIPPETS.format("discussion_pages/savedreason") + "edit/{saved}/", DECIDERS),
    (SNIPPETS.format("discussion_pages/savedreason") + "delete/{saved}/", DECIDERS),
    ("/admin/discussions/word-rules/edit/{word}/", DECIDERS),
    ("/admin/discussions/word-rules/delete/{word}/", MANAGERS),
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
    ("/admin/api-tokens/", EDITORS | DECIDERS),
    ("/admin/api-tokens/new/", EDITORS | DECIDERS),
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
        "manager": client_for(staff.manager),
        "analyst": client_for(staff.analyst),
        "admin": client_for(staff.admin),
    }


@pytest.fixture
def keys(world, member):
    """Return what the addresses are about."""
    comment = posting.post_comment(
        discussion=world.discussion, author=member, text="The underpass is dark.", at=NOW
    )
    removed = posting.post_comment(
        discussion=world.discussion, author=member, text="The subway is flooded.", at=NOW
    )
    admin = factories.UserFactory(superuser=True)
    decision = remove_comment(comment=removed, moderator=admin, reason="spam", at=NOW)
    sanction = impose_sanction(
        participant=comment.participant,
        kind=SanctionKind.WARN,
        moderator=admin,
        reason="spam",
        at=NOW,
    )
    webhook = Webhook.objects.create(
        name="City", address="https://1.1.1.1/", events=[], secret="whsec_AAAA", created_at=NOW
    )
    happened("webhook.test", subject=webhook.pk, webhooks=[webhook], at=NOW)
    delivery = webhook.deliveries.get()
    return {
        "comment": comment.pk,
        "decision": decision.pk,
        "appeal": make_appeal(decision=decision, member=member, text="Why?", at=NOW).pk,
        "sanction": sanction.pk,
        "hold": place_hold(page=world.consultation, reason="Case 12", person=admin, at=NOW).pk,
        "policy": world.discussion.policy.pk,
        "saved": SavedReason.objects.create(title="Spam", rule_code="spam", message="No.").pk,
        "word": WordRule.objects.create(phrase="drat", kind="banned").pk,
        "webhook": webhook.pk,
        "delivery": delivery.pk,
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


def test_only_those_whose_work_it_is_open_a_page_of_the_admin(people, keys):
    wrong = []
    for address, allowed in TABLE:
        found = {name for name in PEOPLE if is_let_in(people[name].get(address.format(**keys)))}
        if found != allowed:
            wrong.append(f"{address}: {sorted(found)}, should be {sorted(allowed)}")
    assert not wrong, "\n".join(wrong)


def test_nobody_else_decides_by_posting(people, keys):
    before = everything_kept()
    for decision in (each.action_type for each in DECISIONS):
        where = f"/admin/bulk/discussion_pages/discussioncomment/{decision}/?id={keys['comment']}"
        for name in set(PEOPLE) - DECIDERS:
            people[name].post(where, {"reason": "spam", "seen": f"{keys['comment']}.."})
    assert everything_kept() == before


POSTED = [
    ("/admin/discussions/decisions/{decision}/undo/", DECIDERS),
    ("/admin/discussions/desk/", DECIDERS),
    ("/admin/discussions/appeals/{appeal}/", DECIDERS),
    ("/admin/discussions/comments/{comment}/sanction/", DECIDERS),
    ("/admin/discussions/sanctions/{sanction}/lift/", DECIDERS),
    ("/admin/discussions/legal-holds/place/", MANAGERS),
    ("/admin/discussions/legal-holds/{hold}/lift/", MANAGERS),
    ("/admin/discussions/word-rules/create/", DECIDERS),
    ("/admin/discussions/word-rules/delete/{word}/", MANAGERS),
    ("/admin/discussions/webhooks/new/", MANAGERS),
    ("/admin/discussions/webhooks/{webhook}/", MANAGERS),
    ("/admin/discussions/webhooks/{webhook}/do/", MANAGERS),
    ("/admin/discussions/webhooks/{webhook}/delete/", MANAGERS),
    ("/admin/discussions/webhook-log/{delivery}/resend/", MANAGERS),
]


def test_nobody_else_changes_anything_by_posting(people, keys):
    before = everything_kept()
    sent = {
        "item": keys["comment"],
        "do": "approve",
        "name": "Inside",
        "address": "https://1.1.1.1/",
        "events": "comment.published",
        "answer": "No.",
        "outcome": "refuse",
        "kind": "warn",
        "reason": "spam",
        "page": keys["consultation"],
        "phrase": "blast",
        "note": "Because.",
    }
    for address, allowed in POSTED:
        for name in set(PEOPLE) - allowed:
            response = people[name].post(address.format(**keys), sent)
            assert response.status_code in {302, 403, 404}, (name, address)
    assert everything_kept() == before


def everything_kept() -> list:
    """Return what moderation keeps, as it stands."""
    models = (
        *(Appeal, Decision, DiscussionComment, LegalHold, Sanction, WordRule),
        *(Webhook, WebhookDelivery),
    )
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("name", ["anonymous", "member", "analyst"])
def test_nobody_else_answers_in_a_bodys_name_by_posting(people, keys, name):
    people[name].post(
        f"/admin/discussions/comments/{keys['comment']}/official-reply/",
        {"organisation": keys["organisation"], "text": "We are on it."},
    )
    assert not DiscussionComment.objects.filter(is_official=True).exists()


def test_no_address_of_the_table_changes_anything_when_it_is_opened(people, keys):
    before = everything_kept()
    for address, _allowed in TABLE:
        people["admin"].get(address.format(**keys))
    assert everything_kept() == before


@pytest.mark.parametrize("do", ["show-secret", "new-secret", "test", "switch-off", "switch-on"])
def test_nobody_else_presses_the_buttons_of_a_webhook(people, keys, do):
    before = everything_kept()
    for name in set(PEOPLE) - MANAGERS:
        response = people[name].post(
            f"/admin/discussions/webhooks/{keys['webhook']}/do/", {"do": do}
        )
        assert response.status_code in {302, 403}, name
        assert b"whsec_" not in response.content
    assert everything_kept() == before
