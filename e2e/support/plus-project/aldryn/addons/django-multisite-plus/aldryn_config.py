"""The form of the add-on, and what it makes of it: as that of django-multisite-plus, without django CMS."""

from aldryn_client import forms

PREFIX = "DJANGO_MULTISITE_PLUS_"


class Form(forms.BaseForm):
    rewrite_domains = forms.CheckboxField("Rewrite domains", required=False, initial=True)
    rewrite_domain_format = forms.CharField("Domain format", required=False, initial="{}.divio.me")
    auto_populate_sites = forms.CheckboxField("Populate sites", required=False, initial=True)
    mode = forms.SelectField(
        "Mode",
        required=True,
        initial="single-process",
        choices=[("single-process", "Single process"), ("multi-process", "Multi process")],
    )

    def to_settings(self, data, settings):  # noqa: ANN001, ANN201
        from aldryn_addons.utils import boolean_ish, djsenv
        from multisite import SiteID

        def given(name, otherwise):  # noqa: ANN001, ANN202
            return djsenv(PREFIX + name, otherwise)

        settings["INSTALLED_APPS"] += ["multisite", "django_multisite_plus"]
        settings[PREFIX + "REWRITE_DOMAINS"] = boolean_ish(given("REWRITE_DOMAINS", data["rewrite_domains"]))
        settings[PREFIX + "REWRITE_DOMAIN_FORMAT"] = given(
            "REWRITE_DOMAIN_FORMAT", data["rewrite_domain_format"]
        )
        settings[PREFIX + "AUTO_POPULATE_SITES"] = boolean_ish(
            given("AUTO_POPULATE_SITES", data["auto_populate_sites"])
        )
        settings[PREFIX + "MODE"] = given("MODE", data["mode"])
        site_id = int(djsenv("SITE_ID", 1))
        if settings[PREFIX + "MODE"] == "single-process":
            settings["SITE_ID"] = SiteID(default=site_id)
            settings["MIDDLEWARE"].insert(0, "multisite.middleware.DynamicSiteMiddleware")
        else:
            settings["SITE_ID"] = site_id
        return settings
