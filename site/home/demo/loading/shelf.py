"""Pictures, documents, organisations, topics, guidance and policies, made when first asked for."""

from __future__ import annotations

import json
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from django.core.files import File
from django.core.files.images import ImageFile
from django.utils.text import slugify
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale

from consultations.models import Topic
from discussion_pages.models import ModerationPolicy, Organisation, SafetyGuidance
from discussion_pages.services.default_policies import publish_policy, rules_value
from discussion_pages.services.policies import Rule, standard_rules
from home.demo.loading.words import typeset
from home.demo.shapes import Body, Contact, Guidance, Paper, Picture, Policy


class Shelf:
    """Hands out the demonstration's things. One that exists already is taken as it is."""

    def __init__(self) -> None:
        self.locale = Locale.get_default()
        self._kept: dict[object, object] = {}

    def image(self, picture: Picture):
        """Return the image, found by its file so that its title may be edited."""
        return self._keep(picture, self._find_or_make_image)

    def document(self, paper: Paper):
        """Return the document, found by its file."""
        return self._keep(paper, self._find_or_make_document)

    def organisation(self, body: Body) -> Organisation:
        """Return the organisation, found by its website."""
        return self._keep(body, self._find_or_make_organisation)

    def topic(self, name: str) -> Topic:
        """Return the topic, found by its slug."""
        topic, _created = Topic.objects.get_or_create(
            slug=slugify(name), locale=self.locale, defaults={"name": name}
        )
        return topic

    def guidance(self, guidance: Guidance) -> SafetyGuidance:
        """Return the safety guidance, found by its title; published when it is made."""
        return self._keep(guidance.title, lambda _title: self._find_or_make_guidance(guidance))

    def policy(self, policy: Policy) -> ModerationPolicy:
        """Return the moderation policy, found by its slug; published when it is made."""
        return self._keep(policy, self._find_or_make_policy)

    def _keep(self, key, make):
        if key not in self._kept:
            self._kept[key] = make(key)
        return self._kept[key]

    def _find_or_make_image(self, picture: Picture):
        model = get_image_model()
        image = model.objects.filter(file__startswith=f"original_images/{picture.key}").first()
        if image is not None:
            return image
        with picture.path.open("rb") as source:
            return model.objects.create(
                title=typeset(picture.title),
                description=typeset(picture.alt),
                file=ImageFile(source, name=picture.path.name),
            )

    def _find_or_make_document(self, paper: Paper):
        model = get_document_model()
        document = model.objects.filter(file__startswith=f"documents/{paper.path.stem}").first()
        if document is not None:
            return document
        with paper.path.open("rb") as source:
            return model.objects.create(
                title=typeset(paper.title), file=File(source, name=paper.filename)
            )

    def _find_or_make_organisation(self, body: Body) -> Organisation:
        organisation, _created = Organisation.objects.get_or_create(
            url=body.web,
            locale=self.locale,
            defaults={"name": typeset(body.name), "mark": self.image(body.mark)},
        )
        return organisation

    def _find_or_make_guidance(self, guidance: Guidance) -> SafetyGuidance:
        found = SafetyGuidance.objects.filter(title=guidance.title, locale=self.locale).first()
        if found is not None:
            return found
        made = SafetyGuidance(
            title=guidance.title,
            summary=typeset(guidance.summary),
            body=typeset(guidance.text),
            contacts=json.dumps([_contact(contact) for contact in guidance.contacts]),
            locale=self.locale,
            live=False,
        )
        made.full_clean()
        made.save()
        made.save_revision().publish()
        made.refresh_from_db()
        return made

    def _find_or_make_policy(self, policy: Policy) -> ModerationPolicy:
        found = ModerationPolicy.objects.filter(slug=policy.slug, locale=self.locale).first()
        if found is not None:
            return found
        own = [
            Rule(rule.code, typeset(rule.title), typeset(rule.explanation), typeset(rule.example))
            for rule in policy.own_rules
        ]
        made = ModerationPolicy(
            locale=self.locale,
            slug=policy.slug,
            title=typeset(policy.title),
            purpose=typeset(policy.purpose),
            composer_line=typeset(policy.composer_line),
            rules=rules_value([*own, *standard_rules()]),
            hours=typeset(policy.hours),
            target_hours_held=policy.target_hours_held,
            appeals_decided_by=typeset(policy.appeals_decided_by),
            minimum_age_text=typeset(policy.minimum_age),
            contact_name=policy.contact_name,
            contact_email=policy.contact_email,
            contact_phone=policy.contact_phone,
            out_of_hours=json.dumps([_contact(contact) for contact in policy.out_of_hours]),
        )
        made.full_clean()
        return publish_policy(made)


def lasting_id(*path: str) -> str:
    """Return an id for a block that is the same whenever the demonstration is loaded."""
    return str(uuid5(NAMESPACE_URL, "/".join(("wagtail-consultations-demo", *path))))


def iso(day: date) -> str:
    """Return a day as StreamFields store it."""
    return day.isoformat()


def _contact(contact: Contact) -> dict:
    value = {
        "name": typeset(contact.name),
        "what_for": typeset(contact.what_for),
        "phone": contact.phone,
        "text": contact.text,
        "web": contact.web,
        "hours": typeset(contact.hours),
        "verified_on": iso(contact.verified_on),
    }
    return {"type": "contact", "value": value, "id": lasting_id("contact", contact.name)}
