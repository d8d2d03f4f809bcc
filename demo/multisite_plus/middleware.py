from typing import Optional

from django.conf import settings
from multisite import middleware
from multisite.models import Alias


class DynamicSiteMiddleware(middleware.DynamicSiteMiddleware):
    """Answers a host that no alias names with the default site, as django-multisite-plus does."""

    def get_alias(self, netloc: str) -> Optional[Alias]:
        host, port = self.netloc_parse(netloc)
        alias = Alias.objects.resolve(host=host, port=port)
        return alias or Alias.canonical.get(site=settings.SITE_ID.get_default())
