"""What notices and e-mails say, made when they are shown, in the reader's language.

``Notice.data`` and ``OutboxMessage.data`` hold codes and plain values, never a comment's text and
never a name; ``DATA_KEYS`` names them for each kind. Instants are ISO 8601 texts, ``""`` where
there is none; keys of records (``decision``, ``sanction``, ``guidance``) are integers.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeGuard

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from discussion_pages.dates import deadline_text, instant_text
from discussion_pages.models import Decision, DiscussionComment, SafetyGuidance
from discussion_pages.models.comments import URGENCY_CHOICES
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.rules.reports import ReportState
from discussion_pages.rules.sanctions import SanctionKind
from discussion_pages.rules.states import Action, State
from discussion_pages.words import held_sentence, sanction_sentence

DATA_KEYS: dict[NoticeKind, frozenset[str]] = {
    # discussion: its title. category: the code of what the machine saw ("" for a person's hold).
    # reason_title: the rule in words, where a moderator held it.
    NoticeKind.HELD: frozenset({"discussion", "category", "reason_title"}),
    # action: of the decision. edit: whether it was about an edit (bool). decision: its key, from
    # which the words concerned are read when they are shown. message: to the author.
    NoticeKind.DECIDED: frozenset(
        {"discussion", "action", "edit", "decision", "reason_title", "message", "appeal_until"}
    ),
    # action: of the decision that was undone.
    NoticeKind.UNDONE: frozenset({"discussion", "action"}),
    # guidance: key of the safety guidance that fits, or None.
    NoticeKind.SAFEGUARDING: frozenset({"discussion", "guidance"}),
    # about: "comment" or "sanction"; discussion "" for a sanction. expected_at: the target time.
    NoticeKind.APPEAL_RECEIVED: frozenset({"about", "discussion", "expected_at"}),
    # upheld: bool. answer: the words of whoever decided it. sanction_kind: "" for a comment.
    # others_stand: whether another sanction limits the member still.
    NoticeKind.APPEAL_DECIDED: frozenset(
        {"about", "discussion", "upheld", "answer", "sanction_kind", "others_stand"}
    ),
    # sanction: its key. sanction_kind: of rules.sanctions.
    NoticeKind.SANCTION: frozenset(
        {"sanction", "sanction_kind", "reason_title", "message", "ends_at", "appeal_until"}
    ),
    NoticeKind.SANCTION_LIFTED: frozenset({"sanction", "sanction_kind"}),
    # status_path: the private status page's path, with its signed token.
    NoticeKind.REPORT_RECEIVED: frozenset(
        {"reference", "discussion", "reason_title", "expected_at", "status_path"}
    ),
    # state: of rules.reports; received where the decision was undone. decision_reason: the rule
    # in words by which it was decided, "" where none was.
    NoticeKind.REPORT_DECIDED: frozenset(
        {"reference", "discussion", "reason_title", "state", "decision_reason", "status_path"}
    ),
    # Nothing: all is read from the notice's comment while that is published.
    NoticeKind.REPLY: frozenset(),
    NoticeKind.NEW_COMMENT: frozenset(),
    # rows: for each urgency with something late or at risk, its number and the counts "count",
    # "late" and "at_risk".
    NoticeKind.BACKLOG: frozenset({"rows"}),
}
"""What each kind needs to know. Whoever tells gives all of it."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go on, on this site."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Words:
    """A notice as people read it.

    ``passages`` are the member's own words that a decision concerns, for nobody else.
    """

    subject: str
    paragraphs: list[str]
    passages: list[str] = field(default_factory=list)
    link: Link | None = None

    @property
    def has_gone(self) -> bool:
        """Whether there is nothing to go and see, nor anything else to know."""
        return not self.paragraphs


