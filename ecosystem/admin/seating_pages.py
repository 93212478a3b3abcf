"""Pages beside the form of what has places: closing the registration, taking the list away."""

import csv

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ecosystem.enums import RegistrationPhase
from portal.workflow import RefusedError

OPEN_PHASES = {RegistrationPhase.OPEN, RegistrationPhase.WAITING, RegistrationPhase.FULL}


class NoForm(forms.Form):
    """An act that asks for nothing."""


class SeatPages:
    """Mixed into the admin of events and of classes; each page asks the permission of its own act."""

    # Words of the pages, and the acts behind them.
    until_it_begins = ""
    close_registration = reopen_registration = None
    change_permission = ""
    seat_pages = {}

    def get_urls(self):
        stem = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            *(
                path(
                    f"<int:pk>/{address}/",
                    self.admin_site.admin_view(getattr(self, view)),
                    name=f"{stem}_{name}",
                )
                for address, (name, view) in self.seat_pages.items()
            ),
            *super().get_urls(),
        ]

    def _place(self, request, pk, permission):
        place = self.get_object(request, str(pk))
        if place is None:
            raise Http404
        if not request.user.has_perm(permission):
            raise PermissionDenied(permission)
        return place

    def _change_url(self, place):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[place.pk])

    def registration_view(self, request, pk):
        """Close the registration now, or open it again until it begins."""
        place = self._place(request, pk, self.change_permission)
        form = NoForm(request.POST if request.method == "POST" else None)
        is_closed = place.phase == RegistrationPhase.CLOSED
        if is_closed:
            title, change = _("Open the registration again"), self.reopen_registration
            sentences = [self.until_it_begins]
        else:
            title, change = _("Close the registration"), self.close_registration
            sentences = [
                _("Nobody can register from now on. Who is registered or waits stays so."),
            ]

        def act():
            return change(place, actor=request.user)

        return self._act_page(request, place, form, act, title, sentences, self._change_url(place))

    def _act_page(self, request, place, form, act, title, sentences, back):
        """GET says what will happen; POST acts and goes back, or says why not."""
        if request.method == "POST" and form.is_valid():
            try:
                act()
            except RefusedError as refused:
                form.add_error(None, str(refused.message))
            else:
                self.message_user(request, _("Done: %s") % title, messages.SUCCESS)
                return redirect(back)
        return self._page(request, place, form, title, sentences, back)

    def _page(self, request, place, form, title, sentences, back):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": place,
            "form": form,
            "title": title,
            "button": title,
            "sentences": sentences,
            "back": back,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/act.html", context, status=status)


def export_sentences(people):
    """What one is told before the list of so many people leaves the portal."""
    return [
        _("The file holds names, addresses and telephone numbers of %(n)d people.") % {"n": people},
        _("Who took it and when is recorded. Keep it no longer than you need it."),
    ]


def private_file(content, content_type, name):
    """A file of personal data: kept by no cache."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def csv_file(table, name):
    """A table as CSV with the mark that spreadsheet programs need to read Vietnamese."""
    response = private_file("\ufeff", "text/csv; charset=utf-8", name)
    csv.writer(response).writerows(table)
    return response
