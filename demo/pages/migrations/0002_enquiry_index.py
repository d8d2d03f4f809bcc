from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_initial"),
        ("sites", "0002_alter_domain_unique"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(fields=["site", "-sent_at"], name="enquiry_newest_of_site"),
        ),
    ]
