"""Registrations for events in the administration: who comes, confirmed or cancelled by hand."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ecosystem.domain import checkin
from ecosystem.domain import registrations as acts
from ecosystem.domain.seating import STEPS_BACK, step_back
from ecosystem.models import EventRegistration
from ecosystem.workflow import REGISTRATION
from portal.admin import AdminStep, WorkflowAdmin


def _mailed(registration):
    if not registration.email:
        return _("Nobody is mailed: the registration has no address.")
    return _("A mail goes to %(address)s.") % {"address": registration.email}


def _confirming(registration):
    return [_("The person has a place and gets the ticket."), _mailed(registration)]


def _calling_off(registration):
    sentences = [_("The person reads your reason."), _mailed(registration)]
    if registration.has_seat:
        sentences.append(_("The place is offered to the first person on the waiting list."))
    return sentences


@admin.register(EventRegistration)
class EventRegistrationAdmin(WorkflowAdmin):
    workflow = REGISTRATION
    steps = {
        "confirm": AdminStep(act=acts.confirm_by_hand, consequences=_confirming, in_bulk=True),
        "call_off": AdminStep(act=acts.call_off, consequences=_calling_off, in_bulk=True),
        "check_in": AdminStep(act=checkin.check_in, in_bulk=True),
        "undo_check_in": AdminStep(act=checkin.undo_check_in),
        "undo_to_waiting": AdminStep(act=checkin.undo_check_in),
    }
    other_verbs = {
        "register": pgettext_lazy("event", "Register"),
        "verify": gettext_lazy("Confirm the address"),
        "walk_in": gettext_lazy("Registered at the door"),
    }
    list_display = (
        "full_name",
        "event",
        "state",
        "organization_name",
        "email",
        "phone",
        "created_at",
        "checked_in_at",
    )
    list_filter = ("state", "is_walk_in", ("event", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("event",)
    list_per_page = 50
    search_fields = ("full_name", "email", "code")
    search_help_text = gettext_lazy("Name, organisation, address, telephone or ticket code.")
    view_on_site = False
    fields = readonly_fields = (
        "event",
        "code",
        "full_name",
        "organization_name",
        "email",
        "phone",
        "note",
        "created_at",
        "verified_at",
        "held_until",
        "has_seat",
        "is_walk_in",
        "answer",
        "checked_in_at",
        "checked_in_by",
    )

    def available_steps(self, obj, user):
        """Of the two ways back from the door only the one that the person would go."""
        other = STEPS_BACK - {step_back(obj)}
        return [step for step in super().available_steps(obj, user) if step.name not in other]

    def get_search_results(self, request, queryset, search_term):
        """Use the model's own search: with or without diacritics."""
        return queryset.search(search_term), False
