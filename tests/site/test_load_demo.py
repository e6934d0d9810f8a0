"""The demonstration: complete, true to its figures, and safe to load again."""

import gzip
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count
from django.test.utils import CaptureQueriesContext, override_settings
from PIL import Image
from wagtail.models import Page, Site

from consultations.models import ConsultationPage, OfflineResponse
from consultations.rules.status import Status, status_of
from consultations.services.figures import participation
from discussion_pages.models import (
    Appeal,
    Decision,
    DiscussionComment,
    DiscussionPage,
    OutboxMessage,
    Report,
    SafetyGuidance,
    Sanction,
)
from discussion_pages.rules.queue import Urgency
from discussion_pages.rules.reasons import Reason
from discussion_pages.rules.states import State
from discussion_pages.services.digest import make_digests
from discussion_pages.services.tree import recount
from home.demo.content import CONSULTATIONS
from home.demo.library import ACCOUNTS, PAPERS, PICTURES
from home.demo.loading.load import load
from home.demo.loading.renditions import make_renditions
from home.demo.shapes import walk
from home.models import SiteImage, SiteRendition
from members.rules.pseudonyms import pseudonym_key, pseudonym_problem

LOADED_AT = datetime(2027, 3, 20, 9, 30, tzinfo=UTC)
STATUSES = {
    "police-and-crime-plan-2022-2025": Status.CLOSED,
    "safer-streets-at-night": Status.OPEN,
    "parks-and-play-for-every-age": Status.UPCOMING,
    "better-bus-stops": Status.OUTCOME_PUBLISHED,
}


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Load the demonstration once for this module, and take it away afterwards."""
    cache.clear()
    Site.clear_site_root_paths_cache()
    with (
        django_db_blocker.unblock(),
        time_machine.travel(LOADED_AT, tick=False),
        transaction.atomic(),
    ):
        load(at=LOADED_AT)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db):
    """The loaded demonstration, for one test."""


@pytest.fixture
def quick_renditions(monkeypatch):
    """Let every rendition be one dot: encoding all of them takes a minute."""
    dot = BytesIO()
    Image.new("RGB", (1, 1)).save(dot, "WEBP")

    def generate(self, filter, *, source=None):
        return ContentFile(dot.getvalue(), name="rendition.webp")

    monkeypatch.setattr(SiteImage, "generate_rendition_file", generate)


def test_pages_mails_and_the_api_give_the_address_that_the_demo_is_opened_at(demo):
    base = "http://127.0.0.1:8765"  # what `make demo` prints, and the base of links in mails
    with override_settings(PORT=8765), transaction.atomic():
        load(at=LOADED_AT)
        Site.clear_site_root_paths_cache()
        assert ConsultationPage.objects.first().full_url.startswith(f"{base}/consultations/")
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


def statuses(*, at: datetime) -> dict[str, Status]:
    """Return the status of each consultation at an instant."""
    return {
        page.slug: status_of(page.window, outcome_published_at=page.outcome_published_at, at=at)
        for page in ConsultationPage.objects.all()
    }


def row_counts() -> dict[str, int]:
    """Count the rows of every table."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models(include_auto_created=True)
    }


def comments_of(script):
    """Return all comments that the content of one consultation holds, with their parents."""
    return [pair for discussion in script.discussions for pair in walk(discussion.comments)]


def test_the_four_consultations_have_the_four_statuses(demo):
    assert statuses(at=LOADED_AT) == STATUSES


def test_the_closed_consultation_shows_the_figures_of_its_example(demo):
    page = ConsultationPage.objects.get(slug="police-and-crime-plan-2022-2025")
    figures = participation(page)
    assert (figures.respondents, figures.responses) == (1396, 1395)


def test_the_closed_consultation_runs_to_the_end_of_21_january_2022(demo):
    page = ConsultationPage.objects.get(slug="police-and-crime-plan-2022-2025")
    assert page.opens_at.date().isoformat() == "2021-11-16"
    assert page.closes_at == datetime(2022, 1, 22, tzinfo=UTC)
    assert page.outcome_published_at is None


def test_no_batch_of_offline_responses_is_negative_or_empty(demo):
    batches = list(OfflineResponse.objects.all())
    assert len(batches) == 15
    assert all(batch.people > 0 and batch.responses > 0 for batch in batches)


