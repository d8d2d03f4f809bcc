"""Settings of a project as Divio lays it out: add-ons make them, each from the form that its users filled in."""

import portal.newer_django  # noqa: F401

SECRET_KEY = "of a test"
DEBUG = True
INSTALLED_ADDONS = ["django-multisite-plus"]
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.sites"]
MIDDLEWARE = []

import aldryn_addons.settings  # noqa: E402

aldryn_addons.settings.load(locals())

DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
ROOT_URLCONF = "portal.urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "portal_live",
        "HOST": "database.live.example",
        "USER": "portal",
    }
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
USE_TZ = True
