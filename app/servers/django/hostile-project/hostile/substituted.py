"""Hands Django an object of its own instead of `django.conf.settings`, as dynaconf does."""

import sys
from types import SimpleNamespace

import django.conf

from . import settings
from .settings import *  # noqa: F403

substitute = SimpleNamespace(
    configured=True, **{name: getattr(settings, name) for name in dir(settings) if name.isupper()}
)


class Wrapper:
    def __getattribute__(self, name: str) -> object:
        return substitute if name == "settings" else getattr(real_conf, name)


real_conf = django.conf
for name in dir(django.conf.global_settings):
    if name.isupper() and not hasattr(substitute, name):
        setattr(substitute, name, getattr(django.conf.global_settings, name))
sys.modules["django.conf"] = Wrapper()
