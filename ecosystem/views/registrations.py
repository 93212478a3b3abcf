"""Registering for an event, and one's own registrations behind the mailed link."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecosystem.domain.event_calendar import registration_calendar
from ecosystem.domain.registrations import DESK
from ecosystem.forms.registrations import RegistrationForm
from ecosystem.models import Event
from ecosystem.views import seating
from ecosystem.views.events import events_crumb


class EventSeatMixin:
    """What events say of themselves."""

    place_field = "event"
    desk = DESK
    namespace = "ecosystem"
    words = {
        "thing": gettext_lazy("Event"),
        "back": gettext_lazy("Back to the event"),
        "page": gettext_lazy("The event's page"),
        "none": gettext_lazy("This event takes no registrations."),
        "cancelled": gettext_lazy("The event is cancelled"),
        "organization": gettext_lazy("Organisation or project"),
        "mine": gettext_lazy("My events"),
        "all": gettext_lazy("All events"),
        "empty": gettext_lazy("You are registered for no event yet"),
    }

    def title_of(self, place):
        return place.title

    def when_of(self, place):
        return place.when

    def venue_of(self, place):
        return place.venue

    def path_of(self, place):
        return [place.slug]

    def crumbs_of(self, place, last):
        return [events_crumb(), (place.title, place.get_absolute_url()), (last, None)]

    def get_place(self):
        return get_object_or_404(Event.objects.public(), slug=self.kwargs["slug"])


class RegistrationCreateView(EventSeatMixin, seating.SeatCreateView):
    form_class = RegistrationForm


class RegistrationSentView(EventSeatMixin, seating.SeatSentView):
    pass


class RegistrationListView(EventSeatMixin, seating.SeatListView):
    def get_queryset(self):
        return super().get_queryset().select_related("event")

    def get_context_data(self, **kwargs):
        crumbs = [events_crumb(), (_("My events"), None)]
        return super().get_context_data(breadcrumbs=crumbs, all_url=events_crumb()[1], **kwargs)


class RegistrationDetailView(EventSeatMixin, seating.SeatDetailView):
    pass


class RegistrationCancelView(EventSeatMixin, seating.SeatCancelView):
    pass


class RegistrationFileView(EventSeatMixin, seating.SeatFileView):
    def calendar(self, registration):
        return registration_calendar(registration)
