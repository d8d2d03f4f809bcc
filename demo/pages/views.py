from django.contrib import messages
from django.contrib.sites.models import Site
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from .forms import EnquiryForm
from .models import Article, Profile


def home(request: HttpRequest) -> HttpResponse:
    profile = Profile.objects.filter(site_id=Site.objects.get_current().pk).first()
    layout = profile.layout if profile else Profile.Layout.MAGAZINE
    return render(request, f"pages/layouts/{layout}.html", {"articles": Article.on_site.all()})


def article(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "pages/article.html", {"article": get_object_or_404(Article.on_site, slug=slug)})


def contact(request: HttpRequest) -> HttpResponse:
    form = EnquiryForm(request.POST or None)
    if not form.is_valid():
        return render(request, "pages/contact.html", {"form": form})
    site = Site.objects.get_current()
    enquiry = form.save(commit=False)
    enquiry.site_id = site.pk
    enquiry.save()
    recipient = site.profile.email if hasattr(site, "profile") else f"hello@{site.domain}"
    send_mail(f"{site.name}: a message from {enquiry.name}", enquiry.message, None, [recipient])
    messages.success(request, "Thank you. Your message is on its way.")
    return redirect("contact")
