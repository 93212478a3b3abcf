"""Language by URL or, in the administration, by choice; and honest caching headers for pages that are the same for everybody."""

from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers

from portal.languages import language_of


class UrlLanguageMiddleware:
    """English below /en/, Vietnamese everywhere else; the browser's languages are not consulted."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = language_of(request.path_info)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


class NoNulMiddleware:
    """An address that holds a NUL names nothing: PostgreSQL takes no text with one, so nobody looks."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return self.get_response(request)


class StaffLanguageMiddleware:
    """The administration speaks the language that whoever is signed in has chosen.

    Its addresses name no language. What its acts store, mail or print is Vietnamese all the same.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(reverse("admin:index")) and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self.get_response(request)


class AnonymousPageHeadersMiddleware:
    """Say which pages may be shared: display cookies vary the page, a session makes it private."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
            user = getattr(request, "user", None)
            if user is not None and user.is_authenticated:
                patch_cache_control(response, private=True, no_cache=True)
        return response
