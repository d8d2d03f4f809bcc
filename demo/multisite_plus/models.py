from django.db import models


class Site(models.Model):
    """What a multisite project knows of a site beyond `django_site`."""

    site = models.OneToOneField(
        "sites.Site", related_name="multisiteplus_site", primary_key=True, on_delete=models.CASCADE
    )
    real_domain = models.CharField(
        max_length=255, blank=True, default="", help_text="The real (live) domain for this site."
    )
    slug = models.CharField(
        max_length=255,
        blank=True,
        default="",
        unique=True,
        help_text="Builds the domain wherever the real one is not used.",
    )
    is_enabled = models.BooleanField(
        default=True, help_text="Whether this site should be served and available."
    )
    last_updated_at = models.DateTimeField(auto_now=True)
    extra_uwsgi_ini = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("site_id",)

    def __str__(self) -> str:
        return f"{self.real_domain} ({self.slug})"
