"""How the demonstration is moderated: one policy for the site, and one for a difficult subject."""

from datetime import date

from home.demo.shapes import Contact, HouseRule, Policy

CHECKED_ON = date(2026, 11, 16)

POLICE = Contact(
    "Police, fire and ambulance",
    "Somebody is in danger now.",
    CHECKED_ON,
    phone="999",
    hours="Every day, 24 hours",
)

HOW_WE_MODERATE = Policy(
    slug="talk-london",
    title="How we moderate",
    purpose=(
        "<p>We want everybody in London to be able to say what they think without being insulted, "
        "exposed or put at risk. The rules are the same for every opinion: you may criticise the "
        "Mayor, the police, us and each other's ideas as strongly as you like.</p>"
    ),
    composer_line="Argue about the subject, not about people, and leave out personal details.",
    hours=(
        "Monday to Friday, 8am to 8pm. Saturday and Sunday, 10am to 4pm. At other times we look "
        "only at reports that somebody may come to harm."
    ),
    appeals_decided_by="A second moderator, who was not part of the first decision, decides.",
    minimum_age="You need to be 13 or older to take part.",
    contact_name="The Talk London moderators",
    contact_email="moderators@example.org",
    out_of_hours=(POLICE,),
)

SENSITIVE_SUBJECTS = Policy(
    slug="safer-streets",
    title="How we moderate Safer streets at night",
    purpose=(
        "<p>People write here about harassment and about being afraid. We read more carefully than "
        "elsewhere, and sooner, so that those it has happened to can take part.</p>"
    ),
    composer_line=(
        "Some people here write about what has happened to them. Be kind, and do not name anybody."
    ),
    hours="Every day, 8am to 10pm. In between we look at reports that somebody may come to harm.",
    appeals_decided_by="Our safeguarding lead, who takes no first decisions, decides.",
    minimum_age="You need to be 16 or older to take part in these discussions.",
    contact_name="Safeguarding at Talk London",
    contact_email="safeguarding@example.org",
    out_of_hours=(POLICE,),
    own_rules=(
        HouseRule(
            "naming_suspects",
            "Naming somebody as an offender",
            "Do not say who you think did something, or describe them so that others would know. "
            "Tell the police instead; they can act on it.",
            "Naming the bar and the shift of a member of staff.",
        ),
        HouseRule(
            "blaming_victims",
            "Blaming those it happened to",
            "What somebody wore, drank or did is no reason for what was done to them.",
            "Asking why somebody was out alone.",
        ),
    ),
    target_hours_held=4,
)
