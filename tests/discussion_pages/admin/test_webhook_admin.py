"""Webhooks in the admin: made, changed, tried out and sent again by those who manage them."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from wagtail.models import ModelLogEntry

from discussion_pages.models import Webhook, WebhookDelivery
from discussion_pages.rules.webhooks import DeliveryState, Problem, SwitchedOff
from discussion_pages.services import deciding, webhook_delivery
from discussion_pages.services.webhook_delivery import deliver_webhooks
from tests.factories import NOW
from tests.receiving import is_signed, receiving
from tests.staff import client_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LIST = "/admin/discussions/webhooks/"
LOG = "/admin/discussions/webhook-log/"
QUERIES_LIST, QUERIES_LOG = 13, 15
EVENTS = ["comment.published", "comment.removed"]
SECRET_WORDS = "the-words-that-must-not-go-out"


@pytest.fixture(autouse=True)
def loopback(settings):
    settings.DISCUSSION_PAGES_WEBHOOK_LOOPBACK = True


@pytest.fixture
def receiver():
    with receiving() as found:
        yield found


@pytest.fixture
def browser(staff) -> Client:
    """A browser in which somebody who manages moderation, and webhooks, is logged in."""
    return client_for(staff.manager)


@pytest.fixture
def webhook(browser, receiver) -> Webhook:
    answer = browser.post(
        f"{LIST}new/", {"name": "City data", "address": receiver.url, "events": EVENTS}
    )
    made = Webhook.objects.get()
    assert answer["Location"] == f"{LIST}{made.pk}/"
    return made


def press(browser, webhook, button):
    return browser.post(f"{LIST}{webhook.pk}/do/", {"do": button})


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_webhook_is_made_by_ticking_sentences(browser, webhook, receiver, staff):
    form = browser.get(f"{LIST}new/").text
    for sentence in (
        "A consultation opens",
        "A consultation closes soon",
        "A consultation has closed",
        "The outcome of a consultation is published",
        "A comment is published",
        "A comment is not public any more",
        "A comment waits for moderators",
        "A comment waits no more",
    ):
        assert sentence in form
    assert "webhook.test" not in form
    assert (webhook.name, webhook.address, webhook.events) == ("City data", receiver.url, EVENTS)
    assert webhook.is_active
    assert ModelLogEntry.objects.get(action="wagtail.create").user == staff.manager
    assert "City data" in browser.get(LIST).text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": ""}, "This field is required."),
        ({"address": "http://example.org/"}, "The address has to begin with https://."),
        ({"address": "https://ada:pw@example.org/"}, "Leave out the name and password"),
        ({"address": "https://10.0.0.1/"}, "leads into a private network"),
        ({"address": "nonsense"}, "Write a whole address"),
        ({"events": []}, "This field is required."),
        ({"events": ["webhook.test"]}, "is not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_where_it_can_be_mended(browser, receiver, given, words):
    good = {"name": "City data", "address": receiver.url, "events": EVENTS}
    answer = browser.post(f"{LIST}new/", good | given)
    assert answer.status_code == 422
    assert words in answer.text
    assert not Webhook.objects.exists()


def test_the_secret_is_shown_once_and_by_no_other_page(browser, webhook):
    before = browser.get(f"{LIST}{webhook.pk}/").text
    assert "Show the secret" in before
    shown = press(browser, webhook, "show-secret")
    assert webhook.secret in shown.text
    assert "no-store" in shown["Cache-Control"]
    again = press(browser, webhook, "show-secret")
    assert again.status_code == 302
    assert "shown already" in said(again)
    for address in (LIST, f"{LIST}{webhook.pk}/", f"{LIST}{webhook.pk}/delete/", LOG, "/admin/"):
        assert "whsec_" not in browser.get(address).text
        assert webhook.secret.removeprefix("whsec_") not in browser.get(address).text


def test_opening_an_address_shows_no_secret_and_does_nothing(browser, webhook):
    assert browser.get(f"{LIST}{webhook.pk}/do/").status_code == 405
    webhook.refresh_from_db()
    assert webhook.secret_shown_at is None


def test_a_new_secret_can_be_made_and_the_page_says_how_long_the_old_one_works(browser, webhook):
    press(browser, webhook, "show-secret")
    assert "new secret" in said(press(browser, webhook, "new-secret"))
    page = browser.get(f"{LIST}{webhook.pk}/").text
    assert "works too until 11 February 2027, 12pm" in page
    shown = press(browser, webhook, "show-secret").text
    renewed = Webhook.objects.get()
    assert renewed.secret != webhook.secret
    assert renewed.secret in shown
    assert webhook.secret not in shown


def test_a_test_is_sent_and_its_page_says_what_became_of_it(browser, webhook, receiver):
    answer = press(browser, webhook, "test")
    page = browser.get(answer["Location"]).text
    assert "It was not tried yet." in page
    deliver_webhooks(at=NOW)
    (received,) = receiver.received
    assert is_signed(received, webhook.secret, now=NOW.timestamp())
    page = browser.get(answer["Location"]).text
    assert "Delivered" in page
    assert received.uid in page


def test_the_log_is_filtered_by_state_event_and_webhook(browser, webhook, receiver, post, staff):
    comment = post()
    receiver.answers = [500]
    deliver_webhooks(at=NOW)
    deciding.remove_comment(comment=comment, moderator=staff.moderator, reason="spam", at=NOW)
    rows = browser.get(LOG).text
    assert rows.count('<span class="w-status') == 2
    assert "500 – The receiver did not take it" in rows

    def number(query):
        return browser.get(f"{LOG}?{query}").text.count('<span class="w-status')

    assert number("state=pending") == 2
    assert number("state=failed") == 0
    assert number("event=comment.removed") == 1
    assert number("event=comment.removed&state=pending") == 1
    assert number("event=queue.left") == 0
    assert number(f"webhook={webhook.pk}") == 2
    assert number("webhook=999999") == 2  # nothing that one can choose
    assert number("state=nonsense&webhook__secret__startswith=whsec") == 2


def test_one_delivery_shows_its_attempts_and_what_it_says_now(
    browser, webhook, receiver, post, staff
):
    comment = post(SECRET_WORDS)
    delivery = WebhookDelivery.objects.get()
    receiver.answers = [500, 204]
    deliver_webhooks(at=NOW)
    deliver_webhooks(at=NOW + timedelta(minutes=1))
    page = browser.get(f"{LOG}inspect/{delivery.pk}/").text
    assert "The receiver did not take it" in page
    assert "204" in page
    assert delivery.attempt_rows.last().digest in page
    assert SECRET_WORDS in page  # it is public
    deciding.remove_comment(comment=comment, moderator=staff.moderator, reason="spam", at=NOW)
    page = browser.get(f"{LOG}inspect/{delivery.pk}/").text
    assert SECRET_WORDS not in page
    assert "nothing would be sent" in page


def test_the_button_sends_it_again_under_the_same_id(browser, webhook, receiver, post):
    post()
    delivery = WebhookDelivery.objects.get()
    page = browser.get(f"{LOG}inspect/{delivery.pk}/").text
    assert "Send again" not in page  # it is on its way
    answer = browser.post(f"{LOG}{delivery.pk}/resend/")
    assert "on its way already" in said(answer)
    deliver_webhooks(at=NOW)
    assert "Send again" in browser.get(f"{LOG}inspect/{delivery.pk}/").text
    assert browser.get(f"{LOG}{delivery.pk}/resend/").status_code == 405
    answer = browser.post(f"{LOG}{delivery.pk}/resend/")
    assert answer["Location"] == f"{LOG}inspect/{delivery.pk}/"
    assert "on its way again" in said(answer)
    deliver_webhooks(at=NOW)
    assert len(receiver.received) == 2
    assert len(set(receiver.uids)) == 1


def test_it_is_changed_switched_and_deleted(browser, webhook, receiver, post, staff):
    answer = browser.post(
        f"{LIST}{webhook.pk}/",
        {"name": "Press", "address": receiver.url, "events": ["queue.entered"]},
    )
    assert answer.status_code == 302
    webhook.refresh_from_db()
    assert (webhook.name, webhook.events) == ("Press", ["queue.entered"])
    press(browser, webhook, "switch-off")
    webhook.refresh_from_db()
    assert (webhook.is_active, webhook.switched_off_because) == (False, SwitchedOff.BY_HAND)
    assert "Why: By hand" in browser.get(f"{LIST}{webhook.pk}/").text
    press(browser, webhook, "switch-on")
    webhook.refresh_from_db()
    assert webhook.is_active
    press(browser, webhook, "nonsense")
    assert "Delete the webhook" in browser.get(f"{LIST}{webhook.pk}/delete/").text
    assert Webhook.objects.exists()
    assert browser.post(f"{LIST}{webhook.pk}/delete/")["Location"] == LIST
    assert not Webhook.objects.exists()


def test_the_home_page_tells_managers_and_nobody_else_what_stopped(
    browser, webhook, receiver, post, staff
):
    assert "Webhooks that stopped" not in browser.get("/admin/").text
    receiver.answers = [410]
    post()
    deliver_webhooks(at=NOW)
    home = browser.get("/admin/").text
    assert "Webhooks that stopped" in home
    assert "City data" in home
    assert "gone for good" in home
    for person in (staff.moderator, staff.editor, staff.analyst):
        assert "Webhooks that stopped" not in client_for(person).get("/admin/").text
    press(browser, webhook, "switch-on")
    assert "Webhooks that stopped" not in browser.get("/admin/").text


def test_who_switched_it_off_by_hand_is_not_told_that_it_stopped(browser, webhook):
    press(browser, webhook, "switch-off")
    assert "Webhooks that stopped" not in browser.get("/admin/").text


def test_a_delivery_that_never_came_back_says_so(browser, webhook, post):
    post()
    webhook_delivery._claim(at=NOW, without=())
    delivery = WebhookDelivery.objects.get()
    page = browser.get(f"{LOG}inspect/{delivery.pk}/").text
    assert "Not recorded: being sent, or interrupted" in page
    WebhookDelivery.objects.update(
        state=DeliveryState.FAILED.value, problem=Problem.NO_ANSWER.value
    )
    assert "Sending was interrupted" in browser.get(f"{LOG}inspect/{delivery.pk}/").text


@pytest.mark.parametrize("number", [1, 20])
def test_the_lists_ask_the_same_few_questions(
    browser, webhook, post, django_assert_num_queries, number
):
    for _index in range(number - 1):
        Webhook.objects.create(
            name="Another", address=webhook.address, events=EVENTS, secret="s", created_at=NOW
        )
    post()
    assert WebhookDelivery.objects.count() == number
    for address, queries in ((LIST, QUERIES_LIST), (LOG, QUERIES_LOG)):
        browser.get(address)
        with django_assert_num_queries(queries):
            browser.get(address)
