"""What the QR code of a ticket opens: the ticket for everybody, for the staff the check-in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from ecosystem.domain import checkin
from ecosystem.models import Event, EventRegistration
from portal.workflow import RefusedError


@method_decorator(never_cache, name="dispatch")
class TicketView(View):
    """The phone's own camera opens this address; a tap of the staff records the person."""

    def get(self, request, code):
        """Show the ticket, or to the staff whom it belongs to."""
        if not request.user.has_perm(checkin.PERMISSION):
            registration = get_object_or_404(self.rows(), code=code)
            context = {"registration": registration, "event": registration.event}
            return TemplateResponse(request, "ecosystem/events/ticket.html", context)
        return self.show(request, self.rows().filter(code=code).first(), code)

    def post(self, request, code):
        """Check the person in; only for the event that this phone checks in for."""
        if not request.user.has_perm(checkin.PERMISSION):
            raise Http404
        registration = get_object_or_404(self.rows(), code=code)
        if _other_event(request, registration) is not None:
            return self.show(request, registration, code)
        try:
            checkin.check_in(registration, actor=request.user)
        except RefusedError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Present: %(name)s") % {"name": registration.full_name})
        return redirect(registration.get_ticket_url())

    def rows(self):
        return EventRegistration.objects.select_related("event")

    def show(self, request, registration, code):
        """Name and button; or what is wrong with the ticket, in a sentence."""
        context = {"registration": registration, "code": code, "title": _("Check-in")}
        if registration is None:
            return TemplateResponse(request, "ecosystem/events/check_in.html", context, status=404)
        try:
            checkin.refuse_check_in(registration.event)
        except RefusedError as refused:
            context["problem"] = refused.message
        context |= {
            "event": registration.event,
            "other_event": _other_event(request, registration),
        }
        return TemplateResponse(request, "ecosystem/events/check_in.html", context)


def _other_event(request, registration):
    """The event that this phone checks in for, where the ticket is for another one."""
    chosen = request.session.get(checkin.SESSION_KEY)
    if chosen is None or chosen == registration.event_id:
        return None
    return Event.objects.filter(pk=chosen).first()
