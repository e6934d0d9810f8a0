"""Rich text as clean HTML: links resolved, editor's marks gone, nothing private named."""

import re
from typing import Any

from django.utils.html import escape
from rest_framework import serializers
from wagtail.rich_text import features
from wagtail.rich_text.rewriters import EmbedRewriter, LinkRewriter, MultiRuleRewriter

from discussion_pages.api.answers import Answer

EDITOR_MARK = re.compile(r'\s+data-block-key="[^"]*"')
NO_LINK = "<a>"
"""What stands where a link leads nowhere public: HTML's own placeholder, so the words remain."""


def clean_html(source: str | None, answer: Answer) -> str:
    """Return stored rich text as HTML with full addresses.

    A link to a page that is not public, or to a document in a private collection, keeps its words
    and loses its address.
    """
    if not source:
        return ""
    answer.targets.load_for_rich_text([source])
    rules = {
        name: handler.expand_db_attributes_many
        for name, handler in features.get_link_types().items()
    } | {
        "page": lambda links: [_page_link(link, answer) for link in links],
        "document": lambda links: [_document_link(link, answer) for link in links],
    }
    embeds = {
        name: handler.expand_db_attributes_many
        for name, handler in features.get_embed_types().items()
    }
    rewrite = MultiRuleRewriter([LinkRewriter(bulk_rules=rules), EmbedRewriter(bulk_rules=embeds)])
    return EDITOR_MARK.sub("", rewrite(source))


class RichTextField(serializers.CharField):
    """A rich text field of any page, as clean HTML."""

    def to_representation(self, value: Any) -> str:
        """Resolve the links."""
        return clean_html(value, Answer.of(self.context))


def _page_link(link: dict[str, str], answer: Answer) -> str:
    page = answer.targets.page(link.get("id"))
    return _link(page.get_full_url(answer.request) if page else None)


def _document_link(link: dict[str, str], answer: Answer) -> str:
    document = answer.targets.document(link.get("id"))
    return _link(answer.full_url(document.url) if document else None)


def _link(url: str | None) -> str:
    return f'<a href="{escape(url)}">' if url else NO_LINK
