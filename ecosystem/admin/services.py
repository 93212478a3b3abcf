"""Support services and requests for them: a unit's staff see and touch their own unit's only."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdmin

from ecosystem.admin.base import FoldedAdmin, UnitsApartMixin
from ecosystem.domain import service_work as work
from ecosystem.domain.profiles import set_stages
from ecosystem.domain.service_messages import open_thread, send_message
from ecosystem.enums import ServiceState
from ecosystem.forms.services import (
    AcceptServiceForm,
    AssigneeForm,
    FinishServiceForm,
    MoveDueForm,
    RefuseServiceForm,
    ServiceForm,
    ServiceMessageForm,
)
from ecosystem.models import Organization, Service, ServiceRequest
from ecosystem.querysets import units_of
from ecosystem.workflow import SERVICE_REQUEST
from portal.admin import AdminStep, WorkflowAdmin
from portal.admin.english import EnglishAdmin, english_fieldset
from portal.serving import serve_stored_file
from portal.workflow import RefusedError

WORKING = frozenset({ServiceState.ACCEPTED, ServiceState.IN_PROGRESS})
# What the unit reads only while the requester lets it.
CONTENTS = frozenset(
    {
        "subject",
        "text",
        "answers_text",
        "outcome_text",
        "rating",
        "rating_text",
        "requester_address",
        "startup_name",
    }
)
# Named without a link: most viewers may not open what lies behind it.
FIELDS = (
    "code",
    "service_name",
    "unit_name",
    "requester_name",
    "requester_address",
    "startup_name",
    "subject",
    "text",
    "answers_text",
    "created_at",
    "due_on",
    "due_reason",
    "assignee_name",
    "ended_at",
    "reason",
    "outcome",
    "outcome_text",
    "referred_name",
    "rating",
    "rating_text",
)
# Shown once there is something to show.
LATER = {
    "startup_name": "startup_id",
    "answers_text": "answers",
    "due_reason": "due_reason",
    "assignee_name": "assignee_id",
    "ended_at": "ended_at",
    "reason": "reason",
    "outcome": "outcome",
    "outcome_text": "outcome_text",
    "referred_name": "referred_to_id",
    "rating": "rating",
    "rating_text": "rating_text",
}


@admin.register(Service)
class ServiceAdmin(EnglishAdmin, UnitsApartMixin, FoldedAdmin, ObjectPermissionsModelAdmin):
    """Entries of the catalogue; one that ends is closed or hidden, requests keep pointing to it."""

    form = ServiceForm
    list_display = (
        "name",
        "organization",
        "kind",
        "answer_days",
        "is_open",
        "is_public",
        "is_demo",
    )
    list_filter = (
        "kind",
        "is_open",
        "is_public",
        ("organization", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("organization",)
    readonly_fields = ("unit_name",)
    fieldsets = (
        (None, {"fields": ("organization", "name", "slug", "kind", "is_public", "is_open")}),
        (
            gettext_lazy("What people read"),
            {
                "fields": (
                    "summary",
                    "audience",
                    "stages",
                    "what_you_get",
                    "answer_days",
                    "cost",
                    "legal_basis",
                    "legal_basis_text",
                    "contact",
                )
            },
        ),
        (
            gettext_lazy("What the form asks for"),
            {"fields": ("to_attach", "questions")},
        ),
        english_fieldset(Service),
    )

    def get_fieldsets(self, request, obj=None):
        """A service stays with its unit: its requests were sent to that one."""
        (_title, first), *others = super().get_fieldsets(request, obj)
        unit = "unit_name" if obj else "organization"
        return [(None, {**first, "fields": (unit, *first["fields"][1:])}), *others]

    @admin.display(description=pgettext_lazy("service", "unit"))
    def unit_name(self, service):
        return service.organization.name

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "organization":
            units = Organization.objects.existing()
            if not request.user.has_perm("ecosystem.run_every_unit"):
                units = units.filter(pk__in=units_of(request.user))
            kwargs["queryset"] = units.order_by("folded")
            if len(units) == 1:
                kwargs["initial"] = units[0]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        set_stages(form.instance, form.cleaned_data["stages"])


class WaitingFilter(admin.SimpleListFilter):
    """What waits for the unit, or for oneself."""

    title = gettext_lazy("waiting")
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        return [
            ("overdue", pgettext("service", "Overdue")),
            ("mine", _("In my charge")),
            ("unread", _("With unread messages")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "overdue":
                return queryset.overdue(timezone.localdate())
            case "mine":
                return queryset.open().filter(assignee=request.user)
            case "unread":
                return queryset.with_unread_messages()
            case _:
                return queryset


def _mailed(request):
    return _("A mail goes to %(address)s, without what was written.") % {
        "address": request.requester.email
    }


def _accepting(request):
    return [
        _("The requester reads who is in charge and the promised day."),
        _mailed(request),
    ]


def _refusing(request):
    return [_("The requester reads your reason on the page of the request."), _mailed(request)]


def _finishing(request):
    return [
        _(
            "The requester reads your answer on the page of the request. It can no longer be changed."
        ),
        _mailed(request),
        _("After three days the requester is asked how content they are."),
    ]


class ServiceRequestPages:
    """Pages of acts on one request besides the steps of its life."""

    def get_urls(self):
        view = self.admin_site.admin_view
        acts = {
            "reassign": self.reassign_view,
            "due": self.due_view,
            "message": self.message_view,
        }
        return [
            *(
                path(f"<int:pk>/{name}/", view(act), name=f"ecosystem_servicerequest_{name}")
                for name, act in acts.items()
            ),
            path(
                "<int:pk>/file/<int:file_pk>/",
                view(self.file_view),
                name="ecosystem_servicerequest_file",
            ),
            *super().get_urls(),
        ]

    def reassign_view(self, request, pk):
        """Put somebody else of the unit in charge."""
        obj = self._handled(request, pk)
        form = AssigneeForm(request.POST if request.method == "POST" else None, obj=obj)
        return self._act(
            request,
            obj,
            form,
            lambda values: work.reassign_request(obj, actor=request.user, **values),
            title=_("Put somebody else in charge"),
            sentences=[_("Who is put in charge gets a mail.")],
        )

    def due_view(self, request, pk):
        """Promise another day, with the reason."""
        obj = self._handled(request, pk)
        form = MoveDueForm(
            request.POST if request.method == "POST" else None, initial={"due_on": obj.due_on}
        )
        return self._act(
            request,
            obj,
            form,
            lambda values: work.move_due(obj, actor=request.user, **values),
            title=_("Promise another day"),
            sentences=[_mailed(obj)],
        )

    def message_view(self, request, pk):
        """Write to the requester; what is refused comes back with the text and the reason."""
        obj = self._handled(request, pk)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        return self._act(
            request,
            obj,
            ServiceMessageForm(*sent),
            lambda values: send_message(obj, actor=request.user, **values),
            title=_("Write to the requester"),
            sentences=[_mailed(obj)],
        )

    def file_view(self, request, pk, file_pk):
        """One file of a request that the unit may still read."""
        obj = self._handled(request, pk)
        if not obj.is_readable_by_unit:
            raise Http404
        row = get_object_or_404(obj.files.select_related("stored"), pk=file_pk)
        return serve_stored_file(request, row.stored)

    def _handled(self, request, pk):
        obj = self.get_object(request, str(pk))
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        return obj

    def _act(self, request, obj, form, act, *, title, sentences):
        back = reverse("admin:ecosystem_servicerequest_change", args=[obj.pk])
        if request.method == "POST" and form.is_valid():
            try:
                act(form.cleaned_data)
            except RefusedError as refused:
                form.add_error(None, str(refused.message))
            except ValidationError as error:
                form.add_error("files", error)
            else:
                self.message_user(request, _("Done: %s") % title, messages.SUCCESS)
                return redirect(back)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": obj,
            "form": form,
            "title": title,
            "sentences": sentences,
            "back": back,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/act.html", context, status=status)


@admin.register(ServiceRequest)
class ServiceRequestAdmin(UnitsApartMixin, ServiceRequestPages, WorkflowAdmin):
    """Answered here by the people of the unit; nobody of another unit or the secretariat reads them."""

    workflow = SERVICE_REQUEST
    steps = {
        "accept": AdminStep(
            act=work.accept_request, form_class=AcceptServiceForm, consequences=_accepting
        ),
        "refuse": AdminStep(
            act=work.refuse_request, form_class=RefuseServiceForm, consequences=_refusing
        ),
        "start": AdminStep(act=work.start_request, consequences=lambda obj: [_mailed(obj)]),
        "finish": AdminStep(
            act=work.finish_request, form_class=FinishServiceForm, consequences=_finishing
        ),
    }
    other_verbs = {
        "send": gettext_lazy("Send the request"),
        "reassign": gettext_lazy("Put somebody else in charge"),
        "move_due": gettext_lazy("Promise another day"),
        "rate": gettext_lazy("Tell how content one is"),
    }
    change_form_template = "admin/ecosystem/servicerequest/change_form.html"
    list_display = (
        "code",
        "subject_shown",
        "service",
        "requester_name",
        "state",
        "due_shown",
        "assignee",
        "created_at",
    )
    list_filter = (
        "state",
        WaitingFilter,
        ("service", admin.RelatedOnlyFieldListFilter),
        ("assignee", admin.RelatedOnlyFieldListFilter),
        "outcome",
    )
    list_per_page = 50
    search_fields = ("requester__full_name", "service__folded")
    search_help_text = gettext_lazy("Name of the requester; service, without diacritics.")
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).with_parties()

    def has_view_permission(self, request, obj=None):
        """Staff of the unit only: requesters read theirs on their own pages."""
        return request.user.has_perm("ecosystem.handle_servicerequest", obj)

    def get_fields(self, request, obj=None):
        """A request that was taken back shows that it was, and nothing of its contents."""
        if obj is None:
            return FIELDS
        hidden = {name for name, value in LATER.items() if not getattr(obj, value)}
        if not obj.is_readable_by_unit:
            hidden |= CONTENTS
        return [name for name in FIELDS if name not in hidden]

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.is_readable_by_unit:
            context |= {
                "thread": open_thread(obj, reader=request.user),
                "files": obj.files.filter(message=None).select_related("stored"),
                "may_write": obj.is_open,
                "is_working": obj.state in WORKING,
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=gettext_lazy("code"), ordering="pk")
    def code(self, obj):
        return obj.code

    @admin.display(description=pgettext_lazy("service", "subject"))
    def subject_shown(self, obj):
        return obj.subject if obj.is_readable_by_unit else "–"

    @admin.display(description=gettext_lazy("due on"), ordering="due_on")
    def due_shown(self, obj):
        day = f"{obj.due_on:%d/%m/%Y}"
        return format_html("<strong>{} – {}</strong>", day, _("overdue")) if obj.is_overdue else day

    @admin.display(description=gettext_lazy("support service"))
    def service_name(self, obj):
        return obj.service.name

    @admin.display(description=gettext_lazy("startup project"))
    def startup_name(self, obj):
        return obj.startup.name

    @admin.display(description=gettext_lazy("in charge"))
    def assignee_name(self, obj):
        return str(obj.assignee)

    @admin.display(description=gettext_lazy("referred to"))
    def referred_name(self, obj):
        return f"{obj.referred_to} ({obj.referred_to.organization})"

    @admin.display(description=pgettext_lazy("service", "unit"))
    def unit_name(self, obj):
        return obj.unit.name

    @admin.display(description=gettext_lazy("requester"), ordering="requester__full_name")
    def requester_name(self, obj):
        """The name: an account is called by its address elsewhere."""
        return obj.requester.full_name

    @admin.display(description=gettext_lazy("contact"))
    def requester_address(self, obj):
        return " · ".join(part for part in (obj.requester.email, obj.requester.phone) if part)

    @admin.display(description=gettext_lazy("answers to the further questions"))
    def answers_text(self, obj):
        return "\n".join(f"{question}: {answer}" for question, answer in obj.answers) or "–"
