"""The people of a project tell what it reached."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from ecosystem.domain.milestones import change_milestone, remove_milestone, tell_milestone
from ecosystem.forms.milestones import MilestoneForm
from ecosystem.models import Startup
from portal.workflow import RefusedError


class OwnProjectMixin(LoginRequiredMixin):
    """Somebody else's project is not there."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.startup = get_object_or_404(Startup, slug=kwargs["slug"])
            if not request.user.has_perm("ecosystem.keep_profile", self.startup):
                raise Http404
            self.find(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def find(self, **kwargs):
        """Look up what else the address names."""

    def get_milestone(self, pk):
        return get_object_or_404(self.startup.milestones, pk=pk)

    def crumbs(self, last):
        return [
            (_("My profiles in the directory"), reverse("ecosystem:profile_list")),
            (self.startup.name, self.startup.get_absolute_url()),
            (last, None),
        ]


class MilestoneFormView(OwnProjectMixin, FormView):
    """The form of a milestone; what was typed stays when it is refused."""

    template_name = "ecosystem/milestone_form.html"
    form_class = MilestoneForm
    milestone = None

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.milestone}

    def get_context_data(self, **kwargs):
        title = _("Change a milestone") if self.milestone else _("Add a milestone")
        return super().get_context_data(
            startup=self.startup,
            milestone=self.milestone,
            title=title,
            breadcrumbs=self.crumbs(title),
            **kwargs,
        )

    def store(self, form):
        """Hand what was typed to the domain."""
        raise NotImplementedError

    def form_valid(self, form):
        try:
            milestone = self.store(form)
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return self.form_invalid(form)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        messages.success(self.request, _("The milestone is saved."))
        return redirect(milestone.get_absolute_url())

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class MilestoneCreateView(MilestoneFormView):
    """Tell a new one."""

    def store(self, form):
        return tell_milestone(self.startup, form.values(), actor=self.request.user)


class MilestoneEditView(MilestoneFormView):
    """Change what was told."""

    def find(self, pk, **kwargs):
        self.milestone = self.get_milestone(pk)

    def store(self, form):
        return change_milestone(
            self.milestone, form.values(), actor=self.request.user, seen=form.cleaned_data["seen"]
        )


class MilestoneRemoveView(OwnProjectMixin, TemplateView):
    """GET asks, POST takes it back."""

    template_name = "ecosystem/milestone_remove.html"

    def find(self, pk, **kwargs):
        self.milestone = self.get_milestone(pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            startup=self.startup,
            milestone=self.milestone,
            breadcrumbs=self.crumbs(_("Remove a milestone")),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        remove_milestone(self.milestone, actor=request.user)
        messages.success(request, _("The milestone is removed."))
        return redirect(self.startup.get_absolute_url())
