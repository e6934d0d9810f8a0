"""What this site adds to how Wagtail serves pages and documents. Glue only."""

from wagtail import hooks

from home import closed_pages

# Before Wagtail's own, which it goes round.
hooks.register("on_serve_page", closed_pages.tell_member_of_page, order=-1)
hooks.register("before_serve_document", closed_pages.tell_member_of_document, order=-1)
