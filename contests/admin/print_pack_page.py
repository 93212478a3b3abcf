"""Admin page of a round: print packs for judges who score on paper, and the way to type sheets in."""

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from contests.admin.round_pages import RoundPage
from contests.domain import print_packs
from contests.forms.paper_sheets import PackForm
from portal.workflow import RefusedError


class PrintPackPage(RoundPage):
    """Ask for the packs; they are made in the background."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.print_pack_view)
        return [
            path("<int:pk>/print-pack/", view, name="contests_round_print_pack"),
            *super().get_urls(),
        ]

    def print_pack_view(self, request, pk):
        """Choose judges; POST starts the job and leads to its page."""
        round_ = self.round_of(request, pk, print_packs.PERMISSION)
        form = PackForm(request.POST if request.method == "POST" else None, round_=round_)
        if request.method == "POST" and form.is_valid():
            try:
                job = print_packs.start_pack(round_, actor=request.user, **form.cleaned_data)
            except RefusedError as error:
                form.add_error(None, str(error.message))
            else:
                return redirect(reverse("admin:portal_backgroundjob_change", args=[job.pk]))
        return self.round_page(
            request,
            round_,
            "act",
            title=_("Print pack for scoring on paper"),
            form=form,
            problem=print_packs.hindrance_of_packs(round_),
            button=_("Make the file"),
            back=reverse("admin:contests_round_change", args=[pk]),
            sentences=[
                _(
                    "A ZIP with a folder for each judge: list of contents, blank sheets with their codes, and the dossiers as judges may read them."
                ),
                _("Only dossiers that the judge is assigned, without those in conflict."),
                _("Judges who have not pledged confidentiality find the pledge to be signed."),
                _("Made in the background; every pack is recorded and deleted after seven days."),
            ],
        )
