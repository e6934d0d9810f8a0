"""The participation API: what a visitor, a member and a moderator can do on the site, as JSON.

This package is the door of the API: who calls (``auth``), how often (``limits``),
once or again (``idempotency``), with what headers (``frame``), and what an error looks like
(``problems``). The modules of ``routes`` each turn a request into a call of the very service that
the HTML form runs.
"""
