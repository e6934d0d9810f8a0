"""Blocks for a timeline: stages that hold entries. Usable in any StreamField.

`TimelineBlock` is a stream of `StageBlock`; an entry's id is the id that the stream gave it. Dates
and times are kept as the editor typed them, without a zone, and read in the site's `TIME_ZONE`
whatever the zone of the member of staff.

A page hands over what it knows in the template context; each key may be missing, and what depends
on it is then left out:

* `timeline_at`: the instant, aware; without it nothing is placed in time
* `timeline_responses`: the live number of responses, for calls to respond
* `timeline_count_url`: where it is told how they are counted
* `timeline_ics_url`: the address of the whole timeline as a calendar feed
* `timeline_event_ics_url`: a callable that takes an entry's id, or a string with `{entry_id}` in it
* `timeline_heading_level`: the level of the stages' headings, 3 if not said; entries one below

Messages stand at the field they speak of. Wagtail defers required values while a draft is saved, so
every check here passes over what is still empty.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    IntegerBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StreamBlockValidationError,
    StructBlock,
    StructBlockValidationError,
    TextBlock,
    TimeBlock,
    URLBlock,
)
from wagtail.blocks.struct_block import BlockGroup
from wagtail.documents.blocks import DocumentChooserBlock

from timeline_blocks import wording
from timeline_blocks.api import represent_image, represent_link, represent_when
from timeline_blocks.examples import (
    call_example,
    event_example,
    milestone_example,
    publication_example,
    stage_example,
    timeline_example,
)
from timeline_blocks.images import ImageBlock
from timeline_blocks.reading import range_of, read_when
from timeline_blocks.rules.when import FIRST_YEAR, LAST_YEAR, EndsBeforeStart, NoSuchTime
from timeline_blocks.timeline import (
    Supplied,
    build_entry,
    build_stage,
    build_timeline,
    read_link,
)

MONTHS = [
    ("1", _("January")),
    ("2", _("February")),
    ("3", _("March")),
    ("4", _("April")),
    ("5", _("May")),
    ("6", _("June")),
    ("7", _("July")),
    ("8", _("August")),
    ("9", _("September")),
    ("10", _("October")),
    ("11", _("November")),
    ("12", _("December")),
]
SEASONS = [
    ("spring", _("Spring (March to May)")),
    ("summer", _("Summer (June to August)")),
    ("autumn", _("Autumn (September to November)")),
    ("winter", _("Winter (December to February)")),
]
QUARTERS = [
    ("1", _("January to March")),
    ("2", _("April to June")),
    ("3", _("July to September")),
    ("4", _("October to December")),
]
TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


STAGE_LEVEL = 3
PREVIEW_AT = datetime(2027, 1, 4, 12, tzinfo=UTC)
PREVIEW_RESPONSES = 1395


def heading_levels(context: Any) -> dict[str, int]:
    """The levels of headings: stages as the page wishes, else h3, and entries one below."""
    level = min(max(int(context.get("timeline_heading_level") or STAGE_LEVEL), 1), 5)
    return {"timeline_heading_level": level, "timeline_entry_level": level + 1}


class PlacedPreview:
    """Shows in the block chooser what a page shows that hands everything over."""

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """A fixed instant, so that the example always has past and upcoming entries."""
        return {
            **(parent_context or {}),
            "timeline_at": PREVIEW_AT,
            "timeline_responses": PREVIEW_RESPONSES,
        }


class SpokenStructBlock(StructBlock):
    """A struct that says in the editor's words which field is empty."""

    empty_messages: ClassVar[Mapping[str, Any]] = {}

    def normalize(self, value: Any) -> Any:
        """Accept a plain dict with some fields left out, as code that writes content likes to."""
        if not isinstance(value, self.meta.value_class):
            missing = {
                name: block.get_default()
                for name, block in self.child_blocks.items()
                if name not in value
            }
            value = {**value, **missing}
        return super().normalize(value)

    def clean(self, value: Any) -> Any:
        """Clean the children, then the whole; raise messages keyed by field."""
        try:
            cleaned = super().clean(value)
        except StructBlockValidationError as error:
            raise StructBlockValidationError(self._speak(error.block_errors)) from error
        errors = self.find_errors(cleaned)
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned

    def find_errors(self, value: Any) -> dict[str, ValidationError]:
        """Check fields against each other; empty ones may occur while a draft is saved."""
        return {}

    def _speak(self, errors: dict[str, ValidationError]) -> dict[str, ValidationError]:
        return {
            name: ValidationError(self.empty_messages[name], code="required")
            if name in self.empty_messages and _is_required_error(error)
            else error
            for name, error in errors.items()
        }


