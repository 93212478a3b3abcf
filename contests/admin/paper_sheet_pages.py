"""Admin pages of paper sheets: find one by its code, type it, check it, settle it, read its scan."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain import paper_sheets
from contests.domain.scales import RoundScales
from contests.enums import PaperSheetState
from contests.forms.paper_sheets import CodeForm, PaperReadingForm, SettleForm, TypingForm
from contests.models import Assignment, PaperSheet
from portal.serving import serve_stored_file
from portal.workflow import RefusedError

# What the page of a sheet is for, by the state of its typing (None: nothing typed yet).
STAGES = {
    None: "type",
    PaperSheetState.TYPING: "type",
    PaperSheetState.TYPED: "check",
    PaperSheetState.DIFFERS: "settle",
    PaperSheetState.CHECKED: "done",
}
TITLES = {
    "type": gettext_lazy("Type the paper sheet in"),
    "check": gettext_lazy("Check the paper sheet"),
    "settle": gettext_lazy("Settle the differences"),
    "done": gettext_lazy("Paper sheet"),
}


class SheetPage:
    """One sheet – judge, application, round – with all that its page shows."""

    def __init__(self, request, assignment):
        self.request = request
        self.assignment = assignment
        self.paper = paper_sheets.current_paper(assignment)
        self.stage = STAGES[self.paper.state if self.paper else None]
        self.draft = paper_sheets.electronic_draft(assignment) if self.stage == "type" else None
        self.scales = RoundScales.of(assignment.entry.round)
        self.division = assignment.entry.application.division_id
        self.criteria = self.scales.for_judges(self.division)

    @cached_property
    def closed_because(self):
        """Why this person cannot go on with the sheet; empty when they can."""
        if self.stage == "done":
            return ""
        if reason := paper_sheets.hindrance_of(self.assignment):
            return reason
        why_not = paper_sheets.why_not_type if self.stage == "type" else paper_sheets.why_not_check
        return why_not(self.assignment, self.paper, self.request.user)

    def form(self, stage, data=None, files=None):
        """The form of a stage; of the one that was posted, where the sheet has moved on meanwhile."""
        if stage == "settle":
            return SettleForm(
                data,
                differences=paper_sheets.open_differences(self.paper),
                criteria=self.criteria,
                paper=self.paper,
            )
        about = {
            "criteria": self.criteria,
            "specs": self.scales.specs(self.division),
            "paper": self.paper,
        }
        if stage == "check":
            return PaperReadingForm(data, **about)
        return TypingForm(data, files, draft=self.draft, **about)


class PaperSheetPages:
    """For the admin of typed paper sheets."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("code/", view(self.code_view), name="contests_papersheet_code"),
            path("sheet/<int:pk>/", view(self.sheet_view), name="contests_papersheet_sheet"),
            path("<int:pk>/scan/", view(self.scan_view), name="contests_papersheet_scan"),
            *super().get_urls(),
        ]

    def code_view(self, request):
        """From the code on the paper to the form of exactly that sheet."""
        self._require(request)
        form = CodeForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            return self._to_sheet(form.cleaned_data["code"])
        return self._page(
            request,
            "act",
            title=_("Type a paper sheet in"),
            form=form,
            button=_("Open the sheet"),
            back=reverse("admin:contests_papersheet_changelist"),
        )

    def sheet_view(self, request, pk):
        """Type, check or settle: what the sheet waits for. The second reader sees no marks."""
        self._require(request)
        rows = Assignment.objects.select_related(
            "judge", "entry__round__contest", "entry__application"
        )
        page = SheetPage(request, get_object_or_404(rows, pk=pk))
        reason = page.closed_because
        if request.method != "POST":
            is_closed = reason or page.stage == "done"
            return self._show(request, page, None if is_closed else page.form(page.stage))
        acts = {"type": self._type, "check": self._check, "settle": self._settle}
        step = request.POST.get("step", "")
        if step not in acts or (step == "settle" and page.paper is None):
            return self._to_sheet(page.assignment)
        form = page.form(step, request.POST, request.FILES)
        if reason or step != page.stage:
            # Refused, and what was typed still stands on the page.
            form.add_error(
                None,
                reason or _("Somebody else has worked on this sheet meanwhile. Look at it again."),
            )
            return self._show(request, page, form)
        return acts[step](request, page, form) or self._show(request, page, form)

    def scan_view(self, request, pk):
        """The scan of the signed sheet; a picture opens in the browser."""
        self._require(request)
        paper = get_object_or_404(PaperSheet.objects.select_related("scan"), pk=pk)
        if paper.scan is None:
            raise Http404
        return serve_stored_file(request, paper.scan, as_attachment=False)

    # --- acts: each answers with where to go, or with None when the form is to be shown again -------

    def _type(self, request, page, form):
        is_valid = form.is_valid()
        self._keep_scan(request, page, form)
        if not is_valid or form.errors:
            return None
        is_last = request.POST.get("action") == "hand_in"
        try:
            page.paper = paper_sheets.save_typing(
                page.assignment,
                actor=request.user,
                reading=form.reading(),
                version=form.cleaned_data["version"],
            )
            form.continue_from(page.paper)
            if not is_last:
                self.message_user(request, _("Saved. It counts only once it was checked."))
                return self._to_sheet(page.assignment)
            if not form.is_complete():
                return None
            paper_sheets.hand_in(
                page.assignment,
                actor=request.user,
                replaces_draft=bool(form.cleaned_data.get("replaces_draft")),
            )
        except RefusedError as error:
            form.add_error(_box_of(error, form), str(error.message))
            return None
        text = _("The sheet waits for a second person. It counts once it was checked.")
        self.message_user(request, text, messages.SUCCESS)
        return redirect(reverse("admin:contests_papersheet_code"))

    def _keep_scan(self, request, page, form):
        """The file is kept before anything else: a browser does not send it a second time."""
        uploaded, version = form.cleaned_data.get("uploaded"), form.cleaned_data.get("version")
        if not uploaded:
            return
        was_current = version == (page.paper.version if page.paper else 0)
        try:
            page.paper = paper_sheets.keep_scan(
                page.assignment, actor=request.user, uploaded=uploaded
            )
        except ValidationError as error:
            form.add_error("uploaded", error)
            return
        except RefusedError as error:
            form.add_error(None, str(error.message))
            return
        form.tell_kept(page.paper)
        if was_current:
            form.continue_from(page.paper)
            form.cleaned_data["version"] = page.paper.version

    def _check(self, request, page, form):
        if not form.is_valid() or not form.is_complete():
            return None
        try:
            paper = paper_sheets.check_paper(
                page.paper,
                actor=request.user,
                reading=form.reading(),
                version=form.cleaned_data["version"],
            )
        except RefusedError as error:
            form.add_error(None, str(error.message))
            return None
        if paper.state == PaperSheetState.CHECKED:
            text = _("Both readings agree: the sheet counts.")
            self.message_user(request, text, messages.SUCCESS)
            return redirect(reverse("admin:contests_papersheet_changelist"))
        text = _("The readings differ. Look at the scan and settle each difference.")
        self.message_user(request, text, messages.WARNING)
        return self._to_sheet(page.assignment)

    def _settle(self, request, page, form):
        if not form.is_valid():
            return None
        try:
            paper_sheets.settle_paper(
                page.paper,
                actor=request.user,
                values=form.values(),
                reason=form.cleaned_data["reason"],
                version=form.cleaned_data["version"],
            )
        except RefusedError as error:
            form.add_error(None, str(error.message))
            return None
        text = _("The differences are settled: the sheet counts.")
        self.message_user(request, text, messages.SUCCESS)
        return redirect(reverse("admin:contests_papersheet_changelist"))

    # --- frame --------------------------------------------------------------------------------------

    def _require(self, request):
        if not request.user.has_perm("contests.view_papersheet"):
            raise PermissionDenied("contests.view_papersheet")

    def _to_sheet(self, assignment):
        return redirect(reverse("admin:contests_papersheet_sheet", args=[assignment.pk]))

    def _show(self, request, page, form):
        sheet = page.assignment
        return self._page(
            request,
            "contests/papersheet/sheet",
            title=TITLES[page.stage],
            form=form,
            stage=request.POST.get("step", page.stage) if form else page.stage,
            paper=page.paper,
            assignment=sheet,
            code=paper_sheets.sheet_code(sheet),
            problem=page.closed_because,
            highest=page.scales.highest_of_sheet(page.division),
            has_draft=page.draft is not None,
            holds_paper=page.stage == "type" and paper_sheets.holds_unlocked_paper(sheet),
            credit=paper_sheets.credit(page.paper) if page.stage == "done" else "",
            back=reverse("admin:contests_papersheet_changelist"),
        )

    def _page(self, request, template, **context):
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": context["title"],
        }
        form = context.get("form")
        status = 422 if form is not None and form.is_bound and form.errors else 200
        return TemplateResponse(request, f"admin/{template}.html", context, status=status)


def _box_of(error, form):
    """The box that a refusal is about; None for the whole form."""
    if isinstance(error, paper_sheets.DraftExistsError) and "replaces_draft" in form.fields:
        return "replaces_draft"
    if isinstance(error, paper_sheets.ScanMissingError):
        return "uploaded"
    return None
