"""What the changelists of the ecosystem share."""

from django.contrib import admin
from django.http import Http404
from django.utils.translation import gettext_lazy as _

WHERE_FROM = (_("Where it comes from"), {"fields": ("source", "note")})


class FoldedAdmin(admin.ModelAdmin):
    """Searches the folded column: “khoi nghiep” finds “khởi nghiệp”, in autocompletes too."""

    search_fields = ("folded",)
    search_help_text = _("With or without diacritics.")
    list_per_page = 50

    def get_search_results(self, request, queryset, search_term):
        """Use the model's own search."""
        return queryset.search(search_term), False


class UnitsApartMixin:
    """The viewer's units only: what is another unit's is in no list and behind no address.

    The rows' ``run_by`` says which these are; filters, searches and autocompletes follow from it.
    """

    def get_queryset(self, request):
        return super().get_queryset(request).run_by(request.user)

    def get_object(self, request, object_id, from_field=None):
        """404 as if it did not exist; Django would tell on its first page which id was not found."""
        obj = super().get_object(request, object_id, from_field)
        if obj is None:
            raise Http404
        return obj
