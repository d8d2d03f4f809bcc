"""Settings of a project as the README of django-multisite-plus has them: its sites, a format, both modes."""

import os

import portal.newer_django  # noqa: F401
from multisite import SiteID

BASE_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SECRET_KEY = "of a test"
DEBUG = True

DJANGO_MULTISITE_PLUS_SITES = {
    "portal": {
        "id": 1,
        "real_domain": "www.example.com",
        "name": "Example Portal",
    },
    "site1": {
        "id": 2,
        "real_domain": "www.site1.com",
        "name": "Site 1",
    },
    "site2": {
        "id": 3,
        "real_domain": "www.site2.com",
        "name": "Site 2",
    },
}
DJANGO_MULTISITE_PLUS_AUTO_POPULATE_SITES = True
DJANGO_MULTISITE_PLUS_REWRITE_DOMAINS = True
DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT = "{}.plus.localhost"
DJANGO_MULTISITE_PLUS_MODE = os.environ.get("DJANGO_MULTISITE_PLUS_MODE", "single-process")

if DJANGO_MULTISITE_PLUS_MODE == "single-process":
    SITE_ID = SiteID(default=int(os.environ.get("SITE_ID", 1)))
    MIDDLEWARE = ["multisite.middleware.DynamicSiteMiddleware"]
else:
    SITE_ID = int(os.environ.get("SITE_ID", 1))
    MIDDLEWARE = []

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sites",
    "multisite",
    "django_multisite_plus",
]
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
