"""Wagtail's serializers, minus what they would tell of pages that are not public."""

from typing import Any

from rest_framework import relations
from rest_framework.fields import Field
from wagtail import fields as wagtail_fields
from wagtail.api.v2.serializers import (
    BaseSerializer,
    PageSerializer,
    StreamField,
    get_serializer_class,
)
from wagtail.api.v2.serializers import (
    TagsField as StockTagsField,
)
from wagtail.blocks import RichTextBlock
from wagtail.documents.api.v2.serializers import DocumentSerializer
from wagtail.images.api.v2.serializers import ImageSerializer
from wagtail.models import Page

from discussion_pages.api.answers import Answer, ReadField
from discussion_pages.api.rich_text import RichTextField, clean_html


class PublicStreamField(StreamField):
    """A host's StreamField: its blocks' own form, with rich text as clean HTML."""

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        """Represent each block."""
        answer = Answer.of(self.context)
        return [
            {
                "type": child.block_type,
                "value": (
                    clean_html(child.value.source, answer)
                    if isinstance(child.block, RichTextBlock)
                    else child.block.get_api_representation(child.value, self.context)
                ),
                "id": child.id,
            }
            for child in value
        ]


class PublicAliasField(relations.RelatedField):
    """The page that an alias copies, if it is public."""

    def get_attribute(self, instance: Page) -> Page | None:
        """Look for the sources of the whole list at once."""
        if instance.alias_of_id is None:
            return None
        answer = Answer.of(self.context)

        def load(pages: list[Page]) -> dict[int, Page | None]:
            public = self.context["base_queryset"].in_bulk(
                [page.alias_of_id for page in pages if page.alias_of_id]
            )
            return {page.pk: public.get(page.alias_of_id) for page in pages}

        return answer.gather("alias_of", instance, load)

    def to_representation(self, value: Page) -> Any:
        """Name the source as Wagtail does."""
        serializer = get_serializer_class(
            type(value),
            ["id", "type", "detail_url", "html_url", "title"],
            meta_fields=["type", "detail_url", "html_url"],
            base=PublicPageSerializer,
        )
        return serializer(context=self.context).to_representation(value)


class PublicPageSerializer(PageSerializer):
    """A page of any type."""

    serializer_field_mapping = PageSerializer.serializer_field_mapping | {
        wagtail_fields.StreamField: PublicStreamField,
        wagtail_fields.RichTextField: RichTextField,
    }
    html_url = ReadField(lambda page, answer: page.get_full_url(answer.request))
    alias_of = PublicAliasField(read_only=True)


class TagsField(Field):
    """Tags, from what the list has fetched."""

    def to_representation(self, value: Any) -> list[str]:
        """Return their names in order."""
        return sorted(tag.name for tag in value.all())


class _TaggedSerializer(BaseSerializer):
    def build_property_field(self, field_name: str, model_class: type) -> Any:
        field_class, options = super().build_property_field(field_name, model_class)
        return (TagsField if field_class is StockTagsField else field_class), options


class PublicImageSerializer(_TaggedSerializer, ImageSerializer):
    """An image; ``download_url`` is its original file."""

    download_url = ReadField(lambda image, answer: answer.full_url(image.file.url))


class PublicDocumentSerializer(_TaggedSerializer, DocumentSerializer):
    """A document."""
