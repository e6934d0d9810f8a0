"""Strings planted in everything restricted, so that tests can look for them everywhere."""

from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from wagtail.models import PageViewRestriction

from discussion_pages.models import Report
from discussion_pages.rules.states import Action
from discussion_pages.services.deciding import (
    decide,
    redact_comment,
    reject_edit,
    undo_decision,
)
from discussion_pages.services.liking import like_comment
from discussion_pages.services.posting import edit_comment, post_comment, withdraw_comment
from discussion_pages.services.reporting import report_comment
from tests import factories
from tests.factories import NOW

REPORTER_ADDRESS = "reporter-zq@example.net"


@dataclass
class Planted:
    """What must not be found: strings for nobody outside, and those that their author may read."""

    secrets: dict[str, str] = field(default_factory=dict)
    keys: list[int] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)

    def word(self, name: str) -> str:
        """Return a word that stands nowhere else, and remember it."""
        return self.secrets.setdefault(name, f"zq{len(self.secrets)}{name}zq".replace(" ", ""))


def plant(world, author, reader, moderator) -> Planted:
    """Write, report and decide everything that leaves a restricted text behind."""
    found = Planted()
    page = world.discussion

    def post(text: str, **given: Any):
        comment = post_comment(discussion=page, author=author, text=text, at=NOW, **given)
        found.keys.append(comment.pk)
        return comment

    def limit(comment, action: Action, name: str) -> None:
        decide(
            comment=comment,
            action=action,
            moderator=moderator,
            reason="abuse",
            note=f"A note {found.word(f'note on {name}')}",
            message="",
            at=NOW,
        )

    def report(comment, name: str, **given: Any) -> Report:
        made = report_comment(
            comment=comment,
            reason="abuse",
            text=f"It says {found.word(f'report of {name}')}",
            at=NOW,
            **given,
        )
        found.reports.append(made)
        return made

    stays = post("This one stays for everybody to read.")
    like_comment(comment=stays, member=reader, at=NOW)
    report(stays, "what stays", reporter=reader)
    report(stays, "what stays too", email=REPORTER_ADDRESS, address="192.0.2.77")

    removed = post(f"Removed {found.word('removed')}")
    post_comment(discussion=page, author=reader, text="A reply.", reply_to=removed, at=NOW)
    report(removed, "removed", email=REPORTER_ADDRESS, address="192.0.2.78")
    limit(removed, Action.REMOVE, "removed")

    page.moderation_mode = "before"
    page.save()
    post(f"Held {found.word('held')}")
    rejected = post(f"Rejected {found.word('rejected')}")
    limit(rejected, Action.REJECT, "rejected")
    edit_comment(comment=stays, author=author, text=f"Edited {found.word('held edit')}", at=NOW)
    refused = post_comment(discussion=page, author=reader, text="First words.", at=NOW)
    decide(comment=refused, action=Action.APPROVE, moderator=moderator, at=NOW)
    edit_comment(
        comment=refused, author=reader, text=f"Edited {found.word('refused edit')}", at=NOW
    )
    refused.refresh_from_db()
    reject_edit(comment=refused, moderator=moderator, reason="abuse", at=NOW)
    page.moderation_mode = "after"
    page.save()

    redacted = post(f"My neighbour {found.word('redacted')} at number nine is loud.")
    redact_comment(
        comment=redacted,
        moderator=moderator,
        passages=[found.secrets["redacted"]],
        reason="personal",
        at=NOW,
    )
    past = post(f"Before {found.word('past version')}")
    edit_comment(comment=past, author=author, text="After, for everybody.", at=NOW)
    withdrawn = post(f"Withdrawn {found.word('withdrawn')}")
    withdraw_comment(comment=withdrawn, author=author, at=NOW)
    back = post("This one came back.")
    again = decide(comment=back, action=Action.REMOVE, moderator=moderator, reason="spam", at=NOW)
    undo_decision(decision=again, moderator=moderator, at=NOW)

    private = factories.DiscussionPageFactory(
        parent=world.consultation, title=f"Private {found.word('private page')}"
    )
    post_comment(
        discussion=private, author=author, text=f"Inside {found.word('private talk')}", at=NOW
    )
    PageViewRestriction.objects.create(page=private, restriction_type="groups")
    draft = factories.DiscussionPageFactory(
        parent=world.consultation, title=f"Draft {found.word('draft page')}", live=False
    )
    assert not draft.live
    return found


def found_in(content: str, planted: Planted, *, but: frozenset[str] = frozenset()) -> list[str]:
    return [name for name, word in planted.secrets.items() if name not in but and word in content]


def cached_content() -> str:
    """Return everything that the cache holds, as text."""
    if hasattr(cache, "_cache") and isinstance(cache._cache, dict):
        return repr(list(cache._cache.values()))
    client = cache._cache.get_client(None)
    values = [client.get(key) if client.type(key) == b"string" else b"" for key in client.keys("*")]
    return repr(values)


def body_of(response) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode(errors="replace")
    return response.content.decode(errors="replace")
