import uuid

import django.db.models.deletion
import modelsearch.index
import wagtail.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models

import discussion_pages.models.subpages


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("django_comments_xtd", "0008_auto_20200920_2037"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommentRevision",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("text", models.TextField(verbose_name="text")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("past", "Past"),
                            ("held", "Held"),
                            ("rejected", "Rejected"),
                            ("replaced", "Replaced before a decision"),
                        ],
                        max_length=10,
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="written")),
            ],
            options={
                "verbose_name": "version of a comment",
                "verbose_name_plural": "versions of comments",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("approve", "Approved"),
                            ("hold", "Held"),
                            ("reject", "Rejected"),
                            ("remove", "Removed"),
                            ("restore", "Restored"),
                            ("withdraw", "Withdrawn by its author"),
                        ],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("held", "Held"),
                            ("published", "Published"),
                            ("rejected", "Rejected"),
                            ("removed", "Removed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("published", "Published"),
                            ("rejected", "Rejected"),
                            ("removed", "Removed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_automatic", models.BooleanField(default=False, verbose_name="automatic")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("abuse", "Abuse, threats or bullying"),
                            ("hate", "Hate or discrimination"),
                            ("harm", "Somebody may come to harm"),
                            ("personal", "Personal details of somebody"),
                            ("illegal", "Illegal content"),
                            ("spam", "Spam or advertising"),
                            ("off_topic", "Not about this subject"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        blank=True,
                        help_text="The rule that decided, where no person did.",
                        max_length=50,
                        verbose_name="rule",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="For moderators only.", verbose_name="note"
                    ),
                ),
                ("decided_at", models.DateTimeField(verbose_name="decided")),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-decided_at", "-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="DiscussionComment",
            fields=[
                (
                    "xtdcomment_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="django_comments_xtd.xtdcomment",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("published", "Published"),
                            ("rejected", "Rejected"),
                            ("removed", "Removed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("visible", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("depth", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("path", models.CharField(default="", editable=False, max_length=64)),
                (
                    "author_name",
                    models.CharField(
                        blank=True,
                        help_text="The display name at the time.",
                        max_length=100,
                        verbose_name="author",
                    ),
                ),
                ("is_official", models.BooleanField(default=False, verbose_name="official reply")),
                ("posted_at", models.DateTimeField(verbose_name="posted")),
                (
                    "first_published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="first published"),
                ),
                ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="edited")),
                (
                    "edit_held_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="edit held"),
                ),
                (
                    "reply_count",
                    models.PositiveIntegerField(default=0, verbose_name="published replies"),
                ),
                ("like_count", models.PositiveIntegerField(default=0, verbose_name="likes")),
                (
                    "report_count",
                    models.PositiveIntegerField(default=0, verbose_name="open reports"),
                ),
                ("submission_key", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["-posted_at", "-pk"],
                "permissions": [
                    ("moderate_discussioncomment", "Can moderate comments"),
                    ("reply_officially", "Can post official replies"),
                    ("export_discussioncomment", "Can export comments"),
                ],
                "default_permissions": ("view",),
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
            bases=("django_comments_xtd.xtdcomment",),
        ),
        migrations.CreateModel(
            name="DiscussionPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        blank=True,
                        help_text="One sentence for lists of discussions.",
                        max_length=250,
                        verbose_name="summary",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 0),
                            ("picture", 3),
                            ("quote", 6),
                            ("document", 9),
                            ("video", 13),
                            ("safety_guidance", 15),
                            ("prompt", 19),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("discussion_pages.blocks.TextBlock", (), {}),
                            1: ("wagtail.images.blocks.ImageBlock", [], {"label": "Image"}),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Shown below the image.",
                                    "label": "Caption",
                                    "max_length": 250,
                                    "required": False,
                                },
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("image", 1), ("caption", 2)]], {}),
                            4: ("wagtail.blocks.TextBlock", (), {"label": "Quote"}),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "A name and a role.",
                                    "label": "Who said it",
                                    "max_length": 150,
                                    "required": False,
                                },
                            ),
                            6: (
                                "wagtail.blocks.StructBlock",
                                [[("quote", 4), ("attribution", 5)]],
                                {},
                            ),
                            7: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "Document"},
                            ),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Leave blank to use the document's own title.",
                                    "label": "Title",
                                    "max_length": 150,
                                    "required": False,
                                },
                            ),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 7), ("title", 8)]],
                                {},
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What the video shows.",
                                    "label": "Title",
                                    "max_length": 150,
                                },
                            ),
                            11: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "The video's page on YouTube or Vimeo.",
                                    "label": "Address",
                                },
                            ),
                            12: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link"],
                                    "help_text": "What is said and shown, for people who cannot play the video.",
                                    "label": "Transcript",
                                    "required": False,
                                },
                            ),
                            13: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 10), ("url", 11), ("transcript", 12)]],
                                {},
                            ),
                            14: (
                                "wagtail.snippets.blocks.SnippetChooserBlock",
                                ("discussion_pages.SafetyGuidance",),
                                {
                                    "help_text": "Leave blank to show the guidance that applies to this page.",
                                    "label": "Safety guidance",
                                    "required": False,
                                },
                            ),
                            15: ("wagtail.blocks.StructBlock", [[("guidance", 14)]], {}),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "default": "What do you think?",
                                    "label": "Heading",
                                    "max_length": 120,
                                },
                            ),
                            17: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Question", "max_length": 300},
                            ),
                            18: (
                                "wagtail.blocks.ListBlock",
                                (17,),
                                {
                                    "help_text": "One short, open question each.",
                                    "label": "Questions",
                                    "min_num": 1,
                                },
                            ),
                            19: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 16), ("question_list", 18)]],
                                {},
                            ),
                        },
                        help_text="What this is about, then the questions for the public.",
                        verbose_name="content",
                    ),
                ),
                (
                    "opens_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="In the site's own time zone. Leave blank to open with the page above.",
                        null=True,
                        verbose_name="opens",
                    ),
                ),
                (
                    "closes_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Leave blank to close with the page above. 23:59 means the end of that day.",
                        null=True,
                        verbose_name="closes",
                    ),
                ),
                (
                    "comments_open",
                    models.BooleanField(
                        default=True,
                        help_text="Untick to stop new comments and likes; what is there stays readable.",
                        verbose_name="take comments",
                    ),
                ),
                (
                    "moderation_mode",
                    models.CharField(
                        choices=[
                            ("after", "After posting: comments appear at once"),
                            ("before", "Before posting: a moderator reads every comment first"),
                            (
                                "first",
                                "First comment: a moderator reads a member's first comment before it appears",
                            ),
                        ],
                        default="first",
                        help_text="When a moderator reads a comment. Members are told this rule as they write.",
                        max_length=10,
                        verbose_name="moderation",
                    ),
                ),
                (
                    "is_sensitive",
                    models.BooleanField(
                        default=False,
                        help_text="Tick to show the safety guidance before the comments.",
                        verbose_name="sensitive subject",
                    ),
                ),
            ],
            options={
                "verbose_name": "discussion",
                "verbose_name_plural": "discussions",
            },
            bases=(
                discussion_pages.models.subpages.SubpathMixin,
                discussion_pages.models.subpages.ReservedSlugMixin,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="DiscussionSettings",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "discussions",
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "name",
                    models.CharField(
                        help_text="The name in full.", max_length=150, verbose_name="name"
                    ),
                ),
                (
                    "short_name",
                    models.CharField(
                        blank=True,
                        help_text="What people call it, if that is shorter.",
                        max_length=60,
                        verbose_name="short name",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        help_text="The organisation's own website.",
                        verbose_name="website",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["name"],
                "abstract": False,
            },
            bases=(
                wagtail.models.preview.PreviewableMixin,
                modelsearch.index.Indexed,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                "verbose_name": "participant",
                "verbose_name_plural": "participants",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("abuse", "Abuse, threats or bullying"),
                            ("hate", "Hate or discrimination"),
                            ("harm", "Somebody may come to harm"),
                            ("personal", "Personal details of somebody"),
                            ("illegal", "Illegal content"),
                            ("spam", "Spam or advertising"),
                            ("off_topic", "Not about this subject"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="details")),
                (
                    "network_key",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="A keyed digest of the reporter's network, for the limit on reports.",
                        max_length=64,
                    ),
                ),
                ("reported_at", models.DateTimeField(verbose_name="reported")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ["-reported_at", "-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="SafetyGuidance",
            fields=[
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "locked",
                    models.BooleanField(default=False, editable=False, verbose_name="locked"),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked at"),
                ),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "title",
                    models.CharField(
                        help_text="For example: Staying safe", max_length=120, verbose_name="title"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        help_text="Two sentences for the panel. Calm, kind and plain.",
                        max_length=400,
                        verbose_name="summary",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.RichTextField(
                        blank=True, help_text="Shown on the full page.", verbose_name="guidance"
                    ),
                ),
                (
                    "contacts",
                    wagtail.fields.StreamField(
                        [("contact", 7)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Name", "max_length": 120},
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Who can help with what, in one sentence.",
                                    "label": "What for",
                                    "max_length": 250,
                                },
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Phone", "max_length": 30, "required": False},
                            ),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "A number, or how to.",
                                    "label": "Text message",
                                    "max_length": 60,
                                    "required": False,
                                },
                            ),
                            4: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "Website", "required": False},
                            ),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "For example: every day, 24 hours",
                                    "label": "Hours",
                                    "max_length": 120,
                                    "required": False,
                                },
                            ),
                            6: (
                                "wagtail.blocks.DateBlock",
                                (),
                                {
                                    "help_text": "The day somebody last made sure that this is right.",
                                    "label": "Last checked on",
                                },
                            ),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("name", 0),
                                        ("what_for", 1),
                                        ("phone", 2),
                                        ("text", 3),
                                        ("web", 4),
                                        ("hours", 5),
                                        ("verified_on", 6),
                                    ]
                                ],
                                {},
                            ),
                        },
                        help_text="Nearest help first: the panel shows the first three.",
                        verbose_name="support contacts",
                    ),
                ),
            ],
            options={
                "verbose_name": "safety guidance",
                "verbose_name_plural": "safety guidance",
                "ordering": ["title"],
                "abstract": False,
            },
            bases=(
                wagtail.models.preview.PreviewableMixin,
                modelsearch.index.Indexed,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="SafetyGuidancePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences.",
                        max_length=500,
                        verbose_name="introduction",
                    ),
                ),
            ],
            options={
                "verbose_name": "safety guidance page",
                "verbose_name_plural": "safety guidance pages",
            },
            bases=(discussion_pages.models.subpages.ReservedSlugMixin, "wagtailcore.page"),
        ),
    ]
