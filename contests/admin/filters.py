"""Filters of the lists of the contest; their choice stands in the address."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contests.domain.appointments import with_open_finding
from contests.enums import ApplicationState
from contests.models import Division, Round
from ecosystem.models import Locality


class SupplementFilter(admin.SimpleListFilter):
    """Where a requested supplement stands."""

    title = _("supplement")
    parameter_name = "supplement"

    def lookups(self, request, model_admin):
        return [
            ("first", _("First check")),
            ("waiting", _("Waiting for the applicant")),
            ("overdue", _("Overdue")),
            ("answered", _("Answered, to be checked")),
            ("unanswered", _("Time over without an answer, to be concluded")),
        ]

    def queryset(self, request, queryset):
        return supplement_state(queryset, self.value()) if self.value() else queryset


def supplement_state(queryset, value):
    """Applications by their last supplement: never asked, waiting, overdue, answered, not answered."""
    asked = queryset.with_supplement().filter(state=ApplicationState.SUPPLEMENT_REQUESTED)
    submitted = queryset.with_supplement().filter(state=ApplicationState.SUBMITTED)
    now = timezone.now()
    found = {
        "first": submitted.filter(supplement_asked_at=None),
        "waiting": asked.filter(supplement_due_at__gte=now),
        "overdue": asked.filter(supplement_due_at__lt=now),
        "answered": submitted.exclude(supplement_answered_at=None),
        "unanswered": submitted.exclude(supplement_asked_at=None).filter(
            supplement_answered_at=None
        ),
    }
    return found.get(value, queryset)


class MessageFilter(admin.SimpleListFilter):
    """Dossiers whose people wait for an answer."""

    title = _("messages")
    parameter_name = "messages"

    def lookups(self, request, model_admin):
        return [("unread", _("Not opened by the secretariat"))]

    def queryset(self, request, queryset):
        return queryset.with_unread_messages() if self.value() == "unread" else queryset


class LookAlikeFilter(admin.SimpleListFilter):
    """Dossiers that resemble another one."""

    title = _("look-alikes")
    parameter_name = "look_alikes"

    def lookups(self, request, model_admin):
        return [("open", _("Looks alike, to be settled")), ("any", _("Looks alike, also settled"))]

    def queryset(self, request, queryset):
        match self.value():
            case "open":
                return queryset.with_look_alikes(cleared_at=None)
            case "any":
                return queryset.with_look_alikes()
            case _:
                return queryset


class InnerCircleFilter(admin.SimpleListFilter):
    """Found in a team after the validity was concluded, when somebody was appointed."""

    title = _("organisers and judges")
    parameter_name = "inner_circle"

    def lookups(self, request, model_admin):
        return [("open", _("In the team, to be decided"))]

    def queryset(self, request, queryset):
        return with_open_finding(queryset) if self.value() == "open" else queryset


class DivisionFilter(admin.SimpleListFilter):
    """By name: each edition has its own divisions, mostly of the same names."""

    title = _("division")
    parameter_name = "division"

    def lookups(self, request, model_admin):
        names = Division.objects.order_by("name").values_list("name", flat=True).distinct()
        return [(name, name) for name in names]

    def queryset(self, request, queryset):
        return queryset.filter(division__name=self.value()) if self.value() else queryset


class LocalityFilter(admin.SimpleListFilter):
    """Only places that applications come from: the province has 65 of them."""

    title = _("commune or ward")
    parameter_name = "locality"

    def lookups(self, request, model_admin):
        places = Locality.objects.filter(pk__in=model_admin.model.objects.values("locality"))
        return [(str(place.pk), str(place)) for place in places]

    def queryset(self, request, queryset):
        value = self.value()
        return queryset.filter(locality=value) if value and value.isdecimal() else queryset


class RoundFilter(admin.SimpleListFilter):
    """Rows of one round; reads the rounds once, with their editions."""

    title = _("round")
    parameter_name = "round"
    path = "round"

    def lookups(self, request, model_admin):
        rounds = Round.objects.select_related("contest").order_by("-contest__year", "order")
        return [(round_.pk, str(round_)) for round_ in rounds]

    def queryset(self, request, queryset):
        if self.value() and self.value().isdecimal():
            return queryset.filter(**{self.path: self.value()})
        return queryset


class EntryRoundFilter(RoundFilter):
    """The same for rows that belong to an entry."""

    path = "entry__round"
