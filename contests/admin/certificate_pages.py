"""Admin page of a final's certificates: one, or all in a file for the printer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from contests.admin.round_pages import RoundPage
from contests.domain.certificates import (
    awards_to_certify,
    certificates_of,
    issue_certificate,
    start_certificates,
)
from contests.forms.certificates import CertificateForm


class CertificatePages(RoundPage):
    """The awards with their certificates, and the form that issues them."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.certificates_view)
        return [
            path("<int:pk>/certificates/", view, name="contests_round_certificates"),
            *super().get_urls(),
        ]

    def certificates_view(self, request, pk):
        """Issue the certificate of one award, or ask for all of them at once."""
        round_ = self.round_of(request, pk, "contests.issue_certificate")
        if not round_.is_final:
            raise Http404
        awards = list(awards_to_certify(round_))
        is_post = request.method == "POST"
        form = CertificateForm(request.POST if is_post else None)
        if is_post and form.is_valid():
            response = self._issue(request, round_, form, awards)
            if response is not None:
                return response
        found = certificates_of(awards)
        return self.round_page(
            request,
            round_,
            "contests/round/certificates",
            title=_("Certificates"),
            form=form,
            rows=[(award, found.get(award.pk)) for award in awards],
        )

    def _issue(self, request, round_, form, awards):
        chosen = request.POST.get("award", "")
        if chosen:
            award = next((row for row in awards if str(row.pk) == chosen), None)
            if award is None:
                raise Http404
            if self.try_step(
                request,
                form,
                lambda: issue_certificate(award, actor=request.user, **form.cleaned_data),
            ):
                return redirect(reverse("admin:contests_round_certificates", args=[round_.pk]))
            return None
        jobs = []
        if self.try_step(
            request,
            form,
            lambda: jobs.append(
                start_certificates(round_, actor=request.user, **form.cleaned_data)
            ),
        ):
            messages.info(request, _("The file is being made. Load this page again in a moment."))
            return redirect(reverse("admin:portal_backgroundjob_change", args=[jobs[0].pk]))
        return None
