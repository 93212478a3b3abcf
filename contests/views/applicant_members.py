"""The people of the team: list, add, change, remove; one page each, without any script."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from contests.domain import dossier
from contests.domain.answers import PageEdit, fingerprint, remove_member, save_member, save_page
from contests.domain.limits import rules_of, team_limit
from contests.enums import ApplicantType, TaskStatus
from contests.forms.applicant import MemberForm
from contests.forms.applicant_steps import CompletionForm
from contests.views.applicant_sections import EditPageMixin
from portal.workflow import RefusedError


class MembersView(EditPageMixin, FormView):
    """The team as it stands, and whether it is complete."""

    template_name = "contests/application_members.html"
    form_class = CompletionForm
    path = dossier.MEMBERS

    def get_initial(self):
        done = self.get_task().status == TaskStatus.COMPLETED
        return {"is_complete": "yes" if done else None}

    def get_context_data(self, **kwargs):
        self.get_task()
        members = self.application.members.all()
        limit = team_limit(rules_of(self.application), self.application.division)
        return super().get_context_data(
            members=members,
            size=len(members) + 1,
            limit=limit,
            has_room=len(members) + 1 < limit,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if request.POST.get("action") == "later" and not request.POST.get("is_complete"):
            return redirect(self.application)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        is_complete = form.cleaned_data["is_complete"] == "yes"
        needs_member = self.application.applicant_type == ApplicantType.GROUP
        if is_complete and needs_member and not self.application.members.all():
            form.add_error("is_complete", _("A group has at least two people: add a member"))
            return self.form_invalid(form)
        edit = PageEdit(path=self.path, is_complete=is_complete)
        try:
            save_page(self.application, edit, actor=self.request.user, seen=fingerprint({}))
        except RefusedError as refused:
            messages.error(self.request, refused.message)
            return redirect(self.application)
        return redirect(self.next_url())


class MemberEditView(EditPageMixin, FormView):
    """Add a person, or change the one named in the address."""

    template_name = "contests/application_member.html"
    form_class = MemberForm
    path = dossier.MEMBERS

    @cached_property
    def member(self):
        if "pk" not in self.kwargs:
            return None
        for member in self.application.members.all():
            if member.pk == self.kwargs["pk"]:
                return member
        raise Http404

    def get_title(self):
        self.get_task()
        return _("Change a member") if self.member else _("Add a member")

    def get_initial(self):
        return {name: getattr(self.member, name, None) for name in MemberForm.base_fields}

    def form_valid(self, form):
        try:
            save_member(
                self.application,
                form.cleaned_data,
                actor=self.request.user,
                limit=team_limit(rules_of(self.application), self.application.division),
                member_id=self.member.pk if self.member else None,
            )
        except RefusedError as refused:
            form.add_error(None, refused.message)
            return self.form_invalid(form)
        return redirect("contests:application_members", self.application.public_id)


class MemberRemoveView(EditPageMixin, TemplateView):
    """Ask before a person is taken out of the team."""

    template_name = "contests/application_confirm.html"
    path = dossier.MEMBERS
    page_title = gettext_lazy("Remove a member")

    def get_title(self):
        return self.page_title

    def get_context_data(self, **kwargs):
        found = [m for m in self.application.members.all() if m.pk == self.kwargs["pk"]]
        if not found:
            raise Http404
        return super().get_context_data(
            text=_("%(name)s will be taken out of the team.") % {"name": found[0].full_name},
            button=_("Remove the member"),
            back=reverse("contests:application_members", args=[self.application.public_id]),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        try:
            remove_member(self.application, self.kwargs["pk"], actor=request.user)
        except RefusedError as refused:
            messages.error(request, refused.message)
        return redirect("contests:application_members", self.application.public_id)
