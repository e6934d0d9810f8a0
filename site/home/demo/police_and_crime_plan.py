"""The closed consultation on the Police and Crime Plan for London, 2022 to 2025.

Facts, dates and figures follow the page that Talk London published; the sentences are our own.
"""

from datetime import date, time

from home.demo.comments import read
from home.demo.library import MAYORS_OFFICE, PLAN_IN_SHORT, POLICE_VAN, TALK_LONDON, WORKSHOP
from home.demo.shapes import (
    Batch,
    Consultation,
    Day,
    Discussion,
    Entry,
    Figure,
    Kind,
    Link,
    Moderation,
    Month,
    Prompt,
    Quote,
    Span,
    Stage,
    Text,
    Total,
)

OPENED_ON = date(2021, 11, 16)
CLOSED_ON = date(2022, 1, 21)


def _workshop(on: date) -> Entry:
    return Entry(
        Kind.EVENT,
        "Online consultation workshop",
        Span(on, start_time=time(18), end_time=time(19, 30)),
        text="Tables of eight, one set of notes from each, read with the other responses.",
        online="https://workshops.example.org/police-and-crime-plan",
        registration=Link(
            "Register to attend",
            f"https://workshops.example.org/police-and-crime-plan/{on:%d-%B-%Y}".lower(),
        ),
    )


DISCUSSION = Discussion(
    slug="protecting-people-from-exploitation-and-harm",
    title="Protecting people from exploitation and harm",
    summary="Who is most at risk, which steps would help, and how would we know?",
    co_moderator=MAYORS_OFFICE,
    moderation=Moderation.AFTER,
    sensitive=True,
    comments=read("exploitation"),
    blocks=(
        Text(
            "<p>Much of the work of keeping people safe begins before any crime. Police officers, "
            "youth workers and wardens meet Londoners who are more likely to come to harm because "
            "they are very young or very old, because they are ill, or because an addiction has "
            "gone without treatment. They also arrive at moments that leave a mark on everyone "
            "present: a serious crash, say, that stays with the people hurt in it, with those who "
            "saw it and with those who came to help.</p>"
            "<h3>What the draft plan sets out to do</h3>"
            "<p>On exploitation and harm, the draft has three aims:</p>"
            "<ul>"
            "<li>young people who come into the justice system are kept safe there and given "
            "support</li>"
            "<li>fewer people, whatever their age, are exploited or come to harm</li>"
            "<li>Londoners are protected wherever they are: behind their own front door, out in "
            "the city, and online.</li>"
            "</ul>"
            "<h3>How it proposes to get there</h3>"
            "<p>The draft names a number of ways. Five of them matter most here:</p>"
            "<ul>"
            "<li>police, councils, government, charities and community groups working as one, so "
            "that people who have been exploited are made safe and their families are not left to "
            "cope alone</li>"
            "<li>backing for the specialist police teams that deal with the abuse and sexual "
            "exploitation of children online</li>"
            "<li>work with the Metropolitan Police to find missing children and adults sooner, and "
            "to plan for their safety after they are found</li>"
            "<li>services for young people who are in care or about to leave it, so that fewer are "
            "drawn into crime or used by others</li>"
            "<li>services that take account of trauma, since many of those who meet the justice "
            "system, including people who have offended, have been victims themselves.</li>"
            "</ul>"
        ),
        Prompt(
            "What do you think?",
            (
                "What else should be done for people who are at risk of exploitation or harm?",
                "Which steps would make the most difference, and why?",
                "What would tell us that it is working?",
            ),
        ),
    ),
)

