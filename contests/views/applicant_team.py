"""The team and its rights: who reads and edits, invitations, hand-over, and one's own consents."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from contests.domain import consents, invitations, papers, team
from contests.domain.snapshots import snapshot_content
from contests.domain.team_overview import team_rows
from contests.enums import InvitationState, TeamAccess
from contests.forms.members import AccessForm, OwnConsentForm
from contests.views.applicant import ApplicationPageMixin
from portal.workflow import RefusedError


class ContentView(ApplicationPageMixin, TemplateView):
    """The whole dossier to read, for everybody in the team and in every state."""

    template_name = "contests/application_content.html"
    page_title = gettext_lazy("Content of the application")

    def get_context_data(self, **kwargs):
        parts = papers.parts_of(snapshot_content(self.application))
        shown = [part for part in parts if part.rows or part.files]
        return super().get_context_data(parts=shown, **kwargs)


class TeamView(ApplicationPageMixin, TemplateView):
    """Everybody of the team: account, rights, consents; in every state of the dossier."""

    template_name = "contests/application_team.html"
    page_title = gettext_lazy("Team and access")

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=team_rows(self.application), **kwargs)


class MemberOfTeamMixin(ApplicationPageMixin):
    """A page about one member, for the representative."""

    lead_only = True

    @cached_property
    def member(self):
        for member in self.application.members.all():
            if member.pk == self.kwargs["pk"]:
                return member
        raise Http404

    def back(self):
        return redirect("contests:application_team", self.application.public_id)

    def try_to(self, act, done):
        """Do it and say so, or say why not; either way back to the team."""
        try:
            act()
        except RefusedError as refused:
            messages.error(self.request, refused.message)
        else:
            messages.success(self.request, done)
        return self.back()


class MemberAccessView(MemberOfTeamMixin, FormView):
    """Invite a member, send the invitation again, or change what they may do."""

    template_name = "contests/application_access.html"
    form_class = AccessForm

    def get_title(self):
        return _("Access of %(name)s") % {"name": self.member.full_name}

    def has_accepted(self):
        return self.member.invitation == InvitationState.ACCEPTED

    def get_initial(self):
        given = self.member.access
        return {"access": given if given != TeamAccess.NONE or self.has_accepted() else None}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"may_end": self.has_accepted()}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            member=self.member,
            is_invited=self.member.invitation == InvitationState.INVITED,
            has_accepted=self.has_accepted(),
            days=invitations.GOOD_FOR.days,
            **kwargs,
        )
        context["has_errors"] = bool(context["form"].errors)
        return context

    def form_valid(self, form):
        access, name = form.cleaned_data["access"], self.member.full_name
        values = {"actor": self.request.user, "access": access}
        if self.has_accepted():
            return self.try_to(
                lambda: invitations.change_access(self.application, self.member.pk, **values),
                _("The access of %(name)s is changed.") % {"name": name},
            )
        return self.try_to(
            lambda: invitations.invite_member(self.application, self.member.pk, **values),
            _("The invitation to %(name)s is on its way to %(email)s.")
            % {"name": name, "email": self.member.email},
        )


class InvitationWithdrawView(MemberOfTeamMixin, TemplateView):
    """Ask before a mailed link is made worthless."""

    template_name = "contests/application_confirm.html"
    page_title = gettext_lazy("Withdraw the invitation")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            text=_("The link that was mailed to %(name)s will no longer work.")
            % {"name": self.member.full_name},
            button=_("Withdraw the invitation"),
            back=reverse("contests:application_team", args=[self.application.public_id]),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        return self.try_to(
            lambda: invitations.withdraw_invitation(
                self.application, self.member.pk, actor=request.user
            ),
            _("The invitation is withdrawn."),
        )


class HandOverView(MemberOfTeamMixin, TemplateView):
    """Ask before the dossier gets another representative."""

    template_name = "contests/application_confirm.html"
    page_title = gettext_lazy("Hand over the application")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            text=_(
                "%(name)s becomes the representative: submits, withdraws, invites and removes. You "
                "stay in the team and may edit. Only %(name)s can hand the application back."
            )
            % {"name": self.member.full_name},
            button=_("Hand over to %(name)s") % {"name": self.member.full_name},
            back=reverse("contests:application_team", args=[self.application.public_id]),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        return self.try_to(
            lambda: team.hand_over(self.application, self.member.pk, actor=request.user),
            _("%(name)s is the representative now.") % {"name": self.member.full_name},
        )


class OwnConsentView(ApplicationPageMixin, FormView):
    """What the signed-in person of the team has agreed to, and the boxes not yet ticked."""

    template_name = "contests/application_consent.html"
    form_class = OwnConsentForm
    page_title = gettext_lazy("Your consents")

    @cached_property
    def person(self):
        try:
            return consents.person_of(self.application, self.request.user)
        except RefusedError as refused:  # who types a dossier in for somebody agrees to nothing
            raise Http404 from refused

    @cached_property
    def standing(self):
        """Pairs of a text and the consent that stands to it, None while it is not given."""
        return consents.own_standing(self.application, self.person)

    def get_form_kwargs(self):
        open_texts = [text for text, given in self.standing if given is None]
        return super().get_form_kwargs() | {"texts": open_texts}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            given=[(text, given) for text, given in self.standing if given],
            is_minor=self.person.is_minor,
            **kwargs,
        )
        context["has_errors"] = bool(context["form"].errors)
        return context

    def form_valid(self, form):
        consents.give_own_consents(
            self.application, actor=self.request.user, purposes=form.purposes()
        )
        messages.success(self.request, _("Your consent is recorded."))
        return redirect("contests:application_consent", self.application.public_id)
