"""Stands in for django-multisite-plus 0.6.3, which current Django cannot run; only its version matters."""

__version__ = "0.6.3"
