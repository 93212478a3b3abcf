"""The co-working space for everybody: the space, its rooms week by week, which room is free when."""

import datetime as dt
from itertools import groupby
from operator import attrgetter

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView, View

from ecosystem.domain.booking_rules import check_hours, check_rules, check_time
from ecosystem.domain.calendars import room_calendar
from ecosystem.domain.room_use import months_back, use_of
from ecosystem.domain.slots import Span, asked_day, day_span, diaries
from ecosystem.domain.week import week_plan
from ecosystem.forms.rooms import RoomSearchForm
from ecosystem.models import Closure, Room
from portal.ics import CONTENT_TYPE
from portal.workflow import RefusedError

MONTHS_SHOWN = 6
CLOSURES_SHOWN = 5


def space_crumb():
    return (_("Co-working space"), reverse("ecosystem:space"))


class SpaceView(TemplateView):
    """The spaces with their rooms, when they are closed next, and how much they are used."""

    template_name = "ecosystem/rooms/space.html"

    def get_context_data(self, **kwargs):
        rooms = list(Room.objects.public().for_space_page())
        months = months_back(MONTHS_SHOWN)
        uses = {use.room.pk: use for use in use_of(rooms, months)} if rooms else {}
        closures = Closure.objects.of_rooms(rooms).filter(ends_at__gt=timezone.now())
        return super().get_context_data(
            spaces=[
                {"organization": organization, "rooms": [(room, uses[room.pk]) for room in group]}
                for organization, group in groupby(rooms, key=attrgetter("organization"))
            ],
            closures=closures.select_related("room").order_by("starts_at")[:CLOSURES_SHOWN],
            months=months,
            breadcrumbs=[(_("Co-working space"), None)],
            **kwargs,
        )


class RoomDetailView(DetailView):
    """A room, its rules, and a week of its time: a grid where there is room for it, else a list."""

    template_name = "ecosystem/rooms/room_detail.html"
    context_object_name = "room"

    def get_queryset(self):
        return Room.objects.visible_to(self.request.user).for_space_page()

    def get_context_data(self, **kwargs):
        day = asked_day(self.request.GET.get("tuan", "")) or timezone.localdate()
        return super().get_context_data(
            plan=week_plan(self.object, day),
            breadcrumbs=[space_crumb(), (self.object.here.name, None)],
            **kwargs,
        )


class RoomFeedView(View):
    """When the room is busy, for calendars; nothing of who or what for."""

    def get(self, request, slug):
        room = get_object_or_404(Room.objects.public().select_related("organization"), slug=slug)
        return HttpResponse(room_calendar(room), content_type=CONTENT_TYPE)


class RoomSearchView(TemplateView):
    """Which rooms are free at a time for so many people; of the others, why they are not."""

    template_name = "ecosystem/rooms/search.html"

    def get_context_data(self, **kwargs):
        asked = "day" in self.request.GET
        form = RoomSearchForm(self.request.GET if asked else None, initial=self._first_try())
        free, others = _sorted_rooms(form.cleaned_data) if asked and form.is_valid() else ([], [])
        return super().get_context_data(
            form=form,
            is_answered=asked and form.is_valid(),
            free=free,
            others=others,
            breadcrumbs=[space_crumb(), (_("Find a free room"), None)],
            **kwargs,
        )

    @staticmethod
    def _first_try():
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        return {"day": f"{tomorrow:%d/%m/%Y}", "start": "08:00", "end": "10:00", "people": 4}


def _sorted_rooms(wanted):
    """Rooms that can be booked then, and the others with the reason."""
    span, free, others = Span(wanted["start"], wanted["end"]), [], []
    rooms = Room.objects.public().for_space_page()
    found = diaries(rooms, day_span(wanted["day"]))
    for diary in found.values():
        try:
            check_rules(diary.room, span, attendees=wanted["people"], now=timezone.now())
            check_hours(diary, span)
            check_time(diary, span)
        except RefusedError as refused:
            others.append((diary.room, refused.message))
        else:
            free.append(diary.room)
    return free, others
