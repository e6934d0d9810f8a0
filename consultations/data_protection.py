"""The inventory of what consultations keep about people."""

from discussion_pages.data_protection import (
    KEPT,
    STAFF,
    Entry,
    Erasure,
    NoPersonalData,
    fields_of,
)

INVENTORY: tuple[Entry, ...] = (
    *fields_of(
        "consultations.OfflineResponse",
        ("id", "Numbers the entry.", KEPT),
        ("consultation", "What was answered.", KEPT),
        ("channel", "How the responses came.", KEPT),
        ("received_on", "When they came.", KEPT),
        ("people", "How many people they are from.", KEPT),
        ("responses", "How many they are.", KEPT),
        ("note", "For staff: where the originals are. Names do not belong here.", KEPT),
        ("entered_by", "Who entered them.", STAFF, False, Erasure.CLEAR),
        ("entered_at", "When they were entered.", KEPT),
    ),
    NoPersonalData("consultations.ConsultationIndexPage", "Editorial text of a page."),
    NoPersonalData(
        "consultations.ConsultationPage",
        "Editorial text of a page, with the contact that a body publishes.",
    ),
    NoPersonalData(
        "consultations.ConsultationMoment", "When a consultation opened, closed and so on."
    ),
    NoPersonalData("consultations.ConsultationDocument", "A body's documents."),
    NoPersonalData("consultations.Topic", "A list of subjects."),
)
