/** One line of the settings overlay, which Manysite puts over a project's settings. */
export interface OverlayLine {
  /** Stable; a key of `serve.overlay` in manysite.json, where false switches the line off. */
  readonly id: string;
  /** The Django settings that it changes where they are not right already. */
  readonly setting: string;
  readonly reason: string;
}

/**
 * Every line, in the order in which it is applied. The Python side (app/servers/django/manysite_overlay) does the work and
 * holds the same list; a test keeps the two equal. Explained in docs/settings-overlay.md.
 */
export const overlayLines: readonly OverlayLine[] = [
  {
    id: 'allowed-hosts',
    setting: 'ALLOWED_HOSTS',
    reason: 'The live list knows the real domains; local domains would be answered with 400.',
  },
  {
    id: 'ssl-redirect',
    setting: 'SECURE_SSL_REDIRECT',
    reason: 'Local pages are served over http; every request would be sent to https, where nothing listens.',
  },
  {
    id: 'hsts',
    setting: 'SECURE_HSTS_SECONDS',
    reason: 'A browser that once saw the header refuses the local domain over http for months.',
  },
  {
    id: 'prepend-www',
    setting: 'PREPEND_WWW',
    reason: 'Every request would be sent to www. in front of the local domain, which no site has.',
  },
  {
    id: 'cookie-secure',
    setting: 'SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE, LANGUAGE_COOKIE_SECURE',
    reason: 'A browser drops Secure cookies over http: no login and no form would work.',
  },
  {
    id: 'cookie-domain',
    setting: 'SESSION_COOKIE_DOMAIN, CSRF_COOKIE_DOMAIN, LANGUAGE_COOKIE_DOMAIN',
    reason:
      "A browser drops cookies for the live domain, and one for all of nip.io would go to strangers' pages.",
  },
  {
    id: 'csrf-trusted-origins',
    setting: 'CSRF_TRUSTED_ORIGINS',
    reason:
      'Exactly the local origins: to a browser all of nip.io is one site, a wildcard would let strangers post.',
  },
  {
    id: 'email',
    setting: 'EMAIL_BACKEND, EMAIL_FILE_PATH',
    reason: 'A copy of live data holds real addresses: mails go to files, and nobody gets one.',
  },
  {
    id: 'databases',
    setting: 'DATABASES',
    reason:
      'default and replicas are the active database; any other server must be on this machine, or is refused.',
  },
  {
    id: 'connection-age',
    setting: 'DATABASES: CONN_MAX_AGE, OPTIONS.pool',
    reason: 'No connection outlives its request, so that a snapshot or reset finds the database free.',
  },
  {
    id: 'cache-prefix',
    setting: 'CACHES',
    reason:
      'Each database has cache keys of its own, so that after a switch nothing of the other one is served.',
  },
  {
    id: 'multisite-cache-prefix',
    setting: 'CACHE_MULTISITE_KEY_PREFIX',
    reason:
      "django-multisite remembers which site answers a host, and would go on with the other database's.",
  },
  {
    id: 'static-storage',
    setting: 'STORAGES, STATICFILES_STORAGE',
    reason: 'A manifest exists only after collectstatic, and a remote storage is the live one.',
  },
  {
    id: 'runserver-nodelay',
    setting: 'TCP_NODELAY in runserver',
    reason:
      "runserver sends head and body apart; with Nagle's algorithm a kept connection waits 44 ms a request.",
  },
  {
    id: 'runserver-rest',
    setting: 'poll_interval in runserver',
    reason:
      'runserver wakes twice a second to see whether it is told to end; of many idle servers the processor does not rest.',
  },
  {
    id: 'silence-sites-e101',
    setting: 'SILENCED_SYSTEM_CHECKS',
    reason:
      'Django refuses to start with the dynamic SITE_ID of django-multisite, which is no int, but acts as one.',
  },
  {
    id: 'silence-fields-e903',
    setting: 'SILENCED_SYSTEM_CHECKS',
    reason:
      'Django 4 and newer refuse to start with the NullBooleanField of django-multisite, which still works.',
  },
  {
    id: 'multisite-plus-populate',
    setting: 'DJANGO_MULTISITE_PLUS_AUTO_POPULATE_SITES',
    reason:
      "django-multisite-plus before 0.7 writes sites in each process that starts, against Manysite's plan.",
  },
  {
    id: 'multisite-plus-rewrite',
    setting: 'DJANGO_MULTISITE_PLUS_REWRITE_DOMAINS',
    reason:
      "django-multisite-plus before 0.7 rewrites domains in each process that starts, against Manysite's plan.",
  },
];
