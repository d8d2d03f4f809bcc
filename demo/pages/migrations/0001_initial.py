import django.contrib.sites.managers
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("sites", "0002_alter_domain_unique"),
    ]

    operations = [
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "site",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="profile",
                        serialize=False,
                        to="sites.site",
                    ),
                ),
                ("tagline", models.CharField(max_length=120)),
                ("intro", models.TextField()),
                ("address", models.CharField(max_length=120)),
                ("email", models.EmailField(max_length=254)),
                (
                    "layout",
                    models.CharField(
                        choices=[
                            ("magazine", "Magazine"),
                            ("shop", "Shop"),
                            ("gallery", "Gallery"),
                            ("menu", "Menu"),
                            ("practice", "Practice"),
                            ("poster", "Poster"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "motif",
                    models.CharField(
                        choices=[
                            ("lighthouse", "Lighthouse"),
                            ("wheel", "Wheel"),
                            ("anchor", "Anchor"),
                            ("bread", "Bread"),
                            ("leaf", "Leaf"),
                            ("oars", "Oars"),
                            ("bunting", "Bunting"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}$", "A colour such as #1b4d5c."
                            )
                        ],
                        verbose_name="background",
                    ),
                ),
                (
                    "ink",
                    models.CharField(
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}$", "A colour such as #1b4d5c."
                            )
                        ],
                        verbose_name="text colour",
                    ),
                ),
                (
                    "accent",
                    models.CharField(
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}$", "A colour such as #1b4d5c."
                            )
                        ],
                    ),
                ),
            ],
            options={
                "ordering": ("site_id",),
            },
        ),
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("email", models.EmailField(max_length=254)),
                ("message", models.TextField(max_length=2000)),
                ("sent_at", models.DateTimeField(auto_now_add=True)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="enquiries", to="sites.site"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "enquiries",
                "ordering": ("-sent_at",),
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("slug", models.SlugField(max_length=120)),
                (
                    "kicker",
                    models.CharField(
                        help_text="A few words above the title: a topic, a date, a price.", max_length=60
                    ),
                ),
                ("summary", models.CharField(max_length=240)),
                ("body", models.TextField(help_text="Paragraphs, with an empty line between them.")),
                ("published_at", models.DateTimeField()),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="articles", to="sites.site"
                    ),
                ),
            ],
            options={
                "ordering": ("-published_at", "-id"),
                "indexes": [models.Index(fields=["site", "-published_at"], name="article_newest_of_site")],
                "constraints": [
                    models.UniqueConstraint(fields=("site", "slug"), name="article_slug_per_site")
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("on_site", django.contrib.sites.managers.CurrentSiteManager()),
            ],
        ),
    ]