TIMELINE = (
    Stage(
        "City Hall challenge",
        summary="Every new term of a Mayor begins with a plan for policing and crime.",
        entries=(
            Entry(
                Kind.MILESTONE,
                "Mayor re-elected",
                Month(date(2021, 5, 1)),
                text="Sadiq Khan begins a second term and has to set out a new plan.",
                link=Link("Read Sadiq Khan's manifesto", "https://sadiq.london/"),
            ),
        ),
    ),
    Stage(
        "Evidence gathering",
        summary="Listening first, then asking about a draft.",
        entries=(
            Entry(
                Kind.MILESTONE,
                "Pre-consultation activity",
                Month(date(2021, 6, 1)),
                text=(
                    "Talks with victims, young people, councils and partner bodies shape the draft."
                ),
            ),
            Entry(
                Kind.PUBLICATION,
                "Mayor launches Police and Crime Plan consultation",
                Day(OPENED_ON),
                text="The draft plan is published, and everyone in London is asked about it.",
                link=Link("Read the press release", "https://www.london.gov.uk/press-releases"),
            ),
            Entry(
                Kind.MILESTONE,
                "Consultation hub goes live on Talk London",
                Day(OPENED_ON),
                text="One place for the draft, the discussion and the dates.",
                link=Link("Read more", "https://www.london.gov.uk/talk-london"),
            ),
            Entry(
                Kind.CALL_TO_RESPOND,
                "Your say on the draft Police and Crime Plan",
                Span(OPENED_ON, CLOSED_ON),
                text="Comments, survey answers, letters and workshop notes all count.",
                link=Link("Find out more", "https://www.london.gov.uk/talk-london"),
            ),
            _workshop(date(2021, 11, 30)),
            _workshop(date(2021, 12, 8)),
            _workshop(date(2021, 12, 14)),
            _workshop(date(2022, 1, 12)),
        ),
    ),
    Stage(
        "Policy published",
        summary="The plan, changed by what people said.",
        entries=(
            Entry(
                Kind.MILESTONE,
                "Mayor sets out new plan to make London safer and rebuild trust in Met",
                Month(date(2022, 3, 1)),
                link=Link("Read the press release", "https://www.london.gov.uk/press-releases"),
            ),
            Entry(
                Kind.PUBLICATION,
                "Police and Crime Plan now published",
                Month(date(2022, 3, 1)),
                text="The plan for 2022 to 2025 replaces the draft.",
                link=Link("Read the full plan", "https://www.london.gov.uk/talk-london"),
            ),
        ),
    ),
)

CONSULTATION = Consultation(
    slug="police-and-crime-plan-2022-2025",
    title="Mayor's Police and Crime Plan consultation for 2022\u20132025",
    summary=(
        "For three years this plan says what London's police are asked to put first, and how the "
        "Mayor holds them to it. Before it was settled, Londoners were asked about the draft."
    ),
    body=TALK_LONDON,
    hero=POLICE_VAN,
    opens_on=OPENED_ON,
    closes_on=CLOSED_ON,
    topics=("Policing and crime", "Communities", "Children and young people"),
    blocks=(
        Text(
            "<h3>What the plan is for</h3>"
            "<p>Each Mayor of London has to publish a police and crime plan. It sets priorities "
            "for "
            "the Metropolitan Police, says how money is spent on preventing crime and on helping "
            "victims, and gives Londoners something to measure results against.</p>"
            "<p>The draft was built on four concerns: violence, the trust that people have in "
            "their police, the way victims are treated, and the protection of people who might be "
            "exploited or come to harm. The discussion below is about the last of these.</p>"
        ),
        Quote(
            "A plan is only as good as the questions it was tested against. We would rather hear "
            "now what it has missed.",
            "From the invitation to the workshops",
        ),
        Text(
            "<h3>How people took part</h3>"
            "<p>For a little over nine weeks Londoners could comment here, answer a survey, write, "
            "or join one of four evening workshops online. Notes were taken at every table, and "
            "each of them was read with the rest.</p>"
        ),
        Figure(WORKSHOP, "Four workshops were held online, each from 6pm to 7:30pm."),
    ),
    open_to_change=(
        "<p>Nothing on this page any more: the window has closed. While it was open, the aims, the "
        "order of priorities and the ways of reaching them could all change. The duty to have a "
        "plan, and the length of three years, could not.</p>"
    ),
    decided_by=(
        "<p>The Mayor of London, with advice from the Mayor's Office for Policing and Crime, after "
        "the London Assembly's Police and Crime Committee had seen the draft.</p>"
    ),
    next_steps=(
        "<p>The plan was published in March 2022. Every response is being read once more, so that "
        "a summary of what was said, by theme, can stand here beside it.</p>"
    ),
    contact_name="Police and Crime Plan team",
    contact_email="police-crime-plan@example.com",
    contact_phone="",
    timeline=TIMELINE,
    discussions=(DISCUSSION,),
    papers=(PLAN_IN_SHORT,),
    batches=(
        Batch(
            "event", date(2021, 11, 30), 31, 5, "First workshop: one set of notes for each table."
        ),
        Batch("event", date(2021, 12, 8), 24, 4, "Second workshop, with carers and care leavers."),
        Batch("event", date(2021, 12, 14), 28, 5, "Third workshop, with community groups."),
        Batch("event", date(2022, 1, 12), 22, 4, "Fourth workshop."),
        Batch("email", date(2022, 1, 21), 86, 91, "E-mails; five people wrote twice."),
        Batch("letter", date(2022, 1, 21), 47, 47, "Letters and forms on paper, two in easy read."),
        Batch("phone", date(2022, 1, 20), 12, 12, "Taken down by the contact team."),
    ),
    total=Total(
        respondents=1396,
        responses=1395,
        remainder=Batch(
            "survey", CLOSED_ON, 0, 0, "The survey, sent in full; some people answered two parts."
        ),
    ),
)
