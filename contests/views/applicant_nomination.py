"""The page of the dossier on which its people choose who nominates it."""

from contests.domain import dossier
from contests.domain.nominations import save_unit
from contests.forms.nominations import NominationForm
from contests.views.applicant_sections import FixedPageView
from portal.text import clean_line


class NominationView(FixedPageView):
    """A search in the address narrows the list, so that it needs no script."""

    template_name = "contests/application_nomination.html"
    path = dossier.NOMINATION

    def get_words(self):
        return clean_line(self.request.GET.get("tim", ""))[:80]

    def get_form(self, form_class=None):
        if self.request.method == "POST":
            return super().get_form(form_class)
        self.get_task()
        return NominationForm(application=self.application, words=self.get_words())

    def save(self, edit):
        seen = self.request.POST.get("seen", "")
        return save_unit(self.application, edit, actor=self.request.user, seen=seen)

    def get_context_data(self, **kwargs):
        is_fixed = self.application.is_for_someone and self.application.nominating_unit_id
        return super().get_context_data(words=self.get_words(), is_fixed=is_fixed, **kwargs)
