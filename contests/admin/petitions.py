"""Petitions in the admin: evidence, an officer, the answer, and the act that followed."""

from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from contests.domain.petition_remedies import REMEDIES, link_remedy, possible_remedies
from contests.domain.petition_reminders import REMIND_DAYS_BEFORE
from contests.domain.petition_windows import deciders_of
from contests.domain.petitions import (
    add_files,
    answer_petition,
    examine_petition,
    reassign_petition,
    withdraw_petition,
)
from contests.enums import PetitionState
from contests.forms.petitions import AnswerForm, OfficerForm, PetitionFilesForm, RemedyForm
from contests.models import Petition
from contests.workflow import PETITION
from portal.admin import AdminStep, WorkflowAdmin
from portal.serving import serve_stored_file
from portal.workflow import RefusedError


class DueFilter(admin.SimpleListFilter):
    """What waits: without an officer, due soon, overdue."""

    title = gettext_lazy("waiting")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [
            ("new", _("No officer yet")),
            ("soon", _("Due within %(days)d days, or overdue") % {"days": REMIND_DAYS_BEFORE}),
            ("overdue", pgettext("due date", "Overdue")),
            ("mine", _("Given to me")),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        match self.value():
            case "new":
                return queryset.filter(state=PetitionState.RECEIVED)
            case "soon":
                return queryset.due_by(today + timedelta(days=REMIND_DAYS_BEFORE))
            case "overdue":
                return queryset.due_by(today - timedelta(days=1))
            case "mine":
                return queryset.open().filter(officer=request.user)
            case _:
                return queryset


def _mailed(petition):
    address = petition.answer_address
    if not address:
        return _("The petitioner has no e-mail address: send it on paper.")
    return _("A mail goes to %(address)s.") % {"address": address}


def _examination(petition):
    return [
        _("Who took the contested decision is not in the list of officers."),
        _mailed(petition),
    ]


def _granting(petition):
    return _answering(
        petition,
        _(
            "Nothing else changes by it: reopen the check or grant more time on the page of the dossier, then link that act here."
        ),
    )


def _rejecting(petition):
    return _answering(petition, _("The contested decision stands."))


def _answering(petition, outcome):
    sentences = [
        _("The answer and the document are sent and can no longer be changed."),
        outcome,
        _mailed(petition),
    ]
    if petition.due_on < timezone.localdate():
        sentences.insert(0, _("The answer is overdue."))
    return sentences


def _answer(step, consequences=_granting):
    return AdminStep(
        act=lambda petition, **values: answer_petition(petition, step, **values),
        form_class=AnswerForm,
        consequences=consequences,
    )


class PetitionPages:
    """Pages of acts on one petition besides the steps of its life."""

    def get_urls(self):
        view = self.admin_site.admin_view
        acts = {
            "reassign": self.reassign_view,
            "add-file": self.add_file_view,
            "remedy": self.remedy_view,
        }
        return [
            *(
                path(
                    f"<int:pk>/{name}/",
                    view(act),
                    name=f"contests_petition_{name.replace('-', '_')}",
                )
                for name, act in acts.items()
            ),
            path(
                "<int:pk>/file/<int:file_pk>/", view(self.file_view), name="contests_petition_file"
            ),
            *super().get_urls(),
        ]

    def reassign_view(self, request, pk):
        """Give a petition in examination to somebody else."""
        petition = self._handled(request, pk)
        form = OfficerForm(request.POST if request.method == "POST" else None, obj=petition)
        return self._act(
            request,
            petition,
            form,
            lambda values: reassign_petition(petition, actor=request.user, **values),
            title=_("Give to another officer"),
        )

    def add_file_view(self, request, pk):
        """Files of the office, such as the signed answer; the petitioner gets them with the answer."""
        petition = self._handled(request, pk)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        return self._act(
            request,
            petition,
            PetitionFilesForm(*sent),
            lambda values: add_files(petition, values["files"], actor=request.user),
            title=_("Add files of the office"),
            sentences=[_("The petitioner can read them once the petition is answered.")],
        )

    def remedy_view(self, request, pk):
        """Link the act on the dossier that followed from the answer."""
        petition = self._handled(request, pk)
        acts = possible_remedies(petition)
        if not acts:
            text = _("Nothing was done with the dossier since the petition was filed.")
            self.message_user(request, text, messages.WARNING)
            return redirect(reverse("admin:contests_petition_change", args=[petition.pk]))
        form = RemedyForm(
            request.POST if request.method == "POST" else None,
            choices=[(str(place), _act_text(act)) for place, act in enumerate(acts)],
        )
        return self._act(
            request,
            petition,
            form,
            lambda values: link_remedy(petition, actor=request.user, act=acts[int(values["act"])]),
            title=_("Link the act that followed"),
        )

    def file_view(self, request, pk, file_pk):
        """One file of the petition."""
        petition = self._petition(request, pk)
        row = get_object_or_404(petition.files.select_related("stored"), pk=file_pk)
        return serve_stored_file(request, row.stored)

    def _petition(self, request, pk):
        petition = self.get_object(request, str(pk))
        if petition is None or not self.has_view_permission(request, petition):
            raise Http404
        return petition

    def _handled(self, request, pk):
        petition = self._petition(request, pk)
        if not request.user.has_perm("contests.handle_petition", petition):
            raise PermissionDenied
        return petition

    def _act(self, request, petition, form, act, *, title, sentences=()):
        back = reverse("admin:contests_petition_change", args=[petition.pk])
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
            "original": petition,
            "form": form,
            "title": title,
            "sentences": sentences,
            "back": back,
        }
        return TemplateResponse(
            request,
            "admin/act.html",
            context,
            status=422 if form.errors else 200,
        )


