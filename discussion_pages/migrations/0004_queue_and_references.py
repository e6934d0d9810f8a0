from django.db import migrations
from django.db.models import F, Min
from django.utils.crypto import get_random_string

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
HELD, REPORTED = 50, 40


def complete_reports(apps, schema_editor):
    """Give each report a reference, and say how those ended that somebody settled."""
    report_model = apps.get_model("discussion_pages", "Report")
    decisions = apps.get_model("discussion_pages", "Decision").objects
    for report in report_model.objects.order_by("pk").iterator(chunk_size=500):
        report.reference = "R" + get_random_string(8, ALPHABET)
        if report.settled_at is not None:
            report.decision = (
                decisions.filter(comment=report.comment_id, decided_at__gte=report.settled_at)
                .order_by("pk")
                .first()
            )
            action = report.decision.action if report.decision else ""
            report.state = "upheld" if action in {"reject", "remove"} else "dismissed"
        report.save(update_fields=["reference", "state", "decision"])


def queue_what_waits(apps, schema_editor):
    """Put what waits for a moderator into the queue; what is published counts as looked at."""
    comments = apps.get_model("discussion_pages", "DiscussionComment")._base_manager
    comments.filter(state="published").update(reviewed_at=F("posted_at"))
    comments.filter(state="held").update(urgency=HELD, queued_at=F("posted_at"))
    comments.filter(edit_held_at__isnull=False).update(urgency=HELD, queued_at=F("edit_held_at"))
    reports = apps.get_model("discussion_pages", "Report").objects
    waiting = reports.filter(state="received").order_by().values("comment")
    for row in waiting.annotate(since=Min("reported_at")).iterator():
        comments.filter(pk=row["comment"]).update(urgency=REPORTED, queued_at=row["since"])


class Migration(migrations.Migration):
    dependencies = [("discussion_pages", "0003_governed_moderation")]

    operations = [
        migrations.RunPython(complete_reports, migrations.RunPython.noop),
        migrations.RunPython(queue_what_waits, migrations.RunPython.noop),
    ]
