"""Offline responses are not deleted along with a page."""

import pytest
from wagtail.models import Page

from consultations.models import OfflineResponse
from tests import factories
from tests.staff import client_for


@pytest.fixture
def admin_client(staff):
    return client_for(staff.admin)


@pytest.fixture
def batch(world) -> OfflineResponse:
    return factories.OfflineResponseFactory(consultation=world.consultation)


def said(client):
    return " ".join(str(message) for message in client.get("/admin/").context["messages"])


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("which", ["consultation", "hub", "home"])
def test_a_page_with_offline_responses_under_it_is_kept(admin_client, world, batch, which, method):
    page = getattr(world, which)
    response = getattr(admin_client, method)(
        f"/admin/pages/{page.pk}/delete/", {"confirm_site_name": "Consultations"}
    )
    assert response.status_code == 302
    assert Page.objects.filter(pk=page.pk).exists()
    assert OfflineResponse.objects.filter(pk=batch.pk).exists()
    words = said(admin_client)
    assert f"offline responses under “{page.title}”. Unpublish instead" in words


def test_pages_ticked_together_are_kept_when_one_has_offline_responses(admin_client, world, batch):
    empty = factories.ConsultationPageFactory(parent=world.hub)
    admin_client.post(
        "/admin/bulk/wagtailcore/page/delete/"
        f"?id={world.consultation.pk}&id={empty.pk}&next=/admin/"
    )
    assert Page.objects.filter(pk__in=[world.consultation.pk, empty.pk]).count() == 2
    words = said(admin_client)
    assert "“Safer streets”" in words
    assert empty.title not in words


def test_pages_without_offline_responses_are_deleted_one_or_together(admin_client, world, batch):
    one, two = (factories.ConsultationPageFactory(parent=world.hub) for _ in range(2))
    discussion = world.discussion.pk
    admin_client.post(f"/admin/pages/{one.pk}/delete/")
    admin_client.post(f"/admin/pages/{discussion}/delete/")
    admin_client.post(f"/admin/bulk/wagtailcore/page/delete/?id={two.pk}&next=/admin/")
    assert not Page.objects.filter(pk__in=[one.pk, two.pk, discussion]).exists()
    assert OfflineResponse.objects.filter(pk=batch.pk).exists()
