from django.contrib import admin

from .models import Article, Enquiry, Profile


@admin.register(Profile)
class ProfileAdmin(admin.ModelAdmin):
    list_display = ("site", "tagline", "layout", "accent")


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    list_display = ("title", "site", "kicker", "published_at")
    list_filter = ("site",)
    date_hierarchy = "published_at"
    prepopulated_fields = {"slug": ("title",)}
    search_fields = ("title", "summary", "body")


@admin.register(Enquiry)
class EnquiryAdmin(admin.ModelAdmin):
    list_display = ("name", "site", "email", "sent_at")
    list_filter = ("site",)
    readonly_fields = ("sent_at",)
