"""Where the actors are, and what the reorganisation of 2025 changed."""

from itertools import groupby

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from ecosystem.models import Locality, Organization


class LocalityListView(TemplateView):
    """The communes and wards of today with their actors, and the districts of yesterday."""

    template_name = "ecosystem/locality_list.html"

    def get_context_data(self, **kwargs):
        rows = Locality.objects.with_actors().order_by("folded")
        today = [row for row in rows if row.valid_to is None]
        return super().get_context_data(
            today=today,
            without_actors=sum(1 for row in today if not row.actors),
            former=[row for row in rows if row.valid_to is not None],
            breadcrumbs=[
                (_("Ecosystem"), reverse("ecosystem:directory")),
                (_("Communes and wards"), None),
            ],
            **kwargs,
        )


class ReorganisationView(TemplateView):
    """Which agencies passed into which, when, and when the district level ended."""

    template_name = "ecosystem/reorganisation.html"

    def get_context_data(self, **kwargs):
        ended = (
            Organization.objects.public()
            .ended()
            .select_related("successor")
            .order_by("-valid_to", "successor__folded", "folded")
        )
        # Days that nobody confirmed come last, whatever the database thinks of NULL.
        days = [(day, list(rows)) for day, rows in groupby(ended, key=lambda row: row.valid_to)]
        days.sort(key=lambda group: group[0] is None)
        places = Locality.objects.aggregate(
            communes=Count("pk", filter=Q(valid_to=None)),
            districts=Count("pk", filter=~Q(valid_to=None)),
        )
        last = Locality.objects.former().order_by("-valid_to").first()
        return super().get_context_data(
            days=days,
            places=places,
            districts_until=last.valid_to if last else None,
            breadcrumbs=[
                (_("Ecosystem"), reverse("ecosystem:directory")),
                (_("History of the reorganisation"), None),
            ],
            **kwargs,
        )
