"""The applicant's home: own dossiers, the list of pages of a draft, the state of a submitted one."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView

from contests.domain import phases
from contests.domain.answers import can_edit
from contests.domain.certificates import own_awards
from contests.domain.deadlines import (
    counted_moment,
    grace_until,
    may_submit,
    standing_extension,
    told_deadline,
)
from contests.domain.dossier import task_list
from contests.domain.entry import entry_questions
from contests.domain.extra_submission import is_sent
from contests.domain.extras import can_answer_extra, extra_of
from contests.domain.follow_ups import open_follow_ups
from contests.domain.limits import rules_of
from contests.domain.messages import unread_by_team
from contests.domain.next_dates import next_steps, past_days
from contests.domain.participation import participation_of, path_of
from contests.domain.petition_windows import grounds_of
from contests.domain.prefill import taken_over
from contests.domain.results import released_feedback, reserve_place
from contests.domain.status import status_of
from contests.domain.supplements import is_overdue, open_requests, unanswered_supplement
from contests.enums import ApplicationState, TeamAccess
from contests.models import Application, Contest
from contests.workflow import APPLICATION


class ApplicationPageMixin(LoginRequiredMixin):
    """A page of one dossier for its team, and for those who type it in for somebody.

    For everybody else it does not exist. ``lead_only`` pages send members back: only the
    representative, or who types for the representative, acts there.
    """

    page_title = ""
    lead_only = False

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.application = self.get_application()

    def dispatch(self, request, *args, **kwargs):
        if self.lead_only and request.user.is_authenticated and not self.is_lead():
            messages.info(request, _("Only the representative of the team may do this."))
            return redirect(self.application)
        return super().dispatch(request, *args, **kwargs)

    def is_lead(self):
        return self.request.user.has_perm("contests.lead_application", self.application)

    def get_application(self):
        user, public_id = self.request.user, self.kwargs["public_id"]
        rows = Application.objects.for_snapshot().filter(public_id=public_id)
        # The team comes by far the most often, and needs no other permission asked.
        return rows.held_by(user).first() or get_object_or_404(rows.worked_on_by(user))

    def enters_for_someone(self):
        """Whether the reader types in what others sent, and is none of its people."""
        application, user = self.application, self.request.user
        return application.owner_id != user.pk and (
            application.is_for_someone or user.has_perm("contests.enter_application")
        )

    def is_late(self):
        """Whether a draft could not be submitted now, which is no surprise if its pages say so."""
        application = self.application
        if application.state != ApplicationState.DRAFT:
            return False
        now = timezone.now()
        return not may_submit(
            application, counted_moment(application, actor=self.request.user, now=now)
        )

    def get_grace(self):
        """Until when a draft may still be submitted after the deadline, while that lasts.

        What the office received on paper is measured by that moment and is in no hurry.
        """
        application, now = self.application, timezone.now()
        if application.state != ApplicationState.DRAFT:
            return None
        is_now = counted_moment(application, actor=self.request.user, now=now) == now
        return grace_until(application, now) if is_now else None

    def get_home(self):
        """Label and address of the list that the reader comes from."""
        if not self.enters_for_someone():
            return _("My applications"), reverse("contests:application_list")
        if self.request.user.has_perm("contests.enter_application"):
            return _("Applications"), reverse("admin:contests_application_changelist")
        return _("Desk of the nominating unit"), reverse("contests:desk")

    def get_title(self):
        return self.page_title

    def get_context_data(self, **kwargs):
        application = self.application
        title = str(self.get_title())
        own_page = (application.title, application.get_absolute_url() if title else None)
        crumbs = [self.get_home(), own_page]
        if title:
            crumbs.append((title, None))
        context = {
            "application": application,
            "contest": application.contest,
            "is_for_someone": self.enters_for_someone(),
            "page_title": title,
            "breadcrumbs": crumbs,
            "is_lead": self.is_lead(),
        }
        return super().get_context_data(**(context | kwargs))


class ApplicationListView(LoginRequiredMixin, ListView):
    """Everything that the signed-in person has started, or joined as a member."""

    template_name = "contests/application_list.html"
    context_object_name = "applications"
    paginate_by = 20

    def get_queryset(self):
        user = self.request.user
        held = Application.objects.held_by(user).with_access_of(user)
        return held.with_new_messages().select_related("contest")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(breadcrumbs=[(_("My applications"), None)], **kwargs)
        context["rows"] = [(row, status_of(row), _role(row)) for row in context["applications"]]
        context["open_contest"] = Contest.objects.contests().accepting().first()
        return context


def _role(application):
    """What the reader of the list is in a dossier that it annotates with ``team_access``."""
    if not application.team_access:
        return _("Representative")
    return _("Member: %(access)s") % {"access": TeamAccess(application.team_access).label}


class ApplicationDetailView(ApplicationPageMixin, TemplateView):
    """The task list while the dossier can be edited, its state otherwise."""

    def is_open(self):
        return can_edit(self.application, self.request.user)

    def get_template_names(self):
        page = "task_list" if self.is_open() else "status"
        return [f"contests/application_{page}.html"]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            status=status_of(self.application),
            unread=unread_by_team(self.application),
            **kwargs,
        )
        add = self._task_list if self.is_open() else self._status
        return context | add()

    def _task_list(self):
        application = self.application
        request = open_requests(application).first()
        return {
            "tasks": task_list(application),
            "dossier_title": application.contest.words.dossier % {"title": application.title},
            "supplement": request,
            "deadline": request.due_at if request else application.contest.deadline_at,
            "extension": None if request else standing_extension(application),
            "is_late": self.is_late(),
            "grace_until": self.get_grace(),
            "told_deadline": told_deadline(application),
            "taken_over": taken_over(application) if application.number is None else None,
            "may_discard": application.number is None and self.is_lead(),
        }

    def _status(self):
        application = self.application
        asked = open_requests(application).first()
        has_lapsed = asked is not None and is_overdue(asked)
        # What can be answered no more is nothing to do any more.
        supplement = None if has_lapsed else asked
        steps = {step.name for step in APPLICATION.available(application, self.request.user)}
        return {
            "feedback": released_feedback(self.application),
            "reserve_place": reserve_place(self.application),
            **self._participation(),
            "awards": own_awards(self.application),
            "timeline": phases.timeline(application.contest),
            "next_steps": next_steps(
                application,
                supplement=supplement,
                past=past_days(application.contest),
            ),
            "may_correct": "withdraw_to_correct" in steps and may_submit(application),
            "may_withdraw": "withdraw" in steps,
            "is_overdue": has_lapsed,
            "supplement": supplement,
            "unanswered": unanswered_supplement(application),
            **self._extra(),
            "follow_ups": open_follow_ups(application) if self.is_lead() else [],
            "petition_count": application.petitions.count(),
            "petition_grounds": [ground for ground in grounds_of(application) if ground.is_open()],
        }

    def _extra(self):
        """The submitted versions, and whether the last holds what a round asked in addition."""
        application, snapshots = self.application, list(self.application.snapshots.all())
        extra = extra_of(application)
        last = snapshots[0] if snapshots else None
        return {
            "snapshots": snapshots,
            "extra": extra,
            "extra_is_sent": extra is not None and is_sent(application, extra, last),
            "may_answer_extra": can_answer_extra(application, self.request.user),
        }

    def _participation(self):
        """What the representative is asked after advancing, with the way to answer."""
        asked = participation_of(self.application) if self.is_lead() else None
        is_asked = asked is not None and self.application.state == ApplicationState.ADVANCED
        return {"participation": asked, "answer_path": path_of(asked)} if is_asked else {}


class ApplicationEligibilityView(ApplicationPageMixin, TemplateView):
    """What was answered before the dossier began."""

    template_name = "contests/application_eligibility.html"

    @property
    def page_title(self):
        return self.application.contest.words.conditions

    def get_context_data(self, **kwargs):
        given = self.application.eligibility_answers
        words = {"yes": _("Yes"), "no": _("No")}
        rows = [
            {"label": question.text, "value": words.get(given.get(question.key), "")}
            for question in entry_questions(rules_of(self.application))
        ]
        return super().get_context_data(rows=rows, **kwargs)
