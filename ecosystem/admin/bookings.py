"""Bookings in the administration: answers, who came, a week at a glance, booking for somebody."""

import datetime as dt

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecosystem.admin.base import UnitsApartMixin
from ecosystem.domain import booking as acts
from ecosystem.domain.booking_rules import NO_SHOW_DAYS
from ecosystem.domain.slots import asked_day, day_span, diaries, week_start
from ecosystem.forms.rooms import RefuseForm, ReserveForm
from ecosystem.models import Booking, Room
from ecosystem.workflow import BOOKING
from portal.admin import AdminStep, WorkflowAdmin
from portal.workflow import RefusedError


class WhenFilter(admin.SimpleListFilter):
    """What is today, to come, or over."""

    title = gettext_lazy("when")
    parameter_name = "when"

    def lookups(self, request, model_admin):
        return [("today", _("Today")), ("coming", _("To come")), ("over", _("Over"))]

    def queryset(self, request, queryset):
        today, now = day_span(timezone.localdate()), timezone.now()
        match self.value():
            case "today":
                return queryset.meeting(*today)
            case "coming":
                return queryset.filter(starts_at__gt=now)
            case "over":
                return queryset.filter(ends_at__lte=now)
            case _:
                return queryset


def _mailed(booking):
    if booking.holder is None:
        return _("Nobody is mailed: the booking has no account.")
    return _("A mail goes to %(address)s.") % {"address": booking.holder.email}


def _freed(booking):
    return [_("The room is free at this time; who waits for it is told."), _mailed(booking)]


def _missed(booking):
    count = booking.room.max_no_shows
    return [
        _("The rest of the time is free at once."),
        _("After %(n)d no-shows within %(days)d days the person cannot book for a while.")
        % {"n": count, "days": NO_SHOW_DAYS},
        _mailed(booking),
    ]


