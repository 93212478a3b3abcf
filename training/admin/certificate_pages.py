"""Admin pages of a class's certificates: who reaches the attendance, the batch, single papers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.serving import serve_stored_file
from portal.workflow import RefusedError
from training.domain.certificate_batches import start_batch, start_files
from training.domain.certificates import (
    PERMISSION,
    candidates_of,
    certificate_of,
    refuse_certificates,
    reissue_certificate,
    revoke_certificate,
)
from training.forms.certificates import BatchForm, ReissueForm, RevokeForm


class CertificatePages:
    """Mixed into the admin of classes; every page asks the permission to issue."""

    def get_urls(self):
        pages = {
            "certificates": ("certificates/", self.certificates_view),
            "certificate_files": ("certificates/files/", self.files_view),
            "certificate": ("certificates/<int:person>/", self.certificate_view),
            "certificate_revoke": ("certificates/<int:person>/revoke/", self.revoke_view),
            "certificate_reissue": ("certificates/<int:person>/reissue/", self.reissue_view),
        }
        return [
            *(
                path(
                    f"<int:pk>/{address}",
                    self.admin_site.admin_view(view),
                    name=f"training_courserun_{name}",
                )
                for name, (address, view) in pages.items()
            ),
            *super().get_urls(),
        ]

    # --- all ------------------------------------------------------------------------------------

    def certificates_view(self, request, pk):
        """Tick who gets one; all who reach the attendance are ticked already."""
        run = self._certified(request, pk)
        form = BatchForm(request.POST if request.method == "POST" else None)
        if request.method == "POST":
            response = self._start(request, run, form)
            if response is not None:
                return response
        people = candidates_of(run)
        ticked = self._chosen(request) if request.method == "POST" else None
        context = {
            "form": form,
            "people": [
                (row, row.reaches if ticked is None else row.registration.pk in ticked)
                for row in people
            ],
            "problem": self._problem(run),
            "reaching": sum(row.reaches for row in people),
            "issued": sum(row.document is not None for row in people),
            "open": sum(row.is_open for row in people),
        }
        return self._paper_page(request, run, "certificates", _("Certificates"), context, form)

    def _start(self, request, run, form):
        if not form.is_valid():
            return None
        try:
            job, is_new = start_batch(
                run,
                self._chosen(request),
                actor=request.user,
                paper=form.paper(),
                reason=form.cleaned_data["reason"],
            )
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return None
        if is_new:
            text = _("The certificates are being made. Load this page again in a moment.")
            messages.info(request, text)
        else:
            text = _("Certificates of this class are being made already: nothing new was started.")
            messages.warning(request, text)
        return redirect("admin:portal_backgroundjob_change", job.pk)

    def files_view(self, request, pk):
        """Ask for all papers that stand as one file."""
        run = self._certified(request, pk)
        if request.method != "POST":
            raise Http404
        try:
            job = start_files(run, actor=request.user, as_zip="zip" in request.POST)
        except RefusedError as refused:
            messages.error(request, refused.message)
            return redirect("admin:training_courserun_certificates", run.pk)
        return redirect("admin:portal_backgroundjob_change", job.pk)

    # --- one ------------------------------------------------------------------------------------

    def certificate_view(self, request, pk, person):
        """The PDF that stands."""
        _run, _registration, document = self._paper(request, pk, person)
        return serve_stored_file(request, document.stored)

    def revoke_view(self, request, pk, person):
        """GET asks why, POST declares the paper void."""
        run, registration, document = self._paper(request, pk, person)
        form = RevokeForm(request.POST if request.method == "POST" else None)

        def act():
            revoke_certificate(registration, actor=request.user, reason=form.cleaned_data["reason"])

        sentences = [
            _("The certificate %(number)s of %(name)s is void; the check page says so.")
            % {"number": document.number, "name": document.holder},
            _("The person is told by mail, with your reason."),
        ]
        title = pgettext("training", "Revoke the certificate")
        return self._paper_act(request, run, form, act, title, sentences)

    def reissue_view(self, request, pk, person):
        """Correct the name, print anew; the words of the old paper are filled in."""
        run, registration, document = self._paper(request, pk, person)
        initial = {
            "full_name": registration.full_name,
            "basis": document.basis,
            "signer": document.content.get("signer", ""),
            "signer_position": document.content.get("signer_position", ""),
            "language": document.language,
        }
        form = ReissueForm(request.POST if request.method == "POST" else None, initial=initial)

        def act():
            cleaned = form.cleaned_data
            reissue_certificate(
                registration,
                actor=request.user,
                full_name=cleaned["full_name"],
                reason=cleaned["reason"],
                paper=form.paper(),
            )

        sentences = [
            _("The certificate %(number)s is void, and one with a new number stands in its place.")
            % {"number": document.number},
            _("The registration gets the corrected name; the person is told by mail."),
        ]
        return self._paper_act(
            request, run, form, act, _("Correct the name and issue anew"), sentences
        )

    # --- inside ---------------------------------------------------------------------------------

    def _certified(self, request, pk):
        run = self.get_object(request, str(pk))
        if run is None or not self.has_view_permission(request, run):
            raise Http404
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return run

    def _paper(self, request, pk, person):
        run = self._certified(request, pk)
        registration = run.registrations.filter(pk=person).first()
        document = certificate_of(registration) if registration else None
        if document is None:
            raise Http404
        return run, registration, document

    def _chosen(self, request):
        return {int(key) for key in request.POST.getlist("person") if key.isdecimal()}

    def _problem(self, run):
        try:
            refuse_certificates(run)
        except RefusedError as refused:
            return refused.message
        return ""

    def _paper_act(self, request, run, form, act, title, sentences):
        back = reverse("admin:training_courserun_certificates", args=[run.pk])
        if request.method == "POST" and form.is_valid():
            try:
                act()
            except RefusedError as refused:
                form.add_error(None, str(refused.message))
            else:
                self.message_user(request, _("Done: %s") % title, messages.SUCCESS)
                return redirect(back)
        context = {"form": form, "sentences": sentences, "back": back}
        return self._paper_page(request, run, None, title, context, form)

    def _paper_page(self, request, run, name, title, context, form=None):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": run,
            "title": title,
            **context,
        }
        template = f"admin/training/courserun/{name}.html" if name else "admin/act.html"
        status = 422 if form is not None and form.errors else 200
        return TemplateResponse(request, template, context, status=status)
