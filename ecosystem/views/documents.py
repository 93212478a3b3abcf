"""Policy documents: the list, one document, its file."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from ecosystem.filters import DocumentFilter
from ecosystem.models import PolicyDocument
from ecosystem.views.base import FilteredListView


class DocumentListView(FilteredListView):
    """Policy documents, newest first."""

    template_name = "ecosystem/document_list.html"
    context_object_name = "documents"
    filterset_class = DocumentFilter
    queryset = PolicyDocument.objects.order_by("-issued_on", "-pk").defer("folded", "note")

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=[(_("Documents"), None)], **kwargs)


class DocumentDetailView(DetailView):
    """A document with every field that Decree 42/2022/NĐ-CP art. 4 asks for."""

    template_name = "ecosystem/document_detail.html"
    context_object_name = "document"
    queryset = PolicyDocument.objects.prefetch_related("replaces", "replaced_by")

    def get_context_data(self, **kwargs):
        crumbs = [
            (_("Documents"), reverse("ecosystem:document_list")),
            (self.object.number, None),
        ]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)


class DocumentFileView(View):
    """The file of a document, under the document's own name; 404 where none is at hand."""

    def get(self, request, slug):
        """Stream the file as a download."""
        document = get_object_or_404(PolicyDocument.objects.exclude(file=""), slug=slug)
        try:
            stored = document.file.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        return FileResponse(stored, as_attachment=True, filename=document.file_name)
