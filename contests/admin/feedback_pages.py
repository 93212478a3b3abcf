"""Admin page of what authors read of a round, and the act that releases it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from contests.admin.round_pages import RoundPage
from contests.domain.feedback import release_feedback, set_feedback
from contests.enums import RoundState
from contests.forms.feedback import FeedbackForm
from portal.workflow import RefusedError


class FeedbackPages(RoundPage):
    """The switches of the feedback, and its release."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/feedback/", view(self.feedback_view), name="contests_round_feedback"),
            path(
                "<int:pk>/feedback/release/",
                view(require_POST(self.release_feedback_view)),
                name="contests_round_feedback_release",
            ),
            *super().get_urls(),
        ]

    def feedback_view(self, request, pk):
        """Say what the authors read; stands still once they have it."""
        round_ = self.round_of(request, pk, "contests.release_feedback")
        # an own copy: a form writes into what it is given before the act says yes
        form = FeedbackForm(
            request.POST if request.method == "POST" else None,
            instance=type(round_).objects.get(pk=pk),
        )
        if round_.has_released_feedback:
            for field in form.fields.values():
                field.disabled = True
        elif round_.state == RoundState.PUBLISHED:
            del form.fields["feedback_later"]
        if request.method == "POST" and form.is_valid():
            switches = form.cleaned_data
            if self.try_step(
                request, form, lambda: set_feedback(round_, actor=request.user, switches=switches)
            ):
                return self.to_feedback(round_)
        return self.round_page(
            request,
            round_,
            "contests/round/feedback",
            title=_("Feedback to the authors"),
            form=form,
            may_release=round_.state == RoundState.PUBLISHED and not round_.has_released_feedback,
        )

    def release_feedback_view(self, request, pk):
        """Release it; every author is told by mail."""
        round_ = self.round_of(request, pk, "contests.release_feedback")
        try:
            told = release_feedback(round_, actor=request.user)
        except RefusedError as error:
            self.message_user(request, str(error.message), messages.ERROR)
        else:
            text = ngettext(
                "The feedback is released; %(n)d author is told by mail.",
                "The feedback is released; %(n)d authors are told by mail.",
                told,
            )
            self.message_user(request, text % {"n": told}, messages.SUCCESS)
        return self.to_feedback(round_)

    def to_feedback(self, round_):
        return redirect(reverse("admin:contests_round_feedback", args=[round_.pk]))
