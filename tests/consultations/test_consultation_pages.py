"""The hub's and a consultation's public pages through the client."""

import json
import re
from datetime import UTC, datetime, time, timedelta
from xml.etree import ElementTree

import icalendar
import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction, Site

from consultations.models import ConsultationDocument
from discussion_pages.models import DiscussionSettings
from discussion_pages.services.posting import post_comment
from tests import factories
from tests.bulk import insert_comments
from tests.factories import NOW

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
    # Wagtail leaves a temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]

HUB = "/consultations/"
URL = "/consultations/safer-streets/"
ATOM = "{http://www.w3.org/2005/Atom}"

TIMELINE = [
    (
        "stage",
        {
            "heading": "Evidence gathering",
            "entries": [
                (
                    "event",
                    {
                        "title": "Online workshop",
                        "when": [
                            (
                                "range",
                                {
                                    "start_date": NOW.date() + timedelta(days=7),
                                    "start_time": time(18, 0),
                                    "end_time": time(19, 30),
                                },
                            )
                        ],
                    },
                ),
                (
                    "call_to_respond",
                    {
                        "title": "Have your say",
                        "when": [
                            (
                                "range",
                                {
                                    "start_date": NOW.date() - timedelta(days=30),
                                    "end_date": NOW.date() + timedelta(days=30),
                                },
                            )
                        ],
                    },
                ),
            ],
        },
    )
]


@pytest.fixture
def full(world):
    """A consultation with everything a page can hold."""
    page = world.consultation
    image_model = get_image_model()
    image = image_model.objects.create(title="Street", file=get_test_image_file(size=(1600, 1000)))
    mark = image_model.objects.create(title="Mark", file=get_test_image_file(size=(200, 200)))
    organisation = factories.OrganisationFactory(mark=mark, url="https://example.org/")
    document = get_document_model().objects.create(
        title="Draft plan", file=ContentFile(b"a,b\n", name="plan.csv"), file_size=4, file_hash="x"
    )
    guidance = factories.SafetyGuidanceFactory()
    factories.SafetyGuidancePageFactory(parent=world.home, guidance=guidance)
    settings = DiscussionSettings.for_site(Site.objects.get())
    settings.default_guidance = guidance
    settings.save()
    page.organisation = organisation
    page.hero_image, page.hero_alt = image, "A street at night"
    page.topics = [factories.TopicFactory(), factories.TopicFactory()]
    page.documents = [ConsultationDocument(document=document)]
    page.noun_singular, page.noun_plural = "Londoner", "Londoners"
    page.open_to_change = "<p>The lighting plan.</p>"
    page.decided_by = "<p>The cabinet.</p>"
    page.next_steps = "<p>We publish what we heard.</p>"
    page.timeline = TIMELINE
    page.save_revision().publish()
    world.discussion.organisation = world.discussion.co_moderator = organisation
    world.discussion.body = [
        ("text", "<p>About lamps.</p>"),
        ("prompt", {"heading": "What do you think?", "question_list": ["Where?", "When?"]}),
    ]
    world.discussion.save_revision().publish()
    return page


def test_the_page_says_where_it_stands_and_until_when(client, full):
    page = client.get(URL).content.decode()
    assert "Closes 12 March 2027 at 12pm" in page
    for text in ("The lighting plan.", "The cabinet.", "We publish what we heard.", "Draft plan"):
        assert text in page
    assert re.search(r"CSV", page)


def test_both_units_are_named_apart(client, world, full, member, at):
    factories.OfflineResponseFactory(consultation=full, people=1393, responses=1392)
    for text in ("Once", "Twice"):
        post_comment(discussion=world.discussion, author=member, text=text, at=at)
    post_comment(discussion=world.discussion, author=factories.UserFactory(), text="Me", at=at)
    page = client.get(URL).content.decode()
    assert "1,395 Londoners have responded" in page
    assert "1,395 responses received" in page
    assert 'id="how-we-count"' in page


@pytest.mark.parametrize(
    ("shift", "words"),
    [
        (timedelta(days=-31), "Upcoming"),
        (timedelta(days=-30), "Open"),
        (timedelta(days=30, microseconds=-1), "Open"),
        (timedelta(days=30), "Closed"),
    ],
)
def test_the_status_follows_the_clock(client, clock, world, shift, words):
    clock.shift(shift)
    page = client.get(URL).content.decode()
    assert re.search(rf'class="[^"]*wc-status[^"]*"[^>]*>\s*(?:<[^>]+>\s*)*{words}', page)


