"""What the public lists can be narrowed by; the names in the address are Vietnamese (``?loai=``)."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet

from ecosystem.enums import DocumentKind, DocumentStatus, OrganizationKind, StartupStage
from ecosystem.models import Field, Locality, Organization, PolicyDocument, Startup


class UrlFilterSet(FilterSet):
    """A filter set whose query names are those of ``query_names``, with a search by words.

    A value that means nothing is reported at its field and narrows nothing.
    """

    query_names: dict[str, str] = {}

    q = django_filters.CharFilter(method="with_words", label=_("Words"))

    def __init__(self, *args, without=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.filters = {
            self.query_names.get(name, name): narrowing
            for name, narrowing in self.filters.items()
            if name not in without
        }
        self.fill_choices()

    def fill_choices(self):
        """Set the choices that come from rows."""

    def offer(self, name, choices):
        """Offer ``choices`` in a filter, or drop the filter when there is nothing to choose."""
        query_name = self.query_names.get(name, name)
        if choices:
            self.filters[query_name].extra["choices"] = choices
        else:
            del self.filters[query_name]

    def with_words(self, queryset, name, value):
        return queryset.search(value)

    @property
    def is_narrowed(self):
        """Whether any filter holds a value: offers to clear them."""
        return any(self.data.get(name) for name in self.filters)


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


class DocumentFilter(UrlFilterSet):
    query_names = {"kind": "loai", "issuer": "co-quan", "year": "nam", "status": "tinh-trang"}

    kind = ChoiceFilter(
        field_name="kind", label=_("Kind"), choices=DocumentKind.choices, empty_label=_("All kinds")
    )
    issuer = ChoiceFilter(field_name="issuer", label=_("Issuer"), empty_label=_("All issuers"))
    year = ChoiceFilter(field_name="issued_on__year", label=_("Year"), empty_label=_("All years"))
    status = ChoiceFilter(
        field_name="status",
        label=_("Status"),
        choices=DocumentStatus.choices,
        empty_label=_("All statuses"),
    )

    class Meta:
        model = PolicyDocument
        fields = []

    def fill_choices(self):
        documents = PolicyDocument.objects.order_by()
        issuers = documents.values_list("issuer", flat=True).distinct().order_by("issuer")
        years = documents.dates("issued_on", "year", order="DESC")
        self.offer("issuer", [(issuer, issuer) for issuer in issuers])
        self.offer("year", [(str(day.year), str(day.year)) for day in years])
