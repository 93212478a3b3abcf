"""The intake in the admin: dossiers on paper, more time, hand-overs, and what a seal hides."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.claims import letter_of, make_claim_link
from contests.domain.deadlines import may_submit, standing_extension, submission_deadline
from contests.domain.extensions import EXTENDABLE_STATES, grant_extension, revoke_extension
from contests.domain.paper import add_scans, enter_on_paper
from contests.domain.seals import intake_counts, sealed_intakes
from contests.enums import OFFICE_CHANNELS
from contests.forms.intake import ExtensionForm, PaperEntryForm, ScansForm, entrant_of
from contests.models import Application
from portal.admin.workflow import ConfirmForm, ReasonForm
from portal.dates import format_deadline
from portal.workflow import RefusedError

INTAKE_VERBS = {
    "enter_for_someone": gettext_lazy("Enter for somebody"),
    "add_scan": gettext_lazy("Add a scan"),
    "grant_extension": gettext_lazy("Extend the deadline"),
    "revoke_extension": gettext_lazy("Revoke the extension"),
    "make_claim_link": gettext_lazy("Make a link to hand over"),
    "claim": gettext_lazy("Take over"),
    "endorse": gettext_lazy("Endorse"),
    "decline_endorsement": gettext_lazy("Not endorse"),
}


class IntakePages:
    """Pages below the list of applications; each asks the permission, the domain asks again."""

    intake_template = "admin/contests/application/intake.html"

    def get_urls(self):
        view, name = self.admin_site.admin_view, "contests_application"
        return [
            path("enter/", view(self.enter_view), name=f"{name}_enter"),
            path("<int:pk>/scans/", view(self.scans_view), name=f"{name}_scans"),
            path("<int:pk>/extension/", view(self.extension_view), name=f"{name}_extension"),
            path("<int:pk>/extension/revoke/", view(self.revoke_view), name=f"{name}_revoke"),
            path("<int:pk>/hand-over/", view(self.hand_over_view), name=f"{name}_hand_over"),
            *super().get_urls(),
        ]

    # --- the seal -------------------------------------------------------------------------------

    def get_queryset(self, request):
        """Nothing under a seal, whoever asks: lists, searches, exports, steps and pages alike."""
        return super().get_queryset(request).outside_seal()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A sealed dossier is explained instead of denied: staff know that it exists."""
        sealed = self._sealed(object_id)
        if sealed is None or not self.has_view_permission(request):
            return super().change_view(request, object_id, form_url, extra_context)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("The intake is sealed"),
            "counts": intake_counts(sealed.contest),
        }
        return TemplateResponse(
            request, "admin/contests/application/sealed.html", context, status=403
        )

    def _sealed(self, object_id):
        if not object_id.isdecimal():
            return None
        found = Application.objects.filter(pk=object_id).select_related("contest").first()
        return found if found is not None and found.is_under_seal else None

    def changelist_view(self, request, extra_context=None):
        extra = {
            "sealed_intakes": sealed_intakes(),
            "may_enter": request.user.has_perm("contests.enter_application"),
            **(extra_context or {}),
        }
        return super().changelist_view(request, extra_context=extra)

    # --- what stands on the dossier's page -------------------------------------------------------

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["intake_links"] = self._links(request.user, obj)
            context["extensions"] = obj.extensions.select_related("granted_by")
            context["submits_until"] = submission_deadline(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _links(self, user, application):
        name = "admin:contests_application"
        links = []
        if user.has_perm("contests.grant_extension", application):
            if standing_extension(application):
                links.append((_("Revoke the extension"), f"{name}_revoke"))
            elif application.state in EXTENDABLE_STATES:
                links.append((_("Extend the deadline for this application"), f"{name}_extension"))
        if self._takes_scans(user, application):
            links.append((_("Add a scan of the paper"), f"{name}_scans"))
        if application.owner_id is None and user.has_perm(
            "contests.hand_over_application", application
        ):
            links.append((_("Hand over to its people"), f"{name}_hand_over"))
        found = [(label, reverse(view, args=[application.pk])) for label, view in links]
        if user.has_perm("contests.edit_application", application):
            found.append((_("Fill in on the dossier's pages"), application.get_absolute_url()))
        return found

    # --- acts -----------------------------------------------------------------------------------

    def enter_view(self, request):
        """Enter a dossier that came on paper or by e-mail; its pages follow."""
        if not request.user.has_perm("contests.enter_application"):
            raise PermissionDenied
        data = (request.POST, request.FILES) if request.method == "POST" else ()
        form = PaperEntryForm(*data, initial={"entry_key": uuid.uuid4().hex})
        if request.method == "POST" and form.is_valid():
            application = self._enter(request, form)
            if application is not None:
                return redirect(application)
        return self._intake_page(
            request,
            form,
            title=_("Enter an application received on paper or by e-mail"),
            button=_("Make the draft and fill it in"),
            sentences=[
                _("A draft without an owner is made; you fill in its pages and submit it."),
                _("The time of receipt is measured by the deadline, not the time of typing."),
                _("Afterwards you can hand it over to its people with a link or a letter."),
            ],
        )

    def _enter(self, request, form):
        cleaned = form.cleaned_data
        try:
            application = enter_on_paper(
                cleaned["contest"],
                entrant_of(cleaned),
                actor=request.user,
                channel=cleaned["channel"],
                received_at=cleaned["received_at"],
                scans=cleaned["scans"],
            )
        except ValidationError as error:
            form.add_error("scans", error)
            return None
        except RefusedError as refused:
            form.add_error("received_on", str(refused.message))
            return None
        if not may_submit(application, application.received_at):
            text = _(
                "The dossier was received after the deadline. It is recorded, and can be submitted "
                "only if an extension is granted to it."
            )
            self.message_user(request, text, messages.WARNING)
        return application

    def scans_view(self, request, pk):
        """What was scanned after the dossier was entered: a page that came later, a clearer copy."""
        application = self._permitted(request, pk, "contests.enter_application")
        data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = ScansForm(*data, contest=application.contest)
        return self._act_page(
            request,
            form,
            lambda values: add_scans(application, values["scans"], actor=request.user),
            said=_("The scans are kept with the dossier."),
            application=application,
            title=_("Add a scan of the paper"),
            button=_("Add the scan"),
            sentences=[
                _(
                    "Scans stand beside the dossier: what was typed in and submitted stays as it is."
                ),
                _("Only staff read them; the people of the dossier hold the paper."),
            ],
        )

    def extension_view(self, request, pk):
        """More time for one dossier."""
        application = self._permitted(request, pk, "contests.grant_extension")
        form = ExtensionForm(request.POST if request.method == "POST" else None)
        deadline = submission_deadline(application)
        told = {"deadline": format_deadline(deadline) if deadline else ""}
        return self._act_page(
            request,
            form,
            lambda _values: grant_extension(application, actor=request.user, **form.values()),
            said=_("The extension is granted."),
            application=application,
            title=_("Extend the deadline for this application"),
            button=_("Grant the extension"),
            sentences=[
                _("Without it the application can be submitted until %(deadline)s.") % told,
                _("The deadline told to the public stays as it is."),
                _mailed(application),
            ],
        )

    def revoke_view(self, request, pk):
        """Take the standing extension back."""
        application = self._permitted(request, pk, "contests.grant_extension")
        form = ReasonForm(request.POST if request.method == "POST" else None)
        return self._act_page(
            request,
            form,
            lambda values: revoke_extension(
                application, actor=request.user, reason=values["reason"]
            ),
            said=_("The extension is revoked."),
            application=application,
            title=_("Revoke the extension"),
            button=_("Revoke the extension"),
            sentences=[
                _("From now on the common deadline holds; what was submitted stays submitted."),
                _mailed(application),
            ],
        )

    def hand_over_view(self, request, pk):
        """A link by mail, or a letter with a code that is shown once."""
        application = self._permitted(request, pk, "contests.hand_over_application")
        form = ConfirmForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            by_mail = "by_mail" in request.POST
            try:
                link, key = make_claim_link(application, actor=request.user, by_mail=by_mail)
            except RefusedError as refused:
                form.add_error(None, str(refused.message))
            else:
                return self._handed_over(request, link, key)
        return self._intake_page(
            request,
            form,
            application=application,
            title=_("Hand over to its people"),
            ways=_ways(application),
            sentences=[
                _("Who uses the link or the code, signed in, becomes the owner; once only."),
                _("It is good for 60 days; a new one ends the earlier one."),
            ],
        )

    def _handed_over(self, request, link, key):
        if link.email:
            text = _("The link is sent to %(address)s.") % {"address": link.email}
            self.message_user(request, text, messages.SUCCESS)
            return self._back(link.application_id)
        response = TemplateResponse(request, "contests/claim_letter.html", letter_of(link, key))
        response.headers["Cache-Control"] = "no-store"
        return response

    # --- parts ----------------------------------------------------------------------------------

    def _permitted(self, request, pk, permission):
        """The dossier, if it is there for the reader; the permission for it."""
        application = self.get_object(request, str(pk))
        if application is None or not self.has_view_permission(request, application):
            raise Http404
        if not request.user.has_perm(permission, application):
            raise PermissionDenied
        return application

    def _takes_scans(self, user, application):
        return application.channel in OFFICE_CHANNELS and user.has_perm(
            "contests.enter_application"
        )

    def _act_page(self, request, form, act, *, said, application, **page):
        """An act on a dossier: its page, and once more with what was refused; else back, ``said``."""
        if request.method == "POST" and form.is_valid():
            try:
                act(form.cleaned_data)
            except RefusedError as refused:
                form.add_error(None, str(refused.message))
            else:
                self.message_user(request, said, messages.SUCCESS)
                return self._back(application.pk)
        return self._intake_page(request, form, application=application, **page)

    def _back(self, pk):
        return redirect(reverse("admin:contests_application_change", args=[pk]))

    def _intake_page(self, request, form, *, application=None, **context):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": application,
            "form": form,
            "now": timezone.now(),
            **context,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, self.intake_template, context, status=status)


def _mailed(application):
    if not application.notice_address:
        return _("No mail can be sent: the dossier names no e-mail address.")
    return _("A mail goes to %(address)s.") % {"address": application.notice_address}


def _ways(application):
    """Buttons of the hand-over: their name, and what they say."""
    ways = [("letter", _("Make a letter to print"))]
    if application.contact_email:
        text = _("Send the link to %(address)s") % {"address": application.contact_email}
        ways.insert(0, ("mail", text))
    return ways
