import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

import members.fields
import members.managers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    members.fields.LowerCaseEmailField(
                        error_messages={
                            "unique": "There is already an account with this email address."
                        },
                        max_length=254,
                        unique=True,
                        verbose_name="email address",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, max_length=150, verbose_name="first name"),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, max_length=150, verbose_name="last name"),
                ),
                (
                    "pseudonym",
                    models.CharField(
                        blank=True,
                        help_text="Shown beside your comments instead of your name.",
                        max_length=40,
                        verbose_name="pseudonym",
                    ),
                ),
                (
                    "pseudonym_key",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The pseudonym with look-alike spellings made one; worked out when saved.",
                        max_length=255,
                        null=True,
                        unique=True,
                    ),
                ),
                (
                    "wanted_pseudonym",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Asked for at sign-up; becomes the pseudonym once the address is confirmed.",
                        max_length=40,
                    ),
                ),
                (
                    "agreed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the person agreed, at sign-up, to how comments are published.",
                        null=True,
                        verbose_name="agreed to the terms",
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Works for the organisation that runs this site.",
                        verbose_name="staff",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Untick this to stop someone logging in without deleting the account.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="members_user_email_unique_in_any_case",
                        violation_error_message="There is already an account with this email address.",
                    )
                ],
            },
            managers=[
                ("objects", members.managers.UserManager()),
            ],
        ),
    ]
