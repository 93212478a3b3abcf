"""The proof of a dossier's consents, handed out by the secretariat."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.http import content_disposition_header

from contests.domain.consent_papers import dossier_proof


class ConsentProofMixin:
    """Adds the PDF of every consent for one dossier to its page in the admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.consents_view)
        return [
            path("<int:pk>/consents/", view, name="contests_application_consents"),
            *super().get_urls(),
        ]

    def consents_view(self, request, pk):
        """One PDF; the download leaves a line in the dossier's trail."""
        application = self.get_object(request, str(pk))
        if application is None or not self.has_view_permission(request, application):
            raise Http404
        if not request.user.has_perm("contests.export_consent", application):
            raise PermissionDenied
        content = dossier_proof(application, actor=request.user)
        response = HttpResponse(content, content_type="application/pdf")
        name = f"dong-y-{application.reference or application.public_id}.pdf"
        response.headers["Content-Disposition"] = content_disposition_header(True, name)
        response.headers["Cache-Control"] = "no-store"
        return response
