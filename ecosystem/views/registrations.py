"""Registering for an event, and one's own registrations behind the mailed link."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView, ListView, TemplateView

from ecosystem.domain import registrations as acts
from ecosystem.domain.event_calendar import registration_calendar
from ecosystem.domain.seating import VERIFY_HOURS
from ecosystem.enums import RegistrationPhase, RegistrationState
from ecosystem.forms.registrations import RegistrationForm
from ecosystem.models import Event, EventRegistration
from ecosystem.views.events import events_crumb
from portal.audit import SYSTEM
from portal.ics import CONTENT_TYPE
from portal.throttle import count_attempt, is_braked
from portal.workflow import RefusedError

PER_PAGE = 20
OPEN_PHASES = frozenset({RegistrationPhase.OPEN, RegistrationPhase.WAITING})
# A class or an office shares one address: whoever enters more invents them.
ATTEMPTS, SECONDS = 30, 3600


@method_decorator(never_cache, name="dispatch")
class RegistrationCreateView(FormView):
    """The form while one can register; before and after it a sentence that says why not."""

    template_name = "ecosystem/events/registration_form.html"
    form_class = RegistrationForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.event = get_object_or_404(Event.objects.public(), slug=kwargs["slug"])

    def get(self, request, *args, **kwargs):
        """Who is registered already is led to the own registration."""
        if request.user.is_authenticated:
            rows = self.event.registrations.standing().filter(user=request.user)
            own = rows.first()
            if own is not None:
                return redirect(own)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs):
        phase = self.event.phase
        crumbs = [events_crumb(), (self.event.title, self.event.get_absolute_url())]
        return super().get_context_data(
            event=self.event,
            phase=phase,
            is_open=phase in OPEN_PHASES,
            verify_hours=VERIFY_HOURS,
            breadcrumbs=[*crumbs, (_("Register"), None)],
            **kwargs,
        )

    def form_valid(self, form):
        """Who is not known to own the address reads the same, registered before or not."""
        user = self.request.user if self.request.user.is_authenticated else None
        if user is None and is_braked(self.request, "event", limit=ATTEMPTS):
            form.add_error(None, _("Too many attempts. Try again later."))
            return self.form_invalid(form)
        try:
            registration = acts.register(self.event, form.entry(), user=user)
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return self.form_invalid(form)
        if user is None:
            count_attempt(self.request, "event", seconds=SECONDS)
        if user is not None and registration.user_id == user.pk and registration.verified_at:
            messages.success(self.request, _said(registration))
            return redirect(registration)
        return redirect("ecosystem:registration_sent", self.event.slug)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _said(registration):
    if registration.state == RegistrationState.WAITLISTED:
        return _("You are on the waiting list. We write to you as soon as a place is yours.")
    return _("You are registered. The ticket was sent to you, too.")


class RegistrationSentView(TemplateView):
    """Look into your mail: the same for everybody."""

    template_name = "ecosystem/events/registration_sent.html"

    def get_context_data(self, **kwargs):
        event = get_object_or_404(Event.objects.public(), slug=kwargs["slug"])
        crumbs = [events_crumb(), (event.title, event.get_absolute_url()), (_("Register"), None)]
        return super().get_context_data(
            event=event, verify_hours=VERIFY_HOURS, breadcrumbs=crumbs, **kwargs
        )


class RegistrationListView(LoginRequiredMixin, ListView):
    """What one registered for with the own account."""

    template_name = "ecosystem/events/registration_list.html"
    context_object_name = "registrations"
    paginate_by = PER_PAGE

    def get_queryset(self):
        rows = EventRegistration.objects.filter(user=self.request.user).select_related("event")
        return rows.order_by("-event__starts_at", "-pk")

    def get_context_data(self, **kwargs):
        crumbs = [events_crumb(), (_("My events"), None)]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)


@method_decorator(never_cache, name="dispatch")
class OwnRegistrationView(DetailView):
    """Open to whoever holds the link: it went to the person's own address alone."""

    slug_field = slug_url_kwarg = "key"
    context_object_name = "registration"

    def get_queryset(self):
        return EventRegistration.objects.select_related("event")

    def get_context_data(self, **kwargs):
        event = self.object.event
        has_begun = event.starts_at is None or event.has_begun
        may_act = self.object.is_live and not has_begun and not event.is_cancelled
        crumbs = [events_crumb(), (event.title, event.get_absolute_url())]
        return super().get_context_data(
            event=event,
            may_cancel=may_act,
            may_confirm=may_act and self.object.waits_for_answer,
            breadcrumbs=[*crumbs, (_("Your registration"), None)],
            **kwargs,
        )

    @property
    def actor(self):
        """The account, where it is the person's; else the link is the proof."""
        user, registration = self.request.user, self.object
        return user if user.is_authenticated and user.pk == registration.user_id else SYSTEM


class RegistrationDetailView(OwnRegistrationView):
    """The ticket, or what is still to confirm: GET changes nothing, mail programs open links."""

    template_name = "ecosystem/events/registration_detail.html"

    def post(self, request, *args, **kwargs):
        """Confirm the address, or accept the offered place."""
        self.object = self.get_object()
        try:
            confirmed = acts.confirm_by_link(self.object)
        except RefusedError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _said(confirmed))
        return redirect(self.object)


class RegistrationCancelView(OwnRegistrationView):
    """GET asks once more; POST gives the place back."""

    template_name = "ecosystem/events/registration_cancel.html"

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        try:
            acts.cancel_registration(self.object, actor=self.actor)
        except RefusedError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("The registration is cancelled. Thank you for telling us."))
        return redirect(self.object)


class RegistrationFileView(OwnRegistrationView):
    """The event as a calendar file of one's own."""

    def get(self, request, *args, **kwargs):
        registration = self.get_object()
        response = HttpResponse(registration_calendar(registration), content_type=CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{registration.event.slug}.ics"'
        return response
