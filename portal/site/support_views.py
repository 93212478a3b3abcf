"""“What can I get?”: six questions by GET, the answers in the address, nothing stored."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from ecosystem.forms.support import FinderForm
from portal.site.support import find


class FinderView(TemplateView):
    """The questions; once asked, what fits in groups above them."""

    template_name = "site/support_finder.html"

    def get_context_data(self, **kwargs):
        form = FinderForm(self.request.GET or None)
        answers = form.answers if form.is_asked else None
        groups = find(answers) if answers else []
        return super().get_context_data(
            form=form,
            is_asked=form.is_asked,
            answers=answers,
            groups=groups,
            total=sum(len(group.items) for group in groups),
            breadcrumbs=[
                (_("Support policies"), reverse("ecosystem:support_list")),
                (_("What can I get?"), None),
            ],
            **kwargs,
        )
