"""Pages of the open data with their downloads."""

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from portal.site.open_data.api import share
from portal.site.open_data.datasets import BY_KEY, DATASETS, LICENCE


def _crumbs(*more):
    return [(_("Figures"), reverse("site:figures")), *more]


class CatalogueView(TemplateView):
    """What there is to take away, under which terms, in which forms."""

    template_name = "site/open_data.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            datasets=DATASETS,
            licence=_(LICENCE),
            breadcrumbs=_crumbs((_("Open data"), None)),
            **kwargs,
        )


class DatasetMixin:
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["key"] not in BY_KEY:
            raise Http404
        self.dataset = BY_KEY[kwargs["key"]]


class DatasetView(DatasetMixin, TemplateView):
    """One dataset: its columns with their meaning, the first lines, the downloads."""

    template_name = "site/dataset.html"

    def get_context_data(self, **kwargs):
        first = self.dataset.page(after=0, limit=1)
        example = first[0].model_dump(mode="json") if first else {}
        return super().get_context_data(
            dataset=self.dataset,
            fields=[
                {**field, "example": example.get(field["name"])} for field in self.dataset.fields()
            ],
            licence=_(LICENCE),
            api_url=reverse(f"open-data:{self.dataset.list_name}"),
            breadcrumbs=_crumbs(
                (_("Open data"), reverse("site:open_data")), (self.dataset.title, None)
            ),
            **kwargs,
        )


class DatasetCsvView(DatasetMixin, View):
    def get(self, request, key):
        """All records as one table."""
        name = f'attachment; filename="{key}.csv"'
        return share(
            HttpResponse(
                self.dataset.as_csv(),
                content_type="text/csv; charset=utf-8",
                headers={"Content-Disposition": name},
            )
        )


class DatasetJsonView(DatasetMixin, View):
    def get(self, request, key):
        """All records with the terms of use and the meaning of each column."""
        options = {"ensure_ascii": False, "indent": 1}
        return share(JsonResponse(self.dataset.as_json(), json_dumps_params=options))
