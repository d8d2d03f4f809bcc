"""Every line of the overlay, in the order in which they are applied and shown."""

from __future__ import annotations

from ..line import Line
from . import (
    caches,
    checks,
    cookies,
    csrf,
    databases,
    email,
    hosts,
    multisite_plus,
    runserver,
    static_files,
    transport,
)

LINES: tuple[Line, ...] = (
    hosts.ALLOWED_HOSTS,
    transport.SSL_REDIRECT,
    transport.HSTS,
    transport.PREPEND_WWW,
    cookies.COOKIE_SECURE,
    cookies.COOKIE_DOMAIN,
    csrf.CSRF_TRUSTED_ORIGINS,
    email.EMAIL,
    databases.DATABASES,
    databases.CONNECTION_AGE,
    caches.CACHE_PREFIX,
    caches.MULTISITE_CACHE_PREFIX,
    static_files.STATIC_STORAGE,
    runserver.RUNSERVER_NODELAY,
    runserver.RUNSERVER_REST,
    checks.SITES_E101,
    checks.FIELDS_E903,
    multisite_plus.MULTISITE_PLUS_POPULATE,
    multisite_plus.MULTISITE_PLUS_REWRITE,
)
