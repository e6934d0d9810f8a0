"""Where to get help. Telephone numbers are real; where hours vary, the page says where to look."""

from datetime import date

from home.demo.shapes import Contact, Guidance

CHECKED_ON = date(2026, 11, 16)

STAYING_SAFE = Guidance(
    title="Staying safe",
    summary=(
        "Some of what is discussed here may be close to home. If you are worried about yourself or "
        "somebody else, there are people you can talk to, today or tonight."
    ),
    text=(
        "<p>You do not need to be certain that something is wrong before you ask for help. The "
        "services on this page are used to questions that begin with “I'm not sure, but …”. Most "
        "are free to call, and you can ask each of them what it does with what you say.</p>"
        "<h3>If somebody is in danger now</h3>"
        "<p>Call <b>999</b> and ask for the police. If you cannot speak, listen to the operator, "
        "cough or tap the handset, and on a mobile press <b>55</b> when asked. People who are "
        "deaf or have difficulty speaking can use textphone <b>18000</b>, or text 999 once they "
        "have registered their phone with emergencySMS.</p>"
        "<h3>Before you write here</h3>"
        "<ul>"
        "<li>Comments are public. Leave out names, addresses and anything that could show who "
        "somebody is, yourself included.</li>"
        "<li>You can take part under any name you like.</li>"
        "<li>A comment is not a way to report a crime: nobody here can send help or start an "
        "investigation.</li>"
        "<li>It is fine to stop reading. Nothing here needs an answer from you.</li>"
        "</ul>"
        "<h3>If a comment worries you</h3>"
        "<p>Use “Report” below it and choose “Somebody may come to harm”. A moderator reads such "
        "reports first. You do not need an account.</p>"
    ),
    contacts=(
        Contact(
            "Police, fire and ambulance",
            "Somebody is in danger, or a crime is happening now.",
            CHECKED_ON,
            phone="999",
            hours="Every day, 24 hours",
        ),
        Contact(
            "Police, when it is not an emergency",
            "To report something that has happened, or to ask the local police a question.",
            CHECKED_ON,
            phone="101",
            web="https://www.met.police.uk/",
            hours="Every day, 24 hours",
        ),
        Contact(
            "Samaritans",
            "Somebody to talk to about anything that is getting to you.",
            CHECKED_ON,
            phone="116 123",
            web="https://www.samaritans.org/",
            hours="Every day, 24 hours",
        ),
        Contact(
            "Childline",
            "For anyone under 19, about anything.",
            CHECKED_ON,
            phone="0800 1111",
            web="https://www.childline.org.uk/",
            hours="Every day; see the website for times and online chat",
        ),
        Contact(
            "National Domestic Abuse Helpline, run by Refuge",
            "For women who are being hurt or controlled by somebody close, and for those who worry "
            "about them.",
            CHECKED_ON,
            phone="0808 2000 247",
            web="https://www.nationaldahelpline.org.uk/",
            hours="Every day, 24 hours",
        ),
        Contact(
            "Victim Support",
            "Help after a crime, whether or not you have told the police.",
            CHECKED_ON,
            phone="0808 16 89 111",
            web="https://www.victimsupport.org.uk/",
            hours="Every day, 24 hours",
        ),
        Contact(
            "Modern Slavery and Exploitation Helpline",
            "If you or somebody you know is being made to work, or kept from leaving.",
            CHECKED_ON,
            phone="08000 121 700",
            web="https://www.modernslaveryhelpline.org/",
            hours="See the website for times",
        ),
        Contact(
            "Missing People",
            "If somebody is missing, or you have left home and want to talk.",
            CHECKED_ON,
            phone="116 000",
            text="116 000",
            web="https://www.missingpeople.org.uk/",
            hours="Every day; see the website for times",
        ),
        Contact(
            "British Transport Police",
            "To report something on a train or at a station, by text and without being noticed.",
            CHECKED_ON,
            text="61016",
            web="https://www.btp.police.uk/",
            hours="Every day, 24 hours; call 999 in an emergency",
        ),
        Contact(
            "Crimestoppers",
            "To pass on what you know about a crime without saying who you are.",
            CHECKED_ON,
            phone="0800 555 111",
            web="https://crimestoppers-uk.org/",
            hours="Every day, 24 hours",
        ),
    ),
)
