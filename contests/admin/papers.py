"""What official papers are made with: office data, meetings of the council, and the record of papers."""

from django import forms
from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdmin

from contests.domain.official import usual_offices
from contests.forms.papers import CouncilMeetingForm
from contests.models import CouncilMeeting, MadePaper, PaperOffice
from portal.fields import NfcTextField

# A few lines each: names, recipients, guests.
FEW_LINES = {NfcTextField: {"widget": forms.Textarea(attrs={"rows": 4, "cols": 60})}}


class BackToPapers:
    """After saving, back to the page of papers that led here."""

    def edition_of(self, obj):
        raise NotImplementedError

    def response_post_save_add(self, request, obj):
        return self._back(obj)

    def response_post_save_change(self, request, obj):
        return self._back(obj)

    def _back(self, obj):
        return redirect(reverse("admin:contests_contest_papers", args=[self.edition_of(obj)]))


@admin.register(PaperOffice)
class PaperOfficeAdmin(BackToPapers, ObjectPermissionsModelAdmin):
    """Head, symbol, signatures and recipients; a new row begins with the usual ones."""

    list_display = ("contest", "issuer", "body", "signer_title", "signer_name")
    list_display_links = ("contest", "issuer")
    list_filter = (("contest", admin.RelatedOnlyFieldListFilter), "issuer")
    list_select_related = ("contest",)
    show_facets = admin.ShowFacets.NEVER
    formfield_overrides = FEW_LINES
    fieldsets = (
        (None, {"fields": ("contest", "issuer")}),
        (
            gettext_lazy("Head of the paper"),
            {"fields": ("superior", "body", "name", "symbol", "place")},
        ),
        (
            gettext_lazy("Signatures"),
            {"fields": ("authority", "signer_title", "signer_name", "clerk_title", "clerk_name")},
        ),
        (gettext_lazy("Recipients"), {"fields": ("recipients",)}),
    )

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        return {**usual_offices().get(initial.get("issuer", ""), {}), **initial}

    def get_readonly_fields(self, request, obj=None):
        return ("contest", "issuer") if obj else ()

    def edition_of(self, obj):
        return obj.contest_id


@admin.register(CouncilMeeting)
class CouncilMeetingAdmin(BackToPapers, ObjectPermissionsModelAdmin):
    """When and where the council met, who was away, how it voted."""

    form = CouncilMeetingForm
    formfield_overrides = FEW_LINES
    list_display = ("round", "starts_at", "place")
    list_select_related = ("round__contest",)
    show_facets = admin.ShowFacets.NEVER
    fieldsets = (
        (None, {"fields": ("round", "starts_at", "ends_at", "place")}),
        (gettext_lazy("Attendance"), {"fields": ("absent", "guests")}),
        (
            gettext_lazy("Vote"),
            {"fields": (("votes_for", "votes_against", "votes_abstained"), "discussion")},
        ),
    )

    def get_readonly_fields(self, request, obj=None):
        return ("round",) if obj else ()

    def edition_of(self, obj):
        return obj.round.contest_id


@admin.register(MadePaper)
class MadePaperAdmin(ObjectPermissionsModelAdmin):
    """Read only: papers are made on the page of their edition."""

    list_display = ("kind", "format", "contest", "round", "judge", "made_by", "made_at")
    list_filter = ("kind", "format", ("contest", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("contest", "round__contest", "judge", "made_by")
    show_facets = admin.ShowFacets.NEVER
    date_hierarchy = "made_at"
