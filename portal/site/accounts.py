"""The page of one's own account: name, address and whether it is confirmed, password, way out."""

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import UpdateView

from portal.account_forms import ProfileForm
from portal.accounts import has_verified_email
from portal.models import User


class ProfileView(LoginRequiredMixin, UpdateView):
    """Name and phone number can be changed here; the address and the password have pages of their own."""

    form_class = ProfileForm
    template_name = "account/profile.html"
    success_url = reverse_lazy("account_profile")
    context_object_name = "person"

    def get_object(self, queryset=None):
        # a copy: what was typed wrongly must not show in the header
        return User.objects.get(pk=self.request.user.pk)

    def form_valid(self, form):
        messages.success(self.request, _("Your details are saved."))
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        user = self.request.user
        waiting = EmailAddress.objects.filter(user=user, verified=False).exclude(
            email__iexact=user.email
        )
        return super().get_context_data(
            **kwargs,
            is_verified=has_verified_email(user),
            new_address=waiting.values_list("email", flat=True).first(),
            breadcrumbs=[(_("Your account"), None)],
        )
