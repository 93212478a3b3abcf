"""Registrations on the page of a class: figures, entries by hand, the list as a file."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ecosystem.admin.seating_pages import (
    OPEN_PHASES,
    SeatPages,
    csv_file,
    export_sentences,
    private_file,
)
from ecosystem.enums import RegistrationPhase
from training.domain import registration_care as care
from training.domain import registration_exports as exports
from training.domain.registrations import register_by_hand
from training.forms.registrations import HandForm
from training.models import RunQuestion

DECIDE = "training.decide_registration"
FIELDSET = (
    pgettext_lazy("class", "Registration"),
    {
        "description": gettext_lazy(
            "Hours hold to the minute. More places are offered to the waiting list as soon as you "
            "save; there are never fewer than are taken."
        ),
        "fields": (
            "takes_registrations",
            ("opens_at", "closes_at"),
            ("capacity", "min_places"),
            ("has_waiting_list", "offer_hours"),
            "needs_approval",
            "takes_groups",
        ),
    },
)


class QuestionInline(admin.TabularInline):
    model = RunQuestion
    # A row is ready without scripts; one that is left empty is no question.
    extra = 1
    fields = ("text", "kind", "choices", "is_required", "order")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "choices":
            field.widget = forms.Textarea(attrs={"rows": 3, "cols": 30})
        return field


class FormatForm(forms.Form):
    """Which kind of file."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        choices=[("xlsx", "XLSX"), ("csv", "CSV")],
        initial="xlsx",
        widget=forms.RadioSelect,
    )


class RunRegistrationPages(SeatPages):
    """Mixed into the admin of classes; each page asks the permission of its own act."""

    close_registration = staticmethod(care.close_registration)
    reopen_registration = staticmethod(care.reopen_registration)
    until_it_begins = gettext_lazy("People can register until the class begins.")
    change_permission = "training.change_courserun"
    seat_pages = {
        "registration": ("registration", "registration_view"),
        "register": ("register", "register_view"),
        "export": ("export", "export_view"),
    }

    @admin.display(description=gettext_lazy("places taken"), ordering="seats_taken")
    def places_text(self, run):
        """Taken of how many; who waits stands behind."""
        if not run.takes_registrations and not run.seats_taken:
            return "–"
        limit = "" if run.capacity is None else f"/{run.capacity}"
        waiting = _(", %(n)d waiting") % {"n": run.waiting} if run.waiting else ""
        return f"{run.seats_taken}{limit}{waiting}"

    def register_view(self, request, pk):
        """Enter somebody from a paper form or a call."""
        run = self._place(request, pk, DECIDE)
        form = HandForm(request.POST if request.method == "POST" else None, run=run)
        sentences = [
            _("The person has a place at once, or waits in turn when the class is full."),
            _("With an address the person gets the ticket by mail; otherwise you tell them."),
        ]

        def act():
            return register_by_hand(run, form.entry(), actor=request.user)

        title = _("Register somebody by hand")
        return self._act_page(request, run, form, act, title, sentences, self._change_url(run))

    def export_view(self, request, pk):
        """GET says what is in the file; POST hands it over and leaves a line in the log."""
        run = self._place(request, pk, exports.PERMISSION)
        form = FormatForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            table = exports.export_registrations(run, actor=request.user)
            name = f"dang-ky-{run.slug}"
            if form.cleaned_data["kind"] == "csv":
                return csv_file(exports.as_plain(table), f"{name}.csv")
            return private_file(exports.as_workbook(table), exports.XLSX, f"{name}.xlsx")
        sentences = export_sentences(run.registrations.count())
        title = _("Export the list of registrations")
        return self._page(request, run, form, title, sentences, self._change_url(run))

    def registration_panel(self, request, run):
        """Figures of the registrations, and what the viewer may do with them."""
        figures = care.figures_of(run)
        has_any = any(figures)
        if not run.takes_registrations and not has_any and not run.is_published:
            return None
        user = request.user
        may_change = user.has_perm(self.change_permission, run)
        is_to_come = run.starts_at is not None and run.starts_at > timezone.now()
        too_few = run.min_places if run.min_places and run.seats_taken < run.min_places else None
        return {
            "figures": figures,
            "phase": run.phase,
            "too_few": too_few if is_to_come and run.is_published else None,
            "may_read": user.has_perm("training.view_registration"),
            "may_register": user.has_perm(DECIDE) and run.is_published and is_to_come,
            "may_export": has_any and user.has_perm(exports.PERMISSION),
            "may_close": may_change and run.phase in OPEN_PHASES,
            "may_reopen": may_change and run.phase == RegistrationPhase.CLOSED and is_to_come,
        }
