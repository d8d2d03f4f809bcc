from django.contrib.sites.managers import CurrentSiteManager
from django.contrib.sites.models import Site
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

is_colour = RegexValidator(r"^#[0-9a-f]{6}$", "A colour such as #1b4d5c.")


class Profile(models.Model):
    """How a site looks, and what it says of itself on every page."""

    class Layout(models.TextChoices):
        MAGAZINE = "magazine"
        SHOP = "shop"
        GALLERY = "gallery"
        MENU = "menu"
        PRACTICE = "practice"
        POSTER = "poster"

    class Motif(models.TextChoices):
        LIGHTHOUSE = "lighthouse"
        WHEEL = "wheel"
        ANCHOR = "anchor"
        BREAD = "bread"
        LEAF = "leaf"
        OARS = "oars"
        BUNTING = "bunting"

    site = models.OneToOneField(Site, related_name="profile", primary_key=True, on_delete=models.CASCADE)
    tagline = models.CharField(max_length=120)
    intro = models.TextField()
    address = models.CharField(max_length=120)
    email = models.EmailField()
    layout = models.CharField(max_length=20, choices=Layout.choices)
    motif = models.CharField(max_length=20, choices=Motif.choices)
    paper = models.CharField("background", max_length=7, validators=[is_colour])
    ink = models.CharField("text colour", max_length=7, validators=[is_colour])
    accent = models.CharField(max_length=7, validators=[is_colour])

    class Meta:
        ordering = ("site_id",)

    def __str__(self) -> str:
        return f"{self.site.name}: {self.tagline}"


class Article(models.Model):
    """One text of one site: news, an exhibition, a thing for sale."""

    site = models.ForeignKey(Site, related_name="articles", on_delete=models.CASCADE)
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120)
    kicker = models.CharField(
        max_length=60, help_text="A few words above the title: a topic, a date, a price."
    )
    summary = models.CharField(max_length=240)
    body = models.TextField(help_text="Paragraphs, with an empty line between them.")
    published_at = models.DateTimeField()

    objects = models.Manager()
    on_site = CurrentSiteManager()

    class Meta:
        ordering = ("-published_at", "-id")
        constraints = [models.UniqueConstraint(fields=("site", "slug"), name="article_slug_per_site")]
        indexes = [models.Index(fields=("site", "-published_at"), name="article_newest_of_site")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])


class Enquiry(models.Model):
    """A message that a visitor left on a site."""

    site = models.ForeignKey(Site, related_name="enquiries", on_delete=models.CASCADE)
    name = models.CharField(max_length=80)
    email = models.EmailField()
    message = models.TextField(max_length=2000)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-sent_at",)
        verbose_name_plural = "enquiries"
        indexes = [models.Index(fields=("site", "-sent_at"), name="enquiry_newest_of_site")]

    def __str__(self) -> str:
        return f"{self.name} to {self.site.name}"