@admin.register(Booking)
class BookingAdmin(UnitsApartMixin, WorkflowAdmin):
    """The staff of a space see and answer the bookings of their own rooms only."""

    workflow = BOOKING
    steps = {
        "confirm": AdminStep(
            act=acts.confirm, consequences=lambda booking: [_mailed(booking)], in_bulk=True
        ),
        "refuse": AdminStep(act=acts.refuse, form_class=RefuseForm, consequences=_freed),
        "call_off": AdminStep(act=acts.call_off, consequences=_freed),
        "record_use": AdminStep(act=acts.record_use, in_bulk=True),
        "record_no_show": AdminStep(act=acts.record_no_show, consequences=_missed, in_bulk=True),
    }
    other_verbs = {
        "request": gettext_lazy("Ask for the room"),
        "reserve": gettext_lazy("Booked by the staff"),
        "move": gettext_lazy("Moved with its event"),
    }
    change_list_template = "admin/ecosystem/booking/change_list.html"
    list_display = ("when_text", "room", "who_text", "attendees", "purpose", "state", "code")
    list_filter = ("state", WhenFilter, ("room", admin.RelatedOnlyFieldListFilter))
    list_per_page = 50
    date_hierarchy = "starts_at"
    search_fields = ("code", "holder__full_name", "holder__email", "contact_name", "purpose")
    search_help_text = gettext_lazy("Booking code, name, address, purpose.")
    view_on_site = False
    fields = (
        "code",
        "room",
        "starts_at",
        "ends_at",
        "who_text",
        "contact",
        "startup_text",
        "event_text",
        "attendees",
        "purpose",
        "accepted_rules",
        "answer",
        "created_at",
    )
    readonly_fields = ("who_text", "contact", "startup_text", "event_text")

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("room__organization", "holder", "event", "startup")

    def has_view_permission(self, request, obj=None):
        """Staff of the space only: holders read theirs on their own pages."""
        return request.user.has_perm("ecosystem.decide_booking", obj)

    # In words: the pages of projects and events are not open to the staff of a space.
    @admin.display(description=gettext_lazy("startup project"))
    def startup_text(self, booking):
        return booking.startup or "–"

    @admin.display(description=gettext_lazy("event"))
    def event_text(self, booking):
        return booking.event or "–"

    @admin.display(description=gettext_lazy("time"), ordering="starts_at")
    def when_text(self, booking):
        return booking.when

    @admin.display(description=gettext_lazy("booked by"), ordering="holder__full_name")
    def who_text(self, booking):
        return booking.who

    @admin.display(description=gettext_lazy("contact"))
    def contact(self, booking):
        if booking.holder is None:
            return booking.contact_phone
        return " · ".join(part for part in (booking.holder.email, booking.holder.phone) if part)

    # --- pages of their own -------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view(self.calendar_view)
        return [path("calendar/", view, name="ecosystem_booking_calendar"), *super().get_urls()]

    def calendar_view(self, request):
        """A week of all rooms of the viewer: who has which room when."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        monday = week_start(asked_day(request.GET.get("week", "")) or timezone.localdate())
        days = [monday + dt.timedelta(days=n) for n in range(7)]
        rooms = list(Room.objects.run_by(request.user).select_related("organization"))
        found = diaries(rooms, day_span(monday, 7))
        held = [booking for diary in found.values() for booking in diary.bookings]
        prefetch_related_objects(held, "holder")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Week of the rooms"),
            "monday": monday,
            "sunday": days[-1],
            "earlier": monday - dt.timedelta(days=7),
            "later": monday + dt.timedelta(days=7),
            "rooms": rooms,
            "rows": [
                {
                    "day": day,
                    "is_today": day == timezone.localdate(),
                    "cells": [_calendar_cell(found[room.pk], day) for room in rooms],
                }
                for day in days
            ],
            "may_add": self.has_add_permission(request),
        }
        return TemplateResponse(request, "admin/ecosystem/booking/calendar.html", context)

    def add_view(self, request, form_url="", extra_context=None):
        """Book for an event, an account, or somebody at the office."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        rooms = Room.objects.run_by(request.user).select_related("organization")
        form = ReserveForm(request.POST or None, rooms=rooms, initial=_asked(request.GET))
        if request.method == "POST" and form.is_valid():
            booking = self._reserve(request, form)
            if booking is not None:
                self.message_user(request, _("The room is booked."), messages.SUCCESS)
                return redirect(reverse("admin:ecosystem_booking_change", args=[booking.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "form": form,
            "title": _("Book for somebody"),
            "button": _("Book"),
            "sentences": [
                _(
                    "The booking is confirmed at once. Limits of a person and opening hours do not hold here; closures and other bookings do."
                ),
            ],
            "back": reverse("admin:ecosystem_booking_calendar"),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/act.html", context, status=status)

    def _reserve(self, request, form):
        """The booking, or None with the refusal at the form."""
        cleaned = form.cleaned_data
        try:
            return acts.reserve(
                cleaned["room"],
                cleaned["start"],
                cleaned["end"],
                actor=request.user,
                for_event=cleaned["event"],
                holder=cleaned["email"],
                contact_name=cleaned["contact_name"],
                contact_phone=str(cleaned["contact_phone"] or ""),
                attendees=cleaned["attendees"],
                purpose=cleaned["purpose"],
            )
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return None


def _asked(query):
    day = asked_day(query.get("day", ""))
    return {
        "room": query.get("room", ""),
        "day": f"{day:%d/%m/%Y}" if day else "",
        "start": "08:00",
        "end": "10:00",
    }


def _calendar_cell(diary, day):
    whole = day_span(day)
    return {
        "room": diary.room,
        "hours": diary.open_on(day),
        "bookings": [
            booking for booking in diary.bookings if whole.meets(booking.starts_at, booking.ends_at)
        ],
        "closures": [
            closure for closure in diary.closures if whole.meets(closure.starts_at, closure.ends_at)
        ],
    }