def _is_required_error(error: ValidationError) -> bool:
    return any(e.code == "required" for e in getattr(error, "error_list", [error]))


# --- When ---------------------------------------------------------------------------------


class WhenKindBlock(SpokenStructBlock):
    """One way of saying when."""

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Show the words that readers will see."""
        context = super().get_preview_context(value, parent_context)
        stream = WhenBlock().normalize([(self.name, value)])
        when = read_when(stream, tz=timezone.get_default_timezone())
        return {**context, "words": wording.when_words(when) or wording.to_be_confirmed()}

    class Meta:
        icon = "calendar"
        preview_template = "timeline_blocks/previews/when.html"


class DayBlock(WhenKindBlock):
    """One calendar day."""

    date = DateBlock(label=_("Date"))

    empty_messages: ClassVar = {"date": _("Choose the day.")}

    def find_errors(self, value: Any) -> dict[str, ValidationError]:
        """Refuse a year that is surely a slip of the finger."""
        return _year_errors(value, "date")

    class Meta:
        icon = "date"
        label = _("An exact day")
        description = _("The whole of one day, such as 16 November 2026.")
        label_format = "{date}"
        preview_value = {"date": date(2026, 11, 16)}


class RangeBlock(WhenKindBlock):
    """From one day or clock time to another; whole days when no time is given."""

    start_date = DateBlock(label=_("Starts on"))
    start_time = TimeBlock(
        required=False, label=_("Starts at"), help_text=_("Leave empty if it lasts whole days.")
    )
    end_date = DateBlock(
        required=False,
        label=_("Ends on"),
        help_text=_("Leave empty if it ends on the day it starts."),
    )
    end_time = TimeBlock(
        required=False,
        label=_("Ends at"),
        help_text=_("Type 23:59 if it lasts until the end of the day."),
    )

    empty_messages: ClassVar = {"start_date": _("Choose the day it starts.")}

    def find_errors(self, value: Any) -> dict[str, ValidationError]:
        """Refuse a range without an end, with half its times, or that ends before it starts."""
        errors = _year_errors(value, "start_date", "end_date")
        if errors or not value["start_date"]:
            return errors
        if not self.is_deferred_validation:
            errors = _half_a_range(value)
        return errors or _impossible_range(value)

    class Meta:
        icon = "time"
        label = _("A date and time range")
        description = _("From one time or day to another, such as 18 January 2027, 6pm to 7:30pm.")
        label_format = "{start_date} {start_time} – {end_date} {end_time}"
        preview_value = {
            "start_date": date(2027, 1, 18),
            "start_time": time(18, 0),
            "end_date": None,
            "end_time": time(19, 30),
        }


def _half_a_range(value: Any) -> dict[str, ValidationError]:
    start_time, end_time = value["start_time"], value["end_time"]
    if start_time is None and end_time is None and value["end_date"] is None:
        return {
            "end_date": ValidationError(
                _("Choose the day it ends, give times, or choose “An exact day” instead.")
            )
        }
    if start_time is not None and end_time is None:
        return {"end_time": ValidationError(_("Give the time it ends as well."))}
    if start_time is None and end_time is not None:
        return {"start_time": ValidationError(_("Give the time it starts as well."))}
    return {}


def _impossible_range(value: Any) -> dict[str, ValidationError]:
    try:
        range_of(value, tz=timezone.get_default_timezone())
    except NoSuchTime as error:
        field = "start_time" if value["start_time"] == error.wall.time() else "end_time"
        return {
            field: ValidationError(
                _("The clocks go forward on this day and skip this time. Choose another.")
            )
        }
    except EndsBeforeStart:
        if value["end_date"] and value["end_date"] != value["start_date"]:
            message = _("This ends before it starts. Choose a later day.")
            return {"end_date": ValidationError(message, code="ends_before_start")}
        message = _("This ends before it starts. Choose a later time, or the day on which it ends.")
        return {"end_time": ValidationError(message, code="ends_before_start")}
    return {}


def _year_errors(value: Any, *fields: str) -> dict[str, ValidationError]:
    return {
        field: ValidationError(
            _("Check the year: it must lie between %(first)s and %(last)s."),
            params={"first": FIRST_YEAR, "last": LAST_YEAR},
        )
        for field in fields
        if value[field] and not FIRST_YEAR <= value[field].year <= LAST_YEAR
    }


class MonthBlock(WhenKindBlock):
    """A calendar month, when the day is not known."""

    month = ChoiceBlock(choices=MONTHS, label=_("Month"))
    year = IntegerBlock(min_value=FIRST_YEAR, max_value=LAST_YEAR, label=_("Year"))

    empty_messages: ClassVar = {
        "month": _("Choose the month."),
        "year": _("Type the year, such as 2027."),
    }

    class Meta:
        label = _("Some time in a month")
        description = _("The month is known but not the day: “June 2027”.")
        label_format = "{month} {year}"
        preview_value = {"month": "6", "year": 2027}


class SeasonBlock(WhenKindBlock):
    """A season; a winter is named by the year of its December."""

    season = ChoiceBlock(choices=SEASONS, label=_("Season"))
    year = IntegerBlock(
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        label=_("Year"),
        help_text=_("For a winter, the year of its December: 2026 gives “winter 2026/27”."),
    )

    empty_messages: ClassVar = {
        "season": _("Choose the season."),
        "year": _("Type the year, such as 2027."),
    }

    class Meta:
        label = _("Some time in a season")
        description = _("The season is known but not the month: “spring 2027”.")
        label_format = "{season} {year}"
        preview_value = {"season": "spring", "year": 2027}


class QuarterBlock(WhenKindBlock):
    """A quarter of the calendar year, named by its months: no financial years."""

    quarter = ChoiceBlock(choices=QUARTERS, label=_("Quarter"))
    year = IntegerBlock(min_value=FIRST_YEAR, max_value=LAST_YEAR, label=_("Year"))

    empty_messages: ClassVar = {
        "quarter": _("Choose the quarter."),
        "year": _("Type the year, such as 2027."),
    }

    class Meta:
        label = _("Some time in a quarter")
        description = _("Three months of the calendar year: “April to June 2027”.")
        label_format = "{quarter} {year}"
        preview_value = {"quarter": "2", "year": 2027}


class YearBlock(WhenKindBlock):
    """A calendar year."""

    year = IntegerBlock(min_value=FIRST_YEAR, max_value=LAST_YEAR, label=_("Year"))

    empty_messages: ClassVar = {"year": _("Type the year, such as 2027.")}

    class Meta:
        label = _("Some time in a year")
        description = _("Only the year is known: “2027”.")
        label_format = "{year}"
        preview_value = {"year": 2027}


class UnknownBlock(WhenKindBlock):
    """Said on purpose, so that a forgotten date is not published as an unknown one."""

    class Meta:
        icon = "help"
        label = _("Not known yet")
        description = _("The timeline says “Date to be confirmed” until a later entry is past.")
        help_text = description
        label_format = ""
        preview_value: dict[str, Any] = {}


class WhenBlock(StreamBlock):
    """One kind of date, chosen from seven, so that an editor sees only the fields it needs."""

    day = DayBlock()
    range = RangeBlock()
    month = MonthBlock()
    season = SeasonBlock()
    quarter = QuarterBlock()
    year = YearBlock()
    unknown = UnknownBlock()

    def clean(self, value: Any) -> Any:
        """Ask for a date in words when there is none and one is needed."""
        if not value and self.required and not self.is_deferred_validation:
            message = _("Say when. If nobody knows yet, choose “Not known yet”.")
            raise StreamBlockValidationError(
                non_block_errors=[ValidationError(message, code="required")]
            )
        return super().clean(value)

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """Precision and ISO dates."""
        return represent_when(read_when(value, tz=timezone.get_default_timezone()))

    class Meta:
        icon = "calendar"
        label = _("When")
        help_text = _("As exactly as you know it. To change the kind, delete it and add another.")
        max_num = 1
        default: ClassVar[list[Any]] = [("day", {})]


# --- Links --------------------------------------------------------------------------------

LABEL_MESSAGE = _("Write the words people will click on, such as “Read the press release”.")


class LinkKindBlock(SpokenStructBlock):
    """A link and the words people click on."""

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        """Label and resolved address; None while the link leads nowhere."""
        request = (context or {}).get("request")
        link = read_link(self.name, value, request=request)
        return represent_link(link, request=request) if link else None

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Show the words as a link."""
        context = super().get_preview_context(value, parent_context)
        return {**context, "words": value["label"]}

    class Meta:
        icon = "link"
        label_format = "{label}"
        preview_template = "timeline_blocks/previews/link.html"