def test_an_anonymous_page_touches_no_session_and_holds_no_token(client, full):
    for url in (HUB, URL, "/", "/search/?q=street", "/staying-safe/"):
        response = client.get(url)
        assert response.status_code == 200, url
        assert not response.cookies, url
        assert not response.wsgi_request.session.accessed, url
        assert b"csrfmiddlewaretoken" not in response.content, url
        assert "Cookie" in response["Vary"], url


def test_no_page_has_inline_script_or_style_but_json_ld(client, full):
    for url in (HUB, URL, f"{URL}walk-home/", "/", "/staying-safe/", "/search/?q=x", "/nowhere/"):
        page = client.get(url).content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", page), url
        for script in re.findall(r"<script([^>]*)>", page):
            assert "src=" in script or 'type="application/ld+json"' in script, url
        for address in re.findall(r'(?:src|srcset|href)="(https?:)?//([^/"]+)', page):
            assert address[1] in {"testserver", "localhost", "example.org"}, (url, address)


def test_structured_data_is_json_that_holds_what_the_page_shows(client, world, full, member, at):
    post_comment(discussion=world.discussion, author=member, text="</script>Lamps", at=at)
    found = {}
    for url in (URL, f"{URL}walk-home/"):
        page = client.get(url).content.decode()
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S):
            data = json.loads(text)
            for item in data if isinstance(data, list) else [data]:
                found[item["@type"]] = item
    assert {"Event", "DiscussionForumPosting", "BreadcrumbList"} <= set(found)
    assert found["Event"]["organizer"]["@type"] == "Organization"
    assert found["DiscussionForumPosting"]["comment"][0]["text"] == "</script>Lamps"


@pytest.mark.parametrize("comments", [100, 10_000])
def test_a_page_with_everything_asks_few_questions(
    client, world, full, member, at, django_assert_max_num_queries, comments
):
    insert_comments(world.discussion, roots=comments // 4, replies=3, at=at)
    for url in (URL, f"{URL}walk-home/"):
        client.logout()
        client.get(url)
        cache.clear()
        with django_assert_max_num_queries(15):
            client.get(url)
        client.force_login(member)
        client.get(url)
        cache.clear()
        with django_assert_max_num_queries(19):
            client.get(url)


def test_the_hub_lists_what_closes_soonest_first(client, world):
    factories.ConsultationPageFactory(
        parent=world.hub, title="Sooner", closes_at=NOW + timedelta(days=2)
    )
    page = client.get(HUB).content.decode()
    assert page.index("Sooner") < page.index("Safer streets")


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("open", {"Safer streets"}),
        ("upcoming", {"Coming"}),
        ("closed", {"Over"}),
        ("outcome_published", {"Decided"}),
        ("", {"Safer streets", "Coming", "Over", "Decided"}),
        ("nonsense", {"Safer streets", "Coming", "Over", "Decided"}),
    ],
)
def test_the_hub_filters_by_status(client, world, status, shown):
    factories.ConsultationPageFactory(parent=world.hub, title="Coming", upcoming=True)
    factories.ConsultationPageFactory(parent=world.hub, title="Over", closed=True)
    factories.ConsultationPageFactory(parent=world.hub, title="Decided", outcome=True)
    page = client.get(HUB, {"status": status}).content.decode()
    main = re.sub(r"\s*(<|>)\s*", r"\1", page[page.index("<main") : page.index("</main")])
    titles = {"Safer streets", "Coming", "Over", "Decided"}
    assert {title for title in titles if f">{title}<" in main} == shown


def test_the_hub_searches_and_pages_by_real_addresses(client, world):
    for number in range(12):
        factories.ConsultationPageFactory(parent=world.hub, title=f"Library {number}")
    first = client.get(HUB, {"q": "Library"}).content.decode()
    assert "Safer streets" not in first[first.index("<main") :]
    assert "q=Library&amp;page=2" in first
    second = client.get(HUB, {"q": "Library", "page": "2"})
    assert second.status_code == 200
    for number in ("0", "3", "x", "99999999999999999999", "1" * 5000):
        assert client.get(HUB, {"q": "Library", "page": number}).status_code == 404


