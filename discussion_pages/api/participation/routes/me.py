"""The caller themselves: what they are called, what they may do now, and all that is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from discussion_pages.api.participation.addresses import address, page_address
from discussion_pages.api.participation.auth import MEMBERS
from discussion_pages.api.participation.finding import person_of
from discussion_pages.api.participation.operations import reads
from discussion_pages.api.participation.schemas import Json
from discussion_pages.conf import display_name
from discussion_pages.services.notices import unread_count
from discussion_pages.services.own_data import own_data_json
from discussion_pages.services.standing import standing_of

router = Router(tags=["Me"])


class MeLinks(Schema):
    """Where this API has what is the caller's own."""

    contributions: str
    reports: str
    sanctions: str
    appeals: str
    follows: str
    notices: str
    notice_settings: str
    data: str


class MeOut(Schema):
    """Who the caller is to others, and what they may do now. It holds neither key nor e-mail."""

    display_name: str = Field(description="The name beside their comments.")
    may_comment: bool = Field(
        description="False while a sanction keeps them from writing. Each discussion has its own"
        " say beside."
    )
    may_like: bool
    sanctions: list[str] = Field(description="The sanctions in force, in words.")
    unread_notices: int
    html_url: str | None = Field(description="Their contributions, on the website.")
    links: MeLinks


@reads(router, "/me", answer=MeOut, who=MEMBERS, url_name="me", problems=())
def get_me(request: HttpRequest) -> dict[str, Any]:
    """Read what you are called here and what you may do."""
    member = person_of(request)
    standing = standing_of(member, at=timezone.now())
    return {
        "display_name": display_name(member),
        "may_comment": standing.may_write,
        "may_like": standing.may_like,
        "sanctions": standing.sanctions,
        "unread_notices": unread_count(member),
        "html_url": page_address(request, "contributions"),
        "links": {name: address(request, LINKS.get(name, name)) for name in MeLinks.model_fields},
    }


LINKS = {
    "reports": "own-reports",
    "notice_settings": "notice-settings",
    "data": "own-data",
}
"""Names of addresses that differ from the link's."""


@reads(router, "/me/data", answer=Json, who=MEMBERS, url_name="own-data", problems=())
def get_own_data(request: HttpRequest) -> HttpResponse:
    """Download everything that is kept about you, as the page “Download my data” gives it."""
    content = own_data_json(person_of(request), at=timezone.now())
    answer = HttpResponse(content, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
