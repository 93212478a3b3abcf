"""Admin pages of the work around a dossier: comparing versions."""

from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _

from contests.admin.application_pages import ApplicationPage
from contests.domain.versions import NOW, compare, versions_of
from contests.forms.casework import CompareForm


class ComparePages(ApplicationPage):
    """Any two submitted versions side by side."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/compare/",
                view(self.compare_view),
                name="contests_application_compare",
            ),
            *super().get_urls(),
        ]

    def compare_view(self, request, pk):
        """The last two versions, or those chosen in the address."""
        application = self.application_of(request, pk, "contests.view_applicationsnapshot")
        versions = versions_of(application)
        if not versions:
            raise Http404
        newest = versions[0].snapshot.sequence
        before, after = (versions[1].snapshot.sequence, newest) if versions[1:] else (newest, NOW)
        form = CompareForm(
            {"before": before, "after": after, **request.GET.dict()}, versions=versions
        )
        comparison = None
        if form.is_valid():
            chosen = form.cleaned_data
            comparison = compare(
                application, chosen["before"], chosen["after"], with_same=chosen["every"]
            )
        return self.application_page(
            request,
            application,
            "compare",
            form=form,
            comparison=comparison,
            title=_("Compare two submissions"),
        )