@dataclass(frozen=True, slots=True)
class Related:
    """Records that the words of some notices are made from, fetched for all of them at once."""

    decisions: Mapping[int, Decision] = field(default_factory=dict)
    guidance: Mapping[int, SafetyGuidance] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Telling:
    """One notice, with what its words are made from."""

    data: Mapping[str, Any]
    comment: DiscussionComment | None
    related: Related

    def __getitem__(self, key: str) -> Any:
        return self.data.get(key, "")

    @property
    def discussion(self) -> str:
        """The discussion's title when it happened."""
        return str(self["discussion"])

    def when(self, key: str) -> datetime | None:
        """Return an instant of the data, where there is one."""
        return datetime.fromisoformat(self[key]) if self[key] else None


def related_to(datas: Iterable[Mapping[str, Any]]) -> Related:
    """Fetch what notices refer to by key. At most two queries."""
    decisions, guidance = set(), set()
    for data in datas:
        decisions.add(data.get("decision"))
        guidance.add(data.get("guidance"))
    decisions, guidance = decisions - {None, ""}, guidance - {None, ""}
    return Related(
        Decision.objects.in_bulk(decisions) if decisions else {},
        SafetyGuidance.objects.filter(live=True).in_bulk(guidance) if guidance else {},
    )


def words_of(
    kind: NoticeKind,
    data: Mapping[str, Any],
    *,
    comment: DiscussionComment | None = None,
    related: Related | None = None,
) -> Words:
    """Return what a notice says, in the active language."""
    if related is None:
        related = related_to([data])
    return WORDS[NoticeKind(kind)](Telling(data, comment, related))


def is_readable(comment: DiscussionComment | None) -> TypeGuard[DiscussionComment]:
    """Say whether everybody who may read its page can read the comment."""
    return comment is not None and comment.state == State.PUBLISHED and comment.discussion.live


def comment_url(comment: DiscussionComment) -> str:
    """Return where to read a comment, or "" where its page has no address."""
    url = comment.discussion.get_url()
    return f"{url}comments/{comment.pk}/" if url else ""


def _held(told: Telling) -> Words:
    paragraphs = [
        _(
            "Your comment in “%(discussion)s” is not public at the moment. A moderator reads it "
            "and decides."
        )
        % {"discussion": told.discussion}
    ]
    if told["category"]:
        paragraphs.append(held_sentence(told["category"]))
    if told["reason_title"]:
        paragraphs.append(_rule(told["reason_title"]))
    return Words(_("Your comment waits for a moderator"), paragraphs, link=_contributions())


DECIDED: dict[Action, tuple[Callable[[], str], Callable[[], str]]] = {
    Action.APPROVE: (
        lambda: _("Your comment is published"),
        lambda: _("A moderator has read your comment in “%(discussion)s”. It is public now."),
    ),
    Action.HOLD: (
        lambda: _("Your comment waits for a moderator"),
        lambda: _(
            "A moderator took your comment in “%(discussion)s” out of sight until it is decided."
        ),
    ),
    Action.REJECT: (
        lambda: _("Your comment is not published"),
        lambda: _("A moderator decided not to publish your comment in “%(discussion)s”."),
    ),
    Action.REMOVE: (
        lambda: _("Your comment was removed"),
        lambda: _("A moderator removed your comment in “%(discussion)s”."),
    ),
    Action.RESTORE: (
        lambda: _("Your comment is published after all"),
        lambda: _("A moderator put your comment in “%(discussion)s” back. It is public now."),
    ),
    Action.REDACT: (
        lambda: _("Part of your comment was taken out"),
        lambda: _(
            "A moderator took out part of your comment in “%(discussion)s”. A mark stands in its "
            "place, and the rest stays public."
        ),
    ),
}
DECIDED_EDIT: dict[Action, tuple[Callable[[], str], Callable[[], str]]] = {
    Action.APPROVE: (
        lambda: _("The change to your comment is published"),
        lambda: _(
            "A moderator has read the change to your comment in “%(discussion)s”. It is public now."
        ),
    ),
    Action.REJECT: (
        lambda: _("The change to your comment is not published"),
        lambda: _(
            "A moderator decided not to publish the change to your comment in “%(discussion)s”. "
            "The earlier version stays."
        ),
    ),
}
ANOTHER_DECISION = (
    lambda: _("A decision on your comment"),
    lambda: _("A moderator decided on your comment in “%(discussion)s”."),
)


