"""What django-multisite-plus 0.6.3 uses and newer Djangos have no more, so that its own code runs on them.

On Django 1.11, for which it was written, nothing happens.
"""

import functools

import django


def supply_old_names():  # noqa: ANN201
    if django.VERSION < (2, 0):
        return
    from django.db import models
    from django.utils import encoding, translation

    if not hasattr(encoding, "python_2_unicode_compatible"):
        encoding.python_2_unicode_compatible = lambda cls: cls
    if not hasattr(encoding, "force_text"):
        encoding.force_text = encoding.force_str
    if not hasattr(translation, "ugettext_lazy"):
        translation.ugettext_lazy = translation.gettext_lazy

    make = models.OneToOneField.__init__

    @functools.wraps(make)
    def make_with_default(field, to, on_delete=models.CASCADE, **options):  # noqa: ANN001, ANN003, ANN202
        make(field, to, on_delete, **options)

    models.OneToOneField.__init__ = make_with_default


supply_old_names()
