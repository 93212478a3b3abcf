"""The consent of guardians: one form to print and one signed file for each person below the age."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from contests.domain import dossier
from contests.domain.answers import PageEdit, fingerprint, save_page, stored_page
from contests.domain.guardians import attach_guardian_form, guardian_form_pdf
from contests.domain.limits import rules_of
from contests.domain.people import minors_of
from contests.enums import ORGANISED_TYPES, AttachmentKind
from contests.forms.members import GuardianUploadForm, SchoolForm
from contests.views.applicant import ApplicationPageMixin
from contests.views.applicant_sections import EditPageMixin
from portal.workflow import RefusedError

# In addresses and forms the representative is number 0, a member the number of the row.
NOBODY = 0


class GuardiansView(EditPageMixin, TemplateView):
    """Everybody below the age with their guardian, the form to print and the signed file."""

    template_name = "contests/application_guardians.html"
    page_title = gettext_lazy("Consent of guardians")
    path = dossier.GUARDIANS

    def get_title(self):
        self.get_task()
        return self.page_title

    def get_context_data(self, **kwargs):
        bound = kwargs.pop("bound", None) or {}
        signed = {
            row.member_id: row
            for row in self.application.attachments.all()
            if row.kind == AttachmentKind.GUARDIAN
        }
        people = [
            {
                "person": person,
                "number": person.member_id or NOBODY,
                "signed": signed.get(person.member_id),
                "form": bound.get(person.member_id) or self.upload_form(person),
            }
            for person in minors_of(self.application)
        ]
        context = super().get_context_data(
            people=people,
            age=rules_of(self.application).guardian_below_age,
            school_form=kwargs.pop("school_form", None) or self.school_form(),
            wrong_forms=list(bound.values()),
            next_url=self.next_url(),
            **kwargs,
        )
        context["has_errors"] = any(form.errors for form in bound.values())
        return context

    def upload_form(self, person, *args):
        prefix = f"p{person.member_id or NOBODY}"
        return GuardianUploadForm(*args, contest=self.application.contest, prefix=prefix)

    def school_form(self, *args):
        """Asked here of people who do not enter for an organisation; others name it on its page."""
        if self.application.applicant_type in ORGANISED_TYPES:
            return None
        initial = {"organization_name": self.application.organization_name}
        return SchoolForm(*args, initial=initial)

    def post(self, request, *args, **kwargs):
        self.get_task()
        try:
            if request.POST.get("action") == "school":
                return self.save_school()
            return self.upload()
        except RefusedError as refused:
            messages.error(request, refused.message)
            return redirect(self.application)

    def upload(self):
        number = self.request.POST.get("person", "")
        chosen = [
            person
            for person in minors_of(self.application)
            if str(person.member_id or NOBODY) == number
        ]
        if not chosen:
            raise Http404
        person = chosen[0]
        form = self.upload_form(person, self.request.POST, self.request.FILES)
        if form.is_valid():
            try:
                attach_guardian_form(
                    self.application,
                    form.cleaned_data["file"],
                    actor=self.request.user,
                    member_id=person.member_id,
                )
            except ValidationError as error:
                form.add_error("file", error)
            else:
                text = _("The signed form for %(name)s is added.") % {"name": person.name}
                messages.success(self.request, text)
                return redirect(self.request.get_full_path())
        context = self.get_context_data(bound={person.member_id: form})
        return self.render_to_response(context)

    def save_school(self):
        form = self.school_form(self.request.POST)
        if form is None:
            raise Http404
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(school_form=form))
        names = ("organization_name",)
        edit = PageEdit(path=self.path, names=names, values=form.cleaned_data)
        seen = fingerprint(stored_page(self.application, names, ()))
        save_page(self.application, edit, actor=self.request.user, seen=seen)
        messages.success(self.request, _("The school or organisation is saved."))
        return redirect(self.request.get_full_path())


class GuardianFormView(ApplicationPageMixin, View):
    """The form to print for one person, filled in with what the dossier knows."""

    def get(self, request, *args, **kwargs):
        for person in minors_of(self.application):
            if (person.member_id or NOBODY) == kwargs["pk"]:
                return self.pdf(person)
        raise Http404

    def pdf(self, person):
        content = guardian_form_pdf(self.application, person)
        response = HttpResponse(content, content_type="application/pdf")
        name = _("guardian-consent-%(name)s.pdf") % {"name": person.name}
        response.headers["Content-Disposition"] = content_disposition_header(True, name)
        response.headers["Cache-Control"] = "private, no-store"
        return response
