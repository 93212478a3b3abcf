"""What the list of policy documents can be narrowed by."""

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from ecosystem.enums import DocumentKind, DocumentStatus
from ecosystem.filters.base import UrlFilterSet
from ecosystem.models import PolicyDocument


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
