"""The ticket at the door, and marking oneself with the code on the screen."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from portal.throttle import count_attempt, is_braked
from portal.workflow import RefusedError
from training.domain import attendance, screen_codes
from training.enums import AttendanceMark, AttendanceSource
from training.forms.attendance import SelfForm
from training.models import Registration, Session
from training.views.attendance import MARKING_FOR
from training.views.marking import PrivateMixin, marker_for

WRONG_CODES, SECONDS = 30, 600
# A code that was on the screen when the page was opened leaves so much time to type a name.
TYPING_SECONDS = 180
# In the session of a browser: when the code of a session was seen; who was marked with this device.
SEEN, MARKED, KNOWN = "screen-seen", "self-marked", "trainee-keys"
MOST_KEPT = 20


class TicketView(PrivateMixin, View):
    """What the QR code of a ticket opens; only whoever marks in the class reads whose it is."""

    def get(self, request, code):
        """Staff and trainers see the person with one button; everybody else sees no name."""
        registration, marker = self.found(request, code)
        if marker is None:
            return self.stranger(request, registration)
        return self.show(request, registration)

    def post(self, request, code):
        """Mark the person as present at the session of now."""
        registration, marker = self.found(request, code)
        if marker is None:
            raise Http404
        session = self.session_of(request, registration)
        if session is None:
            return self.show(request, registration)
        try:
            attendance.mark(
                session,
                registration,
                AttendanceMark.PRESENT,
                by=marker,
                source=AttendanceSource.TICKET,
            )
        except RefusedError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Present: %(name)s") % {"name": registration.full_name})
        return redirect(request.path)

    def found(self, request, code):
        if is_braked(request, "class-ticket", limit=WRONG_CODES):
            raise Http404
        rows = Registration.objects.select_related("run__course", "run__locality")
        registration = rows.filter(code=code.casefold()).first()
        if registration is None:
            count_attempt(request, "class-ticket", seconds=SECONDS)
            raise Http404
        return registration, marker_for(request, registration.run_id)

    def stranger(self, request, registration):
        """The ticket: its code, its class, whether it is good, and nothing of the person."""
        context = {"run": registration.run, "registration": registration, "title": _("Ticket")}
        return render(request, "training/ticket.html", context)

    def show(self, request, registration):
        session = self.session_of(request, registration)
        row = session.attendances.filter(registration=registration).first() if session else None
        context = {
            "title": _("Check-in"),
            "registration": registration,
            "run": registration.run,
            "session": session,
            "row": row,
            "problem": attendance.problem_of(session) if session else "",
            "sessions": registration.run.sessions.all(),
            "other_session": self.other_class(request, registration),
        }
        return render(request, "training/attendance/ticket_check_in.html", context)

    def session_of(self, request, registration):
        """The session that this telephone marks for; else the one of now, else of today."""
        sessions = {row.pk: row for row in registration.run.sessions.select_related("run")}
        now, chosen = timezone.now(), request.session.get(MARKING_FOR)
        today = [
            row
            for row in sessions.values()
            if timezone.localdate(row.starts_at) == timezone.localdate(now)
        ]
        if chosen in sessions and sessions[chosen] in today:
            return sessions[chosen]
        opens = screen_codes.OPENS_BEFORE
        running = [row for row in today if row.starts_at - opens <= now <= row.ends_at]
        return next(iter(running or today), None)

    def other_class(self, request, registration):
        """The session that this telephone marks for, where the ticket is of another class."""
        chosen = request.session.get(MARKING_FOR)
        rows = Session.objects.select_related("run__course").exclude(run=registration.run_id)
        return rows.filter(pk=chosen).first() if chosen else None


class SelfCheckInView(PrivateMixin, View):
    """A trainee marks themselves: the code proves the room, account or ticket the person."""

    def dispatch(self, request, *args, **kwargs):
        rows = Session.objects.select_related("run__course", "run__locality")
        self.session = get_object_or_404(rows, pk=kwargs["pk"], run__state="published")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        """Opened by the code on the screen, the page remembers that it was seen in time."""
        code = request.GET.get("ma", "")
        if code and not self.is_braked() and screen_codes.is_current(self.session, code):
            _remember(request, SEEN, self.session.pk, timezone.now().timestamp())
            # The code leaves the address: it would be stale when the page is loaded again.
            return redirect(request.path)
        return self.show(self.form())

    def post(self, request, pk):
        if self.is_braked():
            return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        if not self.has_seen() and not screen_codes.is_current(
            self.session, form.cleaned_data["code"]
        ):
            self.count()
            form.add_error("code", _("This code is not on the screen now. Type the present one."))
            return self.show(form, 422)
        registration = self.known() or self.typed(form)
        if registration is None:
            self.count()
            form.add_error(None, _("Ticket code and name do not belong together in this class."))
            return self.show(form, 422)
        return self.mark(form, registration)

    def mark(self, form, registration):
        """Mark; one device marks one person a session."""
        request = self.request
        marked = _kept(request, MARKED, self.session.pk)
        if marked not in {None, registration.pk}:
            form.add_error(
                None,
                _("Somebody else was marked with this device. Turn to the organisers."),
            )
            return self.show(form, 422)
        try:
            row = screen_codes.mark_oneself(self.session, registration)
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return self.show(form, 422)
        _remember(request, MARKED, self.session.pk, registration.pk)
        _remember(request, KNOWN, self.session.run_id, registration.pk)
        context = {"run": self.session.run, "session": self.session, "row": row}
        return render(request, "training/attendance/self_done.html", context)

    # --- who, and with what right -------------------------------------------------------------------

    def known(self):
        """The account's registration; else whom this browser was used by at an earlier session."""
        own = screen_codes.own_registration(self.session, self.request.user)
        if own is not None:
            return own
        rows = Registration.objects.standing().filter(run=self.session.run_id)
        return rows.filter(pk=_kept(self.request, KNOWN, self.session.run_id) or 0).first()

    def typed(self, form):
        cleaned = form.cleaned_data
        if "ticket" not in cleaned:
            return None
        return screen_codes.find_by_ticket(self.session, cleaned["ticket"], cleaned["full_name"])

    def has_seen(self):
        seen = _kept(self.request, SEEN, self.session.pk)
        return seen is not None and timezone.now().timestamp() - seen <= TYPING_SECONDS

    def is_braked(self):
        return is_braked(self.request, "screen-code", limit=WRONG_CODES)

    def count(self):
        count_attempt(self.request, "screen-code", seconds=SECONDS)

    def form(self, data=None):
        known = self.known()
        self.person = known
        return SelfForm(data, is_known=known is not None, has_seen=self.has_seen())

    def show(self, form, status=200):
        problem = ""
        try:
            screen_codes.refuse_self(self.session)
        except RefusedError as refused:
            problem = str(refused.message)
        context = {
            "form": form,
            "run": self.session.run,
            "session": self.session,
            "person": self.person,
            "problem": problem,
        }
        return render(self.request, "training/attendance/self.html", context, status=status)


def _remember(request, kind, key, value):
    """Keep a value under a number in the session of the browser, the latest few only."""
    known = {k: v for k, v in request.session.get(kind, {}).items() if k != str(key)}
    newest = list(known.items())[-MOST_KEPT + 1 :]
    request.session[kind] = {**dict(newest), str(key): value}


def _kept(request, kind, key):
    return request.session.get(kind, {}).get(str(key))
