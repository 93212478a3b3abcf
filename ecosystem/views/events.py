"""Events for everybody: what comes, a month as a calendar, one event, files for other calendars."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView, TemplateView, View

from ecosystem.domain.cards import event_card
from ecosystem.domain.event_calendar import clamped, coming_calendar, events_calendar, month_of
from ecosystem.models import Event
from portal.ics import CONTENT_TYPE

PER_PAGE = 20
# More than these are found in the calendar.
COMING_SHOWN = 30


def events_crumb():
    return (_("Events"), reverse("ecosystem:event_list"))


class EventListView(ListView):
    """What comes, soonest first; what is over, with its figures, by pages."""

    template_name = "ecosystem/events/event_list.html"
    context_object_name = "past_events"
    paginate_by = PER_PAGE

    def get_queryset(self):
        rows = Event.objects.public().past().for_list_page()
        return rows.order_by("-starts_at", "-year", "title", "pk")

    def get_context_data(self, **kwargs):
        coming = Event.objects.public().coming().filter(starts_at__isnull=False).for_list_page()
        context = super().get_context_data(breadcrumbs=[(_("Events"), None)], **kwargs)
        is_first_page = context["page_obj"].number == 1
        context["today"] = timezone.localdate()
        context["coming_events"] = (
            coming.order_by("starts_at", "pk")[:COMING_SHOWN] if is_first_page else []
        )
        return context


class EventMonthView(TemplateView):
    """A month: a grid where there is room for it, else a list of its days."""

    template_name = "ecosystem/events/event_month.html"

    def get(self, request, *args, **kwargs):
        """What is no month is not found; a month without a page leads to the nearest that has one."""
        try:
            first = clamped(kwargs["year"], kwargs["month"])
        except ValueError as error:
            raise Http404 from error
        if (first.year, first.month) != (kwargs["year"], kwargs["month"]):
            return redirect("ecosystem:event_month", first.year, first.month)
        month = month_of(first, Event.objects.public().defer("programme", "folded"))
        crumbs = [events_crumb(), (_("Calendar by month"), None)]
        return self.render_to_response(self.get_context_data(month=month, breadcrumbs=crumbs))


class EventDetailView(DetailView):
    """When, where, for whom, who organises it, and whether one can register."""

    template_name = "ecosystem/events/event_detail.html"
    context_object_name = "event"

    def get_queryset(self):
        return Event.objects.visible_to(self.request.user).for_detail_page()

    def get_context_data(self, **kwargs):
        event, user = self.object, self.request.user
        own = (
            event.registrations.standing().filter(user=user).first()
            if user.is_authenticated
            else None
        )
        return super().get_context_data(
            phase=event.phase,
            own=own,
            card=event_card(event),
            breadcrumbs=[events_crumb(), (event.here.title, None)],
            **kwargs,
        )


class EventFileView(View):
    """The event as a calendar file; of the online meeting nothing."""

    def get(self, request, slug):
        dated = Event.objects.visible_to(request.user).filter(starts_at__isnull=False)
        event = get_object_or_404(dated, slug=slug)
        response = HttpResponse(events_calendar(event.title, [event]), content_type=CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
        return response


class EventFeedView(View):
    """All coming events, for calendars that ask again by themselves."""

    def get(self, request):
        return HttpResponse(coming_calendar(), content_type=CONTENT_TYPE)
