"""Prints the lines of the overlay as JSON: `python -m manysite_overlay`."""

import json

from .lines import LINES

print(json.dumps([{"id": line.id, "setting": line.setting, "reason": line.reason} for line in LINES]))
