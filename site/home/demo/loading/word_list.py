"""Loading the demonstration's word rules."""

from __future__ import annotations

from discussion_pages.models import WordRule
from home.demo.word_rules import WORD_RULES


def load_word_rules() -> None:
    """Make the word rules where there are none yet: a list that staff work on is theirs."""
    if WordRule.objects.exists():
        return
    for line in WORD_RULES:
        rule = WordRule(
            phrase=line.phrase, kind=line.kind, rule_code=line.rule_code, note=line.note
        )
        rule.full_clean()
        rule.save()
