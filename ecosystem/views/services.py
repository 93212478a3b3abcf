"""Support services: the catalogue, one service, one's own requests for them."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import DetailView, FormView, ListView, View

from ecosystem.domain.service_care import public_rating
from ecosystem.domain.service_messages import open_thread, send_message
from ecosystem.domain.services import (
    cancel_request,
    may_rate,
    rate_request,
    refuse_requester,
    refuse_service,
    send_request,
)
from ecosystem.enums import ServiceKind
from ecosystem.filters.services import ServiceFilter, services
from ecosystem.forms.services import RatingForm, ServiceMessageForm, ServiceRequestForm
from ecosystem.models import Service, ServiceRequest
from ecosystem.views.directory import ActorListView
from portal.serving import serve_stored_file
from portal.workflow import RefusedError

PER_PAGE = 20


def catalogue_crumb():
    return (_("Support services"), reverse("ecosystem:service_list"))


def list_crumb():
    return (_("My requests for support"), reverse("ecosystem:service_request_list"))


class ServiceListView(ActorListView):
    """What units do for people who start up, by kind, unit and stage."""

    template_name = "ecosystem/services/service_list.html"
    context_object_name = "services"
    filterset_class = ServiceFilter
    without = ("field", "locality", "support")

    def sources(self):
        return (services(),)

    def get_context_data(self, **kwargs):
        counts = self.filterset.directory.counts["loai"]
        kinds = [
            {"label": kind.label, "value": kind.value, "count": counts[kind.value]}
            for kind in ServiceKind
            if counts.get(kind.value)
        ]
        return super().get_context_data(
            kinds=kinds, breadcrumbs=[(_("Support services"), None)], **kwargs
        )


class ServiceDetailView(DetailView):
    """What a service is, what it costs, how long it takes, how content people are with it."""

    template_name = "ecosystem/services/service_detail.html"
    context_object_name = "service"

    def get_queryset(self):
        return Service.objects.visible_to(self.request.user).for_detail_page()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            problem=_problem(refuse_service, self.object),
            rating=public_rating(self.object),
            breadcrumbs=[catalogue_crumb(), (self.object.here.name, None)],
            **kwargs,
        )


def _problem(check, *args):
    """The sentence that says why not, if there is one."""
    try:
        check(*args)
    except RefusedError as refused:
        return refused.message
    return ""


class RequestFormView(LoginRequiredMixin, FormView):
    """A form about a request, of which the domain may refuse the words, the files, or the act."""

    def act(self, form):
        """Do what the form asks; return where to go."""
        raise NotImplementedError

    def form_valid(self, form):
        try:
            return self.act(form)
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
        except ValidationError as error:
            form.add_error("files", error)
        return self.form_invalid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ServiceRequestCreateView(RequestFormView):
    """Ask for a service; GET says why that is not possible now, where it is not."""

    template_name = "ecosystem/services/request_form.html"
    form_class = ServiceRequestForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        rows = Service.objects.public().for_detail_page()
        self.service = get_object_or_404(rows, slug=kwargs["slug"])

    def post(self, request, *args, **kwargs):
        # A double click comes back after the first one was taken in.
        key = request.POST.get("send_key")
        sent = request.user.service_requests.filter(send_key=key).first() if key else None
        return redirect(sent) if sent else super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "user": self.request.user,
            "service": self.service,
        }

    def get_context_data(self, **kwargs):
        problem = _problem(refuse_service, self.service) or _problem(
            refuse_requester, self.request.user
        )
        crumbs = [
            catalogue_crumb(),
            (self.service.name, self.service.get_absolute_url()),
            (_("Send a request"), None),
        ]
        return super().get_context_data(
            service=self.service, problem=problem, breadcrumbs=crumbs, **kwargs
        )

    def act(self, form):
        request = send_request(self.request.user, self.service, **form.values())
        text = _("The request is sent. Its number is %(number)s.")
        messages.success(self.request, text % {"number": request.code})
        return redirect(request)


class OwnRequestMixin(LoginRequiredMixin):
    """Requests that one sent oneself; anybody else's do not exist."""

    def get_queryset(self):
        rows = ServiceRequest.objects.filter(requester=self.request.user)
        return rows.with_parties().order_by("-pk")


class ServiceRequestListView(OwnRequestMixin, ListView):
    template_name = "ecosystem/services/request_list.html"
    context_object_name = "requests"
    paginate_by = PER_PAGE

    def get_context_data(self, **kwargs):
        crumbs = [catalogue_crumb(), (_("My requests for support"), None)]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)


class OwnRequestPage(OwnRequestMixin, RequestFormView):
    """A page of one of one's own requests, with a form."""

    page_title = ""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.sent = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        crumbs = [catalogue_crumb(), list_crumb()]
        if self.page_title:
            crumbs += [(self.sent.code, self.sent.get_absolute_url()), (self.page_title, None)]
        else:
            crumbs.append((self.sent.code, None))
        return super().get_context_data(sent=self.sent, breadcrumbs=crumbs, **kwargs)


class ServiceRequestDetailView(OwnRequestPage):
    """Where the request stands, what was written, and a form to write more."""

    template_name = "ecosystem/services/request_detail.html"
    form_class = ServiceMessageForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            thread=open_thread(self.sent, reader=self.request.user),
            files=self.sent.files.filter(message=None).select_related("stored"),
            may_rate=may_rate(self.sent),
            **kwargs,
        )

    def act(self, form):
        send_message(self.sent, actor=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("The message is sent."))
        return redirect(f"{self.sent.get_absolute_url()}#tin-nhan")


class ServiceRequestRateView(OwnRequestPage):
    """Tell how content one is, or change it while that is possible."""

    template_name = "ecosystem/services/request_rate.html"
    form_class = RatingForm

    @property
    def page_title(self):
        return _("Satisfaction")

    def get_initial(self):
        return {"rating": self.sent.rating, "text": self.sent.rating_text}

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_rate=may_rate(self.sent), **kwargs)

    def act(self, form):
        rate_request(self.sent, actor=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Thank you. The unit reads what you told."))
        return redirect(self.sent)


class ServiceRequestCancelView(OwnRequestMixin, DetailView):
    """Asks before a request is taken back."""

    template_name = "ecosystem/services/request_cancel.html"
    context_object_name = "sent"

    def get_context_data(self, **kwargs):
        crumbs = [
            catalogue_crumb(),
            list_crumb(),
            (self.object.code, self.object.get_absolute_url()),
            (pgettext("service", "Take the request back"), None),
        ]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)

    def post(self, request, *args, **kwargs):
        """Take it back."""
        sent = self.get_object()
        try:
            cancel_request(sent, actor=request.user)
        except RefusedError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("The request is taken back."))
        return redirect(sent)


class ServiceRequestFileView(OwnRequestMixin, View):
    """One file of one's own request."""

    def get(self, request, pk, file_id):
        sent = self.get_queryset().filter(pk=pk).first()
        if sent is None:
            raise Http404
        row = get_object_or_404(sent.files.select_related("stored"), stored__public_id=file_id)
        return serve_stored_file(request, row.stored)
