"""What the catalogue of support services can be narrowed by, with counts."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter

from ecosystem.enums import ServiceKind
from ecosystem.filters.actors import ActorFilter
from ecosystem.filters.facets import Narrowing, Source
from ecosystem.models import Organization, Service

SERVICE_FACETS = {
    "loai": Narrowing("kind"),
    "don-vi": Narrowing("organization__slug"),
    "giai-doan": Narrowing("served_stages__stage"),
}


def services():
    return Source(Service.objects.public(), SERVICE_FACETS)


class ServiceFilter(ActorFilter):
    """By kind, unit and stage; a service has no field, commune or kind of support of its own."""

    query_names = {"kind": "loai", "unit": "don-vi", "stage": "giai-doan"}

    kind = ChoiceFilter(label=_("Kind"), choices=ServiceKind.choices, empty_label=_("All kinds"))
    unit = ChoiceFilter(label=pgettext_lazy("service", "Unit"), empty_label=_("All units"))

    def fill_choices(self):
        rows = Organization.objects.filter(pk__in=Service.objects.public().values("organization"))
        names = rows.order_by("folded").values_list("slug", "name")
        self.filters["don-vi"].extra["choices"] = list(names)
