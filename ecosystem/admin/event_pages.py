"""Pages beside an event's form: check-in on a phone, walk-ins, the list as a file, attendance."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecosystem.admin.seating_pages import NoForm, SeatPages, csv_file, export_sentences
from ecosystem.domain import checkin, event_exports
from ecosystem.domain import events as acts
from ecosystem.enums import RegistrationState
from ecosystem.forms.registrations import WalkInForm
from portal.text import clean_line
from portal.workflow import RefusedError

# More than a phone shows: the search finds the others.
SHOWN = 100


class EventPages(SeatPages):
    """Mixed into the admin of events; each page asks the permission of its own act."""

    close_registration = staticmethod(acts.close_registration)
    reopen_registration = staticmethod(acts.reopen_registration)
    until_it_begins = gettext_lazy("People can register until the event begins.")
    change_permission = "ecosystem.change_event"
    seat_pages = {
        "check-in": ("check_in", "check_in_view"),
        "walk-in": ("walk_in", "walk_in_view"),
        "attendees": ("attendees", "attendees_view"),
        "export": ("export", "export_view"),
        "registration": ("registration", "registration_view"),
    }

    # --- at the door ----------------------------------------------------------------------------

    def check_in_view(self, request, pk):
        """The list with a button for each; this phone checks in for this event from now on."""
        event = self._place(request, pk, checkin.PERMISSION)
        words = clean_line(request.GET.get("q", ""))
        if request.method == "POST":
            self._take(request, event)
            query = f"?{urlencode({'q': words})}" if words else ""
            return redirect(f"{request.path}{query}")
        request.session[checkin.SESSION_KEY] = event.pk
        rows = event.registrations.exclude(state=RegistrationState.CANCELLED).search(words)
        found = list(rows.order_by("folded", "pk")[: SHOWN + 1])
        problem = ""
        try:
            checkin.refuse_check_in(event)
        except RefusedError as refused:
            problem = refused.message
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": event,
            "title": _("Check-in"),
            "words": words,
            "rows": found[:SHOWN],
            "has_more": len(found) > SHOWN,
            "attendance": checkin.attendance_of(event),
            "problem": problem,
        }
        return TemplateResponse(request, "admin/ecosystem/event/check_in.html", context)

    def _take(self, request, event):
        """One tap: present, or taken back."""
        key = request.POST.get("registration", "")
        registration = event.registrations.filter(pk=key).first() if key.isdecimal() else None
        if registration is None:
            raise Http404
        is_undo = "undo" in request.POST
        act = checkin.undo_check_in if is_undo else checkin.check_in
        try:
            act(registration, actor=request.user)
        except RefusedError as refused:
            self.message_user(request, refused.message, messages.ERROR)
            return
        text = _("Taken back: %(name)s") if is_undo else _("Present: %(name)s")
        self.message_user(request, text % {"name": registration.full_name}, messages.SUCCESS)

    def walk_in_view(self, request, pk):
        """Register somebody at the door; present at once."""
        event = self._place(request, pk, checkin.PERMISSION)
        form = WalkInForm(request.POST or None)
        back = reverse("admin:ecosystem_event_check_in", args=[pk])

        def act():
            return checkin.add_walk_in(event, form.entry(), actor=request.user)

        sentences = [
            _("The person is registered and present at once, and takes none of the places."),
        ]
        return self._act_page(request, event, form, act, _("Register at the door"), sentences, back)

    # --- figures and files ----------------------------------------------------------------------

    def attendees_view(self, request, pk):
        """Take the number of people who were checked in as the number of attendees."""
        event = self._place(request, pk, "ecosystem.change_event")
        form = NoForm(request.POST if request.method == "POST" else None)
        attended = checkin.attendance_of(event).attended
        sentences = [
            _("The event's page and the figures say that %(n)d people attended.") % {"n": attended},
        ]
        if event.attendees is not None:
            sentences.append(_("So far they say %(n)d.") % {"n": event.attendees})

        def act():
            return checkin.accept_attendance(event, actor=request.user)

        title = _("Accept the number of attendees")
        return self._act_page(request, event, form, act, title, sentences, self._change_url(event))

    def export_view(self, request, pk):
        """GET says what is in the file; POST hands it over and leaves a line in the log."""
        event = self._place(request, pk, event_exports.PERMISSION)
        if request.method == "POST":
            table = event_exports.export_registrations(event, actor=request.user)
            return csv_file(table, f"dang-ky-{event.slug}.csv")
        sentences = export_sentences(event.registrations.count())
        title = _("Export the list of registrations")
        return self._page(request, event, NoForm(), title, sentences, self._change_url(event))
