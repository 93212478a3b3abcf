"""Site visits in the admin: read by the staff, with their photographs."""

from django.contrib import admin
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdmin

from contests.admin.filters import EntryRoundFilter
from contests.models import SiteVisit, SiteVisitPhoto
from portal.serving import serve_stored_file


@admin.register(SiteVisit)
class SiteVisitAdmin(ObjectPermissionsModelAdmin):
    show_facets = admin.ShowFacets.NEVER
    list_display = ("reference", "project", "judge", "place", "visited_at")
    list_filter = (EntryRoundFilter, ("judge", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("entry__application", "entry__round__contest", "judge")
    search_fields = (
        "entry__application__reference",
        "entry__application__title",
        "judge__full_name",
        "place",
    )
    ordering = ("-entry__round__contest__year", "entry", "pk")
    fields = (
        "entry",
        "judge",
        "visited_at",
        "place",
        "latitude",
        "longitude",
        "lines",
        "notes",
        "photographs",
        "updated_at",
    )
    readonly_fields = fields

    def get_urls(self):
        view = self.admin_site.admin_view(self.photo_view)
        return [
            path("photo/<int:pk>/", view, name="contests_sitevisit_photo"),
            *super().get_urls(),
        ]

    def photo_view(self, request, pk):
        """One photograph, shown in the browser."""
        visits = SiteVisit.objects.visible_to(request.user)
        rows = SiteVisitPhoto.objects.filter(visit__in=visits).select_related("stored")
        return serve_stored_file(
            request, get_object_or_404(rows, pk=pk).stored, as_attachment=False
        )

    @admin.display(
        description=gettext_lazy("reference number"), ordering="entry__application__reference"
    )
    def reference(self, visit):
        return visit.entry.application.reference or visit.entry.application.public_id

    @admin.display(description=gettext_lazy("project"))
    def project(self, visit):
        return visit.entry.application.title

    @admin.display(description=gettext_lazy("seen at the place"))
    def lines(self, visit):
        return format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in visit.checked))
        )

    @admin.display(description=gettext_lazy("photographs of visits"))
    def photographs(self, visit):
        return format_html_join(
            " · ",
            '<a href="{}">{}</a>',
            (
                (reverse("admin:contests_sitevisit_photo", args=[photo.pk]), photo)
                for photo in visit.photos.select_related("stored")
            ),
        )
