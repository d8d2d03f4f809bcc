"""Settings of a live server at their worst: every one of them breaks a local copy, or reaches out."""

import django
from multisite import SiteID

DEBUG = False
SECRET_KEY = "only for tests"
ALLOWED_HOSTS = ["www.live.example"]
ROOT_URLCONF = "hostile.urls"
WSGI_APPLICATION = "hostile.wsgi.application"
SITE_ID = SiteID(default=1)
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
USE_TZ = True

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "multisite",
    "django_multisite_plus",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
PREPEND_WWW = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_DOMAIN = ".live.example"
CSRF_COOKIE_DOMAIN = ".live.example"
LANGUAGE_COOKIE_DOMAIN = ".live.example"
CSRF_TRUSTED_ORIGINS = ["https://*.nip.io"] if django.VERSION >= (4, 0) else [".nip.io"]

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "smtp.live.example"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "USER": "shop",
        "PASSWORD": "live-password",
        "HOST": "db.live.example",
        "PORT": "5432",
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "sslmode": "verify-full",
            "hostaddr": "192.0.2.10",
            "service": "live",
            "application_name": "shop",
        },
    },
    "replica": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "USER": "reader",
        "PASSWORD": "live-password",
        "HOST": "db-replica.live.example",
        "CONN_MAX_AGE": None,
    },
    "legacy": {
        "ENGINE": "django.db.backends.mysql",
        "NAME": "old_shop",
        "USER": "shop",
        "PASSWORD": "live-password",
        "HOST": "mysql.live.example",
    },
    "warehouse": {"ENGINE": "django.db.backends.postgresql", "NAME": "warehouse", "HOST": "127.0.0.1"},
    "archive": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"},
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "KEY_PREFIX": "shop"},
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
CACHE_MULTISITE_KEY_PREFIX = "sites"

STATIC_URL = "/static/"
STATIC_ROOT = "/nonexistent/static"
MANIFEST_STORAGE = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
if django.VERSION >= (4, 2):
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": MANIFEST_STORAGE},
    }
else:
    STATICFILES_STORAGE = MANIFEST_STORAGE

DJANGO_MULTISITE_PLUS_AUTO_POPULATE_SITES = True
DJANGO_MULTISITE_PLUS_REWRITE_DOMAINS = True
