"""Banners of the home page: what they say, and which of them readers see now."""

from auditlog.registry import auditlog
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdmin

from news.admin.pictures import PreviewedPicture
from news.domain import banners
from news.enums import BannerStage
from news.forms.pictures import BannerForm
from news.models import Banner
from portal.admin.english import english_fieldset
from portal.admin.meeting import MeetingAdmin, MeetingForm


class StageFilter(admin.SimpleListFilter):
    title = pgettext_lazy("banner", "state now")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return BannerStage.choices

    def queryset(self, request, queryset):
        return queryset.filter(stage=self.value()) if self.value() else queryset


class BannerAdminForm(MeetingForm, BannerForm):
    pass


@admin.register(Banner)
class BannerAdmin(MeetingAdmin, PreviewedPicture, ObjectPermissionsModelAdmin):
    form = BannerAdminForm
    preview_use = "banner"
    list_display = ["title", "preview", "stage", "starts_at", "ends_at", "order"]
    list_filter = [StageFilter]
    search_fields = ["title", "text", "title_en", "text_en"]
    list_per_page = 50
    readonly_fields = ["stage", "preview"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "The home page shows three banners at once. Further ones wait until one of them is over."
                ),
                "fields": ["stage", "title", "text", "url", "link_label"],
            },
        ),
        (
            _("Picture"),
            {"fields": ["image", "preview", "alt_text", "is_decoration", "focus_x", "focus_y"]},
        ),
        (pgettext_lazy("banner", "Time and order"), {"fields": ["starts_at", "ends_at", "order"]}),
        english_fieldset(Banner),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_stage()

    @admin.display(description=pgettext_lazy("banner", "state now"))
    def stage(self, obj):
        return BannerStage(obj.stage).label if obj.pk else "–"

    def save_model(self, request, obj, form, change):
        banners.keep_banner(obj)

    def delete_model(self, request, obj):
        banners.drop_banners([obj])

    def delete_queryset(self, request, queryset):
        banners.drop_banners(queryset)


auditlog.register(Banner)