class PageLinkBlock(LinkKindBlock):
    """A link to a page of the site; shown while that page is live."""

    page = PageChooserBlock(label=_("Page"))
    label = CharBlock(
        max_length=120,
        label=_("Words to click on"),
        help_text=_("Say what people will find, such as “Read the press release”."),
    )

    empty_messages: ClassVar = {
        "page": _("Choose the page this link leads to."),
        "label": LABEL_MESSAGE,
    }

    class Meta:
        icon = "doc-empty"
        label = _("Link to a page")
        description = _("A link to a page of this website.")
        preview_value = {"page": None, "label": _("Read about the draft plan")}


class DocumentLinkBlock(LinkKindBlock):
    """A link to a document."""

    document = DocumentChooserBlock(label=_("Document"))
    label = CharBlock(
        max_length=120,
        label=_("Words to click on"),
        help_text=_("Say what people will find, such as “Read the draft plan”."),
    )

    empty_messages: ClassVar = {
        "document": _("Choose the document this link leads to."),
        "label": LABEL_MESSAGE,
    }

    class Meta:
        icon = "doc-full"
        label = _("Link to a document")
        description = _("A file to read or download; its type and size are shown.")
        preview_value = {"document": None, "label": _("Read the draft plan")}


class UrlLinkBlock(LinkKindBlock):
    """A link to another website."""

    url = URLBlock(label=_("Web address"), help_text=_("The whole address, with https://."))
    label = CharBlock(
        max_length=120,
        label=_("Words to click on"),
        help_text=_("Say what people will find, such as “Read the press release”."),
    )

    empty_messages: ClassVar = {
        "url": _("Type or paste the address this link leads to."),
        "label": LABEL_MESSAGE,
    }

    class Meta:
        icon = "link-external"
        label = _("Link to another website")
        description = _("A link to an address on another website.")
        preview_value = {"url": "https://example.org/", "label": _("Read the press release")}