def _decided(told: Telling) -> Words:
    table = DECIDED_EDIT if told["edit"] else DECIDED
    subject, sentence = table.get(told["action"], ANOTHER_DECISION)
    paragraphs = [sentence() % {"discussion": told.discussion}]
    if told["reason_title"]:
        paragraphs.append(_rule(told["reason_title"]))
    if told["message"]:
        paragraphs.append(_("The moderator writes: %(message)s") % {"message": told["message"]})
    if until := told.when("appeal_until"):
        paragraphs.append(
            _("You can ask somebody else to look at this again until %(when)s.")
            % {"when": deadline_text(until)}
        )
    return Words(
        subject(), paragraphs, passages=_passages(told), link=_link_from_decision(told, until)
    )


def _passages(told: Telling) -> list[str]:
    """Return the words that a decision concerns; what was taken out is nowhere repeated."""
    decision = told.related.decisions.get(told["decision"])
    if decision is None or told["action"] == Action.REDACT:
        return []
    return [line for line in decision.words.splitlines() if line.strip()]


def _link_from_decision(told: Telling, appeal_until: datetime | None) -> Link | None:
    if appeal_until and told.comment is not None:
        url = _address("appeal-comment", told.comment.pk)
        if url:
            return Link(_("Appeal against this"), url)
    return _to_comment(told.comment) or _contributions()


def _undone(told: Telling) -> Words:
    return Words(
        _("A decision on your comment was taken back"),
        [
            _("A moderator took back an earlier decision on your comment in “%(discussion)s”.")
            % {"discussion": told.discussion}
        ],
        link=_to_comment(told.comment) or _contributions(),
    )


def _safeguarding(told: Telling) -> Words:
    paragraphs = [
        _(
            "A moderator read what you wrote in “%(discussion)s” and wants you to know where to "
            "find help."
        )
        % {"discussion": told.discussion}
    ]
    guidance = told.related.guidance.get(told["guidance"])
    if guidance is not None:
        paragraphs.append(guidance.summary)
        paragraphs += [_contact(child.value) for child in guidance.contacts]
    link = None
    if told.comment is not None and (url := told.comment.discussion.get_url()):
        link = Link(_("Read more about staying safe"), f"{url}#staying-safe")
    # The subject shows on locked screens and in shared mailboxes.
    return Words(_("A message from the moderators"), paragraphs, link=link)


def _contact(contact: Mapping[str, Any]) -> str:
    ways = [contact.get(name) for name in ("phone", "text", "web", "hours")]
    return ": ".join([contact["name"], ", ".join(way for way in ways if way)])


def _appeal_received(told: Telling) -> Words:
    paragraphs = [
        (
            _(
                "Thank you. Somebody looks again at the decision on your comment in "
                "“%(discussion)s”."
            )
            % {"discussion": told.discussion}
            if told["about"] == "comment"
            else _("Thank you. Somebody looks again at what was decided about your account.")
        )
    ]
    if expected := told.when("expected_at"):
        paragraphs.append(_("We aim to answer by %(when)s.") % {"when": instant_text(expected)})
    return Words(_("We have your appeal"), paragraphs, link=_contributions())


