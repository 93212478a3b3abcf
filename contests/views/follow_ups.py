"""What became of a project: answered through the link of the mail, without signing in."""

from django.http import Http404
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from contests.domain.follow_ups import answer_by_link, open_link
from contests.forms.follow_ups import OutcomeForm
from portal.workflow import RefusedError


class FollowUpView(FormView):
    """GET asks, POST takes the answer; whoever holds the link may answer again."""

    template_name = "contests/follow_up.html"
    form_class = OutcomeForm
    page_title = gettext_lazy("What became of your project?")

    def dispatch(self, request, *args, **kwargs):
        self.follow_up = open_link(kwargs["key"])
        if self.follow_up is None:
            raise Http404
        response = super().dispatch(request, *args, **kwargs)
        # The address is a key: no cache keeps the page, no search engine lists it.
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            follow_up=self.follow_up,
            application=self.follow_up.application,
            page_title=self.page_title,
            **kwargs,
        )

    def form_valid(self, form):
        try:
            answer_by_link(self.kwargs["key"], form.cleaned_data)
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return self.form_invalid(form)
        return render(
            self.request,
            "contests/follow_up_done.html",
            {"application": self.follow_up.application, "page_title": self.page_title},
        )

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)
