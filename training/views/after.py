"""After a class, behind a mailed link: the certificate, the questions; and what a class hands out."""

from django.forms.models import model_to_dict
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, View

from portal.serving import serve_stored_file
from portal.workflow import RefusedError
from training.domain import surveys as acts
from training.domain.certificates import certificate_of
from training.domain.materials import may_get
from training.enums import SurveyKind
from training.forms.surveys import FORMS
from training.models import Material, Registration


def unlisted(response):
    """The address is a key: no cache keeps the page, no search engine lists it."""
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


class OwnCertificateView(View):
    """The PDF of the certificate that stands, for whoever holds the link."""

    def get(self, request, key):
        document = certificate_of(get_object_or_404(Registration, key=key))
        if document is None:
            raise Http404
        return unlisted(serve_stored_file(request, document.stored))


@method_decorator(never_cache, name="dispatch")
class MaterialView(View):
    """A file, or the way to an address, for those whom it is meant for."""

    def get(self, request, pk, key=""):
        rows = Material.objects.select_related("stored", "run", "course")
        material = get_object_or_404(rows, pk=pk)
        registration = get_object_or_404(Registration, key=key) if key else None
        if not may_get(material, user=request.user, registration=registration):
            raise Http404
        if material.stored is None:
            return unlisted(redirect(material.url))
        return unlisted(serve_stored_file(request, material.stored))


class SurveyView(FormView):
    """GET asks, POST takes the answer; whoever holds the link may change it until it closes."""

    titles = {
        SurveyKind.AFTER: gettext_lazy("What do you think of the class?"),
        SurveyKind.LATER: gettext_lazy("What became of what you learned?"),
    }

    def dispatch(self, request, *args, **kwargs):
        self.asked = acts.find_request(kwargs["key"])
        if self.asked is None:
            raise Http404
        if not acts.is_open(self.asked):
            return unlisted(self.page("survey_closed"))
        return unlisted(super().dispatch(request, *args, **kwargs))

    def get_form_class(self):
        return FORMS[self.asked.kind]

    def get_initial(self):
        given = acts.answer_of(self.asked)
        return model_to_dict(given) if given else {}

    def form_valid(self, form):
        try:
            acts.answer(self.asked, form.cleaned_data)
        except RefusedError:  # closed while it was filled in
            return self.page("survey_closed")
        return self.page("survey_done")

    def form_invalid(self, form):
        return self.page("survey", form=form, status=422)

    def render_to_response(self, context, **kwargs):
        return self.page("survey", form=context["form"])

    def page(self, name, status=200, **context):
        context |= {
            "asked": self.asked,
            "run": self.asked.registration.run,
            "title": self.titles[self.asked.kind],
        }
        return render(self.request, f"training/{name}.html", context, status=status)