def _act_text(act):
    return _("%(act)s – %(actor)s, %(moment)s") % {
        "act": REMEDIES[act.verb],
        "actor": act.actor or _("the system"),
        "moment": f"{timezone.localtime(act.at):%H:%M %d/%m/%Y}",
    }


@admin.register(Petition)
class PetitionAdmin(PetitionPages, WorkflowAdmin):
    workflow = PETITION
    steps = {
        "withdraw": AdminStep(act=withdraw_petition),
        "examine": AdminStep(
            act=examine_petition, form_class=OfficerForm, consequences=_examination
        ),
        "uphold": _answer("uphold"),
        "uphold_partly": _answer("uphold_partly"),
        "reject": _answer("reject", _rejecting),
    }
    other_verbs = {
        "file": gettext_lazy("Send a petition"),
        "add_file": gettext_lazy("Add a file"),
        "reassign": gettext_lazy("Give to another officer"),
        "link_remedy": gettext_lazy("Link the act that followed"),
    }
    change_form_template = "admin/contests/petition/change_form.html"
    list_display = (
        "reference",
        "application_reference",
        "subject_text",
        "state",
        "filed_on",
        "due_on",
        "officer",
    )
    list_filter = ("contest", "state", DueFilter, "subject")
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False
    search_fields = ("reference", "application__folded")
    search_help_text = gettext_lazy("Receipt number, reference number, project, representative.")
    fields = (
        "reference",
        "application_link",
        "subject_text",
        "contested_at",
        "channel",
        "filed_by",
        "filed_at",
        "entered_by",
        "due_on",
        "officer",
        "text",
        "answer",
        "reply",
        "answered_by",
        "answered_at",
    )

    def has_view_permission(self, request, obj=None):
        """Staff of the contest only: petitioners read theirs on their own pages."""
        return request.user.has_perm("contests.handle_petition", obj)

    def get_queryset(self, request):
        rows = super().get_queryset(request).visible_to(request.user)
        return rows.select_related(
            "application__contest",
            "application__owner",
            "contest",
            "filed_by",
            "entered_by",
            "officer",
            "reply",
            "round__contest",
        )

    @admin.display(description=gettext_lazy("reference number"), ordering="application__reference")
    def application_reference(self, petition):
        return petition.application.reference or petition.application.public_id

    @admin.display(description=gettext_lazy("about"), ordering="subject")
    def subject_text(self, petition):
        return petition.subject_text

    @admin.display(description=gettext_lazy("filed on"), ordering="filed_at")
    def filed_on(self, petition):
        return timezone.localdate(petition.filed_at)

    @admin.display(description=gettext_lazy("application"))
    def application_link(self, petition):
        return petition.application

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            is_upheld = obj.state in {PetitionState.UPHELD, PetitionState.PARTLY}
            context |= {
                "files": obj.files.select_related("stored"),
                "is_overdue": obj.state in {PetitionState.RECEIVED, PetitionState.EXAMINING}
                and obj.due_on < timezone.localdate(),
                "is_decider": request.user.pk in deciders_of(obj).took,
                "may_reassign": obj.state == PetitionState.EXAMINING,
                "may_link": is_upheld,
                "remedy_label": REMEDIES.get(obj.remedy, obj.remedy),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)
