"""Pages beside a class's form: who was at which session, lists from files, the links of trainers."""

import csv

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from portal.workflow import RefusedError
from training.domain import (
    attendance,
    attendance_exports,
    attendance_imports,
    rolls,
    trainer_links,
)
from training.forms.attendance import InviteForm, ListForm
from training.models import AttendanceImport, TrainerAccess

PEOPLE_PER_PAGE = 50
# Names of audited acts on a class, for its history.
VERBS = {
    "invite_trainer": gettext_lazy("Trainer invited to mark attendance"),
    "revoke_trainer": gettext_lazy("Link of a trainer taken back"),
    "import_attendance": gettext_lazy("Attendance imported from a list"),
    "export_attendance": pgettext_lazy("training", "Attendance exported"),
}


class NoForm(forms.Form):
    """An act that asks for nothing."""


class AttendancePages:
    """Mixed into the admin of classes; each page asks the permission of its own act."""

    def get_urls(self):
        view = self.admin_site.admin_view
        pages = [
            ("<int:pk>/attendance/", self.attendance_view, "attendance"),
            ("<int:pk>/attendance/export/", self.attendance_export_view, "attendance_export"),
            ("<int:pk>/attendance/import/", self.attendance_import_view, "attendance_import"),
            (
                "<int:pk>/attendance/import/<int:import_pk>/",
                self.attendance_plan_view,
                "attendance_plan",
            ),
            ("<int:pk>/trainers/", self.trainers_view, "trainers"),
        ]
        return [
            *(
                path(address, view(page), name=f"training_courserun_{name}")
                for address, page, name in pages
            ),
            *super().get_urls(),
        ]

    def _run(self, request, pk, permission):
        run = self.get_object(request, str(pk))
        if run is None:
            raise Http404
        if not request.user.has_perm(permission):
            raise PermissionDenied(permission)
        return run

    def _context(self, request, run, title, **more):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": run,
            "title": title,
            **more,
        }

    # --- who was where --------------------------------------------------------------------------

    def attendance_view(self, request, pk):
        """People × sessions with everybody's share; the ways to mark, print and import."""
        run = self._run(request, pk, attendance.PERMISSION)
        sessions = list(rolls.with_counts(run.sessions.all()))
        people = rolls.in_order(rolls.people_of(run))
        page = Paginator(people, PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
        context = self._context(
            request,
            run,
            pgettext("training", "Attendance"),
            sessions=sessions,
            rows=rolls.matrix_of(page.object_list, sessions),
            page_obj=page,
            people=len(people),
        )
        return TemplateResponse(request, "admin/training/courserun/attendance.html", context)

    def attendance_export_view(self, request, pk):
        """GET says what is in the file; POST hands it over and leaves a line in the log."""
        run = self._run(request, pk, attendance_exports.PERMISSION)
        if request.method == "POST":
            table = attendance_exports.export_attendance(run, actor=request.user)
            response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
            csv.writer(response).writerows(table)
            response["Content-Disposition"] = f'attachment; filename="diem-danh-{run.slug}.csv"'
            response["Cache-Control"] = "private, no-store"
            return response
        sentences = [
            _("The file holds names, addresses and telephone numbers of %(n)d people.")
            % {"n": rolls.people_of(run).count()},
            _("Who took it and when is recorded. Keep it no longer than you need it."),
        ]
        title = _("Export attendance")
        return self._attendance_act(request, run, NoForm(), title, sentences)

    def _attendance_act(
        self, request, run, form, title, sentences, *, button="", template="admin/act.html"
    ):
        context = self._context(
            request,
            run,
            title,
            form=form,
            button=button or title,
            sentences=sentences,
            back=reverse("admin:training_courserun_attendance", args=[run.pk]),
        )
        return TemplateResponse(request, template, context, status=422 if form.errors else 200)

    # --- lists from files -----------------------------------------------------------------------

    def attendance_import_view(self, request, pk):
        """Read a list; no mark is written, the next page shows what would be."""
        run = self._run(request, pk, attendance_imports.PERMISSION)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = ListForm(*sent, run=run)
        if request.method == "POST" and form.is_valid():
            cleaned = form.cleaned_data
            try:
                kept = attendance_imports.check_list(
                    cleaned["session"],
                    cleaned["file"],
                    actor=request.user,
                    threshold=cleaned["threshold"],
                    others_absent=cleaned["others_absent"],
                )
            except RefusedError as refused:
                form.add_error("file", str(refused.message))
            except ValidationError as error:
                form.add_error("file", error)
            else:
                return redirect("admin:training_courserun_attendance_plan", run.pk, kept.pk)
        sentences = [
            _("Nothing is written yet: the next page shows row by row whom the list means."),
            _("People are recognised by e-mail, then telephone, then name; you decide in doubt."),
            _("Who is not registered can be added as having come."),
        ]
        title = _("Attendance from a list")
        return self._attendance_act(
            request, run, form, title, sentences, button=_("Check the list")
        )

    def attendance_plan_view(self, request, pk, import_pk):
        """GET is the dry run; POST looks again with what was chosen, or writes it, once."""
        run = self._run(request, pk, attendance_imports.PERMISSION)
        rows = AttendanceImport.objects.select_related("session__run", "applied_by")
        kept = get_object_or_404(rows, pk=import_pk, session__run=run)
        choices, problem = {}, ""
        if request.method == "POST":
            choices = _choices(request.POST)
            if "apply" in request.POST:
                try:
                    done = attendance_imports.apply_list(
                        kept,
                        actor=request.user,
                        choices=choices,
                        seen=request.POST.get("seen", ""),
                        has_consent="agrees" in request.POST,
                    )
                except RefusedError as refused:
                    problem = str(refused.message)
                else:
                    text = _("Written: %(marks)d marks, %(added)d of people who were added.")
                    values = {"marks": done.marked_count, "added": done.walk_in_count}
                    self.message_user(request, text % values, messages.SUCCESS)
                    return redirect("admin:training_courserun_attendance", run.pk)
        plan = None if kept.applied_at else attendance_imports.plan_of(kept, choices)
        seen = "" if kept.applied_at else attendance_imports.plan_of(kept).fingerprint
        context = self._context(
            request,
            run,
            _("Check of “%(file)s”") % {"file": kept.file_name},
            kept=kept,
            plan=plan,
            seen=seen,
            problem=problem,
            people=rolls.in_order(rolls.people_of(run)),
            has_consent="agrees" in request.POST,
        )
        template = "admin/training/courserun/attendance_plan.html"
        return TemplateResponse(request, template, context, status=422 if problem else 200)

    # --- links of trainers ------------------------------------------------------------------------

    def trainers_view(self, request, pk):
        """Mail a trainer the link to the lists of the class; take a link back."""
        run = self._run(request, pk, trainer_links.PERMISSION)
        is_revoking = "revoke" in request.POST
        data = request.POST if request.method == "POST" and not is_revoking else None
        form = InviteForm(data, run=run)
        if is_revoking:
            key = request.POST["revoke"]
            rows = TrainerAccess.objects.filter(trainer__run=run)
            access = get_object_or_404(rows, pk=key if key.isdecimal() else 0)
            trainer_links.revoke(access, actor=request.user)
            self.message_user(request, _("The link is taken back."), messages.SUCCESS)
            return redirect(request.path)
        if data is not None and form.is_valid():
            try:
                trainer_links.invite(
                    form.cleaned_data["trainer"],
                    email=form.cleaned_data["email"],
                    actor=request.user,
                )
            except RefusedError as refused:
                form.add_error(None, str(refused.message))
            else:
                self.message_user(request, _("The link is mailed."), messages.SUCCESS)
                return redirect(request.path)
        context = self._context(
            request,
            run,
            _("Links of trainers"),
            form=form,
            accesses=TrainerAccess.objects.filter(trainer__run=run).select_related(
                "trainer__expert", "trainer__run", "invited_by"
            ),
            has_trainers=run.trainers.exists(),
        )
        template = "admin/training/courserun/trainers.html"
        return TemplateResponse(request, template, context, status=422 if form.errors else 200)


def _choices(data):
    """What staff chose for the rows of a list, by the number of the row."""
    return {
        int(name.removeprefix("row-")): value
        for name, value in data.items()
        if name.startswith("row-") and name.removeprefix("row-").isdecimal()
    }
