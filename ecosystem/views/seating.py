"""Registering for what has places, and one's own registration behind the mailed link.

Events and classes of training name their models, acts and words; the pages are these.
"""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView, ListView, TemplateView

from ecosystem.domain.seating import VERIFY_HOURS
from ecosystem.enums import RegistrationPhase, RegistrationState
from portal.audit import SYSTEM
from portal.ics import CONTENT_TYPE
from portal.throttle import count_attempt, is_braked
from portal.workflow import RefusedError

PER_PAGE = 20
OPEN_PHASES = frozenset({RegistrationPhase.OPEN, RegistrationPhase.WAITING})
# A class or an office shares one address: whoever enters more invents them.
ATTEMPTS, SECONDS = 30, 3600


def said(registration):
    """What somebody reads whose registration was just taken or confirmed."""
    if registration.state == RegistrationState.WAITLISTED:
        return _("You are on the waiting list. We write to you as soon as a place is yours.")
    if registration.state == RegistrationState.REGISTERED:
        return _("Your registration awaits approval. We write to you as soon as it is decided.")
    return _("You are registered. The ticket was sent to you, too.")


class SeatMixin:
    """What one kind of thing says of itself on these pages."""

    # The field of the registration that names the thing; its name in templates, too.
    place_field = ""
    desk = None
    namespace = ""
    # Words of the kind: back, none, cancelled, page, mine.
    words = {}

    def title_of(self, place):
        raise NotImplementedError

    def when_of(self, place):
        raise NotImplementedError

    def venue_of(self, place):
        raise NotImplementedError

    def path_of(self, place):
        """What names it in addresses."""
        raise NotImplementedError

    def crumbs_of(self, place, last):
        raise NotImplementedError

    def place_url(self, name, place):
        return reverse(f"{self.namespace}:{name}", args=self.path_of(place))

    def place_context(self, place, last):
        return {
            self.place_field: place,
            "place": place,
            "title": self.title_of(place),
            "when": self.when_of(place),
            "venue": self.venue_of(place),
            "words": self.words,
            "verify_hours": VERIFY_HOURS,
            "list_url": reverse(f"{self.namespace}:registration_list"),
            "breadcrumbs": self.crumbs_of(place, last),
        }


@method_decorator(never_cache, name="dispatch")
class SeatCreateView(SeatMixin, FormView):
    """The form while one can register; before and after it a sentence that says why not."""

    template_name = "ecosystem/seating/registration_form.html"
    # What is counted from one address, and how often it may be sent in an hour.
    brake = ""
    attempts = ATTEMPTS

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.place = self.get_place()

    def get_place(self):
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        """Who is registered already is led to the own registration."""
        own = self.own()
        return super().get(request, *args, **kwargs) if own is None else redirect(own)

    def own(self):
        """What the account has here already."""
        if not self.request.user.is_authenticated:
            return None
        return self.place.registrations.standing().filter(user=self.request.user).first()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs):
        phase = self.place.phase
        return super().get_context_data(
            **self.place_context(self.place, _("Register")),
            phase=phase,
            is_open=phase in OPEN_PHASES,
            **kwargs,
        )

    def act(self, form, user):
        """Register; what is made has a page of its own."""
        return self.desk.register(self.place, form.entry(), user=user)

    def form_valid(self, form):
        """Who is not known to own the address reads the same, registered before or not."""
        user = self.request.user if self.request.user.is_authenticated else None
        if user is None and is_braked(
            self.request, self.brake or self.place_field, limit=self.attempts
        ):
            form.add_error(None, _("Too many attempts. Try again later."))
            return self.form_invalid(form)
        try:
            made = self.act(form, user)
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return self.form_invalid(form)
        if user is None:
            count_attempt(self.request, self.brake or self.place_field, seconds=SECONDS)
        if user is not None and made.user_id == user.pk and made.verified_at:
            messages.success(self.request, self.said(made))
            return redirect(made)
        return redirect(self.place_url("registration_sent", self.place))

    def said(self, made):
        return said(made)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SeatSentView(SeatMixin, TemplateView):
    """Look into your mail: the same for everybody."""

    template_name = "ecosystem/seating/registration_sent.html"

    def get_place(self):
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        context = self.place_context(self.get_place(), _("Register"))
        return super().get_context_data(**context, **kwargs)