class BaseLinksBlock(StreamBlock):
    """Links of several kinds; those that lead nowhere are left out of the API."""

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        """Flat links, without the stream's own wrapping."""
        links = (child.block.get_api_representation(child.value, context) for child in value or ())
        return [link for link in links if link is not None]

    class Meta:
        icon = "link"
        required = False


class LinksBlock(BaseLinksBlock):
    """Any number of links."""

    page = PageLinkBlock()
    document = DocumentLinkBlock()
    url = UrlLinkBlock()

    class Meta:
        label = _("Links")
        help_text = _("Where people can read more.")


class PageOrUrlBlock(BaseLinksBlock):
    """One link or none."""

    page = PageLinkBlock()
    url = UrlLinkBlock()

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        """The link, or None."""
        links = super().get_api_representation(value, context)
        return links[0] if links else None

    class Meta:
        max_num = 1


# --- Entries ------------------------------------------------------------------------------


class EntryBlock(PlacedPreview, SpokenStructBlock):
    """What every kind of entry has: a title and when; text, image and links if wanted."""

    title = CharBlock(
        max_length=200,
        label=_("Title"),
        help_text=_("What happens, in one line: the date is shown beside it."),
    )
    when = WhenBlock()
    text = RichTextBlock(
        required=False,
        features=TEXT_FEATURES,
        label=_("Text"),
        help_text=_("A sentence or two, if the title does not say enough."),
    )
    image = ImageBlock(required=False, label=_("Image"))

    empty_messages: ClassVar = {"title": _("Give this entry a title.")}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """Structured data without placement, which depends on the instant."""
        data = super().get_api_representation(value, context)
        request = (context or {}).get("request")
        data["title"] = data["title"] or ""
        return {**data, "image": represent_image(value.get("image"), request=request)}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """The entry as it stands alone, outside a stage."""
        context = super().get_context(value, parent_context)
        entry = build_entry(
            self.name,
            value,
            entry_id=context.get("id"),
            at=context.get("timeline_at"),
            supplied=Supplied.from_context(context),
        )
        return {**context, **heading_levels(context), "entry": entry}

    class Meta:
        template = "timeline_blocks/entry_block.html"
        preview_template = "timeline_blocks/previews/block.html"
        label_format = "{title}"


def _entry_layout(*names: str) -> BlockGroup:
    more = BlockGroup(
        ["text", "image"],
        heading=_("Text and image"),
        icon="image",
        classname="collapsed",
        label_format="",
    )
    return BlockGroup(["title", "when", *names, more])


