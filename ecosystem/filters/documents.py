"""What the lists of policy documents and of support policies can be narrowed by."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter

from ecosystem.enums import DocumentKind, DocumentStatus
from ecosystem.filters.base import UrlFilterSet
from ecosystem.models import DocumentTopic, PolicyDocument, SupportKind, SupportOffer
from portal.bilingual import told_column


class DocumentFilter(UrlFilterSet):
    query_names = {
        "kind": "loai",
        "issuer": "co-quan",
        "year": "nam",
        "topic": "linh-vuc",
        "validity": "tinh-trang",
    }

    kind = ChoiceFilter(
        field_name="kind", label=_("Kind"), choices=DocumentKind.choices, empty_label=_("All kinds")
    )
    issuer = ChoiceFilter(field_name="issuer", label=_("Issuer"), empty_label=_("All issuers"))
    year = ChoiceFilter(field_name="issued_on__year", label=_("Year"), empty_label=_("All years"))
    topic = ChoiceFilter(
        field_name="topic__slug",
        label=pgettext_lazy("document", "Field"),
        empty_label=_("All fields"),
    )
    # The computed validity, as the list shows it.
    validity = ChoiceFilter(
        field_name="validity",
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
        self.offer("topic", list(DocumentTopic.objects.values_list("slug", told_column("name"))))


class SupportFilter(UrlFilterSet):
    query_names = {"kind": "loai"}

    kind = ChoiceFilter(
        field_name="kind__slug", label=_("Kind of support"), empty_label=_("All kinds of support")
    )

    class Meta:
        model = SupportOffer
        fields = []

    def fill_choices(self):
        self.offer("kind", list(SupportKind.objects.values_list("slug", told_column("name"))))
