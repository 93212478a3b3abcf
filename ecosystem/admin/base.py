"""What the changelists of the ecosystem share."""

from django.contrib import admin
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
