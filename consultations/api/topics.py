"""Topics under which public consultations are found."""

from urllib.parse import urlencode

from wagtail.api import APIField
from wagtail.api.v2.views import BaseAPIViewSet

from consultations.api.fields import PAGE_TYPE
from consultations.models import ConsultationPage, Topic
from consultations.services.reading import public_topics
from discussion_pages.api.answers import Answer, ReadField
from discussion_pages.api.snippets import SnippetsViewSet


class TopicsViewSet(SnippetsViewSet):
    """Topics."""

    name = "topics"
    model = Topic
    public = public_topics
    find_query_parameters = SnippetsViewSet.find_query_parameters | {"slug", "locale"}
    body_fields = [
        *BaseAPIViewSet.body_fields,
        "name",
        "slug",
        APIField(
            "consultations_url", ReadField(lambda topic, answer: _consultations_url(topic, answer))
        ),
    ]
    listing_fields = ("name", "slug", "consultations_url")


def _consultations_url(topic: Topic, answer: Answer) -> str | None:
    query = {"type": PAGE_TYPE, "topic": topic.slug, "locale": topic.locale.language_code}
    return answer.listing_url(ConsultationPage, urlencode(query))
