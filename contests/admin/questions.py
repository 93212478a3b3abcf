"""Sections and questions in the admin."""

from django.contrib import admin
from rules.contrib.admin import ObjectPermissionsModelAdmin, ObjectPermissionsStackedInline

from contests.models import Question, Section


class QuestionInline(ObjectPermissionsStackedInline):
    model = Question
    extra = 0
    fields = (
        ("label", "key"),
        "help_text",
        ("kind", "is_required", "is_visible_to_judges"),
        "choices",
        ("max_words", "max_characters", "order"),
    )


@admin.register(Section)
class SectionAdmin(ObjectPermissionsModelAdmin):
    list_display = ("title", "contest", "order", "slug")
    list_filter = ("contest",)
    list_select_related = ("contest",)
    show_facets = admin.ShowFacets.NEVER
    inlines = (QuestionInline,)
