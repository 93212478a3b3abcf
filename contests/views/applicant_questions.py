"""Pages of questions: of the draft, and of what a round asks of its entrants in addition."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from contests.domain.answer_files import answer_with_file, remove_answer_file
from contests.domain.answers import PageEdit, answer_text, fingerprint, stored_page
from contests.domain.extras import can_answer_extra, extra_of
from contests.domain.questionnaire import Questionnaire
from contests.enums import QuestionKind, TaskStatus
from contests.forms.applicant_questions import SectionForm
from contests.models import Application
from contests.views.applicant_sections import FIXED_PAGES, FixedPageView, SavedPageView


def section_page(request, public_id, section):
    """The page of a dossier at this address: one that every dossier has, or a section of questions."""
    view = FixedPageView if section in FIXED_PAGES else QuestionPageView
    return view.as_view()(request, public_id=public_id, section=section)


class QuestionPageView(SavedPageView):
    """One section of questions. Files are sent with the page; a press on a button adds rows."""

    def is_open(self):
        return super().is_open() or can_answer_extra(self.application, self.request.user)

    @cached_property
    def questionnaire(self):
        return Questionnaire(self.application)

    @cached_property
    def extra(self):
        """What a round asks in addition, while the dossier is in it."""
        return extra_of(self.application)

    @cached_property
    def section(self):
        for section in self.questionnaire.pages:
            if section.slug == self.get_path():
                return section
        raise Http404

    def get_task(self):
        if self.extra is None:
            return super().get_task()
        return next(task for task in self.extra.tasks if task.path == self.section.slug)

    def next_url(self):
        if self.extra is None:
            return super().next_url()
        return reverse("contests:application_extra", args=[self.application.public_id])

    def is_strict(self):
        presses_other = self.added_table() or self.removed_file()
        return super().is_strict() and not presses_other

    def added_table(self):
        return self.request.POST.get("add_row", "")

    def removed_file(self):
        return self.request.POST.get("remove", "")

    def get_form(self, form_class=None):
        options = self.form_options()
        if self.request.method == "POST":
            # What is saved in the background leaves files alone.
            options["files"] = None if self.is_autosave() else self.request.FILES
        return SectionForm(
            section=self.section,
            questionnaire=self.questionnaire,
            completed=self.get_task().status == TaskStatus.COMPLETED,
            more_rows=self.added_table(),
            **options,
        )

    def keep_files(self, form):
        if self.is_autosave():
            return
        for question, uploaded in form.valid_files():
            self.keep_file(form, question, uploaded)
        for question in form.questions:
            is_file = question.kind == QuestionKind.FILE
            if is_file and form.name_of(question) == self.removed_file():
                remove_answer_file(self.application, question, actor=self.request.user)

    def keep_file(self, form, question, uploaded):
        """Keep one file; what is wrong with it is said at its field."""
        name = form.name_of(question)
        try:
            kept = answer_with_file(self.application, question, uploaded, actor=self.request.user)
        except ValidationError as error:
            form.add_error(name, error)
        else:
            form.fields[name].current = [kept]

    def saved(self, form, saved):
        if self.added_table():
            return self.render_to_response(self.get_context_data(form=form, saved=saved))
        if self.removed_file() and not form.errors:
            return redirect(self.request.get_full_path())
        return super().saved(form, saved)

    def edit_of(self, form, *, is_valid):
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
        return is_valid if self.is_strict() else None

    def text_questions(self):
        """Questions of the page whose answer is text."""
        page = self.questionnaire.page_of(self.section)
        return [question for question in page if question.kind != QuestionKind.FILE]

    def seen_of(self, application):
        return fingerprint(stored_page(application, (), [q.pk for q in self.text_questions()]))

    def others(self, form, stored):
        fresh = Application.objects.for_snapshot().get(pk=stored.pk)
        values, typed = Questionnaire(fresh).values, form.valid_answers()
        return [
            {"label": question.label, "value": answer_text(question, values.get(question.pk, ""))}
            for question in self.text_questions()
            if typed.get(question.pk, "") != values.get(question.pk, "")
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(section=self.section, extra=self.extra, **kwargs)
