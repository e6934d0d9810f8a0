"""What the documentation says is there, is there; what a host may set, it names."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission

from consultations import urls_consultation, urls_hub
from consultations.admin.groups import plans
from consultations.models import ConsultationIndexPage, ConsultationPage
from discussion_pages import urls as discussion_urls
from discussion_pages.admin.desk.queue import URGENCIES
from discussion_pages.conf import DEFAULTS
from discussion_pages.models import DiscussionPage
from discussion_pages.rules.queue import Urgency
from discussion_pages.rules.reasons import Reason
from discussion_pages.rules.states import ACTIONS_THAT_LIMIT, TRANSITIONS, State
from discussion_pages.wagtail_hooks import register_log_permissions

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
REFERENCE = DOCS / "reference"


def anchor(heading: str) -> str:
    plain = re.sub(r"[^\w\- ]", "", heading.strip().lower().replace("`", ""))
    return plain.replace(" ", "-")


def anchors(page: Path) -> set[str]:
    return {anchor(heading) for heading in re.findall(r"^#+ (.*)$", page.read_text(), re.M)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_heading_that_exist(page):
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
        if link.startswith(("http://", "https://")):
            continue
        path, _hash, fragment = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if fragment:
            assert fragment in anchors(target), link


def test_the_index_leads_to_every_page():
    index = (DOCS / "README.md").read_text()
    for page in DOCS.rglob("*.md"):
        name = page.relative_to(DOCS).as_posix()
        if name != "README.md" and not re.match(r"decisions/\d", name):
            assert f"({name})" in index


def test_every_decision_is_listed_under_its_number():
    listed = (DOCS / "decisions" / "README.md").read_text()
    for page in (DOCS / "decisions").glob("[0-9]*.md"):
        number = int(page.name[:4])
        title = page.read_text().splitlines()[0].removeprefix(f"# {number}. ")
        assert f"| {number} | [{title}]({page.name}) |" in listed


@pytest.mark.parametrize("name", sorted(DEFAULTS))
def test_every_setting_of_the_suite_is_described_with_its_default(name):
    default = f'"{DEFAULTS[name]}"' if isinstance(DEFAULTS[name], str) else DEFAULTS[name]
    assert f"| `DISCUSSION_PAGES_{name}` | `{default}` |" in (REFERENCE / "settings.md").read_text()


def test_every_variable_that_settings_read_is_described():
    described = (REFERENCE / "settings.md").read_text()
    for module in (ROOT / "site/config/settings").glob("*.py"):
        for name in re.findall(
            r'(?:env\.\w+|chosen|tolerated)\(\s*"([A-Z_]+)"', module.read_text()
        ):
            assert f"| `{name}` |" in described, name


def test_states_and_decisions_are_described_as_the_rule_has_them():
    text = (REFERENCE / "states.md").read_text()
    table = text.partition("## Decisions")[2].partition("## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.splitlines()[4:]
        if line.startswith("|")
    ]
    for (before, action), transition in TRANSITIONS.items():
        words = action.replace("_", " ")
        said = [
            to
            for decisions, since, to, *_rest in rows
            if words in re.split(r", | \(", decisions)
            and (before in re.findall(r"\w+", since) or since == "any")
        ]
        assert said in ([transition.to], ["the same"]), (before, action)
    for decisions, *_rest, needs_reason in rows:
        limits = decisions in {str(action) for action in ACTIONS_THAT_LIMIT}
        assert needs_reason.startswith("yes" if limits else "no"), decisions
    for state in State:
        assert f"| {state} |" in text
    for reason in Reason:
        assert f"| `{reason}` |" in text


def described_permissions() -> set[str]:
    """Return the permissions that tables name; ``change_…`` is of what the row began with."""
    found = set()
    for row in re.findall(r"^\| (`.*?) \|", (REFERENCE / "permissions.md").read_text(), re.M):
        first, *others = re.findall(r"`(.*?)`", row)
        found.add(first)
        app, _dot, codename = first.partition(".")
        model = codename.partition("_")[2]
        found |= {f"{app}.{other.replace('…', model)}" for other in others}
    return found


def test_every_permission_that_a_group_may_be_given_is_described(db):
    ours = ("consultations", "discussion_pages", "timeline_blocks")
    given = {
        f"{app}.{codename}"
        for app in ours
        for model in apps.get_app_config(app).get_models()
        for codename, _label in model._meta.permissions
    }
    given |= {name for plan in plans() for name in plan.permissions if name.startswith(ours)}
    given |= {f"discussion_pages.{right.codename}" for right in register_log_permissions()}
    described = described_permissions()
    assert given - described == set()
    rights = Permission.objects.values_list("content_type__app_label", "codename")
    assert described <= {".".join(right) for right in rights}


ADDRESSES = {
    "Below the hub": (ConsultationIndexPage, urls_hub),
    "Below a consultation": (ConsultationPage, urls_consultation),
    "Below a discussion": (DiscussionPage, discussion_urls),
}


def addresses_under(heading: str) -> str:
    text = (REFERENCE / "addresses.md").read_text()
    return text.partition(f"## {heading}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("heading", ADDRESSES)
def test_every_word_that_a_page_keeps_for_itself_is_described_as_reserved(heading):
    model, _urls = ADDRESSES[heading]
    sentence = addresses_under(heading).partition("Reserved:")[2].partition(".")[0]
    assert set(re.findall(r"`(\w+)`", sentence)) == model.reserved_slugs


@pytest.mark.parametrize("heading", ADDRESSES)
def test_every_address_below_a_page_is_described_and_none_that_is_there_is_for_later(heading):
    _model, urls = ADDRESSES[heading]
    text = addresses_under(heading)
    later = set(re.findall(r"`(\w+)`", text.partition("for later")[2].partition(".")[0]))
    for pattern in urls.urlpatterns:
        first = str(pattern.pattern).partition("/")[0]
        if first:
            assert f"| `{first}" in text
            assert first not in later


def test_the_tutorial_follows_the_words_of_the_home_page():
    text = (DOCS / "tutorial" / "first-consultation.md").read_text()
    assert f"Follow **{URGENCIES[Urgency.HELD]}**: the desk opens" in text
