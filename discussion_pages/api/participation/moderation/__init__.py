"""What moderators are shown and what they send: the admin's desk and records, as JSON.

Who may do what is asked of ``discussion_pages.permissions``, as the admin asks. Nothing here names
who sent a report, and nobody is named to somebody whom the admin's pages would not tell.
"""
