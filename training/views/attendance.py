"""Marking attendance on a telephone: classes, their sessions, the list of one session, its papers."""

import datetime as dt
import json
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy
from django.views.generic import ListView, TemplateView, View

from portal.text import clean_line
from portal.throttle import count_attempt, is_braked
from portal.workflow import RefusedError
from training.domain import attendance, attendance_papers, rolls, screen_codes, trainer_links
from training.domain.walk_ins import add_walk_in
from training.enums import AttendanceMark, RunState
from training.forms.attendance import WalkInForm
from training.models import CourseRun, Registration
from training.views.marking import (
    MarkingMixin,
    PrivateMixin,
    accesses_of,
    remember_link,
)

# Words that stand four in a row on a telephone.
SHORT = {
    AttendanceMark.PRESENT: pgettext_lazy("button", "Present"),
    AttendanceMark.LATE: pgettext_lazy("button", "Late"),
    AttendanceMark.EXCUSED: pgettext_lazy("button", "Excused"),
    AttendanceMark.ABSENT: pgettext_lazy("button", "Absent"),
}
PER_PAGE = 20
# A telephone sends what it kept in parts of this size.
MOST_TAPS = 200
WRONG_KEYS, SECONDS = 20, 600
# In the session of a browser: the session that this telephone marks for.
MARKING_FOR = "marking-for"


def desk_crumb():
    return (pgettext("training", "Attendance"), reverse("training:attendance_desk"))


class TrainerLinkView(PrivateMixin, View):
    """The mailed link: this browser may open the class from now on, by addresses without the key."""

    def get(self, request, key):
        if is_braked(request, "trainer-link", limit=WRONG_KEYS):
            return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        try:
            access = trainer_links.open_link(key)
        except trainer_links.LinkGoneError as gone:
            count_attempt(request, "trainer-link", seconds=SECONDS)
            context = {"title": pgettext("training", "Attendance"), "message": gone.message}
            return render(request, "ecosystem/link_gone.html", context, status=404)
        remember_link(request, access.key_hash)
        return redirect("training:attendance_run", access.trainer.run_id)


class DeskView(PrivateMixin, ListView):
    """The classes that this browser marks in: those under way first, then what was, then what comes."""

    template_name = "training/attendance/desk.html"
    context_object_name = "runs"
    paginate_by = PER_PAGE

    def dispatch(self, request, *args, **kwargs):
        self.is_staff = request.user.has_perm(attendance.PERMISSION)
        self.accesses = [] if self.is_staff else accesses_of(request)
        if not self.is_staff and not self.accesses:
            if request.user.is_authenticated:
                raise Http404
            return redirect_to_login(request.get_full_path())
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        rows = CourseRun.objects.filter(state=RunState.PUBLISHED, starts_at__isnull=False)
        if not self.is_staff:
            rows = rows.filter(pk__in=[access.trainer.run_id for access in self.accesses])
        limit = timezone.now() - dt.timedelta(days=attendance.DAYS_TO_CORRECT)
        return rows.filter(ends_at__gte=limit).for_list_page().order_by("starts_at", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            breadcrumbs=[(pgettext("training", "Attendance"), None)], **kwargs
        )


class RunView(MarkingMixin, TemplateView):
    """A class: its sessions with their counts, and the list to print."""

    template_name = "training/attendance/run.html"
    takes_session = False

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            run=self.run,
            marker=self.marker,
            sessions=rolls.with_counts(self.run.sessions.all()),
            people=rolls.people_of(self.run).count(),
            today=timezone.localdate(),
            breadcrumbs=[desk_crumb(), (str(self.run), None)],
            **kwargs,
        )


class SessionMixin(MarkingMixin):
    def crumbs(self, *more):
        run = (str(self.run), reverse("training:attendance_run", args=[self.run.pk]))
        here = reverse("training:attendance_session", args=[self.session.pk])
        return [desk_crumb(), run, (self.session.when, here if more else None), *more]


