"""Count who has responded so far below each page that has discussions."""

from django.db import migrations
from django.db.models import Count

STEP = 4
"""How many characters of a page's path are its own."""


def count_respondents(apps, schema_editor):
    using = schema_editor.connection.alias
    discussions = apps.get_model("discussion_pages", "DiscussionPage").objects.using(using)
    comments = apps.get_model("discussion_pages", "DiscussionComment").objects.using(using)
    figures = apps.get_model("discussion_pages", "RespondentFigures").objects.using(using)
    pages = apps.get_model("wagtailcore", "Page").objects.using(using)
    below = {}
    for pk, path in discussions.values_list("pk", "path"):
        below.setdefault(path[:-STEP], []).append(pk)
    for page in pages.filter(path__in=below).only("pk", "path"):
        counted = comments.filter(
            discussion__in=below[page.path], state="published", is_official=False
        ).order_by()
        figures.create(
            page_id=page.pk,
            **counted.aggregate(
                respondent_count=Count("participant", distinct=True), response_count=Count("pk")
            ),
        )


class Migration(migrations.Migration):
    dependencies = [("discussion_pages", "0012_respondent_figures")]
    operations = [migrations.RunPython(count_respondents, migrations.RunPython.noop)]
