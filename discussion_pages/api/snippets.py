"""Snippets that public pages show: organisations, safety guidance and moderation policies."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework.request import Request
from wagtail.api import APIField
from wagtail.api.v2.filters import LocaleFilter, OrderingFilter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet

from discussion_pages.api.answers import Answer, ReadField
from discussion_pages.api.filters import SafeFieldsFilter, SafeSearchFilter
from discussion_pages.api.guidance import know_full_pages, represent_contacts
from discussion_pages.api.media import prepare_images, represent_image
from discussion_pages.api.rich_text import clean_html
from discussion_pages.api.viewsets import PublicReadMixin
from discussion_pages.models import ModerationPolicy, Organisation, SafetyGuidance
from discussion_pages.pictures import USES
from discussion_pages.services.policies import policy_url, rules_of, targets_of
from discussion_pages.services.public import (
    public_guidance,
    public_organisations,
    public_policies,
)

SLUG_LENGTH_MAX = 200


class SnippetsViewSet(PublicReadMixin, BaseAPIViewSet):
    """Snippets of one kind, as far as they are public. Lists are searched, sorted and filtered.

    A subclass names ``model``, where the ``public`` ones come from, and its fields.
    """

    public: ClassVar[Callable[[], QuerySet]]
    filter_backends = [SafeFieldsFilter, OrderingFilter, LocaleFilter, SafeSearchFilter]
    known_query_parameters = BaseAPIViewSet.known_query_parameters - {"rich_text_format"} | {
        "locale"
    }
    meta_fields = [
        *BaseAPIViewSet.meta_fields,
        APIField("locale", ReadField(lambda snippet, answer: snippet.locale.language_code)),
    ]

    def get_queryset(self) -> QuerySet:
        """Return the public ones, in the order of their keys."""
        if not hasattr(self, "_queryset"):
            public = type(self).public().order_by().values("pk")
            self._queryset = self.model._default_manager.filter(pk__in=public)
        return self._queryset.select_related("locale").order_by("pk")

    def prepare(self, found: list[Any]) -> None:
        """Let fields read for all at once."""
        self.answer.pages = found

    def find_object(self, queryset: QuerySet, request: Request) -> Any:
        """Find by ``id`` or, where there is one, by ``slug`` (and ``locale``).

        Raises:
            BadRequestError: several languages use the slug.
        """
        slug = request.GET.get("slug")
        if slug is None or "slug" not in self.find_query_parameters:
            return super().find_object(queryset, request)
        found = queryset.filter(slug=slug[:SLUG_LENGTH_MAX])
        if "locale" in request.GET:
            found = found.filter(locale__language_code=request.GET["locale"])
        if len(several := list(found[:2])) > 1:
            raise BadRequestError(_("several languages have that slug: add locale"))
        return next(iter(several), None)

    @classmethod
    def get_body_fields(cls, model: type[Model]) -> list[APIField]:
        """Return the fields named here, and none that a model offers to staff (``api_fields``)."""
        return cls._convert_api_fields(cls.body_fields)

    @classmethod
    def get_meta_fields(cls, model: type[Model]) -> list[APIField]:
        """Return those named here."""
        return cls._convert_api_fields(cls.meta_fields)

    @classmethod
    def get_listing_default_fields(cls, model: type[Model]) -> list[str]:
        """Show what names a snippet in every list."""
        return [*super().get_listing_default_fields(model), "locale", *cls.listing_fields]

    listing_fields: ClassVar[tuple[str, ...]] = ()


class OrganisationsViewSet(SnippetsViewSet):
    """Bodies that ask, co-moderate and answer."""

    name = "organisations"
    model = Organisation
    public = public_organisations
    body_fields = [
        *BaseAPIViewSet.body_fields,
        "name",
        "short_name",
        "url",
        APIField("mark", ReadField(lambda body, answer: _mark(body, answer))),
    ]
    listing_fields = ("name", "short_name", "url")

    def get_queryset(self) -> QuerySet:
        """Bring the marks along."""
        return super().get_queryset().select_related("mark")

    def prepare(self, found: list[Any]) -> None:
        """Fetch the renditions of all marks."""
        super().prepare(found)
        prepare_images((body.mark for body in found), USES["mark"].specs)


class GuidanceViewSet(SnippetsViewSet):
    """Safety guidance, with every contact."""

    name = "guidance"
    model = SafetyGuidance
    public = public_guidance
    body_fields = [
        *BaseAPIViewSet.body_fields,
        "title",
        "summary",
        APIField("body", ReadField(lambda guidance, answer: clean_html(guidance.body, answer))),
        APIField("contacts", ReadField(lambda guidance, answer: represent_contacts(guidance))),
        APIField("url", ReadField(lambda guidance, answer: _full_page(guidance, answer))),
    ]
    listing_fields = ("title", "summary")


class PoliciesViewSet(SnippetsViewSet):
    """Moderation policies, as their public pages show them and no further."""

    name = "policies"
    model = ModerationPolicy
    public = public_policies
    find_query_parameters = SnippetsViewSet.find_query_parameters | {"slug", "locale"}
    body_fields = [
        *BaseAPIViewSet.body_fields,
        "title",
        "slug",
        APIField("purpose", ReadField(lambda policy, answer: _purpose(policy, answer))),
        "minimum_age_text",
        APIField("rules", ReadField(lambda policy, answer: _rules(policy))),
        "hours",
        APIField("targets", ReadField(lambda policy, answer: _targets(policy))),
        "appeal_days",
        "appeals_decided_by",
        APIField("contact", ReadField(lambda policy, answer: _contact(policy))),
    ]
    meta_fields = [
        *SnippetsViewSet.meta_fields,
        APIField("html_url", ReadField(lambda policy, answer: _policy_page(policy, answer))),
    ]
    listing_fields = ("title", "slug", "html_url")


def _mark(body: Organisation, answer: Answer) -> dict[str, Any] | None:
    return represent_image(body.mark, "mark", answer, alt="")


def _full_page(guidance: SafetyGuidance, answer: Answer) -> str | None:
    know_full_pages([*answer.pages, guidance], answer)
    return answer.full_pages[guidance.pk]


def _purpose(policy: ModerationPolicy, answer: Answer) -> str:
    answer.targets.load_for_rich_text(other.purpose for other in answer.pages)
    return clean_html(policy.purpose, answer)


def _rules(policy: ModerationPolicy) -> list[dict[str, str]]:
    return [
        {
            "code": rule.code,
            "title": rule.title,
            "explanation": rule.explanation,
            "example": rule.example,
        }
        for rule in rules_of(policy)
    ]


def _targets(policy: ModerationPolicy) -> list[dict[str, str]]:
    return [{"label": target.label, "time": target.time} for target in targets_of(policy)]


def _contact(policy: ModerationPolicy) -> dict[str, str] | None:
    contact = {
        "name": policy.contact_name,
        "email": policy.contact_email,
        "phone": policy.contact_phone,
    }
    return contact if any(contact.values()) else None


def _policy_page(policy: ModerationPolicy, answer: Answer) -> str | None:
    """Return the page's address in the policy's own language."""
    with translation.override(policy.locale.language_code):
        return answer.full_url(policy_url(policy, answer.request))