class SessionView(SessionMixin, TemplateView):
    """The list of a session. A tap is a form's button; a script sends it without leaving the page."""

    template_name = "training/attendance/session.html"

    def get_context_data(self, **kwargs):
        words = clean_line(self.request.GET.get("q", ""))
        everybody = rolls.roll_of(self.session)
        roll = rolls.roll_of(self.session, words) if words else everybody
        kwargs.setdefault("form", WalkInForm())
        return super().get_context_data(
            run=self.run,
            session=self.session,
            marker=self.marker,
            roll=roll,
            counts=_labelled(everybody.counts),
            is_empty=not everybody.lines,
            marks=[(value, str(label)) for value, label in SHORT.items()],
            words=words,
            problem=attendance.problem_of(self.session),
            now=_milliseconds(timezone.now()),
            breadcrumbs=self.crumbs(),
            **kwargs,
        )

    def get(self, request, *args, **kwargs):
        if request.GET.get("dang") == "json":
            return JsonResponse(self.state())
        request.session[MARKING_FOR] = self.session.pk
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """One tap of a form, or many from a script that kept them."""
        if "taps" in request.POST:
            return self.take_taps(request.POST["taps"])
        if "walk_in" in request.POST:
            return self.take_walk_in(request)
        try:
            anchor = self.take(request.POST)
        except RefusedError as refused:
            messages.error(request, refused.message)
            anchor = ""
        words = clean_line(request.GET.get("q", ""))
        query = f"?{urlencode({'q': words})}" if words else ""
        return redirect(f"{request.path}{query}{anchor}")

    def take(self, data):
        """A button of the form; returns where on the page it stands."""
        if "all" in data:
            count = attendance.mark_all_present(self.session, by=self.marker)
            text = ngettext(
                "%(n)d person is marked as present.", "%(n)d people are marked as present.", count
            )
            messages.success(self.request, text % {"n": count})
            return ""
        person, _sep, value = data.get("mark", "").partition(":")
        registration = self.person_or_404(person)
        attendance.mark(self.session, registration, _mark_or_404(value), by=self.marker)
        return f"#hv-{registration.pk}"

    def take_walk_in(self, request):
        form = WalkInForm(request.POST)
        if form.is_valid():
            try:
                outcome = add_walk_in(self.session, form.entry(), by=self.marker)
            except RefusedError as refused:
                form.add_error(None, str(refused.message))
            else:
                name = outcome.row.registration.full_name
                messages.success(request, _("Present: %(name)s") % {"name": name})
                return redirect(f"{request.path}#hv-{outcome.row.registration_id}")
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def person_or_404(self, pk):
        rows = Registration.objects.filter(run=self.run)
        return get_object_or_404(rows, pk=pk if str(pk).isdecimal() else 0)

    # --- what a script sends ------------------------------------------------------------------------

    def take_taps(self, text):
        """Each tap is answered by its own number: an empty word is “saved”, others say why not."""
        try:
            taps = json.loads(text)
            answers = {str(tap["id"]): self.answer(tap) for tap in taps[:MOST_TAPS]}
        except (ValueError, TypeError, KeyError):
            return JsonResponse({"message": _("The request cannot be read.")}, status=400)
        return JsonResponse({"answers": answers, **self.state()})

    def answer(self, tap):
        """Save one tap; what it says why it was not saved."""
        at = _moment(tap.get("at"))
        try:
            if tap["kind"] == "all":
                attendance.mark_all_present(self.session, by=self.marker, marked_at=at)
            elif tap["kind"] == "walk-in":
                return self.walk_in_answer(tap, at)
            else:
                registration = self.person_or_404(tap["person"])
                value = _mark_or_404(tap["mark"])
                attendance.mark(self.session, registration, value, by=self.marker, marked_at=at)
        except RefusedError as refused:
            return str(refused.message)
        except Http404:
            return _("This person is not registered for this class.")
        return ""

    def walk_in_answer(self, tap, at):
        form = WalkInForm(tap.get("values", {}))
        if not form.is_valid():
            return " ".join(error for errors in form.errors.values() for error in errors)
        add_walk_in(self.session, form.entry(), by=self.marker, marked_at=at)
        return ""

    def state(self):
        """What other telephones marked meanwhile, and the server's clock."""
        people = rolls.people_of(self.run).values_list("pk", flat=True)
        marks = dict(self.session.attendances.values_list("registration_id", "mark"))
        return {
            "now": _milliseconds(timezone.now()),
            "marks": {str(pk): marks.get(pk, "") for pk in people},
        }


def _labelled(counts):
    """How many have each mark, with its words; at last those without one."""
    labels = {**SHORT, "": _("not marked")}
    return [(value, labels[value], count) for value, count in counts.items()]


def _mark_or_404(value):
    if value not in AttendanceMark.values:
        raise Http404
    return value


def _moment(value):
    """When a telephone says that it was tapped; None when it says nothing that is a time."""
    try:
        return dt.datetime.fromtimestamp(float(value) / 1000, tz=dt.UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _milliseconds(moment):
    return int(moment.timestamp() * 1000)


# --- paper and screen ------------------------------------------------------------------------------


class SessionPaperView(MarkingMixin, View):
    """The list of a session with a column to sign in, as PDF."""

    def get(self, request, *args, **kwargs):
        content = attendance_papers.session_paper(self.session)
        return _pdf(content, f"diem-danh-{self.run.slug}-{self.session.pk}")


class RunPaperView(MarkingMixin, View):
    """The list of the class with a column to sign in for each session, as PDF."""

    takes_session = False

    def get(self, request, *args, **kwargs):
        return _pdf(attendance_papers.run_paper(self.run), f"diem-danh-{self.run.slug}")


def _pdf(content, name):
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


class ScreenView(SessionMixin, TemplateView):
    """For the projector: the code that changes, as digits and as an address to scan."""

    template_name = "training/attendance/screen.html"

    def get_context_data(self, **kwargs):
        now = timezone.now()
        problem, code = "", ""
        try:
            screen_codes.refuse_self(self.session, now)
        except RefusedError as refused:
            problem = str(refused.message)
        else:
            code = screen_codes.code_of(self.session, now)
        path = reverse("training:self_check_in", args=[self.session.pk])
        roll = rolls.roll_of(self.session)
        return super().get_context_data(
            run=self.run,
            session=self.session,
            problem=problem,
            code=code,
            spoken=f"{code[:3]} {code[3:]}",
            address=self.request.build_absolute_uri(path),
            address_with_code=self.request.build_absolute_uri(f"{path}?ma={code}"),
            seconds=screen_codes.seconds_left(now) if code else screen_codes.STEP,
            came=roll.came,
            people=len(roll.expected),
            **kwargs,
        )
