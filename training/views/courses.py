"""Courses and classes as everybody reads them."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView, View

from ecosystem.enums import RegistrationPhase
from portal import ics
from training.domain.calendars import events_of
from training.domain.cards import course_card, run_card
from training.domain.materials import materials_of
from training.models import Course, CourseRun, HistoricalAttendance

RUNS_SHOWN = 20


class OverviewView(ListView):
    """What one can take part in now, the courses, and the way to the past."""

    template_name = "training/overview.html"
    context_object_name = "runs"
    paginate_by = 12

    def get_queryset(self):
        return CourseRun.objects.public().coming().for_list_page()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            courses=Course.objects.public().for_list_page(),
            has_history=HistoricalAttendance.objects.exists(),
            breadcrumbs=[(_("Training"), None)],
            **kwargs,
        )


class CourseDetailView(DetailView):
    """A course with its classes: those to come, then those of the past."""

    template_name = "training/course_detail.html"
    context_object_name = "course"

    def get_queryset(self):
        return (
            Course.objects.public()
            .select_related("organizer")
            .prefetch_related("audiences", "fields")
        )

    def get_context_data(self, **kwargs):
        runs = CourseRun.objects.public().filter(course=self.object).for_list_page()
        coming = list(runs.coming()[:RUNS_SHOWN])
        return super().get_context_data(
            card=course_card(self.object, coming),
            coming=coming,
            past=runs.over()[:RUNS_SHOWN],
            materials=materials_of(self.object, user=self.request.user),
            breadcrumbs=[
                (_("Training"), reverse("training:overview")),
                (self.object.name, None),
            ],
            **kwargs,
        )


class RunDetailView(DetailView):
    """A class: when, where, by whom, for whom."""

    template_name = "training/run_detail.html"
    context_object_name = "run"
    slug_url_kwarg = "run_slug"

    def get_queryset(self):
        rows = CourseRun.objects.visible_to(self.request.user)
        return rows.filter(course__slug=self.kwargs["slug"]).for_detail_page()

    def get_context_data(self, **kwargs):
        course, user = self.object.course, self.request.user
        rows = self.object.registrations
        own = rows.standing().filter(user=user).first() if user.is_authenticated else None
        phase = self.object.phase
        return super().get_context_data(
            course=course,
            card=run_card(self.object),
            materials=materials_of(self.object, user=self.request.user),
            phase=phase,
            own=own,
            waiting=rows.in_turn().count() if phase == RegistrationPhase.WAITING else 0,
            breadcrumbs=[
                (_("Training"), reverse("training:overview")),
                (course.name, course.get_absolute_url()),
                (self.object.label or self.object.days, None),
            ],
            **kwargs,
        )


class RunCalendarView(View):
    """The sessions of a class as a calendar file."""

    def get(self, request, slug, run_slug):
        rows = CourseRun.objects.public().filter(course__slug=slug).for_detail_page()
        run = get_object_or_404(rows, slug=run_slug)
        host = settings.SITE_URL.split("://", 1)[-1]
        text = ics.calendar(str(run), events_of(run), host=host)
        return HttpResponse(
            text,
            content_type=ics.CONTENT_TYPE,
            headers={"Content-Disposition": f'attachment; filename="{run.slug}.ics"'},
        )