class MilestoneBlock(EntryBlock):
    """Something that happens or is decided."""

    links = LinksBlock()

    class Meta:
        icon = "thumbtack"
        label = _("Milestone")
        description = _("Something that happens or is decided, such as a launch or an election.")
        form_layout = _entry_layout("links")

        preview_value = staticmethod(milestone_example)


class EventBlock(EntryBlock):
    """Something to attend, in a place or online, with registration until it is over."""

    place = CharBlock(
        required=False,
        max_length=255,
        label=_("Place"),
        help_text=_("The address as a visitor needs it. Leave empty if it is only online."),
    )
    online_url = URLBlock(
        required=False,
        label=_("Link to join online"),
        help_text=_("Shown until the event is over."),
    )
    registration = PageOrUrlBlock(
        label=_("Registration"),
        help_text=_("Where people register. The link disappears once the event is over."),
    )
    links = LinksBlock()

    class Meta:
        icon = "calendar-alt"
        label = _("Event")
        description = _("Something people can attend, in a place or online.")
        form_layout = _entry_layout("place", "online_url", "registration", "links")

        preview_value = staticmethod(event_example)


class PublicationBlock(EntryBlock):
    """A document or page that is or will be published."""

    links = LinksBlock(
        label=_("What is published"),
        help_text=_("The document or page, as soon as it is there."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Publication")
        description = _("A document or page that is published, such as a plan or a report.")
        form_layout = _entry_layout("links")

        preview_value = staticmethod(publication_example)


class CallToRespondBlock(EntryBlock):
    """The time in which people can respond; the page supplies the live figure."""

    link = PageOrUrlBlock(
        label=_("Link"),
        help_text=_("Where people respond."),
    )

    class Meta:
        icon = "comment"
        label = _("Call to respond")
        description = _("The time in which people can respond; shows how many have.")
        form_layout = _entry_layout("link")

        preview_value = staticmethod(call_example)


class EntriesBlock(StreamBlock):
    """Entries of the four kinds, in the editor's order."""

    milestone = MilestoneBlock()
    event = EventBlock()
    publication = PublicationBlock()
    call_to_respond = CallToRespondBlock()

    class Meta:
        icon = "list-ul"
        label = _("Entries")
        help_text = _("In the order in which they should be read.")
        required = False
        collapsed = True


# --- Stages -------------------------------------------------------------------------------


class StageBlock(PlacedPreview, SpokenStructBlock):
    """A named group of entries."""

    heading = CharBlock(
        max_length=120,
        label=_("Heading"),
        help_text=_("The name of the stage, such as “Evidence gathering”."),
    )
    summary = TextBlock(
        required=False,
        rows=2,
        max_length=500,
        label=_("Summary"),
        help_text=_("What this stage is for, in one sentence."),
    )
    entries = EntriesBlock()

    empty_messages: ClassVar = {"heading": _("Give this stage a heading.")}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """Structured data without placement, which depends on the instant."""
        entries = self.child_blocks["entries"].get_api_representation(value["entries"], context)
        return {
            "heading": value["heading"] or "",
            "summary": value["summary"] or "",
            "entries": [{"id": e["id"], "kind": e["type"], **e["value"]} for e in entries],
        }

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """The stage as it stands alone, in a stream that is not a timeline."""
        context = super().get_context(value, parent_context)
        stage = build_stage(
            value,
            stage_id=context.get("id"),
            at=context.get("timeline_at"),
            supplied=Supplied.from_context(context),
        )
        return {**context, **heading_levels(context), "stage": stage}

    class Meta:
        icon = "list-ol"
        label = _("Stage")
        description = _("A stage of the work, with its events, publications and milestones.")
        template = "timeline_blocks/stage_block.html"
        preview_template = "timeline_blocks/previews/block.html"
        label_format = "{heading}"

        preview_value = staticmethod(stage_example)


class TimelineBlock(PlacedPreview, StreamBlock):
    """A whole timeline, in a field of its own or inside any stream."""

    stage = StageBlock()

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Everything the template shows, built from what the page handed over."""
        context = super().get_context(value, parent_context)
        timeline = build_timeline(
            value, at=context.get("timeline_at"), supplied=Supplied.from_context(context)
        )
        return {**context, **heading_levels(context), "timeline": timeline}

    class Meta:
        icon = "history"
        label = _("Timeline")
        description = _("What has happened, what is happening and what comes next.")
        template = "timeline_blocks/timeline.html"
        preview_template = "timeline_blocks/previews/block.html"
        preview_value = staticmethod(timeline_example)
