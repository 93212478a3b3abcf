"""Who marks attendance on a page: staff by account, a trainer by the mailed link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from training.domain import trainer_links
from training.domain.attendance import PERMISSION, Marker
from training.models import CourseRun, Session

if TYPE_CHECKING:
    from django.http import HttpRequest

# In the session of a browser: fingerprints of the trainers' links that it opened.
LINKS = "trainer-links"
MOST_LINKS = 20


def remember_link(request: HttpRequest, key_hash: str) -> None:
    """Let this browser in from now on: the address bar need not show the link's key any more."""
    known = [one for one in request.session.get(LINKS, []) if one != key_hash]
    request.session[LINKS] = [*known[-MOST_LINKS + 1 :], key_hash]


def accesses_of(request: HttpRequest) -> list:
    """The links of this browser that still hold, asked anew each time."""
    hashes = request.session.get(LINKS, [])
    return list(trainer_links.opened(hashes)) if hashes else []


def marker_for(request: HttpRequest, run_id: int) -> Marker | None:
    """Who marks in a class with this browser; None for everybody else."""
    if request.user.has_perm(PERMISSION):
        return Marker(user=request.user)
    found = (row for row in accesses_of(request) if row.trainer.run_id == run_id)
    access = next(found, None)
    return Marker(access=access) if access else None


class PrivateMixin:
    """A page with names: kept by no cache, found by no search, told to no other site."""

    @method_decorator(never_cache)
    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response


class MarkingMixin(PrivateMixin):
    """Sets ``run``, ``marker`` and, where the address names one, ``session``; others find nothing."""

    takes_session = True

    def dispatch(self, request, *args, **kwargs):
        if self.takes_session:
            rows = Session.objects.select_related(
                "run__course__organizer", "run__locality", "run__organizer"
            )
            self.session = get_object_or_404(rows, pk=kwargs["pk"])
            self.run = self.session.run
        else:
            self.session = None
            rows = CourseRun.objects.for_detail_page()
            self.run = get_object_or_404(rows, pk=kwargs["pk"])
        self.marker = marker_for(request, self.run.pk)
        if self.marker is None:
            if request.user.is_authenticated:
                raise Http404
            return redirect_to_login(request.get_full_path())
        return super().dispatch(request, *args, **kwargs)
