"""The demonstration's pictures, documents, organisations and accounts."""

from home.demo.shapes import Account, Body, Paper, Picture, Role

RIVER_DAWN = Picture(
    "river-dawn",
    "The river at dawn",
    "The Thames at sunrise: a bus on a stone bridge, a small boat, St Paul's and towers beyond.",
)
POLICE_VAN = Picture(
    "police-van",
    "A police van on a high street",
    "A police van driving past shops on a London high street, with people walking by.",
)
NIGHT_STREET = Picture(
    "night-street",
    "A street at night",
    "A street of shops at night under three lamps, with two cyclists and people walking home.",
)
PARK = Picture(
    "park-playground",
    "A park with a playground",
    "Children on swings and a slide in a park, two older people on a bench, flats beyond the "
    "trees.",
)
BUS_STOP = Picture(
    "bus-stop",
    "A bus stop in the rain",
    "A double-decker reaching a lit bus shelter where people wait, one of them using a wheelchair.",
)
TOWN_HALL = Picture(
    "town-hall",
    "A town hall square",
    "A town hall with a clock tower; people cross the square and one reads a noticeboard.",
)
WORKSHOP = Picture(
    "workshop-table",
    "A workshop seen from above",
    "Eight people seen from above round a table with a street map, notes and cups of tea.",
)
TEA = Picture(
    "tea-by-the-window",
    "Tea by the window",
    "Two people sitting at a small table by a window, talking over a pot of tea.",
)
MARK_TALK_LONDON = Picture(
    "mark-talk-london", "Mark of Talk London", "Two overlapping speech bubbles, teal and yellow."
)
MARK_MAYORS_OFFICE = Picture(
    "mark-mayors-office",
    "Mark of the Mayor's Office for Policing and Crime",
    "A lit window in a brick wall.",
)
MARK_STREETS = Picture(
    "mark-transport-partners",
    "Mark of the Street and Stop Partnership",
    "Two lines crossing at a stop.",
)

PICTURES = (
    RIVER_DAWN,
    POLICE_VAN,
    NIGHT_STREET,
    PARK,
    BUS_STOP,
    TOWN_HALL,
    WORKSHOP,
    TEA,
    MARK_TALK_LONDON,
    MARK_MAYORS_OFFICE,
    MARK_STREETS,
)

PLAN_IN_SHORT = Paper("police-and-crime-plan-in-short.pdf", "The Police and Crime Plan in short")
NIGHT_PAPER = Paper(
    "safer-streets-discussion-paper.pdf", "Safer streets at night: discussion paper"
)
NIGHT_FORM = Paper("safer-streets-response-form.odt", "Response form to print or fill in")
LIGHTING_DATA = Paper(
    "street-lighting-by-area.csv", "Street lighting by area (illustrative figures)"
)
PARKS_QUESTIONS = Paper(
    "parks-and-play-what-we-will-ask.pdf", "What we will ask about parks and play"
)
STOPS_OUTCOME = Paper(
    "better-bus-stops-outcome.pdf", "Better bus stops: what you said and what changes"
)
STOPS_DATA = Paper("better-bus-stops-themes.csv", "Better bus stops: responses by theme")

PAPERS = (
    PLAN_IN_SHORT,
    NIGHT_PAPER,
    NIGHT_FORM,
    LIGHTING_DATA,
    PARKS_QUESTIONS,
    STOPS_OUTCOME,
    STOPS_DATA,
)

TALK_LONDON = Body(
    "talk-london", "Talk London", "https://www.london.gov.uk/talk-london", MARK_TALK_LONDON
)
MAYORS_OFFICE = Body(
    "mayors-office",
    "Mayor's Office for Policing and Crime",
    "https://www.london.gov.uk/",
    MARK_MAYORS_OFFICE,
)
STREETS = Body(
    "street-and-stop-partnership",
    "Street and Stop Partnership",
    "https://streets.example.org/",
    MARK_STREETS,
)

BODIES = (TALK_LONDON, MAYORS_OFFICE, STREETS)

TOPICS = (
    "Policing and crime",
    "Communities",
    "Transport",
    "Environment",
    "Children and young people",
)

# The addresses belong to a domain that is reserved for examples; the passwords open nothing else.
ACCOUNTS = (
    Account(Role.ADMIN, "admin@example.com", "lantern-river-41", "Ada Winterbourne"),
    Account(Role.EDITOR, "editor@example.com", "paper-bridge-52", "Tobias Achterberg"),
    Account(Role.MODERATOR, "moderator@example.com", "quiet-harbour-63", "Ngozi Fairweather"),
    Account(Role.MANAGER, "manager@example.com", "amber-ledger-29", "Solveig Hartnoll"),
    Account(Role.ANALYST, "analyst@example.com", "brass-kettle-74", "Ilse Marchetti"),
    Account(
        Role.MEMBER, "amina@example.com", "copper-towpath-85", "Amina Larkspur", "Amina on the 38"
    ),
    Account(Role.MEMBER, "desmond@example.com", "walnut-steps-96", "Desmond Quill", "Desmond Q"),
)

SITE_NAME = "Talk London"
HOME_TITLE = "Have your say on London"
HOME_INTRODUCTION = (
    "City Hall asks before it decides. Read what is proposed, tell us what you know about your "
    "street, and see what became of what people said."
)
HUB_TITLE = "Consultations"
HUB_INTRODUCTION = (
    "Every consultation, open or past. The ones that close soonest come first; each page says what "
    "can still change and who decides."
)
DEMONSTRATION_NOTE = (
    "This site is a demonstration. Its people and comments are invented, and so are all of its "
    "consultations but the dates and figures of one."
)
