"""Use discussions in a host's site that has no consultations."""

from typing import Any

from django.core.management import call_command
from wagtail.models import Page

from discussion_pages.models import DiscussionPage
from host.commenting import comment_as_members, make_people, moderate
from host.visitors import Visitor, missing_static_files, origins


def walk() -> dict[str, Any]:
    """Return what was seen, under the name of each step."""
    staff = make_people()
    call_command("create_default_policy", verbosity=0)
    front = Page.objects.get(depth=2)
    front.add_child(
        instance=DiscussionPage(title="Sundays", slug="sundays", moderation_mode="after")
    )
    seen: dict[str, Any] = {"discussion": Visitor().get("/sundays/")}
    seen["policy"] = Visitor().get("/how-we-moderate/")
    seen["missing static files"] = missing_static_files(seen["discussion"]["text"])
    comment_as_members(seen, page="/sundays/")
    moderate(staff, seen)
    seen["origins"] = origins()
    return seen
