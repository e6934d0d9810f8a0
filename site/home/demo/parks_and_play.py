"""The consultation that has not opened yet: parks and play."""

from datetime import time

from home.demo.library import PARK, PARKS_QUESTIONS, TALK_LONDON, WORKSHOP
from home.demo.shapes import (
    Consultation,
    Day,
    Discussion,
    Download,
    Entry,
    Kind,
    Link,
    Moderation,
    Prompt,
    Quarter,
    Season,
    Span,
    Stage,
    Text,
    Unknown,
    Year,
)

OPENS = 21
CLOSES = 84

DISCUSSION = Discussion(
    slug="a-park-for-every-age",
    title="A park for every age",
    summary="What would bring you to your nearest park, and what keeps you away from it?",
    moderation=Moderation.AFTER,
    comments=(),
    blocks=(
        Text(
            "<p>Playgrounds are mostly built for children between three and ten. Before that there "
            "is a fence to hold on to; after that there is a wall to sit on. People who are older "
            "still tell us that they would come more often if there were a seat with a back, a "
            "toilet and somebody to say hello to.</p>"
            "<p>When this discussion opens we will ask what a park needs so that three generations "
            "can spend the same afternoon in it.</p>"
        ),
        Prompt(
            "What would you like to see?",
            (
                "What do you do in your nearest park, and what would you like to do there?",
                "What keeps you, or somebody you look after, away from it?",
                "Where have you seen a place to play that older children also use?",
            ),
        ),
    ),
)

TIMELINE = (
    Stage(
        "Getting ready",
        entries=(
            Entry(
                Kind.PUBLICATION,
                "Survey of 212 playgrounds",
                Season(-200),
                text="Who was there at four in the afternoon on a dry Wednesday, and who was not.",
            ),
            Entry(
                Kind.EVENT,
                "Children's assembly",
                Span(-30, start_time=time(10), end_time=time(15)),
                text="Ninety children from fifteen schools chose the questions.",
                place="City Hall, Kamal Chunchie Way, E16",
                picture=WORKSHOP,
            ),
            Entry(
                Kind.PUBLICATION,
                "What we will ask",
                Day(-6),
                link=Link("Read the questions in advance", PARKS_QUESTIONS),
            ),
        ),
    ),
    Stage(
        "Consultation",
        entries=(
            Entry(Kind.MILESTONE, "Consultation opens", Day(OPENS)),
            Entry(
                Kind.CALL_TO_RESPOND,
                "Tell us about your park",
                Span(OPENS, CLOSES),
                text="Comments open on the first day at 10am.",
            ),
            Entry(
                Kind.EVENT,
                "Picnic with a questionnaire",
                Span(47, start_time=time(12), end_time=time(16)),
                text="Bring something to share. If it rains, we meet in the café.",
                place="Burgess Park, SE5",
                registration=Link(
                    "Tell us that you are coming", "https://workshops.example.org/picnic"
                ),
            ),
            Entry(
                Kind.EVENT,
                "Evening for teenagers, run by teenagers",
                Unknown(),
                text="They have asked to choose the date themselves.",
            ),
        ),
    ),
    Stage(
        "Decision",
        entries=(
            Entry(Kind.PUBLICATION, "What we heard", Quarter(150)),
            Entry(Kind.MILESTONE, "Ten parks chosen", Season(230)),
            Entry(Kind.MILESTONE, "Building begins", Year(500)),
        ),
    ),
)

CONSULTATION = Consultation(
    slug="parks-and-play-for-every-age",
    title="Parks and play for every age",
    summary=(
        "Ten parks will be rebuilt with the people who use them, and with those who do not come "
        "yet. The questions are ready; comments open soon."
    ),
    body=TALK_LONDON,
    hero=PARK,
    opens_on=OPENS,
    closes_on=CLOSES,
    topics=("Environment", "Children and young people", "Communities"),
    blocks=(
        Text(
            "<p>London has more than three thousand parks, and most Londoners live within ten "
            "minutes of one. Who is in them at any hour is another matter. Girls over eleven are "
            "seen half as often as boys; people over seventy come early or not at all.</p>"
            "<h3>What is planned</h3>"
            "<p>Ten parks, at least six of them outside the centre, will be changed over three "
            "years. In each of them a group of neighbours, paid for their time, works with the "
            "designers from the first sketch.</p>"
        ),
        Download(PARKS_QUESTIONS),
    ),
    open_to_change=(
        "<p>Which ten parks, what is built in them and in which order. The sum, £12 million, and "
        "the rule that nobody loses a sports pitch are settled.</p>"
    ),
    decided_by=(
        "<p>The Deputy Mayor for the environment, with the ten boroughs that own the parks.</p>"
    ),
    next_steps=(
        "<p>The discussion opens on this page. You can read the questions now, and follow the "
        "dates "
        "in your own calendar.</p>"
    ),
    contact_name="Parks and play team",
    contact_email="parks-and-play@example.com",
    contact_phone="020 7946 0456",
    timeline=TIMELINE,
    discussions=(DISCUSSION,),
    papers=(PARKS_QUESTIONS,),
)