def test_each_workshop_of_the_example_has_its_own_date_inside_the_window(demo):
    page = ConsultationPage.objects.get(slug="police-and-crime-plan-2022-2025")
    workshops = [
        entry.value["when"][0].value
        for stage in page.timeline
        for entry in stage.value["entries"]
        if entry.block_type == "event"
    ]
    days = [when["start_date"] for when in workshops]
    assert len(set(days)) == 4
    assert all(page.opens_at.date() < day < page.closes_at.date() for day in days)
    assert {(f"{w['start_time']:%H:%M}", f"{w['end_time']:%H:%M}") for w in workshops} == {
        ("18:00", "19:30")
    }


def test_every_stream_passes_the_editors_own_validation(demo):
    for page in ConsultationPage.objects.all():
        page.body.stream_block.clean(page.body)
        page.timeline.stream_block.clean(page.timeline)
    for page in DiscussionPage.objects.all():
        page.body.stream_block.clean(page.body)
    for guidance in SafetyGuidance.objects.all():
        guidance.contacts.stream_block.clean(guidance.contacts)


def test_the_timelines_use_every_kind_of_entry_and_every_precision(demo):
    entries = [
        entry
        for page in ConsultationPage.objects.all()
        for stage in page.timeline
        for entry in stage.value["entries"]
    ]
    assert {entry.block_type for entry in entries} == {
        "milestone",
        "event",
        "publication",
        "call_to_respond",
    }
    assert {entry.value["when"][0].block_type for entry in entries} == {
        "day",
        "range",
        "month",
        "season",
        "quarter",
        "year",
        "unknown",
    }


def test_comments_number_about_three_hundred_in_every_state(demo):
    by_state = dict(DiscussionComment.objects.order_by().values_list("state").annotate(Count("pk")))
    assert sum(by_state.values()) == 301
    assert set(by_state) == {state.value for state in State}


def test_exactly_one_reply_is_official_and_some_comments_have_open_reports(demo):
    official = DiscussionComment.objects.get(is_official=True)
    assert official.organisation.name == "Talk London"
    assert Report.objects.filter(settled_at__isnull=True).count() >= 4


def test_each_limiting_decision_names_its_reason(demo):
    limiting = Decision.objects.filter(action__in=["hold", "reject", "remove"], is_automatic=False)
    assert limiting.exists()
    assert not limiting.filter(reason="").exists()


def test_everything_that_can_wait_at_the_desk_waits_in_the_open_consultation(demo):
    page = ConsultationPage.objects.get(slug="safer-streets-at-night")
    waiting = DiscussionComment.objects.filter(discussion__path__startswith=page.path)
    assert set(waiting.values_list("urgency", flat=True)) == set(Urgency)
    assert Sanction.objects.get().comment.discussion.get_parent().pk == page.pk


def test_nobody_is_written_to_about_what_was_invented(demo):
    assert not OutboxMessage.objects.filter(state="pending").exists()
    make_digests(at=LOADED_AT)
    written = OutboxMessage.objects.filter(state="pending").values_list("recipient__email")
    assert not written.exclude(recipient__email__in=[each.email for each in ACCOUNTS]).exists()


def test_nothing_is_dated_after_the_moment_of_loading(demo):
    assert not Appeal.objects.filter(made_at__gt=LOADED_AT).exists()
    assert not DiscussionComment.objects.filter(posted_at__gt=LOADED_AT).exists()
    assert not Decision.objects.filter(decided_at__gt=LOADED_AT).exists()
    assert not Report.objects.filter(reported_at__gt=LOADED_AT).exists()


def test_the_stored_figures_agree_with_the_comments(demo):
    for page in DiscussionPage.objects.exclude(figures=None).select_related("figures"):
        stored = page.figures
        kept = (stored.comment_count, stored.response_count, stored.last_comment_at)
        anew = recount(page.pk)
        assert kept == (anew.comment_count, anew.response_count, anew.last_comment_at)


def test_like_counts_agree_with_the_likes(demo):
    likes = DiscussionComment.objects.annotate(rows=Count("flags")).values_list(
        "like_count", "rows"
    )
    assert all(counted == rows for counted, rows in likes)


def addresses() -> list[str]:
    """Return the address of every public page."""
    return ["/", "/consultations/", "/staying-safe/"] + [
        address
        for script in CONSULTATIONS
        for address in (
            f"/consultations/{script.slug}/",
            *(f"/consultations/{script.slug}/{page.slug}/" for page in script.discussions),
        )
    ]


