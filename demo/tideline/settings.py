"""Settings of Tideline, a small agency that runs the web sites of a harbour town from one Django project."""

import os
from pathlib import Path

import dj_database_url
from multisite import SiteID

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = os.environ.get("DEBUG", "1") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY", "demo-only-not-a-secret")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", ".example,localhost,127.0.0.1").split(",")

DATABASES = {
    "default": dj_database_url.config(default="postgres://tideline@localhost/tideline", conn_max_age=60)
}
# django-multisite's own migration made its keys 32 bits wide; this keeps makemigrations quiet.
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

# One process for all sites finds the site by the request's host; one process for each site is told which.
DJANGO_MULTISITE_PLUS_MODE = os.environ.get("DJANGO_MULTISITE_PLUS_MODE", "single-process")
if DJANGO_MULTISITE_PLUS_MODE == "single-process":
    SITE_ID = SiteID(default=int(os.environ.get("SITE_ID", "1")))
    SITE_MIDDLEWARE = ["multisite_plus.middleware.DynamicSiteMiddleware"]
elif DJANGO_MULTISITE_PLUS_MODE == "multi-process":
    SITE_ID = int(os.environ["SITE_ID"])
    SITE_MIDDLEWARE = []
else:
    raise ValueError(
        f"DJANGO_MULTISITE_PLUS_MODE is {DJANGO_MULTISITE_PLUS_MODE!r}: single-process or multi-process"
    )
# SiteID behaves as an int without being one (E101); django-multisite 1.9 still has a NullBooleanField (E903).
SILENCED_SYSTEM_CHECKS = ["sites.E101", "fields.E903"]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "multisite",
    "multisite_plus",
    "pages",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    *SITE_MIDDLEWARE,
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "tideline.urls"
WSGI_APPLICATION = "tideline.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pages.context_processors.current_site",
            ],
        },
    },
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-collected"

DEFAULT_FROM_EMAIL = "hello@tideline.example"

if not DEBUG:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
