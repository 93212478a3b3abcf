"""Connection requests in the administration: passed on or refused; no page shows a contact."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from ecosystem.domain import connections as acts
from ecosystem.models import ConnectionRequest
from ecosystem.workflow import CONNECTION
from portal.admin import AdminStep, WorkflowAdmin


class DueFilter(admin.SimpleListFilter):
    """What the office or who was asked has left lying."""

    title = gettext_lazy("due")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [("overdue", pgettext("due date", "Overdue"))]

    def queryset(self, request, queryset):
        return queryset.overdue(timezone.localdate()) if self.value() == "overdue" else queryset


def _relaying(request):
    return [
        _("%(asked)s gets a mail with the request and a link that answers it within %(n)d days.")
        % {"asked": request.asked, "n": acts.ANSWER_DAYS},
        _("Who sent it is told that the request was passed on."),
        _("Nobody learns an address: contacts are exchanged once the request is accepted."),
    ]


def _refusing(request):
    return [_("Who sent it reads your reason by mail."), _("Nobody learns an address.")]


@admin.register(ConnectionRequest)
class ConnectionRequestAdmin(WorkflowAdmin):
    workflow = CONNECTION
    steps = {
        "relay": AdminStep(act=acts.relay_request, consequences=_relaying),
        "refuse": AdminStep(act=acts.refuse_request, consequences=_refusing),
    }
    other_verbs = {
        "send": gettext_lazy("Send the request"),
        "tell_outcome": gettext_lazy("Tell what came of it"),
    }
    list_display = ("code", "sender_name", "asked_name", "purpose", "state", "due_on", "created_at")
    list_filter = ("state", DueFilter, "purpose")
    list_per_page = 50
    search_fields = (
        "startup__folded",
        "from_organization__folded",
        "founder__full_name",
        "expert__folded",
        "organization__folded",
        "post__folded",
    )
    view_on_site = False
    fields = readonly_fields = (
        "code",
        "sender_name",
        "sender",
        "asked_name",
        "post",
        "purpose",
        "message",
        "due_on",
        "created_at",
        "relayed_at",
        "answered_at",
        "outcome_asked_on",
        "reason",
        "outcomes_told",
    )

    def get_queryset(self, request):
        return super().get_queryset(request).with_parties()

    @admin.display(description=gettext_lazy("code"), ordering="pk")
    def code(self, request):
        return request.code

    @admin.display(description=gettext_lazy("in the name of"))
    def sender_name(self, request):
        return request.sender

    @admin.display(description=gettext_lazy("sent by"))
    def sender(self, request):
        """The name: an account is called by its address elsewhere."""
        return request.founder.full_name

    @admin.display(description=gettext_lazy("who is asked"))
    def asked_name(self, request):
        return request.asked

    @admin.display(description=pgettext_lazy("connection", "outcome"))
    def outcomes_told(self, request):
        told = [
            f"{row.get_side_display()}: {row.get_result_display()} {row.note}".strip()
            for row in request.outcomes.all()
        ]
        return "; ".join(told) or "–"
