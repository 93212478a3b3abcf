"""Questions and answers: the list, one of them, and the form to ask."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView, TemplateView

from news.domain.questions import ask
from news.forms.questions import AskForm
from news.models import ReaderQuestion
from portal.paging import EndlessListView
from portal.throttle import count_attempt, is_braked

# A school or an office shares one address.
ATTEMPTS, SECONDS = 10, 3600


def questions_crumb():
    return (_("Questions and answers"), reverse("news:question_list"))


class QuestionListView(EndlessListView):
    """Answered questions, the newest answer first; ``?q=`` narrows them, whatever the marks."""

    template_name = "news/question_list.html"
    context_object_name = "questions"
    paginate_by = 20
    moment = "answered_on"

    def get_queryset(self):
        rows = ReaderQuestion.objects.public().search(self.request.GET.get("q", ""))
        return rows.order_by("-answered_on", "-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            words=self.request.GET.get("q", ""),
            breadcrumbs=[(_("Questions and answers"), None)],
            **kwargs,
        )


class QuestionDetailView(DetailView):
    template_name = "news/question_detail.html"
    context_object_name = "question"

    def get_queryset(self):
        return ReaderQuestion.objects.public()

    def get_context_data(self, **kwargs):
        crumbs = [questions_crumb(), (self.object.title, None)]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)


@method_decorator(never_cache, name="dispatch")
class QuestionCreateView(FormView):
    """Open to everybody; one address asks so many questions an hour."""

    template_name = "news/question_form.html"
    form_class = AskForm

    def get_context_data(self, **kwargs):
        crumbs = [questions_crumb(), (_("Ask a question"), None)]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)

    def form_valid(self, form):
        if is_braked(self.request, "question", limit=ATTEMPTS):
            form.add_error(None, _("Too many attempts. Try again later."))
            return self.form_invalid(form)
        user = self.request.user if self.request.user.is_authenticated else None
        ask(form.asked(), user=user)
        count_attempt(self.request, "question", seconds=SECONDS)
        return redirect("news:question_sent")

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class QuestionSentView(TemplateView):
    """The same for everybody."""

    template_name = "news/question_sent.html"

    def get_context_data(self, **kwargs):
        crumbs = [questions_crumb(), (_("Question sent"), None)]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)
