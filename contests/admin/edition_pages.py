"""Pages that make an edition – from a preset, a file, last year's – and the download of one as a preset."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from contests.domain.editions import copy_contest, create_edition
from contests.domain.preset_files import preset_json
from contests.domain.presets import presets
from contests.domain.report_files import start_report
from contests.forms.editions import PresetChoiceForm, PresetFileForm, YearForm
from contests.forms.reports import ReportForm
from portal.workflow import RefusedError


class EditionPages:
    """For the admin of editions; each page that makes one asks for its year."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("standard/", view(self.standard_view), name="contests_contest_standard"),
            path("import/", view(self.import_view), name="contests_contest_import"),
            path("<int:pk>/copy/", view(self.copy_view), name="contests_contest_copy"),
            path("<int:pk>/report/", view(self.report_view), name="contests_contest_report"),
            path("<int:pk>/preset/", view(self.export_view), name="contests_contest_export"),
            *super().get_urls(),
        ]

    def standard_view(self, request):
        """Make an edition from one of the shipped sets of rules."""
        return self._year_page(
            request,
            lambda form: self._create(request, form),
            form_class=PresetChoiceForm,
            title=_("New edition from the usual rules"),
            sentences=[
                _(
                    "Rules, divisions, questions, rounds with criteria and the prizes are filled in; change what differs."
                ),
                _("Dates, contact and the decision that issues the rules are yours to enter."),
            ],
            notes=[(row["name"], row["note"]) for row in presets().values() if row.get("note")],
        )

    def import_view(self, request):
        """Make an edition from an uploaded description."""
        return self._year_page(
            request,
            lambda form: self._create(request, form),
            form_class=PresetFileForm,
            title=_("Import a preset"),
            sentences=[
                _("The file is one that was downloaded from an edition, or written like it."),
                _("Nothing is made as long as the file has a mistake; each one is named."),
            ],
        )

    def _create(self, request, form):
        description = form.description()
        contest = create_edition(form.cleaned_data["year"], actor=request.user, preset=description)
        if description.get("note"):
            self.message_user(request, description["note"], messages.WARNING)
        return contest

    def copy_view(self, request, pk):
        """Copy an edition to another year."""
        contest = self.get_object(request, str(pk))
        if contest is None or contest.is_challenge:
            raise Http404
        return self._year_page(
            request,
            lambda form: copy_contest(contest, actor=request.user, year=form.cleaned_data["year"]),
            form_class=YearForm,
            title=_("Copy from %(title)s") % {"title": contest.title},
            sentences=[
                _(
                    "Rules, divisions, questions, rounds with criteria and tie rules, prizes and forms come along."
                ),
                _("Dates are empty; judges, applications and decisions are not copied."),
            ],
            initial={"year": contest.year + 1},
        )

    def export_view(self, request, pk):
        """The edition as a description, to be kept or imported elsewhere."""
        contest = self.get_object(request, str(pk))
        if contest is None or not self.has_view_permission(request, contest):
            raise Http404
        response = HttpResponse(preset_json(contest), content_type="application/json")
        name = f"the-le-mau-{contest.key}.json"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def report_view(self, request, pk):
        """Make the report of the year in the background: for the office, or for publication."""
        contest = self.get_object(request, str(pk))
        if (
            contest is None
            or contest.is_challenge
            or not self.has_view_permission(request, contest)
        ):
            raise Http404
        if not request.user.has_perm("contests.export_report"):
            raise PermissionDenied
        form = ReportForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                job = start_report(contest, actor=request.user, **form.cleaned_data)
            except RefusedError as error:
                form.add_error(None, str(error.message))
            else:
                return redirect(reverse("admin:portal_backgroundjob_change", args=[job.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": contest,
            "title": _("Report of the year"),
            "button": _("Make the file"),
            "back": reverse("admin:contests_contest_change", args=[contest.pk]),
            "sentences": [
                _("A workbook and a Word document in one ZIP, made in the background."),
                _(
                    "Counts by step, field, division, commune, applicant type and age; judging, petitions, awards and money; earlier years beside it."
                ),
            ],
            "form": form,
        }
        return TemplateResponse(
            request, "admin/act.html", context, status=422 if form.errors else 200
        )

    def _year_page(self, request, make, *, form_class, title, sentences, notes=(), initial=None):
        if not request.user.has_perm("contests.add_contest"):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = form_class(*sent, initial=initial)
        if request.method == "POST" and form.is_valid():
            try:
                contest = make(form)
            except RefusedError as error:
                form.add_error("year", str(error.message))
            else:
                text = _("The edition is made. It lists below what it still needs.")
                self.message_user(request, text, messages.SUCCESS)
                return redirect(reverse("admin:contests_contest_change", args=[contest.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "sentences": sentences,
            "notes": notes,
            "form": form,
            "button": _("Make the edition"),
            "back": reverse("admin:contests_contest_changelist"),
        }
        return TemplateResponse(
            request, "admin/contests/contest/year.html", context, status=422 if form.errors else 200
        )
