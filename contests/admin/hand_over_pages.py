"""Handing chosen dossiers on to another contest: who agreed, to whom, and the bundle."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.hand_overs import PERMISSION, candidates, start_hand_over
from contests.forms.reports import HandOverForm
from portal.workflow import RefusedError


class HandOverPages:
    """An action of the list; the page says which of the chosen dossiers may go."""

    def get_actions(self, request):
        actions = super().get_actions(request)
        if request.user.has_perm(PERMISSION):
            label = gettext_lazy("Hand on to another contest (ZIP)")
            actions["hand_on"] = (_hand_on, "hand_on", label)
        return actions

    def hand_on_view(self, request, queryset):
        """Show what goes and what stays; with the form filled in, start the job."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied(PERMISSION)
        ids = list(queryset.values_list("pk", flat=True))
        form = HandOverForm(request.POST if "confirm" in request.POST else None)
        if form.is_bound and form.is_valid():
            try:
                job = start_hand_over(ids, actor=request.user, **form.cleaned_data)
            except RefusedError as error:
                form.add_error(None, str(error.message))
            else:
                return redirect(reverse("admin:portal_backgroundjob_change", args=[job.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Hand on to another contest"),
            "button": _("Make the file"),
            "candidates": candidates(ids, person=request.user),
            "action": "hand_on",
            "action_checkbox_name": admin.helpers.ACTION_CHECKBOX_NAME,
            "form": form,
        }
        return TemplateResponse(
            request,
            "admin/contests/application/hand_on.html",
            context,
            status=422 if form.errors else 200,
        )


def _hand_on(modeladmin, request, queryset):
    return modeladmin.hand_on_view(request, queryset)
