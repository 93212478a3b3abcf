"""The pages of a draft: show, save, save in the background, and tell who saved in between."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from contests.domain import dossier
from contests.domain.answers import (
    PageEdit,
    StalePageError,
    can_edit,
    display_value,
    fingerprint,
    plain,
    save_page,
    stored_page,
)
from contests.enums import TaskStatus
from contests.forms.applicant import ContactForm, DivisionForm, OrganisationForm
from contests.forms.applicant_questions import SectionForm
from contests.forms.nominations import NominationForm
from contests.models import Application
from contests.rules import is_editable
from contests.views.applicant import ApplicationPageMixin
from portal.workflow import RefusedError

FIXED_PAGES = {
    dossier.DIVISION: DivisionForm,
    dossier.CONTACT: ContactForm,
    dossier.ORGANISATION: OrganisationForm,
    dossier.NOMINATION: NominationForm,
}
AUTOSAVE_HEADER = "X-Autosave"


class EditPageMixin(ApplicationPageMixin):
    """A page that changes the dossier; what cannot be edited now leads back to its state."""

    path = ""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_edit(self.application, request.user):
            text = self.closed_text()
            if self.is_autosave():
                return JsonResponse({"message": text}, status=409)
            messages.info(request, text)
            return redirect(self.application)
        return super().dispatch(request, *args, **kwargs)

    def closed_text(self):
        """Why the pages are closed to the reader: the state of the dossier, or their rights."""
        if is_editable(self.request.user, self.application) and not self.is_lead():
            return _("You may read this application but not change it.")
        return _("The application cannot be changed now.")

    def is_autosave(self):
        return AUTOSAVE_HEADER in self.request.headers

    @cached_property
    def tasks(self):
        return dossier.task_list(self.application)

    def get_path(self):
        return self.path or self.kwargs["section"]

    def get_task(self):
        """The entry of this page in the task list; a page that the dossier does not have is 404."""
        for group in self.tasks.groups:
            for task in group.tasks:
                if task.path == self.get_path():
                    return task
        raise Http404

    def get_title(self):
        return self.get_task().title

    def goes_back_to_check(self):
        return self.request.GET.get("ve") == dossier.CHECK

    def next_url(self):
        """Where "continue" leads: the check page when one came from it, else the next page."""
        if self.goes_back_to_check() or self.request.POST.get("action") == "later":
            name = "application_check" if self.goes_back_to_check() else "application_detail"
            return reverse(f"contests:{name}", args=[self.application.public_id])
        fresh = Application.objects.for_snapshot().get(pk=self.application.pk)
        path = dossier.task_list(fresh).after(self.get_path())
        return page_url(fresh, path)


def page_url(application, path):
    """Return the address of a page of the dossier."""
    names = {
        dossier.ELIGIBILITY: "application_eligibility",
        dossier.MEMBERS: "application_members",
        dossier.GUARDIANS: "application_guardians",
        dossier.NOMINATION: "application_nomination",
        dossier.EXPLANATION: "application_explanation",
        dossier.EVIDENCE: "application_evidence",
        dossier.CHECK: "application_check",
    }
    if path in names:
        return reverse(f"contests:{names[path]}", args=[application.public_id])
    return reverse("contests:application_section", args=[application.public_id, path])


class ApplicationSectionView(EditPageMixin, FormView):
    """Fixed pages and sections of questions alike: valid answers are kept, others stay on screen."""

    template_name = "contests/application_section.html"

    @cached_property
    def section(self):
        """The section of questions at this address, or None for a fixed page."""
        if self.get_path() in FIXED_PAGES:
            return None
        found = [s for s in dossier.sections_of(self.application) if s.slug == self.get_path()]
        if not found:
            raise Http404
        return found[0]

    def get_form(self, form_class=None):
        self.get_task()
        action = self.request.POST.get("action", "continue")
        strict = action == "continue" and not self.is_autosave()
        kwargs = {"strict": strict}
        if self.request.method == "POST":
            kwargs["data"] = self.request.POST
        if self.section is None:
            return FIXED_PAGES[self.get_path()](application=self.application, **kwargs)
        completed = self.get_task().status == TaskStatus.COMPLETED
        answers = {a.question_id: a.value for a in self.application.answers.all()}
        return SectionForm(section=self.section, answers=answers, completed=completed, **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        is_valid = form.is_valid()
        try:
            saved = self.save(self.edit_of(form, is_valid=is_valid))
        except StalePageError as stale:
            return self.stale(form, stale.application)
        except RefusedError as refused:
            return self.refused(refused)
        if self.is_autosave():
            return self.autosaved(form, saved)
        if not is_valid:
            return self.render_to_response(self.get_context_data(form=form, saved=saved))
        return redirect(self.next_url())

    def save(self, edit):
        """Store what the page sends; a page that means more than its fields says so here."""
        seen = self.request.POST.get("seen", "")
        return save_page(self.application, edit, actor=self.request.user, seen=seen)

    def edit_of(self, form, *, is_valid):
        if self.section is None:
            return PageEdit(
                path=self.get_path(),
                names=tuple(form.stored_names()),
                values=form.valid_values(),
            )
        return PageEdit(
            path=self.get_path(),
            questions=tuple(form.question_ids()),
            answers=form.valid_answers(),
            is_complete=self.completion(form, is_valid=is_valid),
        )

    def completion(self, form, *, is_valid):
        """Whether the section counts as completed; None leaves it as it was."""
        if self.is_autosave():
            return None
        if form.has_completion():
            given = form.cleaned_data.get("is_complete")
            return (is_valid and given == "yes") if given else None
        return is_valid if self.request.POST.get("action", "continue") == "continue" else None

    def seen_of(self, application):
        """The mark of what is stored for this page now."""
        if self.section is None:
            names = FIXED_PAGES[self.get_path()](application=self.application).stored_names()
            return fingerprint(stored_page(application, names, ()))
        return fingerprint(
            stored_page(application, (), [q.pk for q in self.section.questions.all()])
        )

    def autosaved(self, form, saved):
        errors = {name: list(found) for name, found in form.errors.items()}
        time = timezone.localtime(saved.updated_at)
        answer = {"saved_at": f"{time:%H:%M}", "seen": self.seen_of(saved), "errors": errors}
        if self.is_late():
            answer["note"] = _("The time for submitting applications is over.")
        return JsonResponse(answer)

    def refused(self, refused):
        if self.is_autosave():
            return JsonResponse({"message": str(refused.message)}, status=409)
        messages.error(self.request, refused.message)
        return redirect(self.application)

    def stale(self, form, stored):
        """Show what is stored beside what was typed; saving again replaces it knowingly."""
        if self.is_autosave():
            return JsonResponse({"message": self.stale_message(stored)}, status=409)
        context = self.get_context_data(
            form=form,
            saved=stored,
            stale=self.stale_message(stored),
            others=self.others(form, stored),
        )
        return self.render_to_response(context, status=409)

    def stale_message(self, stored):
        time = timezone.localtime(stored.updated_at)
        return _("This page was saved by %(name)s at %(time)s, after you had opened it.") % {
            "name": stored.updated_by,
            "time": f"{time:%H:%M %d/%m/%Y}",
        }

    def others(self, form, stored):
        """Fields whose stored text differs from what was typed: label, stored text."""
        rows = []
        fresh = Application.objects.for_snapshot().get(pk=stored.pk)
        answers = {answer.question_id: answer for answer in fresh.answers.all()}
        kinds = {q.pk: q.kind for q in self.section.questions.all()} if self.section else {}
        for name, field in form.fields.items():
            if name == "is_complete":
                continue
            pk = int(name[1:]) if self.section else None
            value = answers[pk].value if pk in answers else ""
            text = display_value(kinds[pk], value) if pk else _text(getattr(fresh, name))
            if plain(form.cleaned_data.get(name)) != (value if pk else plain(getattr(fresh, name))):
                rows.append({"label": field.label, "value": text})
        return rows

    def get_context_data(self, **kwargs):
        stored = kwargs.get("saved") or self.application
        form = kwargs.get("form") or self.get_form()
        context = {
            "section": self.section,
            "seen": self.seen_of(stored),
            "saved": stored,
            "has_errors": bool(form.errors),
            "is_late": self.is_late(),
            "form": form,
            "goes_back_to_check": self.goes_back_to_check(),
        }
        return super().get_context_data(**(context | kwargs))


def _text(value):
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    return str(value or "")
