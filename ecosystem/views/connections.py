"""Connection requests: who fits, sending one, one's own, and the two pages behind mailed links."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView, ListView, TemplateView, View

from ecosystem.domain import connections as acts
from ecosystem.domain.connection_care import tell_outcome
from ecosystem.domain.matching import matches_of
from ecosystem.enums import OPEN_CONNECTION_STATES, ConnectionSide
from ecosystem.forms.connections import (
    AcceptForm,
    ConnectionForm,
    DeclineForm,
    OutcomeForm,
    WantedForm,
)
from ecosystem.models import ConnectionRequest, Expert, Organization, Startup
from ecosystem.views.base import kind_or_404
from portal.workflow import RefusedError

PER_PAGE = 20
# Projects of one person are few; each is matched on its own.
STARTUPS_SHOWN = 5


def connect_crumb():
    return (_("Connect"), reverse("ecosystem:connect"))


def list_crumb():
    return (_("My connection requests"), reverse("ecosystem:connection_list"))


class ConnectView(TemplateView):
    """How connecting works; who keeps projects reads who fits each, and why."""

    template_name = "ecosystem/connect.html"

    def get_context_data(self, **kwargs):
        form = WantedForm(self.request.GET or None)
        wanted = form.cleaned_data["support"] if form.is_bound and form.is_valid() else None
        return super().get_context_data(
            form=form,
            projects=self.projects(wanted),
            breadcrumbs=[(_("Connect"), None)],
            **kwargs,
        )

    def projects(self, wanted):
        user = self.request.user
        if not user.is_authenticated:
            return []
        rows = Startup.objects.kept_by(user).select_related("field").order_by("folded")
        return [
            {"startup": startup, "matches": matches_of(startup, wanted=wanted)}
            for startup in rows[:STARTUPS_SHOWN]
        ]


class ConnectionCreateView(LoginRequiredMixin, FormView):
    """GET says how the request is passed on; POST sends it to the office."""

    template_name = "ecosystem/connection_form.html"
    form_class = ConnectionForm

    def get_asked(self):
        """Whom the address names."""
        raise NotImplementedError

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.asked = self.get_asked()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs):
        problem = ""
        try:
            acts.refuse_founder(self.request.user, self.asked)
        except RefusedError as refused:
            problem = refused.message
        crumbs = [
            connect_crumb(),
            (str(self.asked), self.asked.get_absolute_url()),
            (_("Send a connection request"), None),
        ]
        return super().get_context_data(
            asked=self.asked, problem=problem, breadcrumbs=crumbs, **kwargs
        )

    def form_valid(self, form):
        try:
            request = acts.send_request(self.request.user, self.asked, **form.cleaned_data)
        except RefusedError as refused:
            is_text = isinstance(refused, acts.AddressInTextError)
            form.add_error("message" if is_text else None, str(refused.message))
            return self.form_invalid(form)
        messages.success(
            self.request, _("The request is sent. The office looks at it and passes it on.")
        )
        return redirect(request)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ExpertConnectView(ConnectionCreateView):
    """Ask an expert."""

    def get_asked(self):
        return get_object_or_404(
            Expert.objects.public().select_related("listing_consent"), slug=self.kwargs["slug"]
        )


class OrganizationConnectView(ConnectionCreateView):
    """Ask an organisation that invests."""

    def get_asked(self):
        rows = Organization.objects.public().filter(kind=kind_or_404(self.kwargs["kind"]))
        asked = get_object_or_404(rows, slug=self.kwargs["slug"])
        if not asked.takes_requests:
            raise Http404
        return asked


class OwnConnectionMixin(LoginRequiredMixin):
    """Requests that one sent oneself."""

    def get_queryset(self):
        rows = ConnectionRequest.objects.filter(founder=self.request.user)
        return rows.with_parties().order_by("-pk")


class ConnectionListView(OwnConnectionMixin, ListView):
    template_name = "ecosystem/connection_list.html"
    context_object_name = "connections"
    paginate_by = PER_PAGE

    def get_context_data(self, **kwargs):
        crumbs = [connect_crumb(), (_("My connection requests"), None)]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)


class ConnectionDetailView(OwnConnectionMixin, DetailView):
    """Where a request stands; the contact of the other side once it accepted."""

    template_name = "ecosystem/connection_detail.html"
    context_object_name = "connection"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            may_cancel=self.object.state in OPEN_CONNECTION_STATES,
            breadcrumbs=[connect_crumb(), list_crumb(), (self.object.code, None)],
            **kwargs,
        )


class ConnectionCancelView(OwnConnectionMixin, DetailView):
    """Asks before a request is taken back."""

    template_name = "ecosystem/connection_cancel.html"
    context_object_name = "connection"

    def post(self, request, *args, **kwargs):
        """Cancel."""
        connection = self.get_object()
        try:
            acts.cancel_request(connection, actor=request.user)
        except RefusedError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("The request is cancelled."))
        return redirect(connection)


# --- behind the links of mails -----------------------------------------------------------------


@method_decorator(never_cache, name="dispatch")
class LinkView(View):
    """Open to whoever holds the mailed link: GET shows what is asked and changes nothing."""

    use: frozenset[str] = frozenset()
    template_name = ""

    def dispatch(self, request, *args, **kwargs):
        try:
            self.connection, self.use_of_link = acts.find_by_link(kwargs["key"])
            if self.use_of_link not in self.use:
                raise Http404
        except acts.LinkGoneError as gone:
            context = {"title": _("Connection request"), "message": gone.message}
            return render(request, "ecosystem/link_gone.html", context, status=404)
        return super().dispatch(request, *args, **kwargs)

    def show(self, status=200, **forms):
        context = {"connection": self.connection, **forms}
        return render(self.request, self.template_name, context, status=status)


class ConnectionAnswerView(LinkView):
    """Who was asked accepts, with a contact of the own choice, or declines."""

    template_name = "ecosystem/connection_answer.html"
    use = frozenset({acts.ANSWER})

    def get(self, request, key):
        of = {"connection": self.connection}
        return self.show(accept_form=AcceptForm(**of), decline_form=DeclineForm(**of))

    def post(self, request, key):
        is_accepted = "accept" in request.POST
        of = {"connection": self.connection}
        accept_form = AcceptForm(request.POST if is_accepted else None, **of)
        decline_form = DeclineForm(None if is_accepted else request.POST, **of)
        form = accept_form if is_accepted else decline_form
        if form.is_valid():
            act = acts.accept_request if is_accepted else acts.decline_request
            try:
                act(self.connection, **form.cleaned_data)
            except acts.AddressInTextError as refused:
                form.add_error("reason", str(refused.message))
            except RefusedError as refused:
                messages.error(request, refused.message)
                return redirect(request.path)
            else:
                messages.success(request, _("Thank you. Your answer is recorded."))
                return redirect(request.path)
        return self.show(422, accept_form=accept_form, decline_form=decline_form)


class ConnectionOutcomeView(LinkView):
    """Either side tells what came of it, once."""

    template_name = "ecosystem/connection_outcome.html"
    use = frozenset(ConnectionSide.values)

    def show(self, status=200, **forms):
        told = self.connection.outcomes.filter(side=self.use_of_link).first()
        return super().show(status, told=told, **forms)

    def get(self, request, key):
        return self.show(form=OutcomeForm())

    def post(self, request, key):
        form = OutcomeForm(request.POST)
        if not form.is_valid():
            return self.show(422, form=form)
        try:
            tell_outcome(self.connection, ConnectionSide(self.use_of_link), **form.cleaned_data)
        except RefusedError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Thank you. This helps the office to help others."))
        return redirect(request.path)
