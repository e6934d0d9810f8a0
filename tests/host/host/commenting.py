"""Members of the host's site who comment, and staff who read it in the admin."""

from typing import Any

from django.contrib.auth import get_user_model

from discussion_pages.models import DiscussionComment
from host.visitors import Visitor, log_in

PASSWORD = "correct horse battery"


def make_people() -> Visitor:
    """Make staff and two members; return the one who works in the admin, logged in."""
    people = get_user_model().objects
    people.create_superuser("librarian", "librarian@example.com", PASSWORD)
    people.create_user("ada", "ada@example.com", PASSWORD, first_name="Ada", last_name="Reader")
    people.create_user("bob", "bob@example.com", PASSWORD)
    return log_in("/admin/login/", "librarian", PASSWORD)


def comment_as_members(seen: dict[str, Any], *, page: str) -> None:
    """Log in where the host lets members in, post, answer, like and report."""
    ada = log_in(f"/accounts/login/?next={page}", "ada", PASSWORD)
    bob = log_in(f"/accounts/login/?next={page}", "bob", PASSWORD)
    seen["posted"] = ada.send(page, "#composer form", comment="Sundays would suit me.")
    comment = f"{page}comments/{DiscussionComment.objects.get().pk}/"
    seen["answered"] = bob.send(f"{comment}reply/", "#composer form", comment="Me too.")
    seen["liked"] = bob.send(page, f"form[action='{comment}like/']")
    seen["reported"] = bob.send(f"{comment}report/", "form.wc-form", reason="spam", text="Hm.")


def moderate(staff: Visitor, seen: dict[str, Any]) -> None:
    """Read the comments in the host's admin."""
    seen["admin"] = staff.get("/admin/")
    seen["moderation list"] = staff.get("/admin/discussions/comments/")
    root = DiscussionComment.objects.get(depth=0)
    seen["inspection"] = staff.get(f"/admin/discussions/comments/inspect/{root.pk}/")
