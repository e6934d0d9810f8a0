import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("consultations", "0001_initial"),
        ("discussion_pages", "0001_initial"),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(get_document_model_string()),
    ]

    operations = [
        migrations.AddField(
            model_name="consultationdocument",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=get_document_model_string(),
                verbose_name="document",
            ),
        ),
        migrations.AddField(
            model_name="consultationpage",
            name="guidance",
            field=models.ForeignKey(
                blank=True,
                help_text="Leave blank to use the site's. The discussions below follow this page.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="discussion_pages.safetyguidance",
                verbose_name="safety guidance",
            ),
        ),
        migrations.AddField(
            model_name="consultationpage",
            name="hero_image",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=get_image_model_string(),
                verbose_name="image",
            ),
        ),
        migrations.AddField(
            model_name="consultationpage",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                help_text="The body that asks and answers for the consultation.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consultations",
                to="discussion_pages.organisation",
                verbose_name="lead organisation",
            ),
        ),
        migrations.AddField(
            model_name="consultationdocument",
            name="page",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="documents",
                to="consultations.consultationpage",
            ),
        ),
        migrations.AddField(
            model_name="offlineresponse",
            name="consultation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="offline_responses",
                to="consultations.consultationpage",
                verbose_name="consultation",
            ),
        ),
    ]
