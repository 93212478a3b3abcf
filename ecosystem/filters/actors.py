"""What the lists of actors and of startup projects can be narrowed by."""

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from ecosystem.enums import OrganizationKind, StartupStage
from ecosystem.filters.base import UrlFilterSet
from ecosystem.models import Field, Locality, Organization, Startup


def fields_in_use(**condition):
    return list(Field.objects.filter(**condition).distinct().values_list("slug", "name"))


def localities_in_use(**condition):
    return [(row.slug, str(row)) for row in Locality.objects.filter(**condition).distinct()]


class OrganizationFilter(UrlFilterSet):
    query_names = {"kind": "loai", "field": "linh-vuc", "locality": "dia-ban"}

    kind = ChoiceFilter(
        field_name="kind",
        label=_("Kind"),
        choices=OrganizationKind.choices,
        empty_label=_("All kinds"),
    )
    field = ChoiceFilter(field_name="fields__slug", label=_("Field"), empty_label=_("All fields"))
    locality = ChoiceFilter(
        field_name="locality__slug", label=_("Locality"), empty_label=_("All localities")
    )

    class Meta:
        model = Organization
        fields = []

    def fill_choices(self):
        self.offer("field", fields_in_use(organization__is_public=True))
        self.offer("locality", localities_in_use(organization__is_public=True))


class StartupFilter(UrlFilterSet):
    query_names = {"field": "linh-vuc", "stage": "giai-doan", "locality": "dia-ban"}

    field = ChoiceFilter(field_name="field__slug", label=_("Field"), empty_label=_("All fields"))
    stage = ChoiceFilter(
        field_name="stage",
        label=_("Stage"),
        choices=StartupStage.choices,
        empty_label=_("All stages"),
    )
    locality = ChoiceFilter(
        field_name="locality__slug", label=_("Locality"), empty_label=_("All localities")
    )

    class Meta:
        model = Startup
        fields = []

    def fill_choices(self):
        self.offer("field", fields_in_use(startup__is_public=True))
        self.offer("locality", localities_in_use(startup__is_public=True))
