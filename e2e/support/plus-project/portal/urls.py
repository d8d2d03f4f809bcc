import os

from django.conf import settings
from django.contrib.sites.models import Site
from django.db import connection
from django.http import JsonResponse

try:
    from django.urls import re_path
except ImportError:
    from django.conf.urls import url as re_path


def tell(request):  # noqa: ANN001, ANN201
    """Which site answers, by which process, from which database."""
    site = Site.objects.get_current()
    return JsonResponse(
        {
            "siteId": int(settings.SITE_ID),
            "domain": site.domain,
            "name": site.name,
            "realDomain": site.multisiteplus_site.real_domain,
            "mode": settings.DJANGO_MULTISITE_PLUS_MODE,
            "process": os.getpid(),
            "database": connection.settings_dict["NAME"],
        }
    )


urlpatterns = [re_path("^", tell)]
