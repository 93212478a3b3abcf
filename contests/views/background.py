"""Pages that autosave.js saves in the background: how such a request is told and answered."""

from django.http import JsonResponse
from django.utils import timezone

AUTOSAVE_HEADER = "X-Autosave"


def is_autosave(request):
    """Whether a script saves while the page stays open."""
    return AUTOSAVE_HEADER in request.headers


def saved_in_background(moment, *, seen, errors=(), note=""):
    """Tell the page when it was saved and what its next save follows."""
    answer = {"saved_at": f"{timezone.localtime(moment):%H:%M}", "seen": seen}
    answer["errors"] = dict(errors)
    if note:
        answer["note"] = note
    return JsonResponse(answer)


def refused_in_background(message):
    """Tell the page that saving has come to an end, and why."""
    return JsonResponse({"message": str(message)}, status=409)
