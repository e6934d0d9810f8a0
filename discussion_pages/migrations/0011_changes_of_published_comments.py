"""Say of comments that are published since when they are as they are.

Of those that were taken away nobody wrote down when readers saw it, so they count as taken away now:
a mirror is rather told once too often.
"""

from django.db import migrations
from django.db.models.functions import Coalesce, Greatest


def since_when_published(apps, schema_editor):
    comments = apps.get_model("discussion_pages", "DiscussionComment")
    comments.objects.using(schema_editor.connection.alias).filter(state="published").update(
        changed_at=Greatest(
            "posted_at",
            *(
                Coalesce(name, "posted_at")
                for name in (
                    "first_published_at",
                    "edited_at",
                    "redacted_at",
                    "pinned_at",
                    "locked_at",
                )
            ),
        )
    )


class Migration(migrations.Migration):
    dependencies = [("discussion_pages", "0010_public_changes")]
    operations = [migrations.RunPython(since_when_published, migrations.RunPython.noop)]
