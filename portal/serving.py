"""Hand out private files: the caller has asked the permission, this sends the bytes safely."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.models import StoredFile

# Only pictures may stand inside a page; everything else is saved, whatever the caller says.
INLINE_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})


def serve_stored_file(
    request: HttpRequest, stored: StoredFile, *, as_attachment: bool = True
) -> HttpResponseBase:
    """Send ``stored`` under the name it was uploaded with; 404 when its bytes are gone.

    Behind nginx the response only names the file (X-Accel-Redirect); otherwise it is streamed.
    """
    response = _by_nginx(stored) if settings.PRIVATE_ACCEL_PREFIX else _streamed(request, stored)
    as_attachment = as_attachment or stored.content_type not in INLINE_TYPES
    disposition = content_disposition_header(as_attachment, stored.original_name)
    response.headers["Content-Disposition"] = disposition or "inline"
    response.headers["Content-Type"] = stored.content_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    # A file opened on its own may run nothing; django-csp leaves a policy that is already there.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    add_never_cache_headers(response)
    return response


def _by_nginx(stored: StoredFile) -> HttpResponse:
    response = HttpResponse()
    response.headers["X-Accel-Redirect"] = (
        f"{settings.PRIVATE_ACCEL_PREFIX.rstrip('/')}/{quote(stored.file.name or '')}"
    )
    return response


def _streamed(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    if request.method == "HEAD":
        response = HttpResponse()
        response.headers["Content-Length"] = str(stored.size)
        return response
    try:
        return FileResponse(stored.file.open("rb"))
    except FileNotFoundError as error:
        raise Http404 from error
