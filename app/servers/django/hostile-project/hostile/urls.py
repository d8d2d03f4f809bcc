import json
import socket
import subprocess
import sys

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path

CHILD = (
    "import json; from django.conf import settings; print(json.dumps(settings.DATABASES['default']['NAME']))"
)


def page(request: HttpRequest) -> JsonResponse:
    request.session["visits"] = request.session.get("visits", 0) + 1
    return JsonResponse({"token": get_token(request), "database": settings.DATABASES["default"]["NAME"]})


def mail(request: HttpRequest) -> HttpResponse:
    send_mail("Order 17", "Thank you.", "shop@live.example", ["customer@live.example"])
    return HttpResponse("sent")


def child(request: HttpRequest) -> JsonResponse:
    output = subprocess.check_output([sys.executable, "-c", CHILD], text=True)
    return JsonResponse({"database": json.loads(output)})


def nodelay(request: HttpRequest) -> JsonResponse:
    """Whether the socket that this very request came over has TCP_NODELAY (runserver only)."""
    stream = request.environ["wsgi.input"]
    reader = stream._read.__self__ if hasattr(stream, "_read") else stream.stream
    option = reader.raw._sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    return JsonResponse({"nodelay": option != 0})


urlpatterns = [
    path("", page),
    path("mail/", mail),
    path("child/", child),
    path("nodelay/", nodelay),
]
