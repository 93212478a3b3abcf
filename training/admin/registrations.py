"""Registrations for classes in the administration: who comes, chosen, confirmed or cancelled by hand."""

from dataclasses import replace

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from ecosystem.enums import RegistrationState
from portal.admin import AdminStep, WorkflowAdmin
from portal.text import fold
from training.domain import registrations as acts
from training.models import CourseRun, Registration, RegistrationGroup
from training.workflow import REGISTRATION


class WaitingFilter(admin.SimpleListFilter):
    """Whose turn it is: the staff's, the person's, the place's."""

    title = gettext_lazy("waits for")
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        return [
            ("approval", _("Approval by the staff")),
            ("address", _("Confirmation by e-mail")),
            ("place", _("A free place")),
            ("answer", _("Acceptance of an offered place")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "approval":
                return queryset.to_decide()
            case "address":
                return queryset.live().filter(verified_at=None)
            case "place":
                return queryset.filter(state=RegistrationState.WAITLISTED)
            case "answer":
                return queryset.filter(state=RegistrationState.OFFERED)
            case _:
                return queryset


class RunFilter(admin.RelatedOnlyFieldListFilter):
    """Classes with registrations, the latest first; one query for their names."""

    def field_choices(self, field, request, model_admin):
        used = model_admin.get_queryset(request).order_by().values("run")
        rows = CourseRun.objects.filter(pk__in=used).select_related("course", "locality")
        return [(run.pk, f"{run} ({run.days})") for run in rows.order_by("-starts_at", "-pk")]


def _mailed(registration):
    if not registration.contact_email:
        return _("Nobody is mailed: the registration has no address.")
    return _("A mail goes to %(address)s.") % {"address": registration.contact_email}


def _confirming(registration):
    run = registration.run
    if registration.awaits_approval and run.seats_left == 0 and run.has_waiting_list:
        first = _("The class is full: the person waits, in the order of registering.")
    else:
        first = _("The person has a place and gets the ticket.")
    return [first, _mailed(registration)]


def _calling_off(registration):
    sentences = [_("The person reads your reason."), _mailed(registration)]
    if registration.has_seat:
        sentences.append(_("The place is offered to the first person on the waiting list."))
    return sentences


@admin.register(Registration)
class RegistrationAdmin(WorkflowAdmin):
    """Nobody edits a registration here: it moves by its steps."""

    workflow = REGISTRATION
    steps = {
        "confirm": AdminStep(act=acts.confirm_by_hand, consequences=_confirming, in_bulk=True),
        "call_off": AdminStep(act=acts.call_off, consequences=_calling_off, in_bulk=True),
    }
    other_verbs = {
        "register": pgettext_lazy("event", "Register"),
        "register_by_hand": gettext_lazy("Registered by the staff"),
        "verify": gettext_lazy("Confirm the address"),
        "walk_in": gettext_lazy("Registered at the door"),
    }
    list_display = (
        "full_name",
        "run",
        "state_text",
        "organization_name",
        "contact_email",
        "phone",
        "created_at",
    )
    list_filter = (
        WaitingFilter,
        "state",
        ("audience", admin.RelatedOnlyFieldListFilter),
        ("run", RunFilter),
    )
    list_select_related = ("run__course", "run__locality", "group")
    list_per_page = 50
    search_fields = ("full_name", "email", "code")
    search_help_text = gettext_lazy("Name, organisation, address, telephone or ticket code.")
    view_on_site = False
    fields = readonly_fields = (
        "run",
        "state_text",
        "code",
        "full_name",
        "organization_name",
        "group",
        "contact_email",
        "phone",
        "sex",
        "birth_year",
        "locality",
        "audience",
        "answers_text",
        "note",
        "created_at",
        "verified_at",
        "held_until",
        "has_seat",
        "is_walk_in",
        "answer",
    )

    def _named(self, registration, step):
        """The step as the staff call it for who awaits their choice."""
        labels = {
            "confirm": pgettext("registration", "Approve"),
            "call_off": pgettext("registration", "Refuse"),
        }
        if not registration.awaits_approval or step.name not in labels:
            return step
        return replace(step, label=labels[step.name])

    def available_steps(self, obj, user):
        return [self._named(obj, step) for step in super().available_steps(obj, user)]

    def _render_step(self, request, obj, transition, form):
        return super()._render_step(request, obj, self._named(obj, transition), form)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_text(self, registration):
        return registration.get_state_display()

    @admin.display(description=gettext_lazy("e-mail"))
    def contact_email(self, registration):
        return registration.contact_email or "–"

    @admin.display(description=pgettext_lazy("training", "answers"))
    def answers_text(self, registration):
        rows = [(answer.asked, answer.answer) for answer in registration.answers.all()]
        return format_html_join("", "<p>{}<br><strong>{}</strong></p>", rows) or "–"

    def get_search_results(self, request, queryset, search_term):
        """Use the model's own search: with or without diacritics."""
        return queryset.search(search_term), False

    def get_actions(self, request):
        """In the list the steps are the staff's decisions."""
        actions = super().get_actions(request)
        labels = {
            "step_confirm": _("Approve, or confirm for the person"),
            "step_call_off": _("Refuse or cancel, with a reason"),
        }
        for key, label in labels.items():
            if key in actions:
                act, name, _label = actions[key]
                actions[key] = (act, name, label)
        return actions


@admin.register(RegistrationGroup)
class RegistrationGroupAdmin(admin.ModelAdmin):
    """Who registered whom; everybody has a registration of their own."""

    list_display = ("organization_name", "run", "contact_name", "email", "phone", "verified_at")
    list_filter = (("run", RunFilter),)
    list_select_related = ("run__course", "run__locality")
    list_per_page = 50
    search_fields = ("organization_name", "contact_name", "email")
    search_help_text = gettext_lazy("Organisation, contact, address, or somebody of the group.")
    view_on_site = False
    fields = readonly_fields = (
        "run",
        "organization_name",
        "contact_name",
        "email",
        "phone",
        "created_at",
        "verified_at",
        "members_text",
    )

    @admin.display(description=pgettext_lazy("training", "people of the group"))
    def members_text(self, group):
        rows = [
            (member.pk, member.full_name, member.get_state_display())
            for member in group.members.order_by("pk")
        ]
        link = '<p><a href="../../../registration/{}/change/">{}</a> – {}</p>'
        return format_html_join("", link, rows) or "–"

    def get_search_results(self, request, queryset, search_term):
        """By the organisation and its people with or without diacritics, or by the contact."""
        term = search_term.strip()
        if not term:
            return queryset, False
        people = Registration.objects.filter(folded__contains=fold(term)).values("group")
        found, _distinct = super().get_search_results(request, queryset, search_term)
        return (found | queryset.filter(pk__in=people)).distinct(), False
