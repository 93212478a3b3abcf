"""Policy documents: the list, one document, its file."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from ecosystem.domain.documents import relations_of, validity_reason
from ecosystem.filters import DocumentFilter
from ecosystem.models import PolicyDocument, SupportOffer
from ecosystem.views.base import FilteredListView
from portal.excerpts import excerpt


class DocumentListView(FilteredListView):
    """Policy documents, newest first; with words, the document of that number first."""

    template_name = "ecosystem/document_list.html"
    context_object_name = "documents"
    filterset_class = DocumentFilter

    def get_queryset(self):
        self.words = self.request.GET.get("q", "")
        rows = PolicyDocument.objects.order_by("-issued_on", "-pk").with_validity()
        # Only a search shows a place of the words: a page of the list reads none of them.
        self.queryset = rows.defer("folded", "note") if self.words else rows.without_text()
        found = super().get_queryset()
        if not self.words:
            return found
        return found.nearest_first(self.words, "number", "-issued_on", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(breadcrumbs=[(_("Documents"), None)], **kwargs)
        if self.words:
            for document in context["documents"]:
                document.excerpt = excerpt(document.full_text, self.words)
        return context


class DocumentDetailView(DetailView):
    """A document with every field that Decree 42/2022/NĐ-CP art. 4 asks for."""

    template_name = "ecosystem/document_detail.html"
    context_object_name = "document"

    def get_queryset(self):
        rows = PolicyDocument.objects.with_validity().with_namesakes().select_related("topic")
        return rows.defer("folded", "full_text").prefetch_related("corrections")

    def get_context_data(self, **kwargs):
        document = self.object
        relations = relations_of(document)
        crumbs = [(_("Documents"), reverse("ecosystem:document_list")), (document.number, None)]
        return super().get_context_data(
            relations=relations,
            validity_reason=validity_reason(document, relations),
            offers=SupportOffer.objects.offered().filter(document=document).defer("folded"),
            breadcrumbs=crumbs,
            **kwargs,
        )


class DocumentFileView(View):
    """The file of a document, under the document's own name; 404 where none is at hand."""

    def get(self, request, slug):
        """Stream the file as a download."""
        rows = PolicyDocument.objects.exclude(file="").without_text()
        document = get_object_or_404(rows, slug=slug)
        try:
            stored = document.file.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        return FileResponse(stored, as_attachment=True, filename=document.file_name)
