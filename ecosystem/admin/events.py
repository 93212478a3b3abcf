"""Events in the administration: the form with its room, publishing, cancelling, attendance."""

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecosystem.admin.base import WHERE_FROM, FoldedAdmin
from ecosystem.admin.event_pages import EventPages
from ecosystem.admin.seating_pages import OPEN_PHASES
from ecosystem.domain import events as acts
from ecosystem.domain.checkin import PERMISSION as CHECK_IN
from ecosystem.domain.checkin import attendance_of
from ecosystem.domain.event_exports import PERMISSION as EXPORT
from ecosystem.domain.event_rooms import booking_of, keep_room, rooms_for
from ecosystem.enums import RegistrationPhase
from ecosystem.forms.events import EventForm
from ecosystem.models import Event
from ecosystem.workflow import EVENT
from portal.admin import AdminStep, WorkflowAdmin
from portal.admin.english import EnglishAdmin, english_fieldset


class WhenFilter(admin.SimpleListFilter):
    """What comes, what is over, and what nobody has counted yet."""

    title = gettext_lazy("when")
    parameter_name = "when"

    def lookups(self, request, model_admin):
        return [
            ("coming", _("To come")),
            ("over", _("Over")),
            ("uncounted", _("Over, number of attendees to be accepted")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "coming":
                return queryset.coming()
            case "over":
                return queryset.past()
            case "uncounted":
                return queryset.uncounted()
            case _:
                return queryset


def _publishing(event):
    sentences = [_("Everybody sees the event; search engines and the calendar feed show it.")]
    if event.takes_registrations:
        sentences.append(_("People can register as soon as registration opens."))
    return sentences


def _cancelling(event):
    sentences = [_("The page stays and says that the event is cancelled, with your reason.")]
    told = event.registrations.live().exclude(email="").count()
    if told:
        sentences.append(
            _("%(n)d people who registered get a mail with your reason.") % {"n": told}
        )
    booking = booking_of(event)
    if booking is not None:
        sentences.append(
            _("%(room)s is free again, if you may give it away.") % {"room": booking.room}
        )
    return sentences


@admin.register(Event)
class EventAdmin(EnglishAdmin, EventPages, FoldedAdmin, WorkflowAdmin):
    """Who may give away rooms of the co-working space books one in the same step."""

    workflow = EVENT
    steps = {
        "publish": AdminStep(act=acts.publish_event, consequences=_publishing),
        "cancel": AdminStep(act=acts.cancel_event, consequences=_cancelling),
    }
    other_verbs = {
        "accept_attendance": gettext_lazy("Accept the number of attendees"),
        "export_registrations": gettext_lazy("Export the list of registrations"),
        "close_registration": gettext_lazy("Close the registration"),
        "reopen_registration": gettext_lazy("Open the registration again"),
    }
    change_form_template = "admin/ecosystem/event/change_form.html"
    form = EventForm
    list_display = ("title", "kind", "state", "when_text", "places_text", "attendees")
    list_filter = ("state", WhenFilter, "kind", "is_yearly", "year")
    formfield_overrides = {
        models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple},
        models.URLField: {"assume_scheme": "https"},
    }
    fieldsets = (
        (None, {"fields": ("title", "slug", "kind", "description", "audience", "fields")}),
        english_fieldset(Event),
        (
            gettext_lazy("Time"),
            {
                "description": gettext_lazy("Of an event of the past the year is enough."),
                "fields": ("year", "starts_at", "ends_at", "is_yearly"),
            },
        ),
        (gettext_lazy("Place"), {"fields": ("venue", "online_url")}),
        (gettext_lazy("Programme and organisers"), {"fields": ("programme", "organizers")}),
        (
            gettext_lazy("Registration"),
            {
                "description": gettext_lazy(
                    "Both hours hold to the minute, by the clock of the portal. More places are offered to the waiting list as soon as you save."
                ),
                "fields": (
                    "takes_registrations",
                    "opens_at",
                    "closes_at",
                    "capacity",
                    "has_waiting_list",
                    "offer_hours",
                ),
            },
        ),
        (gettext_lazy("Counts"), {"fields": ("attendees", "attendees_is_minimum")}),
        WHERE_FROM,
    )

    # --- the list -------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("time"), ordering="starts_at")
    def when_text(self, event):
        return event.when or event.year or (_("every year") if event.is_yearly else "")

    @admin.display(description=gettext_lazy("places taken"), ordering="seats_taken")
    def places_text(self, event):
        if not event.takes_registrations:
            return ""
        limit = "" if event.capacity is None else f"/{event.capacity}"
        return f"{event.seats_taken}{limit}"

    # --- the form -------------------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        rooms = rooms_for(request.user, obj).select_related("organization")
        form.rooms = rooms.order_by("organization", "order", "name")
        return form

    def get_fieldsets(self, request, obj=None):
        """The choice of a room stands with the place, where there is one."""
        fieldsets = super().get_fieldsets(request, obj)
        if not rooms_for(request.user, obj).exists():
            return fieldsets
        return [
            (label, options | {"fields": ("room", *options["fields"])})
            if "venue" in options["fields"]
            else (label, options)
            for label, options in fieldsets
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["panel"] = self._panel(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _panel(self, request, event):
        """Figures of the registrations, and what the viewer may do with them."""
        user = request.user
        attendance = attendance_of(event)
        has_any = any(vars(attendance).values())
        if not event.takes_registrations and not has_any:
            return None
        may_change = user.has_perm("ecosystem.change_event", event)
        return {
            "attendance": attendance,
            "phase": event.phase,
            "may_check_in": user.has_perm(CHECK_IN),
            "may_export": has_any and user.has_perm(EXPORT),
            "may_accept": may_change and event.is_over and attendance.attended,
            "may_close": may_change and event.phase in OPEN_PHASES,
            "may_reopen": may_change
            and event.phase == RegistrationPhase.CLOSED
            and event.starts_at is not None
            and event.starts_at > timezone.now(),
        }

    def save_model(self, request, obj, form, change):
        before = Event.objects.filter(pk=obj.pk).first() if change else None
        super().save_model(request, obj, form, change)
        if "room" in form.fields:
            keep_room(obj, form.cleaned_data["room"], was=form.was, actor=request.user)
        self._warn_of_room(request, obj)
        if before is None:
            return
        told = acts.follow_change(obj, acts.when_and_where(before))
        if told:
            text = _("%(n)d people who registered are told of the new time or place.")
            self.message_user(request, text % {"n": told}, messages.INFO)

    def _warn_of_room(self, request, event):
        booking = booking_of(event)
        if booking is None or event.capacity is None or event.capacity <= booking.room.capacity:
            return
        text = _("%(room)s holds %(n)d people, fewer than the %(places)d places of the event.")
        values = {"room": booking.room, "n": booking.room.capacity, "places": event.capacity}
        self.message_user(request, text % values, messages.WARNING)
