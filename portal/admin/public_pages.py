"""“View on site”: from an object of the administration to its public page, for who may see the object."""

from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404


def public_page(request: HttpRequest, content_type_id: int, object_id: str) -> HttpResponseBase:
    """Send on to the page of an object that the viewer sees in the administration; 404 otherwise.

    Django's view asks no permission: an address may tell a code, and that there is such a row.
    """
    kind = get_object_or_404(ContentType, pk=content_type_id)
    model = apps.all_models.get(kind.app_label, {}).get(kind.model)
    model_admin = admin.site._registry.get(model) if model else None  # noqa: SLF001 -- has no other name
    if model_admin is None:
        raise Http404
    obj = model_admin.get_object(request, object_id)
    if obj is None or not model_admin.has_view_permission(request, obj):
        raise Http404
    return shortcut(request, content_type_id, object_id)
