"""Certificates for the people of the dossier."""

from django.http import Http404
from django.views.generic import View

from contests.domain.certificates import own_certificate
from contests.views.applicant import ApplicationPageMixin
from portal.serving import serve_stored_file


class CertificateView(ApplicationPageMixin, View):
    """The PDF of a certificate that stands."""

    def get(self, request, *args, **kwargs):
        document = own_certificate(self.application, kwargs["pk"])
        if document is None:
            raise Http404
        return serve_stored_file(request, document.stored)
