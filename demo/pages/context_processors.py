import os
from typing import Any, Dict

from django.contrib.sites.models import Site
from django.db import connection
from django.http import HttpRequest

from .models import Profile


def current_site(request: HttpRequest) -> Dict[str, Any]:
    """The site that answers, and, for the footer, which database and process it answers from."""
    site = Site.objects.get_current()
    return {
        "site": site,
        "profile": Profile.objects.filter(site_id=site.pk).first(),
        "database_name": connection.settings_dict["NAME"],
        "process_id": os.getpid(),
    }
