"""Classes: sessions and trainers on one page, copies for other days and communes."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from portal.admin import AdminStep, WorkflowAdmin
from portal.workflow import RefusedError
from training.admin.attendance_pages import VERBS as ATTENDANCE_VERBS
from training.admin.attendance_pages import AttendancePages
from training.admin.certificate_pages import CertificatePages
from training.admin.feedback_pages import FeedbackPages
from training.admin.materials import MaterialInline, MaterialsAdmin
from training.admin.run_registrations import FIELDSET, QuestionInline, RunRegistrationPages
from training.domain import registration_care as care
from training.domain import runs as acts
from training.forms.runs import CopyForm, RunForm, SeriesForm
from training.models import CourseRun, Session, Trainer
from training.workflow import RUN


class WhenFilter(admin.SimpleListFilter):
    """What is to come, or over."""

    title = gettext_lazy("when")
    parameter_name = "when"

    def lookups(self, request, model_admin):
        return [
            ("coming", _("To come")),
            ("over", _("Over")),
            ("none", _("Without sessions")),
            ("few", _("Soon, with too few people")),
        ]

    def queryset(self, request, queryset):
        now = timezone.now()
        match self.value():
            case "coming":
                return queryset.filter(ends_at__gt=now)
            case "over":
                return queryset.filter(ends_at__lte=now)
            case "none":
                return queryset.filter(starts_at=None)
            case "few":
                return queryset.too_few()
            case _:
                return queryset


class SessionInline(admin.TabularInline):
    model = Session
    extra = 1
    fields = ("starts_at", "ends_at", "topic", "venue")


class TrainerInline(admin.TabularInline):
    model = Trainer
    extra = 1
    fields = ("expert", "name", "position")


def _published(run):
    return acts.problems_of(run) or [_("Everybody sees the class, its sessions and its place.")]


def _cancelled(run):
    sentences = [_("The page of the class stays and says why.")]
    told = sum(1 for _each in care.addressees(run.registrations.live()))
    if told:
        sentences.append(
            _("%(n)d mails tell those who registered, with your reason.") % {"n": told}
        )
    return sentences


@admin.register(CourseRun)
class CourseRunAdmin(
    RunRegistrationPages,
    AttendancePages,
    CertificatePages,
    FeedbackPages,
    MaterialsAdmin,
    WorkflowAdmin,
):
    """A class moves by its steps; its times are those of its sessions."""

    workflow = RUN
    steps = {
        "publish": AdminStep(act=acts.publish, consequences=_published, in_bulk=True),
        "cancel": AdminStep(
            act=acts.cancel,
            consequences=_cancelled,
        ),
    }
    other_verbs = {
        "copy_run": pgettext_lazy("class", "Copied from another class"),
        "issue_certificates": gettext_lazy("Certificates issued"),
        "export_survey": gettext_lazy("Answers of the survey exported"),
        "export_registrations": gettext_lazy("Export the list of registrations"),
        "close_registration": gettext_lazy("Close the registration"),
        "reopen_registration": gettext_lazy("Open the registration again"),
        **ATTENDANCE_VERBS,
    }
    form = RunForm
    change_form_template = "admin/training/courserun/change_form.html"
    list_display = ("__str__", "state", "starts_at", "locality", "held_by", "places_text")
    list_filter = ("state", WhenFilter, "course", "locality")
    list_select_related = ("course__organizer", "locality", "organizer")
    search_fields = ("course__folded", "name", "venue")
    date_hierarchy = "starts_at"
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})},
    }
    inlines = (SessionInline, TrainerInline, QuestionInline, MaterialInline)
    readonly_fields = ("state", "starts_at", "ends_at", "cancel_reason", "updated_at")
    fieldsets = (
        (None, {"fields": ("course", "name", "slug", "state", "cancel_reason")}),
        (
            gettext_lazy("Place"),
            {"fields": ("locality", "venue", "online_url")},
        ),
        (
            gettext_lazy("Organisation"),
            {"fields": ("organizer", "funder", "how_to_register", "note")},
        ),
        FIELDSET,
        (gettext_lazy("After the class"), {"fields": ("asks_survey", "asks_follow_up")}),
        (
            gettext_lazy("Time"),
            {
                "description": gettext_lazy("Follows from the sessions below."),
                "fields": ("starts_at", "ends_at", "updated_at"),
            },
        ),
    )

    @admin.display(description=gettext_lazy("organised by"))
    def held_by(self, run):
        return run.held_by or "–"

    def get_fieldsets(self, request, obj=None):
        """A new class has no state and no time yet."""
        if obj is not None:
            return super().get_fieldsets(request, obj)
        first, *others, _time = super().get_fieldsets(request, obj)
        return [(first[0], {"fields": ("course", "name", "slug")}), *others]

    def get_queryset(self, request):
        return super().get_queryset(request).with_waiting()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["registration_panel"] = self.registration_panel(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        """Times follow the sessions; who registered is told of another time or place."""
        was = form.was
        super().save_related(request, form, formsets, change)
        run = acts.settle(form.instance)
        told = care.follow_change(run, was) if change else 0
        if told:
            text = _("%(n)d mails tell those who registered of the new time or place.")
            self.message_user(request, text % {"n": told}, messages.INFO)

    # --- copies -----------------------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/copy/", view(self.copy_view), name="training_courserun_copy"),
            path("<int:pk>/series/", view(self.series_view), name="training_courserun_series"),
            *super().get_urls(),
        ]

    def copy_view(self, request, pk):
        """The same class on other days."""
        run = self._to_copy(request, pk)
        form = CopyForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                made = acts.copy_run(run, form.cleaned_data["first_day"], actor=request.user)
            except RefusedError as refused:
                form.add_error(None, str(refused.message))
            else:
                self.message_user(request, _("A draft is made."), messages.SUCCESS)
                return redirect("admin:training_courserun_change", made.pk)
        return self._copy_page(request, run, form, _("Copy the class"))

    def series_view(self, request, pk):
        """The same class in several communes, made in one step."""
        run = self._to_copy(request, pk)
        form = SeriesForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            cleaned = form.cleaned_data
            try:
                made = acts.make_series(
                    run,
                    list(cleaned["localities"]),
                    cleaned["first_day"],
                    days_between=cleaned["days_between"],
                    actor=request.user,
                )
            except RefusedError as refused:
                form.add_error(None, str(refused.message))
            else:
                text = ngettext("%(n)d draft is made", "%(n)d drafts are made", len(made))
                self.message_user(request, text % {"n": len(made)}, messages.SUCCESS)
                return redirect(
                    reverse("admin:training_courserun_changelist") + "?state__exact=draft"
                )
        return self._copy_page(request, run, form, _("Hold it in several communes"))

    def _to_copy(self, request, pk):
        run = self.get_object(request, str(pk))
        if run is None or not self.has_view_permission(request, run):
            raise Http404
        if not self.has_add_permission(request):
            raise PermissionDenied
        return run

    def _copy_page(self, request, run, form, title):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": run,
            "form": form,
            "title": title,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(
            request, "admin/training/courserun/copy.html", context, status=status
        )
