"""Writes docs/reference/personal-data.md from the inventory: ``python -m tests.personal_data``."""

from itertools import groupby
from pathlib import Path

from discussion_pages.data_protection import Field, NoPersonalData, inventories

PAGE = Path(__file__).resolve().parents[1] / "docs/reference/personal-data.md"
HEAD = """\
# Personal data

What the suite and the reference site keep about people: every field of every model, what it is
for, how long it is kept, whether it is in a member's own download, and what becomes of it when they
delete their account. This page is written from the inventories in code, and a test compares both.
How to run erasure, retention and legal holds is in
[Look after personal data](../how-to/data-protection.md).

“The retention date” of a discussion is so many months after it closed as its moderation policy
says. What is kept “for good” says nothing about a person by itself.
"""


def written() -> str:
    """Return the page."""
    entries = list(inventories())
    parts = [HEAD]
    fields = [entry for entry in entries if isinstance(entry, Field)]
    for model, rows in groupby(fields, key=lambda entry: entry.model):
        parts.append(f"## {model}\n")
        parts.append("| field | what for | kept | in the download | when the account goes |")
        parts.append("|---|---|---|---|---|")
        parts += [
            f"| `{row.field}` | {row.purpose} | {row.retention} | "
            f"{'yes' if row.exported else 'no'} | {row.erasure} |"
            for row in rows
        ]
        parts.append("")
    parts.append("## Without personal data of members\n")
    parts.append("| model | why |")
    parts.append("|---|---|")
    parts += [
        f"| {entry.model} | {entry.reason} |"
        for entry in entries
        if isinstance(entry, NoPersonalData)
    ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    import django

    django.setup()
    PAGE.write_text(written())
