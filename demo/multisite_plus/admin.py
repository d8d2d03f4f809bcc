from django.contrib import admin

from .models import Site


@admin.register(Site)
class SiteAdmin(admin.ModelAdmin):
    list_display = ("slug", "real_domain", "site", "is_enabled", "last_updated_at")
    list_filter = ("is_enabled",)
    search_fields = ("slug", "real_domain", "site__name", "site__domain")
    readonly_fields = ("last_updated_at",)
