"""The button of a dossier that applies the rules again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from contests.domain.screening import run_checks_again
from portal.workflow import RefusedError


class RecheckPage:
    """For the admin of applications: GET says what will happen, POST checks."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.recheck_view)
        return [
            path("<int:pk>/recheck/", view, name="contests_application_recheck"),
            *super().get_urls(),
        ]

    def recheck_view(self, request, pk):
        application = self.get_object(request, str(pk))
        if application is None or not self.has_view_permission(request, application):
            raise Http404
        if not request.user.has_perm("contests.screen_application", application):
            raise PermissionDenied
        back = reverse("admin:contests_application_change", args=[pk]) + "#checks"
        if request.method == "POST":
            try:
                run_checks_again(application, actor=request.user)
            except RefusedError as error:
                self.message_user(request, str(error.message), messages.ERROR)
            else:
                self.message_user(request, _("The rules are checked again."), messages.SUCCESS)
            return redirect(back)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Check again by the rules"),
            "original": application,
            "button": _("Check again by the rules"),
            "back": back,
            "sentences": [
                _("Every rule is applied to the dossier as it is now, by the rules it was filed under."),
                _("Your decisions stand where the system finds the same; elsewhere they are due again."),
                _("No mail is sent."),
            ],
        }  # fmt: skip
        return TemplateResponse(request, "admin/act.html", context)