def _appeal_decided(told: Telling) -> Words:
    if told["upheld"]:
        subject, said = _("Your appeal is upheld"), _("The first decision does not stand.")
    else:
        subject, said = _("Your appeal is not upheld"), _("The first decision stands.")
    paragraphs = [said]
    if told["about"] == "comment":
        paragraphs = [
            _("Your appeal about your comment in “%(discussion)s” is decided.")
            % {"discussion": told.discussion},
            said,
        ]
    elif told["sanction_kind"]:
        paragraphs = _appeal_against_sanction(told, said)
    if told["answer"]:
        paragraphs.append(_("The answer: %(answer)s") % {"answer": told["answer"]})
    return Words(subject, paragraphs, link=_contributions())


def _appeal_against_sanction(told: Telling, said: str) -> list[str]:
    """Say which sanction it was about and, where nothing else stands in the way, what holds now."""
    kind = SanctionKind(told["sanction_kind"])
    about = {
        SanctionKind.WARN: _("Your appeal about your warning is decided."),
        SanctionKind.PREMODERATE: _(
            "Your appeal about a moderator reading your comments first is decided."
        ),
        SanctionKind.MUTE: _("Your appeal about being kept from commenting is decided."),
        SanctionKind.SUSPEND: _("Your appeal about your suspension is decided."),
    }[kind]
    is_over = told["upheld"] and (kind is SanctionKind.WARN or not told["others_stand"])
    return [about, said, *([_what_is_over(kind)] if is_over else [])]


SANCTION_SUBJECTS: dict[SanctionKind, Callable[[], str]] = {
    SanctionKind.WARN: lambda: _("A warning from the moderators"),
    SanctionKind.PREMODERATE: lambda: _("A moderator reads your comments first"),
    SanctionKind.MUTE: lambda: _("You cannot comment for now"),
    SanctionKind.SUSPEND: lambda: _("You are suspended from taking part"),
}


def _sanction(told: Telling) -> Words:
    kind = SanctionKind(told["sanction_kind"])
    paragraphs = [
        sanction_sentence(kind, ends_at=told.when("ends_at"), reason_title=told["reason_title"])
    ]
    if told["message"]:
        paragraphs.append(_("The moderator writes: %(message)s") % {"message": told["message"]})
    link = _contributions()
    if until := told.when("appeal_until"):
        paragraphs.append(
            _("You can ask somebody else to look at this again until %(when)s.")
            % {"when": deadline_text(until)}
        )
        if url := _address("appeal-sanction", told["sanction"]):
            link = Link(_("Appeal against this"), url)
    return Words(SANCTION_SUBJECTS[kind](), paragraphs, link=link)


def _sanction_lifted(told: Telling) -> Words:
    said = _what_is_over(SanctionKind(told["sanction_kind"]))
    return Words(_("A sanction is lifted"), [said], link=_contributions())


def _what_is_over(kind: SanctionKind) -> str:
    return {
        SanctionKind.WARN: _("Your warning is taken back."),
        SanctionKind.PREMODERATE: _("A moderator no longer reads your comments first."),
        SanctionKind.MUTE: _("You can comment again."),
        SanctionKind.SUSPEND: _("You can take part again."),
    }[kind]


def _report_received(told: Telling) -> Words:
    paragraphs = [
        _("Thank you for your report on a comment in “%(discussion)s”. A moderator reads it.")
        % {"discussion": told.discussion},
        _("Your reference: %(reference)s") % {"reference": told["reference"]},
    ]
    if told["reason_title"]:
        paragraphs.append(_("You chose: %(rule)s") % {"rule": told["reason_title"]})
    if expected := told.when("expected_at"):
        paragraphs.append(_("We aim to decide by %(when)s.") % {"when": instant_text(expected)})
    subject = _("We have your report %(reference)s") % {"reference": told["reference"]}
    return Words(subject, paragraphs, link=_to_report(told))


