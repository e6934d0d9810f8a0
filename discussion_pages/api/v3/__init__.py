"""Wagtail's v3 API, a preview, for the suite's pages and snippets: its faults mended in one place.

Nothing here is imported unless a host installs ``discussion_pages.api.v3``.
"""
