"""Factories with traits. A test names only what it is about."""

from datetime import UTC, datetime, timedelta

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from wagtail.models import Locale

from consultations.models import (
    ConsultationIndexPage,
    ConsultationPage,
    OfflineResponse,
    Topic,
)
from discussion_pages.models import (
    DiscussionPage,
    ModerationPolicy,
    Organisation,
    SafetyGuidance,
    SafetyGuidancePage,
)
from discussion_pages.services.default_policies import rules_value
from discussion_pages.services.policies import standard_rules
from home.models import HomePage

NOW = datetime(2027, 2, 10, 12, 0, tzinfo=UTC)
"""The instant at which most tests take place: inside every open window made here."""


class UserFactory(factory.django.DjangoModelFactory):
    """A member; ``staff`` and ``superuser`` are traits."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    email = factory.Sequence("member{}@example.com".format)
    pseudonym = factory.Sequence("Member of the public {}".format)
    password = factory.django.Password("correct horse battery")

    class Params:
        superuser = factory.Trait(is_superuser=True, is_staff=True)


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A body."""

    class Meta:
        model = Organisation

    name = factory.Sequence("Northbank City Hall {}".format)
    short_name = "City Hall"
    locale = factory.LazyFunction(Locale.get_default)


class TopicFactory(factory.django.DjangoModelFactory):
    """A topic."""

    class Meta:
        model = Topic

    name = factory.Sequence("Topic {}".format)
    slug = factory.Sequence("topic-{}".format)
    locale = factory.LazyFunction(Locale.get_default)


class SafetyGuidanceFactory(factory.django.DjangoModelFactory):
    """Live guidance; ``draft`` is a trait."""

    class Meta:
        model = SafetyGuidance

    title = factory.Sequence("Staying safe {}".format)
    summary = "If something here worries you, there are people who can help."
    body = "<p>You are not alone.</p>"
    locale = factory.LazyFunction(Locale.get_default)

    class Params:
        draft = factory.Trait(live=False)


class ModerationPolicyFactory(factory.django.DjangoModelFactory):
    """A live policy with the standard rules; ``draft`` and ``without_rules`` are traits.

    Discussions share one, found by its slug: a test that is about policies names its own.
    """

    class Meta:
        model = ModerationPolicy
        django_get_or_create = ("slug", "locale")

    title = "How we moderate"
    slug = "how-we-moderate"
    purpose = "<p>So that everybody can take part.</p>"
    composer_line = "Stay with the subject and be civil."
    minimum_age_text = "You need to be 13 or older to take part."
    rules = factory.LazyFunction(lambda: rules_value(standard_rules()))
    locale = factory.LazyFunction(Locale.get_default)

    class Params:
        draft = factory.Trait(live=False)
        without_rules = factory.Trait(rules=())


class HomePageFactory(wagtail_factories.PageFactory):
    """The front door."""

    class Meta:
        model = HomePage

    title = "Home"


class SafetyGuidancePageFactory(wagtail_factories.PageFactory):
    """The full page about getting help."""

    class Meta:
        model = SafetyGuidancePage

    title = "Staying safe"
    slug = "staying-safe"
    guidance = factory.SubFactory(SafetyGuidanceFactory)


class ConsultationIndexPageFactory(wagtail_factories.PageFactory):
    """The hub."""

    class Meta:
        model = ConsultationIndexPage

    title = "Consultations"
    slug = "consultations"


class ConsultationPageFactory(wagtail_factories.PageFactory):
    """A consultation, open at ``NOW``; ``upcoming``, ``closed``, ``outcome`` are traits."""

    class Meta:
        model = ConsultationPage

    title = factory.Sequence("Consultation {}".format)
    summary = "What should change in our streets after dark?"
    opens_at = NOW - timedelta(days=30)
    closes_at = NOW + timedelta(days=30)

    class Params:
        upcoming = factory.Trait(opens_at=NOW + timedelta(days=1))
        closed = factory.Trait(closes_at=NOW - timedelta(days=1))
        outcome = factory.Trait(
            closes_at=NOW - timedelta(days=10), outcome_published_at=NOW - timedelta(days=1)
        )


class DiscussionPageFactory(wagtail_factories.PageFactory):
    """A discussion whose comments appear at once; ``premoderated`` is a trait."""

    class Meta:
        model = DiscussionPage

    title = factory.Sequence("Discussion {}".format)
    summary = "Tell us where you feel least at ease."
    moderation_mode = "after"
    policy = factory.SubFactory(ModerationPolicyFactory)

    class Params:
        premoderated = factory.Trait(moderation_mode="before")
        first_comment = factory.Trait(moderation_mode="first")
        upcoming = factory.Trait(opens_at=NOW + timedelta(days=1))
        closed = factory.Trait(opens_at=NOW - timedelta(days=20), closes_at=NOW - timedelta(days=1))
        comments_off = factory.Trait(comments_open=False)


class OfflineResponseFactory(factory.django.DjangoModelFactory):
    """A batch of responses on paper."""

    class Meta:
        model = OfflineResponse

    channel = "letter"
    received_on = factory.LazyFunction(lambda: NOW.date())
    people = 3
    responses = 5
