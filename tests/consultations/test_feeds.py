from xml.etree import ElementTree as ET

import pytest

from consultations.feeds import hub_feed
from tests import factories

pytestmark = pytest.mark.django_db
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def read_feed(world, rf, at):
    response = hub_feed(rf.get("/", headers={"host": "localhost"}), world.hub, at=at)
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)


def test_the_feed_lists_what_the_hub_lists(world, rf, at):
    factories.ConsultationPageFactory(parent=world.hub, title="Draft", live=False)
    private = factories.ConsultationPageFactory(parent=world.hub, title="Private")
    private.view_restrictions.create(restriction_type="login")
    tree = read_feed(world, rf, at)
    titles = [
        entry.findtext("atom:title", namespaces=ATOM) for entry in tree.iterfind("atom:entry", ATOM)
    ]
    assert titles == ["Safer streets"]


def test_an_entry_has_a_lasting_id_and_says_where_it_stands(world, rf, at):
    world.consultation.save_revision().publish()
    (entry,) = read_feed(world, rf, at).iterfind("atom:entry", ATOM)
    entry_id = entry.findtext("atom:id", namespaces=ATOM)
    assert entry_id.startswith("tag:localhost,")
    assert entry_id.endswith(f"consultation-{world.consultation.pk}")
    summary = entry.findtext("atom:summary", namespaces=ATOM)
    assert summary.startswith("Open. Closes 12 March 2027")
    assert entry.findtext("atom:updated", namespaces=ATOM)
    assert entry.find("atom:link", ATOM).get("href").startswith("http://localhost/")
