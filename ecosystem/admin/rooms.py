"""Rooms and closures in the administration: the staff of a space see and touch their own only."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdmin, ObjectPermissionsTabularInline

from ecosystem.admin.base import UnitsApartMixin
from ecosystem.domain.closures import close, reopen
from ecosystem.domain.room_use import months_back, use_of
from ecosystem.enums import OrganizationKind
from ecosystem.forms.rooms import ClosureForm, RoomPictureForm
from ecosystem.models import Closure, Opening, Organization, Room, RoomPicture
from ecosystem.querysets import units_of
from portal.admin.english import EnglishAdmin, english_fieldset
from portal.dates import add_months
from portal.workflow import RefusedError

MONTHS = 12


class OfSpaceAdmin(UnitsApartMixin, ObjectPermissionsModelAdmin):
    """Lists the rows of the viewer's spaces, and offers no other space or room to choose."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "organization":
            spaces = Organization.objects.filter(kind=OrganizationKind.COWORKING)
            if not request.user.has_perm("ecosystem.run_every_space"):
                spaces = spaces.filter(pk__in=units_of(request.user))
            kwargs["queryset"] = spaces.order_by("folded")
            if len(spaces) == 1:
                kwargs["initial"] = spaces[0]
        if db_field.name == "room":
            kwargs["queryset"] = Room.objects.run_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class OpeningInline(ObjectPermissionsTabularInline):
    model = Opening
    extra = 1
    fields = ("weekday", "opens_at", "closes_at")


class RoomPictureInline(ObjectPermissionsTabularInline):
    model = RoomPicture
    form = RoomPictureForm
    extra = 1
    fields = ("image", "alt_text", "order")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "image":
            kwargs["widget"] = AdminFileWidget
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Room)
class RoomAdmin(EnglishAdmin, OfSpaceAdmin):
    list_display = ("name", "organization", "capacity", "is_instant", "is_public", "is_demo")
    list_filter = ("is_public", "is_instant", ("organization", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("organization",)
    search_fields = ("name", "place")
    list_per_page = 50
    inlines = (OpeningInline, RoomPictureInline)
    change_list_template = "admin/ecosystem/room/change_list.html"
    fieldsets = (
        (None, {"fields": ("organization", "name", "slug", "is_public", "order")}),
        (
            gettext_lazy("What people read"),
            {
                "fields": (
                    "summary",
                    "description",
                    "place",
                    "capacity",
                    "equipment",
                    "price_text",
                    "house_rules",
                )
            },
        ),
        english_fieldset(Room),
        (
            gettext_lazy("How it is booked"),
            {
                "fields": (
                    "is_instant",
                    "step_minutes",
                    "min_minutes",
                    "max_minutes",
                    "buffer_minutes",
                    "days_ahead",
                    "notice_hours",
                    "cancel_hours",
                )
            },
        ),
        (
            gettext_lazy("Limits of a person"),
            {
                "description": gettext_lazy("Counted over all rooms of the space."),
                "fields": ("max_open", "max_week_hours", "max_no_shows"),
            },
        ),
    )

    def get_urls(self):
        view = self.admin_site.admin_view(self.use_view)
        return [path("use/", view, name="ecosystem_room_use"), *super().get_urls()]

    def use_view(self, request):
        """Hours and occupancy by room and month, up to the month asked for."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        year = request.GET.get("year", "")
        now = timezone.localdate()
        until = now.replace(year=int(year), month=12, day=1) if _is_past_year(year, now) else now
        months = months_back(MONTHS, until)
        rooms = self.get_queryset(request).select_related("organization")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Use of the rooms"),
            "months": months,
            "uses": use_of(rooms, months),
            "earlier": add_months(months[-1], -12).year,
            "later": add_months(months[-1], 12).year if months[-1].year < now.year else None,
        }
        return TemplateResponse(request, "admin/ecosystem/room/use.html", context)


def _is_past_year(text, today):
    return text.isascii() and text.isdigit() and 2000 <= int(text) < today.year


@admin.register(Closure)
class ClosureAdmin(OfSpaceAdmin):
    """Closing ends bookings only when told to; opening again tells who waits."""

    form = ClosureForm
    list_display = ("reason", "kind", "organization", "room", "starts_at", "ends_at")
    list_filter = ("kind", ("room", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("organization", "room")
    date_hierarchy = "starts_at"
    fields = ("organization", "room", "kind", "reason", "starts_at", "ends_at", "ends_bookings")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A booking that came in between the form's check and the lock is told, not lost."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except RefusedError as refused:
            self.message_user(request, refused.message, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        ends = bool(form.cleaned_data.get("ends_bookings"))
        ended = close(obj, actor=request.user, ends_bookings=ends)
        if ended:
            self.message_user(
                request,
                _("Bookings that were cancelled: %(n)d") % {"n": len(ended)},
                messages.WARNING,
            )

    def delete_model(self, request, obj):
        reopen(obj, actor=request.user)

    def delete_queryset(self, request, queryset):
        for closure in queryset:
            reopen(closure, actor=request.user)
