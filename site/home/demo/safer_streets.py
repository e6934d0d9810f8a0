"""The consultation that is open on the day of loading: safer streets at night."""

from datetime import time

from home.demo.comments import read
from home.demo.library import (
    LIGHTING_DATA,
    MAYORS_OFFICE,
    NIGHT_FORM,
    NIGHT_PAPER,
    NIGHT_STREET,
    STREETS,
    TALK_LONDON,
    TEA,
    TOWN_HALL,
    WORKSHOP,
)
from home.demo.policies import SENSITIVE_SUBJECTS
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
    Unknown,
    Year,
)

OPENED = -24
CLOSES = 38

GETTING_HOME = Discussion(
    slug="getting-home-after-dark",
    title="Getting home after dark",
    summary="The last half mile: the walk from the stop, the path across the green, the wait.",
    co_moderator=STREETS,
    moderation=Moderation.AFTER,
    comments=read("getting_home"),
    blocks=(
        Text(
            "<p>Most journeys at night end on foot. People tell us that the train or the bus is "
            "the "
            "easy part; what they think about beforehand is the walk at the end of it. They choose "
            "a longer way round because a shorter one is dark, or stay on the phone until the key "
            "is in the door, or do not go out at all.</p>"
            "<p>There is money this year to improve about forty walking routes between stations, "
            "stops and homes. An improvement may be a lamp, but it may also be a hedge cut back, a "
            "clock that works, a crossing moved to where people cross, or a café that stays open "
            "until the last train. We would like to know which routes to look at first, and what "
            "you would do there.</p>"
        ),
        Figure(
            NIGHT_STREET,
            "Light, windows and other people: three things that come up again and again.",
        ),
        Prompt(
            "What do you think?",
            (
                "Which route do you avoid after dark, and what do you do instead?",
                "What would change your mind about it?",
                "Is there a place that feels fine at night? What makes the difference?",
            ),
        ),
    ),
)

NIGHT_WORK = Discussion(
    slug="working-through-the-night",
    title="Working through the night",
    summary="For people whose day begins when everybody else's ends, and for those who wait up.",
    moderation=Moderation.FIRST_COMMENT,
    comments=read("night_work"),
    blocks=(
        Text(
            "<p>About a third of Londoners who work do some of it between six in the evening and "
            "six in the morning. They clean offices, drive buses, cook, deliver, look after "
            "people, "
            "play music and keep the trains running. Streets are designed for the hours in which "
            "planners are awake; this discussion is for the others.</p>"
            "<p>We are deciding where four “night rooms” should be tried: small, staffed places "
            "near a transport hub, open from ten in the evening until six, with a toilet, warm "
            "water, somewhere to sit and somewhere to charge a phone. The budget covers two "
            "winters. "
            "What a night room offers beyond that, and who runs it, is not settled.</p>"
        ),
        Quote(
            "At four in the morning the only thing open to me was the bus I had just got off.",
            "A hospital cleaner, at a drop-in in September",
        ),
        Prompt(
            "Tell us about your night",
            (
                "Where do you go on a break, and what is missing there?",
                "Where would a night room be of most use to you?",
                "What should employers do, and what should the city do?",
            ),
        ),
    ),
)

HARASSMENT = Discussion(
    slug="harassment-in-public-places",
    title="Harassment in public places",
    summary=(
        "What people put up with, what they do about it, and what would make reporting worthwhile."
    ),
    co_moderator=MAYORS_OFFICE,
    moderation=Moderation.BEFORE,
    sensitive=True,
    comments=read("harassment"),
    blocks=(
        Text(
            "<p>Being followed, stared at, shouted at or touched by a stranger is common enough in "
            "London that many people plan around it. Few report it. Some think that it is not "
            "serious enough; some have reported once and heard nothing back; some would not know "
            "whom to tell.</p>"
            "<p>We want to know what a good response looks like, from the first minute (the people "
            "around you, the driver, the doorman) to the weeks that follow. You do not have to "
            "describe what happened to you in order to answer, and nobody will ask you to.</p>"
        ),
        Figure(TEA, "You can also talk to us: the page of the consultation says how."),
        Prompt(
            "What do you think?",
            (
                "What helped, or would have helped, in the moment?",
                "What would make it worth your while to report harassment?",
                "What should happen after a report, and how soon?",
            ),
        ),
    ),
)

