"""Registering for a class, alone or for a group, and one's own pages behind the mailed links."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView

from ecosystem.views import seating
from portal.audit import SYSTEM
from portal.workflow import RefusedError
from training.domain import groups
from training.domain.calendars import registration_calendar
from training.domain.certificates import certificate_of
from training.domain.invitations import invitation
from training.domain.materials import materials_of
from training.domain.registrations import DESK
from training.forms.registrations import GroupForm, PersonRows, RunRegistrationForm, more_rows
from training.models import CourseRun, Registration, RegistrationGroup


class RunSeatMixin:
    """What classes say of themselves."""

    place_field = "run"
    desk = DESK
    namespace = "training"
    words = {
        "thing": gettext_lazy("Class"),
        "back": gettext_lazy("Back to the class"),
        "page": gettext_lazy("The page of the class"),
        "none": gettext_lazy("This class takes no registrations here."),
        "cancelled": gettext_lazy("The class is cancelled"),
        "organization": gettext_lazy("Where you work or study"),
        "mine": gettext_lazy("My classes"),
        "all": gettext_lazy("All classes"),
        "empty": gettext_lazy("You are registered for no class yet"),
    }

    def title_of(self, place):
        return str(place)

    def when_of(self, place):
        return place.when

    def venue_of(self, place):
        return place.place

    def path_of(self, place):
        return [place.course.slug, place.slug]

    def crumbs_of(self, place, last):
        return [
            (_("Training"), reverse("training:overview")),
            (place.course.name, place.course.get_absolute_url()),
            (place.label or place.days, place.get_absolute_url()),
            (last, None),
        ]

    def get_place(self):
        rows = CourseRun.objects.public().filter(course__slug=self.kwargs["slug"])
        rows = rows.select_related("course", "locality")
        return get_object_or_404(rows, slug=self.kwargs["run_slug"])


class RegistrationCreateView(RunSeatMixin, seating.SeatCreateView):
    template_name = "training/registration_form.html"
    form_class = RunRegistrationForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "run": self.place}


@method_decorator(never_cache, name="dispatch")
class GroupCreateView(RunSeatMixin, seating.SeatCreateView):
    """One contact, several people in rows; more rows by a button, without a script."""

    template_name = "training/group_form.html"
    form_class = GroupForm
    # Each may hold twenty places for hours.
    brake, attempts = "group", 5

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not self.place.takes_groups:
            raise Http404
        self.rows = PersonRows(request.POST if request.method == "POST" else None)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "run": self.place}

    def own(self):
        if not self.request.user.is_authenticated:
            return None
        rows = RegistrationGroup.objects.filter(run=self.place, user=self.request.user)
        return rows.filter(members__in=Registration.objects.live()).distinct().first()

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=self.rows, most=groups.MAX_PEOPLE, **kwargs)

    def post(self, request, *args, **kwargs):
        if "more" in request.POST:
            self.rows = more_rows(request.POST)
            typed = {
                **self.get_form_kwargs(),
                "data": None,
                "files": None,
                "initial": request.POST.dict(),
            }
            return self.render_to_response(self.get_context_data(form=GroupForm(**typed)))
        form, are_rows_valid = self.get_form(), self.rows.is_valid()
        return (
            self.form_valid(form) if form.is_valid() and are_rows_valid else self.form_invalid(form)
        )

    def act(self, form, user):
        filled = [row for row in self.rows.cleaned_data if row]
        return groups.register_group(self.place, form.contact(), form.people(filled), user=user)

    def said(self, made):
        return _("The group is registered. Everybody's state and ticket stand below.")


class RegistrationSentView(RunSeatMixin, seating.SeatSentView):
    pass


class RegistrationListView(RunSeatMixin, seating.SeatListView):
    """Classes of the account, and groups that it registered."""

    template_name = "training/registration_list.html"

    def get_queryset(self):
        return super().get_queryset().select_related("run__course", "run__locality")

    def get_context_data(self, **kwargs):
        rows = RegistrationGroup.objects.filter(user=self.request.user)
        return super().get_context_data(
            groups=rows.select_related("run__course", "run__locality").order_by("-pk")[
                : seating.PER_PAGE
            ],
            breadcrumbs=[(_("Training"), reverse("training:overview")), (_("My classes"), None)],
            all_url=reverse("training:overview"),
            **kwargs,
        )


class OwnRunSeat(RunSeatMixin):
    def get_queryset(self):
        return Registration.objects.select_related("run__course", "run__locality", "group")


class RegistrationDetailView(OwnRunSeat, seating.SeatDetailView):
    """The ticket with all sessions, or what is still to confirm."""

    template_name = "training/registration_detail.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            sessions=self.object.run.sessions.all(),
            answers=self.object.answers.all(),
            invitation_url=self.own_url("invitation"),
            certificate=certificate_of(self.object),
            materials=materials_of(
                self.object.run, user=self.request.user, registration=self.object
            ),
            **kwargs,
        )


class RegistrationCancelView(OwnRunSeat, seating.SeatCancelView):
    pass


class RegistrationFileView(OwnRunSeat, seating.SeatFileView):
    def calendar(self, registration):
        return registration_calendar(registration)


class InvitationView(OwnRunSeat, seating.OwnSeatView):
    """The invitation as PDF, for who has a place."""

    def get(self, request, *args, **kwargs):
        registration = self.get_object()
        if not registration.has_ticket or registration.run.is_cancelled:
            raise Http404
        return HttpResponse(
            invitation(registration),
            content_type="application/pdf",
            headers={
                "Content-Disposition": f'inline; filename="giay-moi-{registration.code}.pdf"',
                "Cache-Control": "private, no-store",
            },
        )


# --- groups -----------------------------------------------------------------------------------------


@method_decorator(never_cache, name="dispatch")
class GroupDetailView(RunSeatMixin, seating.SeatMixin, DetailView):
    """Open to whoever holds the contact's link: everybody's state, ticket and way to cancel."""

    template_name = "training/group_detail.html"
    slug_field = slug_url_kwarg = "key"
    context_object_name = "group"

    def get_queryset(self):
        return RegistrationGroup.objects.select_related("run__course", "run__locality")

    def get_context_data(self, **kwargs):
        run, members = self.object.run, list(self.object.members.order_by("pk"))
        has_begun = run.starts_at is None or run.has_begun
        may_act = not has_begun and not run.is_cancelled and any(row.is_live for row in members)
        held = [row.held_until for row in members if row.is_live and row.held_until]
        return super().get_context_data(
            **self.place_context(run, _("Your group")),
            members=members,
            sessions=run.sessions.all(),
            may_cancel=may_act,
            may_confirm=may_act and self.object.verified_at is None,
            held_until=min(held, default=None),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """Confirm for everybody."""
        self.object = self.get_object()
        return self.answer(lambda: groups.confirm_group(self.object), _("The group is confirmed."))

    def answer(self, act, done):
        try:
            act()
        except RefusedError as refused:
            messages.error(self.request, refused.message)
        else:
            messages.success(self.request, done)
        return redirect(self.object)


class GroupCancelView(GroupDetailView):
    """GET asks once more; POST cancels for everybody."""

    template_name = "training/group_cancel.html"

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        user = request.user
        is_own = user.is_authenticated and user.pk == self.object.user_id
        return self.answer(
            lambda: groups.cancel_group(self.object, actor=user if is_own else SYSTEM),
            _("The registration of the group is cancelled. Thank you for telling us."),
        )