class SeatListView(LoginRequiredMixin, SeatMixin, ListView):
    """What one registered for with the own account."""

    template_name = "ecosystem/seating/registration_list.html"
    context_object_name = "registrations"
    paginate_by = PER_PAGE

    def get_queryset(self):
        rows = self.desk.holder_model.objects.filter(user=self.request.user)
        return rows.order_by(f"-{self.place_field}__starts_at", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(words=self.words, **kwargs)
        context["rows"] = [
            {
                "registration": row,
                "place": getattr(row, self.place_field),
                "title": self.title_of(getattr(row, self.place_field)),
                "when": self.when_of(getattr(row, self.place_field)),
            }
            for row in context["registrations"]
        ]
        return context


@method_decorator(never_cache, name="dispatch")
class OwnSeatView(SeatMixin, DetailView):
    """Open to whoever holds the link: it went to the person's own address alone."""

    slug_field = slug_url_kwarg = "key"
    context_object_name = "registration"
    may_confirm_here = True

    def get_queryset(self):
        return self.desk.holder_model.objects.select_related(self.place_field)

    def get_context_data(self, **kwargs):
        place = getattr(self.object, self.place_field)
        has_begun = place.starts_at is None or place.has_begun
        may_act = self.object.is_live and not has_begun and not place.is_cancelled
        context = {
            **self.place_context(place, _("Your registration")),
            "may_cancel": may_act,
            "may_confirm": may_act and self.object.waits_for_answer,
            "cancel_url": self.own_url("registration_cancel"),
            "file_url": self.own_url("registration_file"),
        }
        return super().get_context_data(**context, **kwargs)

    def own_url(self, name):
        return reverse(f"{self.namespace}:{name}", args=[self.object.key])

    @property
    def actor(self):
        """The account, where it is the person's; else the link is the proof."""
        user, registration = self.request.user, self.object
        return user if user.is_authenticated and user.pk == registration.user_id else SYSTEM

    def answer(self, act, done):
        """Act, say what came of it, and show the registration again."""
        try:
            result = act()
        except RefusedError as refused:
            messages.error(self.request, refused.message)
        else:
            messages.success(self.request, done(result))
        return redirect(self.object)


class SeatDetailView(OwnSeatView):
    """The ticket, or what is still to confirm: GET changes nothing, mail programs open links."""

    template_name = "ecosystem/seating/registration_detail.html"

    def get_context_data(self, **kwargs):
        place = getattr(self.object, self.place_field)
        is_ended = self.object.state == RegistrationState.CANCELLED
        may_return = is_ended and place.phase in OPEN_PHASES
        return super().get_context_data(
            turn=self.desk.turn_of(self.object),
            again_url=self.place_url("registration_create", place) if may_return else "",
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """Confirm the address, or accept the offered place."""
        self.object = self.get_object()
        return self.answer(lambda: self.desk.confirm_by_link(self.object), said)


class SeatCancelView(OwnSeatView):
    """GET asks once more; POST gives the place back."""

    template_name = "ecosystem/seating/registration_cancel.html"

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        return self.answer(
            lambda: self.desk.cancel(self.object, actor=self.actor),
            lambda _ended: _("The registration is cancelled. Thank you for telling us."),
        )


class SeatFileView(OwnSeatView):
    """The times as a calendar file of one's own."""

    def calendar(self, registration):
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        registration = self.get_object()
        name = getattr(registration, self.place_field).slug
        response = HttpResponse(self.calendar(registration), content_type=CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
        return response
