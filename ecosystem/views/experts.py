"""Experts: the list, one profile, and what the person keeps of it."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView

from ecosystem.domain.experts import save_own_profile
from ecosystem.domain.matching import reasons_for
from ecosystem.filters import facets
from ecosystem.filters.actors import ExpertFilter
from ecosystem.forms.experts import OwnExpertForm
from ecosystem.models import Expert, Startup
from ecosystem.views.directory import ActorListView


def list_crumbs():
    return [
        (_("Ecosystem"), reverse("ecosystem:directory")),
        (_("Mentors and experts"), reverse("ecosystem:expert_list")),
    ]


class ExpertListView(ActorListView):
    """Those who agreed to be listed, with what they help with."""

    template_name = "ecosystem/expert_list.html"
    context_object_name = "experts"
    filterset_class = ExpertFilter
    without = ("locality",)

    def sources(self):
        return (facets.experts(),)

    def get_context_data(self, **kwargs):
        crumbs = [list_crumbs()[0], (_("Mentors and experts"), None)]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)


class ExpertDetailView(DetailView):
    """What the person agreed to show; who owns a project reads what both share."""

    template_name = "ecosystem/expert_detail.html"
    context_object_name = "expert"

    def get_queryset(self):
        return Expert.objects.visible_to(self.request.user).for_detail_page()

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            fits=self.fits(user) if user.is_authenticated else [],
            may_edit=user.is_authenticated and self.object.user_id == user.pk,
            breadcrumbs=[*list_crumbs(), (self.object.name, None)],
            **kwargs,
        )

    def fits(self, user):
        """Each own project with what it shares with this person."""
        rows = Startup.objects.kept_by(user).select_related("field").order_by("folded")
        return [
            {"startup": startup, "reasons": reasons_for(startup, self.object)} for startup in rows
        ]


class ExpertEditView(LoginRequiredMixin, FormView):
    """The own profile: words, hours, pause, and the consent to be listed."""

    template_name = "ecosystem/expert_form.html"
    form_class = OwnExpertForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            rows = Expert.objects.filter(user=request.user).select_related("listing_consent")
            self.expert = get_object_or_404(rows, slug=kwargs["slug"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.expert}

    def get_context_data(self, **kwargs):
        crumbs = [
            *list_crumbs(),
            (self.expert.name, self.expert.get_absolute_url()),
            (_("Edit the profile"), None),
        ]
        return super().get_context_data(profile=self.expert, breadcrumbs=crumbs, **kwargs)

    def form_valid(self, form):
        save_own_profile(
            self.expert,
            form.values(),
            actor=self.request.user,
            is_shown=form.cleaned_data["is_shown"],
        )
        messages.success(self.request, _("The profile is saved."))
        return redirect(self.expert)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)
