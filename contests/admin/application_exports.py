"""Exports of the list of applications: a spreadsheet of chosen columns, and all dossiers as a ZIP."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from contests.domain.archives import start_archive
from contests.domain.export_columns import ColumnGroup, columns_of
from contests.domain.spreadsheets import start_spreadsheet
from contests.forms.exports import ArchiveForm, ColumnsForm
from contests.models import Contest
from portal.workflow import RefusedError

PERMISSION = "contests.export_application"
# The columns chosen last, for as long as somebody is signed in.
SESSION_KEY = "export-columns"
USUAL_COLUMNS = [
    "reference",
    "title",
    "field",
    "applicant_type",
    "representative",
    "phone",
    "email",
    "locality",
    "state",
    "submitted_at",
]


class ExportPages:
    """Pages that ask what to export, and start the background job that does it."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "spreadsheet/",
                view(self.spreadsheet_view),
                name="contests_application_spreadsheet",
            ),
            path("archive/", view(self.archive_view), name="contests_application_archive"),
            *super().get_urls(),
        ]

    def spreadsheet_view(self, request):
        """The list as filtered in the address; the columns are chosen here."""
        self._refuse_strangers(request)
        listed = self.get_changelist_instance(request).get_queryset(request)
        ids = list(listed.values_list("pk", flat=True))
        contest = self._edition_of(ids)
        form = ColumnsForm(
            request.POST if request.method == "POST" else None,
            columns=columns_of(contest),
            chosen=request.session.get(SESSION_KEY, USUAL_COLUMNS),
        )
        if request.method == "POST" and form.is_valid():
            request.session[SESSION_KEY] = form.chosen()
            job = self._start(
                form,
                lambda: start_spreadsheet(
                    ids,
                    contest=contest,
                    columns=form.chosen(),
                    filters=request.GET.urlencode(),
                    actor=request.user,
                ),
            )
            if job:
                return redirect(reverse("admin:portal_backgroundjob_change", args=[job.pk]))
        return self._page(
            request,
            "spreadsheet",
            form,
            title=_("Export to a spreadsheet"),
            count=len(ids),
            has_answers=ColumnGroup.ANSWERS.value in form.fields,
        )

    def archive_view(self, request):
        """All dossiers of an edition; the one that the list is filtered by stands chosen."""
        self._refuse_strangers(request)
        edition = request.GET.get("contest__id__exact", "")
        form = ArchiveForm(
            request.POST if request.method == "POST" else None,
            initial={"contest": edition if edition.isdecimal() else None},
        )
        if request.method == "POST" and form.is_valid():
            job = self._start(form, lambda: start_archive(**form.cleaned_data, actor=request.user))
            if job:
                return redirect(reverse("admin:portal_backgroundjob_change", args=[job.pk]))
        return self._page(request, "archive", form, title=_("Download dossiers as a ZIP file"))

    def _refuse_strangers(self, request):
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied(PERMISSION)

    def _edition_of(self, ids):
        """The one edition that all listed applications belong to, or None."""
        editions = self.model.objects.filter(pk__in=ids).order_by().values("contest").distinct()
        found = list(Contest.objects.filter(pk__in=editions)[:2])
        return found[0] if len(found) == 1 else None

    def _start(self, form, start):
        """The job that ``start`` makes; a refusal goes to the form."""
        try:
            return start()
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return None

    def _page(self, request, template, form, **context):
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "form": form,
            "title": context["title"],
            "filters": request.GET.urlencode(),
        }
        return TemplateResponse(
            request,
            f"admin/contests/application/{template}.html",
            context,
            status=422 if form.errors else 200,
        )
