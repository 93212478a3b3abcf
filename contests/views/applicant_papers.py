"""The dossier on paper: submitted versions as PDF and Word, and a draft to print before it is sent."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.generic import View

from contests.domain import papers, word
from contests.domain.seals import may_read_part
from contests.models import ApplicationSnapshot
from contests.views.applicant import ApplicationPageMixin

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paper_response(content, content_type, name):
    """A paper to save; it stays in no cache."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


class SubmittedPaperView(LoginRequiredMixin, View):
    """A submitted version, the last one unless named, for the owner, the unit and the staff."""

    def get(self, request, public_id, sequence=None):
        snapshots = ApplicationSnapshot.objects.filter(application__public_id=public_id)
        if sequence is not None:
            snapshots = snapshots.filter(sequence=sequence)
        snapshot = get_object_or_404(snapshots.select_related("application__contest")[:1])
        if not may_read_part(request.user, snapshot):
            raise Http404
        return self.paper(snapshot, f"{snapshot.application.reference}-{snapshot.sequence}")

    def paper(self, snapshot, name):
        raise NotImplementedError


class ApplicationPdfView(SubmittedPaperView):
    def paper(self, snapshot, name):
        return paper_response(papers.dossier_pdf(snapshot), "application/pdf", f"{name}.pdf")


class ApplicationWordView(SubmittedPaperView):
    def paper(self, snapshot, name):
        return paper_response(word.dossier_docx(snapshot), DOCX, f"{name}.docx")


class DraftPdfView(ApplicationPageMixin, View):
    """The dossier as it stands now, with a mark that it is not submitted."""

    def get(self, request, *args, **kwargs):
        if not self.application.is_editable_state:
            raise Http404
        name = f"ban-nhap-{self.application.reference or self.application.public_id}.pdf"
        return paper_response(papers.draft_pdf(self.application), "application/pdf", name)
