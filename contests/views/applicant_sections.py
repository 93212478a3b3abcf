"""The pages of a draft: show, save, save in the background, and tell who saved in between."""

from django.contrib import messages
from django.http import Http404
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
    fingerprint,
    plain,
    save_page,
    stored_page,
)
from contests.forms.applicant import ContactForm, DivisionForm, OrganisationForm
from contests.forms.nominations import NominationForm
from contests.models import Application
from contests.rules import is_editable
from contests.views.applicant import ApplicationPageMixin
from contests.views.background import is_autosave, refused_in_background, saved_in_background
from portal.workflow import RefusedError

FIXED_PAGES = {
    dossier.DIVISION: DivisionForm,
    dossier.CONTACT: ContactForm,
    dossier.ORGANISATION: OrganisationForm,
    dossier.NOMINATION: NominationForm,
}


class EditPageMixin(ApplicationPageMixin):
    """A page that changes the dossier; what cannot be edited now leads back to its state."""

    path = ""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not self.is_open():
            text = self.closed_text()
            if self.is_autosave():
                return refused_in_background(text)
            messages.info(request, text)
            return redirect(self.application)
        return super().dispatch(request, *args, **kwargs)

    def closed_text(self):
        """Why the pages are closed to the reader: the state of the dossier, or their rights."""
        if is_editable(self.request.user, self.application) and not self.is_lead():
            return _("You may read this application but not change it.")
        return _("The application cannot be changed now.")

    def is_open(self):
        """Whether the page may be worked on now."""
        return can_edit(self.application, self.request.user)

    def is_autosave(self):
        return is_autosave(self.request)

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


class SavedPageView(EditPageMixin, FormView):
    """A page that is saved: valid answers are kept, the others stay on the screen."""

    template_name = "contests/application_section.html"

    def form_options(self):
        """What every form of a page takes: what was sent, and whether it must be complete."""
        options = {"strict": self.is_strict()}
        if self.request.method == "POST":
            options["data"] = self.request.POST
        return options

    def is_strict(self):
        """Whether the applicant wants to go on: only then something can be missing."""
        return self.request.POST.get("action", "continue") == "continue" and not self.is_autosave()

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        is_valid = form.is_valid()
        try:
            saved = self.save(self.edit_of(form, is_valid=is_valid))
            self.keep_files(form)
        except StalePageError as stale:
            return self.stale(form, stale.application)
        except RefusedError as refused:
            return self.refused(refused)
        if self.is_autosave():
            return self.autosaved(form, saved)
        return self.saved(form, saved)

    def saved(self, form, saved):
        if form.errors:
            return self.render_to_response(self.get_context_data(form=form, saved=saved))
        return redirect(self.next_url())

    def save(self, edit):
        """Store what the page sends; a page that means more than its fields says so here."""
        seen = self.request.POST.get("seen", "")
        return save_page(self.application, edit, actor=self.request.user, seen=seen)

    def keep_files(self, form):
        """Keep what was uploaded with the page, where it takes files."""

    def edit_of(self, form, *, is_valid):
        """What the page sends, as the domain takes it."""
        raise NotImplementedError

    def seen_of(self, application):
        """The mark of what is stored for this page now."""
        raise NotImplementedError

    def others(self, form, stored):
        """Fields whose stored text differs from what was typed: label, stored text."""
        raise NotImplementedError

    def autosaved(self, form, saved):
        errors = {name: list(found) for name, found in form.errors.items()}
        note = _("The time for submitting applications is over.") if self.is_late() else ""
        return saved_in_background(
            saved.updated_at, seen=self.seen_of(saved), errors=errors, note=note
        )

    def refused(self, refused):
        if self.is_autosave():
            return refused_in_background(refused.message)
        messages.error(self.request, refused.message)
        return redirect(self.application)

    def stale(self, form, stored):
        """Show what is stored beside what was typed; saving again replaces it knowingly."""
        if self.is_autosave():
            return refused_in_background(self.stale_message(stored))
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

    def get_context_data(self, **kwargs):
        stored = kwargs.get("saved") or self.application
        form = kwargs.get("form") or self.get_form()
        context = {
            "seen": self.seen_of(stored),
            "saved": stored,
            "has_errors": bool(form.errors),
            "is_late": self.is_late(),
            "grace_until": self.get_grace(),
            "form": form,
            "goes_back_to_check": self.goes_back_to_check(),
        }
        return super().get_context_data(**(context | kwargs))


class FixedPageView(SavedPageView):
    """A page that every dossier has."""

    def get_form(self, form_class=None):
        self.get_task()
        return FIXED_PAGES[self.get_path()](application=self.application, **self.form_options())

    def edit_of(self, form, *, is_valid):
        return PageEdit(
            path=self.get_path(), names=tuple(form.stored_names()), values=form.valid_values()
        )

    def seen_of(self, application):
        names = FIXED_PAGES[self.get_path()](application=self.application).stored_names()
        return fingerprint(stored_page(application, names, ()))

    def others(self, form, stored):
        return [
            {"label": field.label, "value": _text(getattr(stored, name))}
            for name, field in form.fields.items()
            if plain(form.cleaned_data.get(name)) != plain(getattr(stored, name))
        ]


def _text(value):
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    return str(value or "")
