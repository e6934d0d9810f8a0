"""What the reference says of the pipeline is so, and its example works."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from discussion_pages.admin.labels import rule_label
from discussion_pages.conf import DEFAULTS
from discussion_pages.rules.personal_data import Detail
from discussion_pages.services.posting import post_comment
from discussion_pages.words import held_sentence

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/moderation-pipeline.md"
TEXT = PAGE.read_text()


def documented():
    table = TEXT.partition("## Phases")[2].partition("### ")[0]
    return [line.split(" | ") for line in table.splitlines() if line.startswith("| `")]


def test_the_phases_stand_in_their_order():
    names = [row[0].strip("| `") for row in documented()]
    assert names == [path.rpartition(".")[2] for path in DEFAULTS["PIPELINE"]]


def test_every_rule_has_words_for_moderators_and_authors():
    rules = re.findall(r"`([a-z:]+)`", " ".join(row[2] for row in documented()))
    assert {f"personal:{detail}" for detail in Detail} < set(rules)
    for rule in [*rules, "edit:redacted", "reports:3"]:
        assert rule_label(rule) != rule
        assert held_sentence(rule) != held_sentence("no such rule")


@pytest.mark.django_db
def test_the_example_of_a_hosts_own_phase_works(world, member, at, monkeypatch, settings):
    phase, line = re.findall(r"```python\n(.*?)```", TEXT, re.S)
    module = ModuleType("your_site.moderation")
    exec(phase, module.__dict__)
    monkeypatch.setitem(sys.modules, "your_site", ModuleType("your_site"))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    written: dict = {}
    exec(line, written)
    settings.DISCUSSION_PAGES_PIPELINE = written["DISCUSSION_PAGES_PIPELINE"]

    def posted(text):
        return post_comment(discussion=world.discussion, author=member, text=text, at=at)

    held = posted("WHY IS IT ALWAYS SO DARK HERE?")
    assert (held.state, held.held_rule) == ("held", "shouting")
    assert held.decisions.get().spans == [[0, 30]]
    assert posted("Why was it so dark there?").state == "published"
