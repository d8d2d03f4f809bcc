from django.apps import AppConfig


class MultisitePlusConfig(AppConfig):
    """The table of django-multisite-plus, whose own releases stop short of current Django.

    Label and table are those of the package, so that its dumps and this project's are alike.
    """

    name = "multisite_plus"
    label = "django_multisite_plus"
    verbose_name = "Multisite+"
    default_auto_field = "django.db.models.AutoField"
