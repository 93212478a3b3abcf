"""Pages beside an event's form: check-in on a phone, walk-ins, the list as a file, attendance."""

import csv

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ecosystem.domain import checkin, event_exports
from ecosystem.domain import events as acts
from ecosystem.enums import RegistrationPhase, RegistrationState
from ecosystem.forms.registrations import WalkInForm
from portal.text import clean_line
from portal.workflow import RefusedError

# More than a phone shows: the search finds the others.
SHOWN = 100


class NoForm(forms.Form):
    """An act that asks for nothing."""


class EventPages:
    """Mixed into the admin of events; each page asks the permission of its own act."""

    def get_urls(self):
        pages = {
            "check-in": ("check_in", self.check_in_view),
            "walk-in": ("walk_in", self.walk_in_view),
            "attendees": ("attendees", self.attendees_view),
            "export": ("export", self.export_view),
            "registration": ("registration", self.registration_view),
        }
        return [
            *(
                path(
                    f"<int:pk>/{address}/",
                    self.admin_site.admin_view(view),
                    name=f"ecosystem_event_{name}",
                )
                for address, (name, view) in pages.items()
            ),
            *super().get_urls(),
        ]

    def _event(self, request, pk, permission):
        event = self.get_object(request, str(pk))
        if event is None:
            raise Http404
        if not request.user.has_perm(permission):
            raise PermissionDenied(permission)
        return event

    def _change_url(self, event):
        return reverse("admin:ecosystem_event_change", args=[event.pk])

    # --- at the door ----------------------------------------------------------------------------

    def check_in_view(self, request, pk):
        """The list with a button for each; this phone checks in for this event from now on."""
        event = self._event(request, pk, checkin.PERMISSION)
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
        event = self._event(request, pk, checkin.PERMISSION)
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
        event = self._event(request, pk, "ecosystem.change_event")
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

    def registration_view(self, request, pk):
        """Close the registration now, or open it again until the event begins."""
        event = self._event(request, pk, "ecosystem.change_event")
        form = NoForm(request.POST if request.method == "POST" else None)
        is_closed = event.phase == RegistrationPhase.CLOSED
        if is_closed:
            title, change = _("Open the registration again"), acts.reopen_registration
            sentences = [_("People can register until the event begins.")]
        else:
            title, change = _("Close the registration"), acts.close_registration
            sentences = [
                _("Nobody can register from now on. Who is registered or waits stays so."),
            ]

        def act():
            return change(event, actor=request.user)

        return self._act_page(request, event, form, act, title, sentences, self._change_url(event))

    def export_view(self, request, pk):
        """GET says what is in the file; POST hands it over and leaves a line in the log."""
        event = self._event(request, pk, event_exports.PERMISSION)
        if request.method == "POST":
            table = event_exports.export_registrations(event, actor=request.user)
            response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
            csv.writer(response).writerows(table)
            response["Content-Disposition"] = f'attachment; filename="dang-ky-{event.slug}.csv"'
            response["Cache-Control"] = "private, no-store"
            return response
        sentences = [
            _("The file holds names, addresses and telephone numbers of %(n)d people.")
            % {"n": event.registrations.count()},
            _("Who took it and when is recorded. Keep it no longer than you need it."),
        ]
        title = _("Export the list of registrations")
        return self._page(request, event, NoForm(), title, sentences, self._change_url(event))

    def _act_page(self, request, event, form, act, title, sentences, back):
        """GET says what will happen; POST acts and goes back, or says why not."""
        if request.method == "POST" and form.is_valid():
            try:
                act()
            except RefusedError as refused:
                form.add_error(None, str(refused.message))
            else:
                self.message_user(request, _("Done: %s") % title, messages.SUCCESS)
                return redirect(back)
        return self._page(request, event, form, title, sentences, back)

    def _page(self, request, event, form, title, sentences, back):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": event,
            "form": form,
            "title": title,
            "button": title,
            "sentences": sentences,
            "back": back,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/act.html", context, status=status)
