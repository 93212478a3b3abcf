"""Error pages and the small building blocks of views."""

from django.conf import settings
from django.shortcuts import render
from django.views import defaults

from portal.languages import language_of


def csrf_failure(request, reason=""):
    """The page for an expired or missing form token: says what to do, keeps nothing secret."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request, exception):
    return defaults.bad_request(request, exception, template_name=_plain(request, "400.html"))


def server_error(request):
    """The page of what broke: a file in each language, as translating may be what broke."""
    return defaults.server_error(request, template_name=_plain(request, "500.html"))


def _plain(request, name):
    """The template in the language of the page; the other pages of errors are translated.

    The request knows it unless it broke before anybody asked: then the address tells.
    """
    language = getattr(request, "LANGUAGE_CODE", None) or language_of(request.path_info)
    return name if language == settings.LANGUAGE_CODE else f"{language}/{name}"
