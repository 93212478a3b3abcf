"""Notices of the whole site: who may write them, and which one readers see."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdmin

from portal.admin.meeting import MeetingAdmin, MeetingForm
from portal.models import SiteNotice


@admin.register(SiteNotice)
class SiteNoticeAdmin(MeetingAdmin, ObjectPermissionsModelAdmin):
    form = MeetingForm
    list_display = ["text", "tone", "audience", "starts_at", "ends_at", "stands"]
    list_filter = ["tone", "audience"]
    search_fields = ["text", "text_en"]
    list_per_page = 50
    fields = ["text", "text_en", "url", "tone", "audience", "starts_at", "ends_at"]

    @admin.display(description=pgettext_lazy("notice", "shown now"), boolean=True)
    def stands(self, obj):
        return obj.stands(timezone.now())
