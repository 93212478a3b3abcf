"""Public pages: the directory of actors, startup projects, policy documents."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView, View

from ecosystem.enums import KIND_OF_PATH, KIND_PATHS, MISSING_KINDS, OrganizationKind
from ecosystem.filters import DocumentFilter, OrganizationFilter, StartupFilter
from ecosystem.models import Organization, PolicyDocument, Startup

PER_PAGE = 20
# Actors of the past are few; a page shows them below those of today.
FORMER_SHOWN = 20


class FilteredListView(ListView):
    """A list that its GET form narrows; ``?page=`` and the filters stay in the address."""

    paginate_by = PER_PAGE
    filterset_class = None

    def get_filterset(self, rows):
        return self.filterset_class(self.request.GET, queryset=rows)

    def get_queryset(self):
        self.filterset = self.get_filterset(super().get_queryset())
        return self.filterset.qs

    def get_context_data(self, **kwargs):
        return super().get_context_data(filterset=self.filterset, **kwargs)


class DirectoryView(FilteredListView):
    """Every actor, with the kinds, how many of each there are, and what is still missing."""

    template_name = "ecosystem/directory.html"
    context_object_name = "organizations"
    filterset_class = OrganizationFilter
    kind = None

    def get_queryset(self):
        self.queryset = Organization.objects.public().existing().for_list_page()
        return super().get_queryset()

    def narrowed(self, rows):
        """``rows`` narrowed as the list is, without asking for the choices again."""
        return self.filterset.filter_queryset(rows.filter(kind=self.kind) if self.kind else rows)

    def former(self):
        """Actors of the past that the same filters find."""
        rows = Organization.objects.public().ended().select_related("successor")
        return self.narrowed(rows)[:FORMER_SHOWN]

    def get_context_data(self, **kwargs):
        counts = Organization.objects.public().existing().counts_by_kind()
        kinds = [
            {
                "label": kind.label,
                "count": counts.get(kind.value, 0),
                "url": reverse("ecosystem:organization_list", args=[KIND_PATHS[kind]]),
                "is_missing": kind in MISSING_KINDS and not counts.get(kind.value),
            }
            for kind in OrganizationKind
        ]
        return super().get_context_data(
            kinds=kinds, breadcrumbs=[(_("Ecosystem"), None)], former=self.former(), **kwargs
        )


class OrganizationListView(DirectoryView):
    """The actors of one kind; a kind that is still missing becomes a call for partners."""

    template_name = "ecosystem/organization_list.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.kind = kind_or_404(kwargs["kind"])

    def get_filterset(self, rows):
        rows = rows.filter(kind=self.kind)
        return self.filterset_class(self.request.GET, queryset=rows, without=("kind",))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(kind=self.kind, **kwargs)
        context["is_missing_kind"] = self.kind in MISSING_KINDS
        context["breadcrumbs"] = [
            (_("Ecosystem"), reverse("ecosystem:directory")),
            (self.kind.label, None),
        ]
        return context


class OrganizationDetailView(DetailView):
    """A profile; one that ended says so and points to its successor."""

    template_name = "ecosystem/organization_detail.html"
    context_object_name = "organization"

    def get_queryset(self):
        return (
            Organization.objects.visible_to(self.request.user)
            .filter(kind=kind_or_404(self.kwargs["kind"]))
            .for_detail_page()
        )

    def get_context_data(self, **kwargs):
        kind = OrganizationKind(self.object.kind)
        return super().get_context_data(
            breadcrumbs=[
                (_("Ecosystem"), reverse("ecosystem:directory")),
                (kind.label, reverse("ecosystem:organization_list", args=[KIND_PATHS[kind]])),
                (self.object.name, None),
            ],
            **kwargs,
        )


class StartupListView(FilteredListView):
    """Projects that may be shown; the featured ones first."""

    template_name = "ecosystem/startup_list.html"
    context_object_name = "startups"
    filterset_class = StartupFilter

    def get_queryset(self):
        self.queryset = Startup.objects.public().for_list_page()
        return super().get_queryset()

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=[(_("Startup projects"), None)], **kwargs)


class StartupDetailView(DetailView):
    """A project, as far as its people agreed or a public source tells."""

    template_name = "ecosystem/startup_detail.html"
    context_object_name = "startup"

    def get_queryset(self):
        return Startup.objects.visible_to(self.request.user).select_related(
            "field", "locality", "organization"
        )

    def get_context_data(self, **kwargs):
        crumbs = [
            (_("Startup projects"), reverse("ecosystem:startup_list")),
            (self.object.name, None),
        ]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)


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


def kind_or_404(path):
    """The kind of actors whose public path this is."""
    try:
        return KIND_OF_PATH[path]
    except KeyError as error:
        raise Http404 from error
