"""The words of the search: synonyms, promoted answers, and what people looked for in vain."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from rules.contrib.admin import ObjectPermissionsModelAdmin

from portal.models import MissedSearch, PromotedAnswer, SearchSynonym


@admin.register(SearchSynonym)
class SearchSynonymAdmin(ObjectPermissionsModelAdmin):
    """A change holds for the next search, in the administration too."""

    list_display = ["__str__", "updated_at"]
    search_fields = ["words"]
    list_per_page = 50
    fields = ["words"]


@admin.register(PromotedAnswer)
class PromotedAnswerAdmin(ObjectPermissionsModelAdmin):
    list_display = ["title", "link", "shown_for", "is_shown"]
    list_filter = ["is_shown"]
    search_fields = ["title", "words", "url"]
    list_per_page = 50
    fields = ["title", "url", "text", "words", "is_shown"]

    @admin.display(description=_("link"))
    def link(self, obj):
        return format_html('<a href="{}">{}</a>', obj.url, obj.url)

    @admin.display(description=_("shown for"))
    def shown_for(self, obj):
        return ", ".join(obj.words.splitlines())


@admin.register(MissedSearch)
class MissedSearchAdmin(ObjectPermissionsModelAdmin):
    """A record: nothing is typed, changed or deleted here."""

    list_display = ["words", "count", "day"]
    search_fields = ["words"]
    date_hierarchy = "day"
    list_per_page = 100
    show_full_result_count = False
