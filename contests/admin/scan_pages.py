"""Admin page of the scan of the document behind a result."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from contests.admin.round_pages import RoundPage
from contests.domain.decisions import keep_scan
from contests.forms.rounds import ScanForm
from portal.serving import serve_stored_file


class ScanPages(RoundPage):
    """Keep the scan, show it to the public or not, read it."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/scan/", view(self.scan_view), name="contests_round_scan"),
            path("<int:pk>/scan/file/", view(self.scan_file_view), name="contests_round_scan_file"),
            *super().get_urls(),
        ]

    def scan_view(self, request, pk):
        """Upload the scan and say who reads it."""
        round_ = self.round_of(request, pk, "contests.keep_scan")
        if round_.decision is None:
            raise Http404
        is_post = request.method == "POST"
        form = ScanForm(
            request.POST if is_post else None,
            request.FILES if is_post else None,
            decision=round_.decision,
        )
        if is_post and form.is_valid() and self._keep(request, round_, form):
            return redirect(reverse("admin:contests_round_change", args=[pk]))
        return self.round_page(
            request,
            round_,
            "contests/round/scan",
            title=_("Scan of %(document)s") % {"document": round_.decision},
            form=form,
            scan=round_.decision.scan,
        )

    def _keep(self, request, round_, form):
        try:
            return self.try_step(
                request,
                form,
                lambda: keep_scan(round_, actor=request.user, **form.cleaned_data),
            )
        except ValidationError as error:
            form.add_error("uploaded", error)
            return False

    def scan_file_view(self, request, pk):
        """The scan for the staff, before publication too."""
        round_ = self.round_of(request, pk, "contests.keep_scan")
        if round_.decision is None or round_.decision.scan is None:
            raise Http404
        return serve_stored_file(request, round_.decision.scan)
