"""One's own bookings: asking for a room, waiting for one, what was booked, giving it back."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView, ListView, View

from ecosystem.domain.booking import Wish, cancel, request_booking
from ecosystem.domain.booking_rules import SlotTakenError, barred_until
from ecosystem.domain.calendars import bookings_calendar, own_calendar, owner_of, renew_key
from ecosystem.domain.slots import asked_day
from ecosystem.domain.waiting import stop_waiting, wait_for
from ecosystem.enums import OPEN_BOOKING_STATES, BookingState
from ecosystem.forms.rooms import BookingForm, RoomSpanForm
from ecosystem.models import Booking, CalendarKey, Room, WaitingNotice
from ecosystem.views.rooms import space_crumb
from portal.accounts import has_verified_email
from portal.ics import CONTENT_TYPE
from portal.mail import absolute_url
from portal.workflow import RefusedError

PER_PAGE = 20


def list_crumb():
    return (_("My bookings"), reverse("ecosystem:booking_list"))


class RoomFormView(LoginRequiredMixin, FormView):
    """A form about one room; day and hours may come with the address."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        rooms = Room.objects.public().select_related("organization")
        self.room = get_object_or_404(rooms.prefetch_related("openings"), slug=kwargs["slug"])

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "room": self.room}

    def get_initial(self):
        day = asked_day(self.request.GET.get("ngay", ""))
        return {
            "day": f"{day:%d/%m/%Y}" if day else "",
            "start": self.request.GET.get("tu", ""),
            "end": self.request.GET.get("den", ""),
        }

    def get_context_data(self, **kwargs):
        crumbs = [space_crumb(), (self.room.name, self.room.get_absolute_url())]
        return super().get_context_data(
            room=self.room, breadcrumbs=[*crumbs, (str(self.page_title()), None)], **kwargs
        )

    def form_invalid(self, form, **context):
        return self.render_to_response(self.get_context_data(form=form, **context), status=422)


class BookingCreateView(RoomFormView):
    """Ask for the room; a refusal says why, and a taken time can be waited for."""

    template_name = "ecosystem/rooms/booking_form.html"
    form_class = BookingForm

    @staticmethod
    def page_title():
        return _("Book the room")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self):
        return {**super().get_initial(), "attendees": 1}

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            is_verified=has_verified_email(user),
            again_on=barred_until(self.room, user, now=timezone.now()),
            **kwargs,
        )

    def form_valid(self, form):
        cleaned = form.cleaned_data
        wish = Wish(
            purpose=cleaned["purpose"],
            attendees=cleaned["attendees"],
            startup=cleaned.get("startup"),
            send_key=cleaned["send_key"],
        )
        try:
            booking = request_booking(
                self.room, cleaned["start"], cleaned["end"], actor=self.request.user, wish=wish
            )
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return self.form_invalid(form, can_wait=isinstance(refused, SlotTakenError))
        if booking.state == BookingState.CONFIRMED:
            messages.success(self.request, _("The room is booked."))
        else:
            messages.success(self.request, _("The request is sent. The room is kept for you."))
        return redirect(booking)


class WaitView(RoomFormView):
    """Be told once when the room has time."""

    template_name = "ecosystem/rooms/wait_form.html"
    form_class = RoomSpanForm

    @staticmethod
    def page_title():
        return _("Tell me when it is free")

    def form_valid(self, form):
        cleaned = form.cleaned_data
        try:
            wait_for(self.room, cleaned["start"], cleaned["end"], actor=self.request.user)
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return self.form_invalid(form)
        messages.success(self.request, _("We write to you once as soon as the room has time then."))
        return redirect("ecosystem:booking_list")


class BookingListView(LoginRequiredMixin, ListView):
    """What one booked, what one waits for, and the private calendar address."""

    template_name = "ecosystem/rooms/booking_list.html"
    context_object_name = "bookings"
    paginate_by = PER_PAGE

    def get_queryset(self):
        rows = Booking.objects.filter(holder=self.request.user)
        return rows.select_related("room__organization").order_by("-starts_at", "-pk")

    def get_context_data(self, **kwargs):
        user = self.request.user
        key = CalendarKey.objects.filter(user=user).first()
        waiting = WaitingNotice.objects.filter(
            user=user, told_at=None, starts_at__gt=timezone.now()
        )
        return super().get_context_data(
            waiting=waiting.select_related("room").order_by("starts_at"),
            feed_url=absolute_url(reverse("ecosystem:own_feed", args=[key.key])) if key else "",
            breadcrumbs=[space_crumb(), (_("My bookings"), None)],
            **kwargs,
        )


class OwnBookingMixin(LoginRequiredMixin):
    """A booking of one's own; anybody else's does not exist."""

    context_object_name = "booking"
    slug_field = slug_url_kwarg = "code"

    def get_queryset(self):
        rows = Booking.objects.filter(holder=self.request.user)
        return rows.select_related("room__organization", "startup")

    def get_context_data(self, **kwargs):
        booking = self.object
        is_open = booking.state in OPEN_BOOKING_STATES and booking.starts_at > timezone.now()
        is_in_time = (
            booking.state == BookingState.REQUESTED or timezone.now() <= booking.cancel_until
        )
        return super().get_context_data(
            may_cancel=is_open and is_in_time,
            is_too_late=is_open and not is_in_time,
            breadcrumbs=[space_crumb(), list_crumb(), (booking.code, None)],
            **kwargs,
        )


class BookingDetailView(OwnBookingMixin, DetailView):
    """Where the booking stands, what comes next, until when it can be given back."""

    template_name = "ecosystem/rooms/booking_detail.html"


class BookingCancelView(OwnBookingMixin, DetailView):
    """GET asks once more; POST gives the room back."""

    template_name = "ecosystem/rooms/booking_cancel.html"

    def post(self, request, *args, **kwargs):
        booking = self.get_object()
        try:
            cancel(booking, actor=request.user)
        except RefusedError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("The booking is cancelled. Thank you for giving it back."))
        return redirect(booking)


class BookingFileView(OwnBookingMixin, DetailView):
    """The booking as a calendar file."""

    def get(self, request, *args, **kwargs):
        booking = self.get_object()
        response = HttpResponse(bookings_calendar([booking]), content_type=CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="dat-cho-{booking.code}.ics"'
        return response


class WaitingRemoveView(LoginRequiredMixin, View):
    """Wait no longer."""

    http_method_names = ["post"]

    def post(self, request, pk):
        if not stop_waiting(pk, actor=request.user):
            raise Http404
        messages.success(request, _("You no longer wait for this time."))
        return redirect("ecosystem:booking_list")


class FeedKeyView(LoginRequiredMixin, View):
    """Make the private calendar address, or a new one in place of the old."""

    http_method_names = ["post"]

    def post(self, request):
        renew_key(request.user)
        messages.success(request, _("The calendar address is ready. Earlier ones no longer work."))
        return redirect("ecosystem:booking_list")


class OwnFeedView(View):
    """The bookings of whoever gave this address to their calendar."""

    def get(self, request, key):
        user = owner_of(key)
        if user is None:
            raise Http404
        response = HttpResponse(own_calendar(user), content_type=CONTENT_TYPE)
        response["Cache-Control"] = "private, no-store"
        return response