def test_every_page_can_be_read_and_finds_its_renditions_ready(demo, quick_renditions, client):
    make_renditions()
    ready = set(SiteRendition.objects.values_list("image__file", "filter_spec"))
    answers = {address: client.get(address).status_code for address in addresses()}
    assert answers == dict.fromkeys(addresses(), 200)
    assert set(SiteRendition.objects.values_list("image__file", "filter_spec")) - ready == set()


def test_a_second_run_changes_nothing(demo):
    before = row_counts()
    with CaptureQueriesContext(connection) as queries:
        again = load(at=LOADED_AT + timedelta(hours=1))
    assert not again.changed
    assert row_counts() == before
    assert not [
        query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]


def test_a_second_run_keeps_what_an_editor_wrote(demo, django_user_model):
    page = ConsultationPage.objects.get(slug="safer-streets-at-night")
    page.summary = "An editor's own summary."
    editor = django_user_model.objects.get(email="editor@example.com")
    page.save_revision(user=editor).publish()
    load(at=LOADED_AT + timedelta(days=400))
    page.refresh_from_db()
    assert page.summary == "An editor's own summary."


@pytest.mark.parametrize("days", [15, 63, 800])
def test_on_a_later_day_another_run_gives_back_the_four_statuses(demo, days):
    later = LOADED_AT + timedelta(days=days)
    comments = DiscussionComment.objects.count()
    load(at=later)
    assert statuses(at=later) == STATUSES
    assert DiscussionComment.objects.count() == comments


@pytest.mark.django_db
def test_the_command_prints_how_to_sign_in(demo):
    out = StringIO()
    with time_machine.travel(LOADED_AT, tick=False):
        call_command("load_demo", "--no-renditions", stdout=out)
    printed = out.getvalue()
    assert "nothing has changed" in printed
    assert all(account.email in printed and account.password in printed for account in ACCOUNTS)


@pytest.mark.django_db
def test_the_command_refuses_where_the_settings_do_not_allow_it(settings):
    settings.CONSULTATIONS_DEMO_ALLOWED = False
    before = Page.objects.count()
    with pytest.raises(CommandError, match="do not allow"):
        call_command("load_demo")
    assert Page.objects.count() == before


def test_no_two_comments_say_the_same():
    texts = [comment.text for script in CONSULTATIONS for comment, _parent in comments_of(script)]
    assert len(set(texts)) == len(texts)
    assert min(map(len, texts)) > 0
    assert max(map(len, texts)) <= 3000


def test_replies_come_after_what_they_answer():
    def moment(comment):
        day, clock = comment.when.split()
        return int(day), clock

    for script in CONSULTATIONS:
        for comment, parent in comments_of(script):
            assert parent is None or moment(parent) < moment(comment), comment.text


def test_invented_members_keep_the_rules_for_pseudonyms():
    names = {
        comment.author
        for script in CONSULTATIONS
        for comment, _parent in comments_of(script)
        if not comment.official
    }
    assert {name: pseudonym_problem(name) for name in names} == dict.fromkeys(names)
    assert len({pseudonym_key(name) for name in names}) == len(names)


def test_reports_and_decisions_use_reasons_that_exist():
    for script in CONSULTATIONS:
        for comment, _parent in comments_of(script):
            used = {comment.reason, *(report.reason for report in comment.reports)} - {""}
            assert used <= set(Reason)


def test_every_picture_and_document_is_there_and_small():
    for thing in (*PICTURES, *PAPERS):
        assert 0 < thing.path.stat().st_size <= 150_000, thing.path.name


def test_every_picture_says_what_it_shows():
    assert all(10 < len(picture.alt) <= 250 for picture in PICTURES)


def test_a_page_of_twenty_threads_is_light(demo, quick_renditions, client):
    """Gzip level 6, without images: HTML at most 30 KB, style 20 KB, script 15 KB."""
    page = DiscussionPage.objects.get(slug="getting-home-after-dark")
    answer = client.get(page.get_url())
    assert len(answer.context["threads_page"].threads) == 20
    html = answer.content.decode()
    assert gzipped(html.encode()) <= 30 * 1024
    assert 0 < weigh(html, "css") <= 20 * 1024
    assert 0 < weigh(html, "js") <= 15 * 1024


def weigh(html: str, kind: str) -> int:
    """Add up the files of a kind that a page asks for."""
    names = re.findall(rf'(?:href|src)="/static/([^"]+\.{kind})"', html)
    return sum(gzipped(Path(finders.find(name)).read_bytes()) for name in names)


def gzipped(content: bytes) -> int:
    """Return how much is sent of it."""
    return len(gzip.compress(content, 6))
