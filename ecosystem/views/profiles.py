"""For those who keep profiles: which ones, editing one, and the yearly “still right”."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView, View

from ecosystem.domain.claims import edit_path
from ecosystem.domain.freshness import LinkGoneError, confirm_profile, find_by_link
from ecosystem.domain.profiles import save_profile
from ecosystem.forms.profiles import OrganizationProfileForm, StartupProfileForm
from ecosystem.models import Organization, ProfileClaim, Startup
from ecosystem.views.base import kind_or_404
from portal.audit import SYSTEM
from portal.workflow import RefusedError

CLAIMS_SHOWN = 50


class ProfileListView(LoginRequiredMixin, TemplateView):
    """The profiles that one keeps, and the claims that one made."""

    template_name = "ecosystem/profile_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        profiles = [
            *Organization.objects.kept_by(user).select_related("locality").order_by("folded"),
            *Startup.objects.kept_by(user).order_by("folded"),
        ]
        claims = ProfileClaim.objects.filter(user=user).select_related("organization", "startup")
        return super().get_context_data(
            profiles=[{"profile": row, "edit_url": edit_path(row)} for row in profiles],
            claims=claims[:CLAIMS_SHOWN],
            breadcrumbs=[
                (_("Your account"), reverse("account_profile")),
                (_("My profiles in the directory"), None),
            ],
            **kwargs,
        )


class ProfileEditView(LoginRequiredMixin, FormView):
    """What the public reads of a profile, changed by those who keep it."""

    template_name = "ecosystem/profile_form.html"

    def get_rows(self):
        """The rows among which the address names one."""
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            rows = self.get_rows().select_related("contact_consent")
            self.profile = get_object_or_404(rows, slug=kwargs["slug"])
            if not request.user.has_perm("ecosystem.keep_profile", self.profile):
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return {**kwargs, "instance": self.profile, "actor": self.request.user}

    def get_context_data(self, **kwargs):
        crumbs = [
            (_("My profiles in the directory"), reverse("ecosystem:profile_list")),
            (self.profile.name, self.profile.get_absolute_url()),
            (_("Edit the profile"), None),
        ]
        return super().get_context_data(profile=self.profile, breadcrumbs=crumbs, **kwargs)

    def form_valid(self, form):
        cleaned = form.cleaned_data
        try:
            change = save_profile(
                self.profile,
                form.values(),
                actor=self.request.user,
                seen=cleaned["seen"],
                is_contact=cleaned["is_contact"],
                position=cleaned["position"],
                is_shown=cleaned.get("is_shown"),
            )
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return self.form_invalid(form)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("The profile is saved and confirmed as of today.")
            if change
            else _("Nothing was changed; the profile is confirmed as of today."),
        )
        return redirect(self.profile.get_absolute_url())

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class OrganizationEditView(ProfileEditView):
    """The profile of an organisation."""

    form_class = OrganizationProfileForm

    def get_rows(self):
        kind = kind_or_404(self.kwargs["kind"])
        return Organization.objects.filter(kind=kind).prefetch_related("served_stages")


class StartupEditView(ProfileEditView):
    """The profile of a project."""

    form_class = StartupProfileForm

    def get_rows(self):
        return Startup.objects.select_related("publication_consent")


@method_decorator(never_cache, name="dispatch")
class ProfileConfirmView(View):
    """Open to whoever holds the mailed link: GET shows what is asked, POST confirms."""

    def dispatch(self, request, *args, **kwargs):
        try:
            self.profile, self.is_open = find_by_link(kwargs["key"])
        except LinkGoneError as gone:
            context = {"title": _("Confirmation of a profile"), "message": gone.message}
            return render(request, "ecosystem/link_gone.html", context, status=404)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, key):
        context = {"profile": self.profile, "is_open": self.is_open}
        return render(request, "ecosystem/profile_confirm.html", context)

    def post(self, request, key):
        if self.is_open:
            confirm_profile(self.profile, actor=SYSTEM)
            messages.success(request, _("Thank you. The profile is confirmed as of today."))
        return redirect(request.path)
