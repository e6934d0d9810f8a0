"""What Wagtail's v3 API does wrong, asked of Wagtail itself.

A test that fails here is good news: the fault is mended upstream. Take the function that it names
out of ``discussion_pages/api/v3/``, then the test, and its line in ``docs/reference/api-v3.md``.
"""

import inspect
import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.datastructures import MultiValueDict
from ninja.openapi.schema import get_schema
from ninja.throttling import AnonRateThrottle, AuthRateThrottle
from openapi_spec_validator import OpenAPIV31SpecValidator
from wagtail.api.querysets import get_public_pages_queryset
from wagtail.api.v3 import form_data
from wagtail.api.v3.api import api
from wagtail.api.v3.auth import AllowAnonymous
from wagtail.api.v3.routers import pages as pages_router
from wagtail.api.v3.schemas import base, params
from wagtail.api.v3.schemas import pages as page_schemas
from wagtail.blocks import CharBlock, ListBlock
from wagtail.models import PageViewRestriction

from consultations.models import ConsultationPage
from tests import factories

pytestmark = pytest.mark.django_db


def view_of(operation_id):
    """Return the view of an address, without what we put around it."""
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            if any(operation.operation_id == operation_id for operation in view.operations):
                return view
    raise LookupError(operation_id)


@pytest.mark.parametrize("schema", [base.BaseCreateSchema, base.BaseUpdateSchema])
def test_shims_refuse_unknown_keys_is_still_needed(schema):
    assert schema.model_config.get("extra") != "forbid"


def test_edge_refusal_of_parameters_is_still_needed():
    assert "skip_invalid=True" in inspect.getsource(params.APIFieldFilterSchema)


def test_shims_keep_relatives_that_are_not_public_is_still_needed(world):
    world.consultation.live = False
    world.consultation.save()
    parent = page_schemas.PageMetaSchema.resolve_parent(world.discussion, {"request": None})
    assert parent.title == world.consultation.title


def test_reading_readable_pages_is_still_needed(world, rf):
    page = factories.ConsultationPageFactory(parent=world.hub)
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="hush"
    )
    request = rf.get("/")
    request.user = AnonymousUser()
    request.session = {"passed_page_view_restrictions": [restriction.pk]}
    assert get_public_pages_queryset(request).filter(pk=page.pk).exists()


@pytest.mark.parametrize("name", ["images", "documents"])
def test_reading_readable_media_is_still_needed(name):
    module = __import__(f"wagtail.{name}.api.v3.router", fromlist=["router"])
    source = inspect.getsource(module)
    assert ".objects.exclude(collection__in=restricted_collection_ids)" in source


def test_shims_build_whole_forms_is_still_needed():
    form_class = form_data.get_api_form_class(ConsultationPage, field_names=["opens_at"])
    assert "opens_at" in form_class.base_fields
    assert "closes_at" not in form_class.base_fields


def test_blocks_flatten_is_still_needed():
    data = MultiValueDict()
    item = {"value": "Where?", "id": "0bc9b964-4215-462e-ac1f-ef09ec5c3d7f"}
    form_data.flatten_block_value(ListBlock(CharBlock()), [item], "questions", data)
    assert "questions-0-id" not in data
    with pytest.raises(KeyError):  # a block without its type is a failure of the server
        from wagtail.blocks import StreamBlock

        form_data.flatten_block_value(StreamBlock(), [{"value": "x"}], "body", MultiValueDict())


def test_shims_point_into_streams_is_still_needed():
    from wagtail.utils import forms

    assert "block_errors" not in inspect.getsource(forms)


def test_shims_ask_the_admins_hooks_is_still_needed():
    from wagtail.actions import create, delete_page, move_page, publish_revision

    for module in (pages_router, create, delete_page, move_page, publish_revision):
        assert 'get_hooks("before_' not in inspect.getsource(module)


def test_shims_answer_with_what_was_published_is_still_needed():
    assert "return Status(201, form.instance)" in inspect.getsource(pages_router)


def test_shims_ask_for_a_token_for_drafts_is_still_needed():
    source = inspect.getsource(pages_router)
    assert 'if version == "draft" and request.user.is_authenticated:' in source


def test_shims_refuse_a_token_that_does_not_hold_is_still_needed(rf):
    request = rf.get("/", headers={"authorization": "Bearer wagtail_nonsense"})
    assert AllowAnonymous()(request) is not None


def test_edge_head_is_still_needed(rf):
    assert view_of("pages_list")._find_operation(rf.head("/")) is None


def test_edge_cached_as_is_still_needed(rf, world):
    answer = view_of("pages_list").get_view()(rf.get("/api/v3/pages/"))
    assert answer.status_code == 200
    assert "Cache-Control" not in answer
    assert "Authorization" not in answer.get("Vary", "")


def test_limits_are_still_needed(rf):
    first, other = (rf.get("/", REMOTE_ADDR=address) for address in ("192.0.2.1", "192.0.2.2"))
    for request in (first, other):
        request.auth = request.user = AnonymousUser()
    assert AnonRateThrottle("1/m").get_cache_key(first) is None
    everybody = AuthRateThrottle("1/m")
    assert everybody.get_cache_key(first) == everybody.get_cache_key(other)


def test_openapi_mendings_are_still_needed():
    made = get_schema(api=api, path_prefix="/api/v3/")
    document = json.loads(json.dumps(made, cls=DjangoJSONEncoder))
    errors = list(OpenAPIV31SpecValidator(document).iter_errors())
    assert errors
    assert not any(
        status.startswith("4")
        for path in document["paths"].values()
        for operation in path.values()
        for status in operation["responses"]
    )
