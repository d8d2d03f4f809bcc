"""The same project as its developers run it: what the overlay wants is there already."""

import os

import django

from .settings import *  # noqa: F403

ALLOWED_HOSTS = ["*"]
SITE_ID = 1
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.sites", "django.contrib.staticfiles"]
SECURE_SSL_REDIRECT = PREPEND_WWW = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
SESSION_COOKIE_DOMAIN = CSRF_COOKIE_DOMAIN = LANGUAGE_COOKIE_DOMAIN = None
ORIGIN = "velowerk.127.0.0.1.nip.io:8000"
CSRF_TRUSTED_ORIGINS = [f"http://{ORIGIN}" if django.VERSION >= (4, 0) else ORIGIN]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = os.environ["TAME_EMAIL_FOLDER"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop_7",
        "USER": "shop_serving",
        "PASSWORD": "local-password",
        "HOST": "127.0.0.1",
        "PORT": 54321,
    }
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "KEY_PREFIX": "shop_7"}}
PLAIN_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
if django.VERSION >= (4, 2):
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": PLAIN_STORAGE},
    }
else:
    STATICFILES_STORAGE = PLAIN_STORAGE