def _report_decided(told: Telling) -> Words:
    said = {
        ReportState.UPHELD: _("A moderator agreed with you and acted on the comment."),
        ReportState.DISMISSED: _("A moderator looked at the comment and left it as it is."),
        ReportState.OVERTURNED: _(
            "What we had decided on your report was taken back on appeal. The comment stays."
        ),
        ReportState.CLOSED: _("Its author has withdrawn the comment."),
        ReportState.RECEIVED: _("The decision was taken back. A moderator looks at it again."),
    }[ReportState(told["state"])]
    paragraphs = [
        _("You reported a comment in “%(discussion)s”.") % {"discussion": told.discussion},
        said,
    ]
    if told["decision_reason"] and told["state"] == ReportState.UPHELD:
        paragraphs.append(_rule(told["decision_reason"]))
    paragraphs.append(_("Your reference: %(reference)s") % {"reference": told["reference"]})
    subject = _("News of your report %(reference)s") % {"reference": told["reference"]}
    return Words(subject, paragraphs, link=_to_report(told))


def _reply(told: Telling) -> Words:
    if not is_readable(told.comment):
        return Words(_("A reply to you is not public any more"), [])
    said = _("%(name)s replied to you in “%(discussion)s”") % _who_and_where(told.comment)
    return Words(
        said, [_("You wrote the comment that this answers.")], link=_to_comment(told.comment)
    )


def _new_comment(told: Telling) -> Words:
    if not is_readable(told.comment):
        return Words(_("A comment is not public any more"), [])
    said = _("%(name)s commented in “%(discussion)s”") % _who_and_where(told.comment)
    return Words(said, [_("You follow this discussion.")], link=_to_comment(told.comment))


def _who_and_where(comment: DiscussionComment) -> dict[str, str]:
    organisation = comment.organisation if comment.is_official else None
    name = str(organisation) if organisation else (comment.author_name or _("Former member"))
    return {"name": name, "discussion": comment.discussion.title}


def _rule(title: str) -> str:
    return _("The rule: %(rule)s") % {"rule": title}


def _to_comment(comment: DiscussionComment | None) -> Link | None:
    if comment is None or not is_readable(comment):
        return None
    url = comment_url(comment)
    return Link(_("Read the comment"), url) if url else None


def _to_report(told: Telling) -> Link | None:
    path = told["status_path"]
    return Link(_("See where your report stands"), path) if path else None


def _backlog(told: Telling) -> Words:
    names = dict(URGENCY_CHOICES)
    lines = [
        _("%(reason)s: %(count)s waiting, %(late)s past the target, %(at_risk)s at risk.")
        % {**row, "reason": names[row["urgency"]]}
        for row in told["rows"]
    ]
    return Words(
        _("Comments wait longer than the policy promises"),
        [
            _("At risk means that three quarters of the policy's target time are over."),
            *lines,
        ],
        link=_desk(),
    )


def _desk() -> Link | None:
    try:
        return Link(_("Open the desk"), reverse("discussion_pages_desk"))
    except NoReverseMatch:
        return None


def _contributions() -> Link | None:
    url = _address("contributions")
    return Link(_("See your contributions"), url) if url else None


def _address(name: str, *args: Any) -> str:
    """Return an address of the site, or "" where the host does not include ours."""
    try:
        return reverse(f"discussions:{name}", args=args)
    except NoReverseMatch:
        return ""


WORDS: dict[NoticeKind, Callable[[Telling], Words]] = {
    NoticeKind.HELD: _held,
    NoticeKind.DECIDED: _decided,
    NoticeKind.UNDONE: _undone,
    NoticeKind.SAFEGUARDING: _safeguarding,
    NoticeKind.APPEAL_RECEIVED: _appeal_received,
    NoticeKind.APPEAL_DECIDED: _appeal_decided,
    NoticeKind.SANCTION: _sanction,
    NoticeKind.SANCTION_LIFTED: _sanction_lifted,
    NoticeKind.REPORT_RECEIVED: _report_received,
    NoticeKind.REPORT_DECIDED: _report_decided,
    NoticeKind.REPLY: _reply,
    NoticeKind.NEW_COMMENT: _new_comment,
    NoticeKind.BACKLOG: _backlog,
}
