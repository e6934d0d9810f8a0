import uuid

import django.db.models.deletion
import modelsearch.index
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import discussion_pages.models.subpages


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsultationDocument",
            fields=[
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Leave blank to use the document's own title.",
                        max_length=150,
                        verbose_name="title",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConsultationIndexPage",
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
                        help_text="One or two sentences above the list.",
                        max_length=500,
                        verbose_name="introduction",
                    ),
                ),
            ],
            options={
                "verbose_name": "consultation hub",
                "verbose_name_plural": "consultation hubs",
            },
            bases=(
                discussion_pages.models.subpages.SubpathMixin,
                discussion_pages.models.subpages.ReservedSlugMixin,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="ConsultationPage",
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
                    models.TextField(
                        help_text="What this is about and why it matters, in two or three sentences.",
                        max_length=400,
                        verbose_name="summary",
                    ),
                ),
                (
                    "hero_alt",
                    models.CharField(
                        blank=True,
                        help_text="What the image shows, for people who cannot see it. Needed with an image.",
                        max_length=250,
                        verbose_name="description of the image",
                    ),
                ),
                (
                    "hero_caption",
                    models.CharField(
                        blank=True,
                        help_text="Shown below the image.",
                        max_length=250,
                        verbose_name="caption",
                    ),
                ),
                (
                    "opens_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="In the site's own time zone.",
                        null=True,
                        verbose_name="opens",
                    ),
                ),
                (
                    "closes_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="In the site's own time zone. 23:59 means the end of that day.",
                        null=True,
                        verbose_name="closes",
                    ),
                ),
                (
                    "outcome_published_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Leave blank until the outcome is public. The page then says so.",
                        null=True,
                        verbose_name="outcome published",
                    ),
                ),
                (
                    "noun_singular",
                    models.CharField(
                        blank=True,
                        help_text="For example: Londoner. Leave blank for “person”.",
                        max_length=60,
                        verbose_name="one person is called",
                    ),
                ),
                (
                    "noun_plural",
                    models.CharField(
                        blank=True,
                        help_text="For example: Londoners. Leave blank for “people”.",
                        max_length=60,
                        verbose_name="several are called",
                    ),
                ),
                (
                    "counting_note",
                    models.TextField(
                        blank=True,
                        help_text="Leave blank to show the standard explanation.",
                        max_length=600,
                        verbose_name="how we count",
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
                        },
                        verbose_name="content",
                    ),
                ),
                (
                    "open_to_change",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="What people can still influence, and what is settled.",
                        verbose_name="what is still open to change",
                    ),
                ),
                (
                    "decided_by",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="The person or committee that takes the decision, and when.",
                        verbose_name="who decides",
                    ),
                ),
                (
                    "next_steps",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="What is done with the responses, and where the outcome will stand.",
                        verbose_name="what happens next",
                    ),
                ),
                (
                    "outcome_summary",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="What was heard and what changes. Shown once the outcome is published.",
                        verbose_name="outcome in short",
                    ),
                ),
                (
                    "timeline",
                    wagtail.fields.StreamField(
                        [("stage", 42)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "The name of the stage, such as “Evidence gathering”.",
                                    "label": "Heading",
                                    "max_length": 120,
                                },
                            ),
                            1: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "What this stage is for, in one sentence.",
                                    "label": "Summary",
                                    "max_length": 500,
                                    "required": False,
                                    "rows": 2,
                                },
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What happens, in one line: the date is shown beside it.",
                                    "label": "Title",
                                    "max_length": 200,
                                },
                            ),
                            3: ("wagtail.blocks.DateBlock", (), {"label": "Date"}),
                            4: ("wagtail.blocks.StructBlock", [[("date", 3)]], {}),
                            5: ("wagtail.blocks.DateBlock", (), {"label": "Starts on"}),
                            6: (
                                "wagtail.blocks.TimeBlock",
                                (),
                                {
                                    "help_text": "Leave empty if it lasts whole days.",
                                    "label": "Starts at",
                                    "required": False,
                                },
                            ),
                            7: (
                                "wagtail.blocks.DateBlock",
                                (),
                                {
                                    "help_text": "Leave empty if it ends on the day it starts.",
                                    "label": "Ends on",
                                    "required": False,
                                },
                            ),
                            8: (
                                "wagtail.blocks.TimeBlock",
                                (),
                                {
                                    "help_text": "Type 23:59 if it lasts until the end of the day.",
                                    "label": "Ends at",
                                    "required": False,
                                },
                            ),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("start_date", 5),
                                        ("start_time", 6),
                                        ("end_date", 7),
                                        ("end_time", 8),
                                    ]
                                ],
                                {},
                            ),
                            10: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("1", "January"),
                                        ("2", "February"),
                                        ("3", "March"),
                                        ("4", "April"),
                                        ("5", "May"),
                                        ("6", "June"),
                                        ("7", "July"),
                                        ("8", "August"),
                                        ("9", "September"),
                                        ("10", "October"),
                                        ("11", "November"),
                                        ("12", "December"),
                                    ],
                                    "label": "Month",
                                },
                            ),
                            11: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"label": "Year", "max_value": 2200, "min_value": 1900},
                            ),
                            12: ("wagtail.blocks.StructBlock", [[("month", 10), ("year", 11)]], {}),
                            13: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("spring", "Spring (March to May)"),
                                        ("summer", "Summer (June to August)"),
                                        ("autumn", "Autumn (September to November)"),
                                        ("winter", "Winter (December to February)"),
                                    ],
                                    "label": "Season",
                                },
                            ),
                            14: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "help_text": "For a winter, the year of its December: 2026 gives “winter 2026/27”.",
                                    "label": "Year",
                                    "max_value": 2200,
                                    "min_value": 1900,
                                },
                            ),
                            15: (
                                "wagtail.blocks.StructBlock",
                                [[("season", 13), ("year", 14)]],
                                {},
                            ),
                            16: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("1", "January to March"),
                                        ("2", "April to June"),
                                        ("3", "July to September"),
                                        ("4", "October to December"),
                                    ],
                                    "label": "Quarter",
                                },
                            ),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("quarter", 16), ("year", 11)]],
                                {},
                            ),
                            18: ("wagtail.blocks.StructBlock", [[("year", 11)]], {}),
                            19: ("wagtail.blocks.StructBlock", [[]], {}),
                            20: (
                                "wagtail.blocks.StreamBlock",
                                [
                                    [
                                        ("day", 4),
                                        ("range", 9),
                                        ("month", 12),
                                        ("season", 15),
                                        ("quarter", 17),
                                        ("year", 18),
                                        ("unknown", 19),
                                    ]
                                ],
                                {},
                            ),
                            21: ("wagtail.blocks.PageChooserBlock", (), {"label": "Page"}),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Say what people will find, such as “Read the press release”.",
                                    "label": "Words to click on",
                                    "max_length": 120,
                                },
                            ),
                            23: ("wagtail.blocks.StructBlock", [[("page", 21), ("label", 22)]], {}),
                            24: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "Document"},
                            ),
                            25: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Say what people will find, such as “Read the draft plan”.",
                                    "label": "Words to click on",
                                    "max_length": 120,
                                },
                            ),
                            26: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 24), ("label", 25)]],
                                {},
                            ),
                            27: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "The whole address, with https://.",
                                    "label": "Web address",
                                },
                            ),
                            28: ("wagtail.blocks.StructBlock", [[("url", 27), ("label", 22)]], {}),
                            29: (
                                "wagtail.blocks.StreamBlock",
                                [[("page", 23), ("document", 26), ("url", 28)]],
                                {},
                            ),
                            30: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "link",
                                        "document-link",
                                        "ol",
                                        "ul",
                                    ],
                                    "help_text": "A sentence or two, if the title does not say enough.",
                                    "label": "Text",
                                    "required": False,
                                },
                            ),
                            31: ("wagtail.images.blocks.ImageBlock", [], {"label": "Image"}),
                            32: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 2),
                                        ("when", 20),
                                        ("links", 29),
                                        ("text", 30),
                                        ("image", 31),
                                    ]
                                ],
                                {},
                            ),
                            33: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "The address as a visitor needs it. Leave empty if it is only online.",
                                    "label": "Place",
                                    "max_length": 255,
                                    "required": False,
                                },
                            ),
                            34: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "Shown until the event is over.",
                                    "label": "Link to join online",
                                    "required": False,
                                },
                            ),
                            35: (
                                "wagtail.blocks.StreamBlock",
                                [[("page", 23), ("url", 28)]],
                                {
                                    "help_text": "Where people register. The link disappears once the event is over.",
                                    "label": "Registration",
                                },
                            ),
                            36: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 2),
                                        ("when", 20),
                                        ("place", 33),
                                        ("online_url", 34),
                                        ("registration", 35),
                                        ("links", 29),
                                        ("text", 30),
                                        ("image", 31),
                                    ]
                                ],
                                {},
                            ),
                            37: (
                                "wagtail.blocks.StreamBlock",
                                [[("page", 23), ("document", 26), ("url", 28)]],
                                {
                                    "help_text": "The document or page, as soon as it is there.",
                                    "label": "What is published",
                                },
                            ),
                            38: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 2),
                                        ("when", 20),
                                        ("links", 37),
                                        ("text", 30),
                                        ("image", 31),
                                    ]
                                ],
                                {},
                            ),
                            39: (
                                "wagtail.blocks.StreamBlock",
                                [[("page", 23), ("url", 28)]],
                                {"help_text": "Where people respond.", "label": "Link"},
                            ),
                            40: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 2),
                                        ("when", 20),
                                        ("link", 39),
                                        ("text", 30),
                                        ("image", 31),
                                    ]
                                ],
                                {},
                            ),
                            41: (
                                "wagtail.blocks.StreamBlock",
                                [
                                    [
                                        ("milestone", 32),
                                        ("event", 36),
                                        ("publication", 38),
                                        ("call_to_respond", 40),
                                    ]
                                ],
                                {},
                            ),
                            42: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 0), ("summary", 1), ("entries", 41)]],
                                {},
                            ),
                        },
                        verbose_name="timeline",
                    ),
                ),
                (
                    "contact_name",
                    models.CharField(
                        blank=True,
                        help_text="A team or person.",
                        max_length=120,
                        verbose_name="contact",
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail"),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=40, verbose_name="phone"),
                ),
            ],
            options={
                "verbose_name": "consultation",
                "verbose_name_plural": "consultations",
            },
            bases=(
                discussion_pages.models.subpages.DiscussionParentMixin,
                discussion_pages.models.subpages.SubpathMixin,
                discussion_pages.models.subpages.ReservedSlugMixin,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="OfflineResponse",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("letter", "Letter or form on paper"),
                            ("phone", "Phone"),
                            ("event", "Event or workshop"),
                            ("survey", "Survey run elsewhere"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                (
                    "received_on",
                    models.DateField(
                        help_text="The day they came in, or the last day.", verbose_name="date"
                    ),
                ),
                (
                    "people",
                    models.PositiveIntegerField(
                        help_text="Distinct people who have not also commented on the site.",
                        verbose_name="people",
                    ),
                ),
                (
                    "responses",
                    models.PositiveIntegerField(
                        help_text="Contributions. One person may send several.",
                        verbose_name="responses",
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, help_text="For staff only.", verbose_name="note"),
                ),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="entered")),
            ],
            options={
                "verbose_name": "offline response",
                "verbose_name_plural": "offline responses",
                "ordering": ["-received_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        help_text="Used in addresses and the API.",
                        max_length=80,
                        verbose_name="slug",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["name"],
                "abstract": False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
    ]
