"""Inviting people onto panels: the page of a panel, and the invitations with their steps."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contests.admin.filters import RoundFilter
from contests.domain import judging
from contests.forms.juries import InviteForm
from contests.models import JudgeInvitation, Panel
from contests.workflow import JUDGE_INVITATION
from portal.admin import AdminStep, WorkflowAdmin
from portal.workflow import RefusedError


class InvitePage:
    """``panel/<pk>/invite/``: ask known judges and somebody new onto a panel."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.invite_view)
        return [
            path("<int:pk>/invite/", view, name="contests_panel_invite"),
            *super().get_urls(),
        ]

    def invite_view(self, request, pk):
        """GET asks whom; POST mails each of them, and tells every refusal."""
        if not request.user.has_perm("contests.invite_judge"):
            raise PermissionDenied("contests.invite_judge")
        panel = get_object_or_404(Panel.objects.select_related("round__contest"), pk=pk)
        form = InviteForm(request.POST or None, panel=panel)
        if request.method == "POST" and form.is_valid():
            self._invite(request, panel, form)
            return redirect(
                f"{reverse('admin:contests_judgeinvitation_changelist')}?panel__id__exact={pk}"
            )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": panel,
            "title": _("Invite judges"),
            "sentences": [
                _(
                    "Each person is mailed a link of their own, with which they accept or decline without an account."
                ),
                _(
                    "Who accepts and signs in with the invited address joins the panel; nobody is put on it unasked."
                ),
            ],
            "form": form,
            "button": _("Send the invitations"),
            "back": reverse("admin:contests_panel_change", args=[pk]),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/act.html", context, status=status)

    def _invite(self, request, panel, form):
        asked = 0
        for name, email, is_chair in form.people():
            try:
                judging.invite_judge(
                    panel,
                    full_name=name,
                    email=email,
                    is_chair=is_chair,
                    terms=form.cleaned_data["terms"],
                    days=form.cleaned_data["days"],
                    actor=request.user,
                )
            except RefusedError as error:
                self.message_user(request, str(error.message), messages.WARNING)
            else:
                asked += 1
        if asked:
            text = ngettext("%(n)d person is invited.", "%(n)d people are invited.", asked)
            self.message_user(request, text % {"n": asked}, messages.SUCCESS)


class PanelRoundFilter(RoundFilter):
    path = "panel__round"


@admin.register(JudgeInvitation)
class JudgeInvitationAdmin(WorkflowAdmin):
    """Read and moved by steps; an invitation begins on the page of its panel."""

    workflow = JUDGE_INVITATION
    steps = {
        "remind": AdminStep(
            act=judging.remind_judge,
            consequences=lambda row: [
                _("%(email)s is mailed the same link.") % {"email": row.email}
            ],
            in_bulk=True,
        ),
        "resend": AdminStep(
            act=judging.resend_invitation,
            consequences=lambda row: [
                _("%(email)s is mailed a new link; every earlier link falls.")
                % {"email": row.email},
                _("The time to answer begins anew."),
            ],
        ),
        "revoke": AdminStep(
            act=judging.revoke_invitation,
            consequences=lambda row: [
                _("The link holds no more; %(email)s is mailed with the reason.")
                % {"email": row.email}
            ],
        ),
    }
    other_verbs = {"invite": gettext_lazy("Invite")}
    list_display = ("full_name", "standing", "panel", "expires_at", "email")
    list_filter = ("state", PanelRoundFilter)
    list_select_related = ("panel__round__contest",)
    search_fields = ("full_name", "email")
    fields = (
        "panel",
        "full_name",
        "email",
        "is_chair",
        "terms",
        "standing",
        "invited_by",
        "sent_at",
        "expires_at",
        "reminded_at",
        "answered_at",
        "decline_reason",
        "judge",
        "organization_name",
        "tax_code",
        "locality",
        "is_named",
    )
    readonly_fields = fields

    @admin.display(description=gettext_lazy("agreed to be named in public"), boolean=True)
    def is_named(self, invitation):
        """None until somebody took the seat."""
        judge = invitation.judge
        return judging.is_named(invitation.panel.round.contest, judge) if judge else None

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def standing(self, invitation):
        """The state, and whether the time ran out."""
        if invitation.has_run_out():
            return _("%(state)s – time is over") % {"state": invitation.get_state_display()}
        return invitation.get_state_display()