def test_a_list_costs_the_same_however_long(client, world, django_assert_max_num_queries):
    for _ in range(9):
        factories.ConsultationPageFactory(parent=world.hub)
    client.get(HUB)
    cache.clear()
    with django_assert_max_num_queries(16):
        client.get(HUB)


def test_a_private_consultation_is_in_no_list(client, world):
    hidden = factories.ConsultationPageFactory(parent=world.hub, title="Behind the door")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    draft = factories.ConsultationPageFactory(parent=world.hub, title="Not yet", live=False)
    for url in (HUB, "/", f"{HUB}feed/", "/search/?q=door", "/sitemap.xml"):
        page = client.get(url).content.decode()
        assert "Behind the door" not in page, url
        assert hidden.slug not in page, url
        assert draft.slug not in page, url


def test_the_feed_is_atom_with_lasting_ids(client, full):
    response = client.get(f"{HUB}feed/")
    assert response["Content-Type"].startswith("application/atom+xml")
    tree = ElementTree.fromstring(response.content)
    entry = tree.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Safer streets"
    assert entry.find(f"{ATOM}id").text
    assert entry.find(f"{ATOM}link").get("href").endswith(URL)


def test_the_timeline_is_a_calendar_and_so_is_each_event(client, full):
    response = client.get(f"{URL}timeline.ics")
    assert response["Content-Type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(response.content)
    (event,) = [found for found in calendar.walk("VEVENT") if found["summary"] == "Online workshop"]
    assert event.decoded("dtstart").astimezone(UTC) == datetime(2027, 2, 17, 18, 0, tzinfo=UTC)
    entry_id = re.search(r"timeline/([\w-]+)\.ics", client.get(URL).content.decode())[1]
    single = client.get(f"{URL}timeline/{entry_id}.ics")
    assert single.status_code == 200
    assert "attachment" in single["Content-Disposition"]
    assert client.get(f"{URL}timeline/no-such-entry.ics").status_code == 404


def test_calendars_of_a_private_consultation_ask_for_log_in(client, full):
    PageViewRestriction.objects.create(page=full, restriction_type="login")
    assert client.get(f"{URL}timeline.ics").status_code == 302


def test_the_site_map_lists_public_pages_with_whole_addresses(client, world):
    text = client.get("/sitemap.xml").content.decode()
    assert f"http://localhost{URL}walk-home/" in text


def test_reserved_addresses_are_kept_free(client, world):
    for name in ("survey", "outcome"):
        assert client.get(f"{URL}{name}/").status_code == 404


def test_a_member_of_staff_with_another_clock_reads_the_same_times(client, world):
    from django.utils import timezone

    with timezone.override("America/New_York"):
        assert "Closes 12 March 2027 at 12pm" in client.get(URL).content.decode()


def test_only_reading_is_answered(client, world):
    assert client.post(HUB).status_code == 405
    assert client.post(URL).status_code == 405


def test_every_page_names_its_canonical_address(client, world):
    factories.DiscussionPageFactory(parent=world.consultation, slug="second")
    for url in (HUB, URL, f"{URL}walk-home/"):
        page = client.get(f"{url}?utm_source=x").content.decode()
        assert f'<link rel="canonical" href="http://localhost{url}">' in page


@pytest.mark.parametrize(
    "query",
    ['"', "*", " ", "_", "''", "(", "a OR", "NEAR(", 'x"y', "-", "\x00", "é", "a" * 500, "%"],
)
def test_whatever_is_searched_for_is_answered(client, world, query):
    for url in (HUB, "/search/", "/api/v2/pages/"):
        name = "search" if "api" in url else "q"
        assert client.get(url, {name: query}).status_code in {200, 400}, url


def test_marks_alone_find_nothing(client, world):
    page = client.get(HUB, {"q": '"'}).content.decode()
    assert "Safer streets" not in page.split("<main")[1]


@pytest.mark.parametrize("url", [URL, f"{URL}walk-home/"])
def test_a_page_asks_once_where_sites_begin(client, full, monkeypatch, url):
    asked = []
    find = Site.get_site_root_paths
    monkeypatch.setattr(Site, "get_site_root_paths", lambda: asked.append(1) or find())
    assert client.get(url).status_code == 200
    assert len(asked) == 1