TIMELINE = (
    Stage(
        "Listening",
        summary="Finding out what to ask.",
        entries=(
            Entry(
                Kind.MILESTONE,
                "Night walks with residents",
                Season(-150),
                text="Eleven walks in six boroughs, each led by somebody who makes the journey.",
            ),
            Entry(
                Kind.PUBLICATION,
                "Discussion paper published",
                Day(-38),
                text="What the walks found, and three questions that they left open.",
                link=Link("Read the discussion paper", NIGHT_PAPER),
            ),
        ),
    ),
    Stage(
        "Consultation",
        summary="Where we are now.",
        entries=(
            Entry(Kind.MILESTONE, "Consultation opens", Day(OPENED)),
            Entry(
                Kind.CALL_TO_RESPOND,
                "Have your say in three discussions",
                Span(OPENED, CLOSES),
                text="Answer one question or all of them, here or on paper.",
                link=Link("Go to the discussions", Target.CONSULTATION),
            ),
            Entry(
                Kind.EVENT,
                "Drop-in at the night market",
                Span(-9, start_time=time(19), end_time=time(22)),
                text="Sixty people stopped to talk, most of them on their way to a shift.",
                place="Brixton Station Road, SW9",
                picture=TOWN_HALL,
            ),
            Entry(
                Kind.EVENT,
                "Online evening: light, and how much of it",
                Span(6, start_time=time(18), end_time=time(19, 30)),
                text="A lighting designer, an ecologist and a night bus driver answer questions.",
                online="https://workshops.example.org/light",
                registration=Link("Book a place", "https://workshops.example.org/light/book"),
                picture=WORKSHOP,
            ),
            Entry(
                Kind.EVENT,
                "Breakfast after the night shift",
                Span(17, start_time=time(6, 30), end_time=time(8, 30)),
                text=(
                    "Tea, toast and a map to draw on. Interpreters for Spanish, Portuguese and Twi."
                ),
                place="Day Room, Elephant and Castle, SE1",
                registration=Link(
                    "Say that you are coming", "https://workshops.example.org/breakfast"
                ),
            ),
            Entry(Kind.MILESTONE, "Consultation closes", Day(CLOSES)),
        ),
    ),
    Stage(
        "Decision",
        summary="What becomes of the answers.",
        entries=(
            Entry(
                Kind.PUBLICATION,
                "Summary of what was said",
                Month(80),
                text="By theme and by place, with the number of people behind each.",
            ),
            Entry(
                Kind.MILESTONE,
                "Forty routes chosen",
                Quarter(130),
                text="With the reasons, and with those that came close.",
            ),
            Entry(Kind.MILESTONE, "First routes finished", Season(260)),
            Entry(
                Kind.EVENT,
                "Walk the new routes with us",
                Unknown(),
                text="We will invite everybody who has commented.",
            ),
            Entry(Kind.PUBLICATION, "Report on two winters of night rooms", Year(760)),
        ),
    ),
)

CONSULTATION = Consultation(
    slug="safer-streets-at-night",
    title="Safer streets at night",
    summary=(
        "London does not stop at six, but many streets are designed as if it did. Tell us where "
        "the "
        "night works, where it does not, and what you would change first."
    ),
    body=TALK_LONDON,
    hero=NIGHT_STREET,
    policy=SENSITIVE_SUBJECTS,
    opens_on=OPENED,
    closes_on=CLOSES,
    topics=("Policing and crime", "Transport", "Communities"),
    blocks=(
        Text(
            "<p>How safe a street is and how safe it feels are two things. Figures can tell us "
            "something about the first. Only the people who use a street can tell us about the "
            "second, and it is the second that decides whether somebody takes the evening class, "
            "accepts the late shift or lets a teenager come home alone.</p>"
            "<h3>What we are asking</h3>"
            "<p>Three things, each in a discussion of its own: the journey home, the working "
            "night, "
            "and harassment in public places. You can take part in one or in all of them.</p>"
            "<h3>What there is to spend</h3>"
            "<p>£9.4 million over two years: about six for walking routes, two for night rooms and "
            "the rest for training and for better ways to report. None of it can pay for police "
            "officers, which are funded in another way.</p>"
        ),
        Quote(
            "I don't want to be brave. I want to be bored on my way home.",
            "A student, on a night walk in Tottenham",
        ),
        Download(NIGHT_PAPER),
        Text(
            "<h3>If you would rather not write here</h3>"
            "<p>Print the response form, or fill it in on a computer, and send it to us; or ring "
            "and we will write down what you say. Every way of answering counts the same.</p>"
        ),
        Download(NIGHT_FORM),
    ),
    open_to_change=(
        "<p>Which forty routes are improved, and how. Where the four night rooms are, what they "
        "offer and who runs them. How reports of harassment are taken and answered.</p>"
        "<p>Settled already: the total sum, that every route gets a named person who answers for "
        "it, and that no existing lamp is switched off to pay for a new one.</p>"
    ),
    decided_by=(
        "<p>The Deputy Mayors for policing and for transport decide together, on the advice of a "
        "panel of twelve Londoners drawn by lot.</p>"
    ),
    next_steps=(
        "<ol><li>We read every response and publish a summary by theme and by place.</li>"
        "<li>The panel visits the routes that come up most, after dark.</li>"
        "<li>The decision and its reasons are published here.</li></ol>"
    ),
    contact_name="Safer streets team",
    contact_email="safer-streets@example.com",
    contact_phone="020 7946 0123",
    timeline=TIMELINE,
    discussions=(GETTING_HOME, NIGHT_WORK, HARASSMENT),
    papers=(NIGHT_PAPER, NIGHT_FORM, LIGHTING_DATA),
    batches=(
        Batch("event", -9, 60, 42, "Cards filled in at the night market; some were shared."),
        Batch("letter", -4, 17, 17, "Printed forms from three libraries."),
        Batch("phone", -2, 6, 6, "Calls taken by the contact team."),
    ),
)
