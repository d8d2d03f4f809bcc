import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("sites", "0002_alter_domain_unique"),
    ]

    operations = [
        migrations.CreateModel(
            name="Site",
            fields=[
                (
                    "site",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="multisiteplus_site",
                        serialize=False,
                        to="sites.site",
                    ),
                ),
                (
                    "real_domain",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="The real (live) domain for this site.",
                        max_length=255,
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Builds the domain wherever the real one is not used.",
                        max_length=255,
                        unique=True,
                    ),
                ),
                (
                    "is_enabled",
                    models.BooleanField(
                        default=True, help_text="Whether this site should be served and available."
                    ),
                ),
                ("last_updated_at", models.DateTimeField(auto_now=True)),
                ("extra_uwsgi_ini", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ("site_id",),
            },
        ),
    ]
