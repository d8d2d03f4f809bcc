"""The settings overlay: what a copy of live data needs to run on a developer's machine, and to reach no one.

`lines` holds one entry for each change, with its reason; `activation` puts them over the project's settings.
Standard library and Django only; Python 3.8 and newer, Django 3.2 and newer.
"""
