"""The page on which the office types in a petition that came on paper or by e-mail."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from contests.admin.application_pages import ApplicationPage
from contests.domain.petition_windows import grounds_of
from contests.domain.petitions import enter_petition
from contests.forms.petitions import PetitionEntryForm
from portal.workflow import RefusedError


class PetitionEntryPages(ApplicationPage):
    """Below a dossier, whether or not anybody has claimed it."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/petition/",
                view(self.petition_view),
                name="contests_application_petition",
            ),
            *super().get_urls(),
        ]

    def petition_view(self, request, pk):
        """GET asks what came and when; POST takes it in and leads to the petition."""
        application = self.application_of(request, pk, "contests.enter_petition")
        grounds = grounds_of(application)
        if not grounds:
            text = _("There is no decision on this application to contest.")
            self.message_user(request, text, messages.WARNING)
            return self.back_to(pk, "petitions")
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = PetitionEntryForm(*sent, grounds=grounds)
        if request.method == "POST" and form.is_valid():
            try:
                petition = enter_petition(application, actor=request.user, **form.cleaned_data)
            except RefusedError as refused:
                form.add_error(None, str(refused.message))
            except ValidationError as error:
                form.add_error("files", error)
            else:
                text = _("The petition is received. Its number is %(number)s.")
                self.message_user(request, text % {"number": petition.reference})
                return redirect(reverse("admin:contests_petition_change", args=[petition.pk]))
        sentences = [
            _(
                "The time of receipt decides whether the petition is in time and when its answer is due."
            ),
            _("A receipt is mailed when the dossier names an e-mail address."),
        ]
        return self.application_page(
            request,
            application,
            "petition",
            form=form,
            title=_("Enter a petition received on paper"),
            sentences=sentences,
            button=_("Take the petition in"),
            back=self.url_of_part(pk, "petitions"),
        )
