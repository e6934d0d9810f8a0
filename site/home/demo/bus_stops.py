"""The consultation whose outcome is published: better bus stops."""

from datetime import time

from home.demo.comments import read
from home.demo.library import (
    BUS_STOP,
    STOPS_DATA,
    STOPS_OUTCOME,
    STREETS,
    TALK_LONDON,
    TOWN_HALL,
    WORKSHOP,
)
from home.demo.shapes import (
    Batch,
    Consultation,
    Day,
    Discussion,
    Download,
    Entry,
    Figure,
    Kind,
    Link,
    Moderation,
    Month,
    Prompt,
    Quarter,
    Quote,
    Season,
    Span,
    Stage,
    Target,
    Text,
    Year,
)

OPENED = -210
CLOSED = -150
OUTCOME = -32

DISCUSSION = Discussion(
    slug="what-your-stop-needs",
    title="What your stop needs",
    summary="A roof, a seat, a light, a time you can trust: what should come first, and where?",
    co_moderator=STREETS,
    moderation=Moderation.AFTER,
    comments=read("bus_stops"),
    blocks=(
        Text(
            "<p>There are some nineteen thousand bus stops in London. Two in three have a shelter, "
            "and far fewer have a seat that somebody with a bad hip can get up from. We can "
            "improve "
            "about three hundred of them in the next two years.</p>"
            "<p>It would be easy to choose the busiest. But a stop where few people wait a long "
            "time may matter more than one where many wait for three minutes. So we are asking "
            "what "
            "a good stop needs, and how to choose where to begin.</p>"
        ),
        Figure(BUS_STOP),
        Prompt(
            "What do you think?",
            (
                "What does your stop need most?",
                "How should we choose which stops come first?",
                "What should we never do again at a bus stop?",
            ),
        ),
    ),
)

TIMELINE = (
    Stage(
        "First ideas",
        entries=(
            Entry(Kind.MILESTONE, "Money set aside for three hundred stops", Year(-500)),
            Entry(
                Kind.MILESTONE,
                "Drivers and passengers list what is wrong",
                Season(-300),
                text="Eight hundred cards, sorted on the floor of a garage in Peckham.",
            ),
        ),
    ),
    Stage(
        "Consultation",
        entries=(
            Entry(
                Kind.CALL_TO_RESPOND,
                "What does your stop need?",
                Span(OPENED, CLOSED),
                text="Open to everyone who takes a bus, or has given up on it.",
                link=Link("Read the discussion", Target.DISCUSSION),
            ),
            Entry(
                Kind.EVENT,
                "Try the seats",
                Span(-188, start_time=time(11), end_time=time(15)),
                text="Five benches, a ruler and a clipboard. The second from the left won.",
                place="Lewisham Shopping Centre, SE13",
                picture=WORKSHOP,
            ),
            Entry(
                Kind.EVENT,
                "Audit with the Talking Bus group",
                Span(-171, start_time=time(9, 30), end_time=time(12)),
                text="Blind and partially sighted passengers tested six stops in the rain.",
                place="Harrow bus station, HA1",
            ),
        ),
    ),
    Stage(
        "Outcome",
        summary="What was heard, and what changes.",
        entries=(
            Entry(
                Kind.MILESTONE,
                "All responses read",
                Month(-95),
                text="By two people each, who compared notes.",
            ),
            Entry(
                Kind.PUBLICATION,
                "What you said and what changes",
                Day(OUTCOME),
                link=Link("Read the outcome report", STOPS_OUTCOME),
                picture=TOWN_HALL,
            ),
            Entry(
                Kind.MILESTONE,
                "First forty stops",
                Quarter(100),
                text="Beginning where people wait longest.",
            ),
            Entry(Kind.MILESTONE, "All three hundred stops", Year(720)),
        ),
    ),
)

CONSULTATION = Consultation(
    slug="better-bus-stops",
    title="Better bus stops",
    summary=(
        "Three hundred stops will get what passengers said they miss most: a seat, a roof, a light "
        "and an honest time. Here is what people told us and what changes."
    ),
    body=TALK_LONDON,
    hero=BUS_STOP,
    opens_on=OPENED,
    closes_on=CLOSED,
    outcome_published_on=OUTCOME,
    outcome_summary=(
        "<p><b>We asked</b> what a bus stop needs and where to begin. <b>You said</b>: begin where "
        "the wait is long and the road is dark, put seats before screens, and stop putting the "
        "post "
        "in the middle of the pavement. <b>We did</b> what follows.</p>"
        "<ul>"
        "<li>Stops are chosen by the length of the wait, not by the number of passengers. That "
        "moves 112 outer London stops on to the list.</li>"
        "<li>Every one of the three hundred gets a seat with a back and arms, at 48 "
        "centimetres.</li>"
        "<li>Shelters are placed so that a wheelchair fits beneath the roof, and not beside "
        "it.</li>"
        "<li>Screens come third, after seats and light; a printed timetable stays at every "
        "stop.</li>"
        "<li>We could not agree to heated seats: the cost of one would pay for two shelters.</li>"
        "</ul>"
    ),
    topics=("Transport", "Communities"),
    blocks=(
        Text(
            "<p>A bus journey begins at the stop. For two months we asked what makes the wait "
            "bearable, and the answers were more practical, and funnier, than any survey we have "
            "run.</p>"
        ),
        Download(STOPS_OUTCOME),
        Quote(
            "A shelter that shelters, a seat that seats. Everything else is decoration.",
            "From a card filled in at Lewisham",
        ),
        Text(
            "<h3>How the responses were read</h3>"
            "<p>Two people read each response on their own and noted what it asked for. Where they "
            "differed, a third decided. The file below says how often each theme came up; it "
            "counts responses, not people, and a response can hold several themes.</p>"
        ),
        Download(STOPS_DATA),
    ),
    open_to_change=(
        "<p>The design and the way of choosing are decided. The order within each borough is still "
        "open, and the boroughs will ask about it themselves.</p>"
    ),
    decided_by="<p>The Deputy Mayor for transport decided, on the advice of the boroughs.</p>",
    next_steps=(
        "<p>Work begins at forty stops where people wait longest. Each has a notice with its date "
        "six weeks ahead, and a telephone number that somebody answers.</p>"
    ),
    contact_name="Bus stops team",
    contact_email="bus-stops@example.com",
    contact_phone="020 7946 0789",
    timeline=TIMELINE,
    discussions=(DISCUSSION,),
    papers=(STOPS_OUTCOME, STOPS_DATA),
    batches=(
        Batch("event", -188, 143, 131, "Ballot slips and cards from the day of the seats."),
        Batch("event", -171, 14, 6, "Notes of the audit, one for each stop."),
        Batch("letter", -155, 58, 58, "Letters, most of them about one stop in Orpington."),
        Batch("email", -150, 96, 104, "E-mails sent to the team."),
    ),
)
