"""Courses and the groups that they are held for."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.admin.base import FoldedAdmin
from portal.admin.english import EnglishAdmin, english_fieldset
from training.admin.feedback_pages import FeedbackPages
from training.admin.materials import MaterialInline, MaterialsAdmin
from training.models import Audience, Course


@admin.register(Audience)
class AudienceAdmin(EnglishAdmin):
    list_display = ("name", "name_en", "order")
    list_editable = ("order",)
    fields = ("name", "name_en", "slug", "order")


@admin.register(Course)
class CourseAdmin(EnglishAdmin, FeedbackPages, MaterialsAdmin, FoldedAdmin):
    list_display = ("name", "organizer", "min_attendance", "is_public")
    list_filter = ("is_public", "audiences")
    list_select_related = ("organizer",)
    formfield_overrides = {
        models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple},
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"})},
    }
    change_form_template = "admin/training/course/change_form.html"
    inlines = (MaterialInline,)
    readonly_fields = ("updated_at",)
    fieldsets = (
        (None, {"fields": ("name", "slug", "summary", "description", "outcomes")}),
        english_fieldset(Course),
        (_("For whom"), {"fields": ("audiences", "fields")}),
        (_("Organisation"), {"fields": ("organizer", "min_attendance", "is_public", "updated_at")}),
    )
