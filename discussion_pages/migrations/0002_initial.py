import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("discussion_pages", "0001_initial"),
        migrations.swappable_dependency(get_image_model_string()),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="actor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="comment_decisions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="revision",
            field=models.ForeignKey(
                blank=True,
                help_text="The version decided on, where it is an edit.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="discussion_pages.commentrevision",
            ),
        ),
        migrations.AddField(
            model_name="discussioncomment",
            name="in_reply_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="discussion_pages.discussioncomment",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="discussion_pages.discussioncomment",
            ),
        ),
        migrations.AddField(
            model_name="commentrevision",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="discussion_pages.discussioncomment",
            ),
        ),
        migrations.CreateModel(
            name="DiscussionFigures",
            fields=[
                (
                    "discussion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="figures",
                        serialize=False,
                        to="discussion_pages.discussionpage",
                    ),
                ),
                (
                    "comment_count",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Replies and official replies too.",
                        verbose_name="published comments",
                    ),
                ),
                (
                    "response_count",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Published comments, replies too, official ones not.",
                        verbose_name="responses",
                    ),
                ),
                (
                    "last_comment_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last comment"),
                ),
            ],
            options={
                "verbose_name": "figures of a discussion",
                "verbose_name_plural": "figures of discussions",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="discussioncomment",
            name="discussion",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="discussion_comments",
                to="discussion_pages.discussionpage",
                verbose_name="discussion",
            ),
        ),
        migrations.AddField(
            model_name="discussionsettings",
            name="site",
            field=models.OneToOneField(
                editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="mark",
            field=models.ForeignKey(
                blank=True,
                help_text="A square logo, shown beside the name.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=get_image_model_string(),
                verbose_name="mark",
            ),
        ),
        migrations.AddField(
            model_name="discussionpage",
            name="co_moderator",
            field=models.ForeignKey(
                blank=True,
                help_text="A partner body that moderates with you, if there is one.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="co_moderated_discussions",
                to="discussion_pages.organisation",
                verbose_name="co-moderator",
            ),
        ),
        migrations.AddField(
            model_name="discussionpage",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                help_text="The body that asks.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="discussions",
                to="discussion_pages.organisation",
                verbose_name="added by",
            ),
        ),
        migrations.AddField(
            model_name="discussioncomment",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="official_comments",
                to="discussion_pages.organisation",
                verbose_name="on behalf of",
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="user",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="discussion_participant",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="discussioncomment",
            name="participant",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comments",
                to="discussion_pages.participant",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="discussion_pages.discussioncomment",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="reporter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="comment_reports",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="safetyguidance",
            name="latest_revision",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.revision",
                verbose_name="latest revision",
            ),
        ),
        migrations.AddField(
            model_name="safetyguidance",
            name="live_revision",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.revision",
                verbose_name="live revision",
            ),
        ),
        migrations.AddField(
            model_name="safetyguidance",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.AddField(
            model_name="safetyguidance",
            name="locked_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="locked_%(class)ss",
                to=settings.AUTH_USER_MODEL,
                verbose_name="locked by",
            ),
        ),
        migrations.AddField(
            model_name="discussionsettings",
            name="default_guidance",
            field=models.ForeignKey(
                blank=True,
                help_text="Shown on every discussion and consultation that names no other.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="discussion_pages.safetyguidance",
                verbose_name="safety guidance",
            ),
        ),
        migrations.AddField(
            model_name="discussionpage",
            name="guidance",
            field=models.ForeignKey(
                blank=True,
                help_text="Leave blank to use that of the page above, or the site's.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="discussion_pages.safetyguidance",
                verbose_name="safety guidance",
            ),
        ),
        migrations.AddField(
            model_name="safetyguidancepage",
            name="guidance",
            field=models.ForeignKey(
                help_text="The guidance that this page shows in full.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pages",
                to="discussion_pages.safetyguidance",
                verbose_name="safety guidance",
            ),
        ),
        migrations.AlterUniqueTogether(
            name="organisation",
            unique_together={("translation_key", "locale")},
        ),
        migrations.AddIndex(
            model_name="discussioncomment",
            index=models.Index(
                fields=["discussion", "visible", "depth", "-posted_at", "-xtdcomment_ptr"],
                name="discussion_comment_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="discussioncomment",
            index=models.Index(
                fields=["discussion", "visible", "depth", "-like_count", "-xtdcomment_ptr"],
                name="discussion_comment_liked",
            ),
        ),
        migrations.AddIndex(
            model_name="discussioncomment",
            index=models.Index(
                fields=["discussion", "visible", "path"], name="discussion_comment_tree"
            ),
        ),
        migrations.AddIndex(
            model_name="discussioncomment",
            index=models.Index(
                fields=["discussion", "state", "is_official", "participant"],
                name="discussion_comment_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="discussioncomment",
            index=models.Index(fields=["state", "posted_at"], name="discussion_comment_queue"),
        ),
        migrations.AddIndex(
            model_name="discussioncomment",
            index=models.Index(
                fields=["participant", "state"], name="discussion_comment_by_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="discussioncomment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("submission_key__isnull", False)),
                fields=("participant", "submission_key"),
                name="discussion_comment_submitted_once",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["network_key", "reported_at"], name="discussion_report_network"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reporter__isnull", False), ("settled_at__isnull", True)),
                fields=("comment", "reporter"),
                name="discussion_report_once_while_open",
            ),
        ),
        migrations.AlterUniqueTogether(
            name="safetyguidance",
            unique_together={("translation_key", "locale")},
        ),
    ]
