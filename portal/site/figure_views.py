"""Pages of figures with their downloads."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from portal.site import figures, plans, training_figures


class FiguresView(TemplateView):
    """Every figure with its definition, source and download."""

    template_name = "site/figures.html"

    def get_context_data(self, **kwargs):
        ecosystem = [figures.actor_table(), figures.project_table()]
        return super().get_context_data(
            contest=figures.contest_figures(),
            ecosystem=[(table, figures.charts_of(table, tone=4)) for table in ecosystem],
            tables=[figures.training_table(), figures.plan_table(), figures.event_table()],
            breadcrumbs=[(_("Figures"), None)],
            **kwargs,
        )


class PlansView(TemplateView):
    """Plans with the targets and results of each year."""

    template_name = "site/plans.html"

    def get_context_data(self, **kwargs):
        crumbs = [(_("Figures"), reverse("site:figures")), (_("Plans and targets"), None)]
        return super().get_context_data(plans=plans.plans(), breadcrumbs=crumbs, **kwargs)


class TrainingFiguresView(TemplateView):
    """Attendances and persons of training; small counts of what people declare are not told."""

    template_name = "site/training_figures.html"

    def get_context_data(self, **kwargs):
        crumbs = [(_("Figures"), reverse("site:figures")), (_("Training"), None)]
        return super().get_context_data(
            figures=training_figures.public_figures(), breadcrumbs=crumbs, **kwargs
        )


class RoadmapView(TemplateView):
    """Where the ecosystem goes: steps kept by the office, the plans behind, who is still missing."""

    template_name = "site/roadmap.html"

    def get_context_data(self, **kwargs):
        crumbs = [(_("About the portal"), reverse("site:about")), (_("Roadmap"), None)]
        return super().get_context_data(
            steps=plans.steps(),
            plans=plans.plans(),
            gaps=plans.gaps(),
            breadcrumbs=crumbs,
            **kwargs,
        )


class FiguresCsvView(View):
    """One table of the page as CSV."""

    def get(self, request, key):
        """Answer 404 for a table that does not exist."""
        if key not in figures.TABLES:
            raise Http404
        text = figures.TABLES[key]().as_csv()
        return HttpResponse(
            text,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="so-lieu-{key}.csv"'},
        )
