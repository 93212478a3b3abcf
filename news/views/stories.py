"""Success stories: the list, and the form by which a project sends its own."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from ecosystem.views.milestones import OwnProjectMixin
from news.domain.stories import submit_story, waiting_story
from news.forms.stories import StoryForm
from news.models import Article
from news.views.articles import news_crumb
from portal.paging import EndlessListView
from portal.workflow import RefusedError


class StoryListView(EndlessListView):
    """Who tells, in which field, with which award."""

    template_name = "news/story_list.html"
    context_object_name = "articles"
    paginate_by = 12

    def get_queryset(self):
        return Article.objects.published().for_list_page().stories()

    def get_context_data(self, **kwargs):
        crumbs = [news_crumb(), (_("Success stories"), None)]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)


class StoryCreateView(OwnProjectMixin, FormView):
    """The people of a project send a draft; the newsroom does the rest."""

    template_name = "news/story_form.html"
    form_class = StoryForm

    def get_initial(self):
        return {"founder_name": self.request.user.full_name}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            startup=self.startup,
            waiting=waiting_story(self.startup),
            breadcrumbs=self.crumbs(_("Send your story")),
            **kwargs,
        )

    def form_valid(self, form):
        try:
            submit_story(self.startup, form.told(), actor=self.request.user)
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Thank you. The newsroom reads your story and publishes it after editing."),
        )
        return redirect(self.startup)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)
