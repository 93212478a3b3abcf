"""What was agreed to: the list of consents, and the proof for one dossier."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdmin

from contests.domain.consent_papers import dossier_proof
from contests.domain.consents import with_consent_scope
from contests.domain.seals import sealed_scopes
from contests.models import Application, Contest
from portal.models import Consent


class ConsentProofMixin:
    """Adds the PDF of every consent for one dossier to its page in the admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.consents_view)
        return [
            path("<int:pk>/consents/", view, name="contests_application_consents"),
            *super().get_urls(),
        ]

    def consents_view(self, request, pk):
        """One PDF; the download leaves a line in the dossier's trail."""
        application = self.get_object(request, str(pk))
        if application is None or not self.has_view_permission(request, application):
            raise Http404
        if not request.user.has_perm("contests.export_consent", application):
            raise PermissionDenied
        content = dossier_proof(application, actor=request.user)
        response = HttpResponse(content, content_type="application/pdf")
        name = f"dong-y-{application.reference or application.public_id}.pdf"
        response.headers["Content-Disposition"] = content_disposition_header(True, name)
        response.headers["Cache-Control"] = "no-store"
        return response


@admin.register(Consent)
class ConsentAdmin(ObjectPermissionsModelAdmin):
    """The proof of what was agreed to; nobody writes it here (portal.rules).

    It names the people of dossiers: what lies under a seal is not listed, whoever asks.
    """

    list_display = [
        "person",
        "purpose",
        "dossier",
        "text_version",
        "given_via",
        "given_at",
        "recorded_by",
        "withdrawn_at",
    ]
    list_filter = [
        "purpose",
        "given_via",
        "text_version",
        ("withdrawn_at", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["user", "recorded_by"]
    search_fields = ["user__email", "user__full_name", "subject_name"]
    search_help_text = gettext_lazy("Name, e-mail address, or number of the dossier.")
    exclude = ["subject", "scope"]
    readonly_fields = ["dossier"]
    date_hierarchy = "given_at"

    def get_queryset(self, request):
        dossier = with_consent_scope(Application.objects).filter(scope=OuterRef("scope"))[:1]
        rows = super().get_queryset(request).exclude(scope__in=sealed_scopes())
        return rows.annotate(
            dossier_key=Subquery(dossier.values("pk")),
            dossier_name=Subquery(
                dossier.values_list(Coalesce("reference", "public_id", output_field=CharField()))
            ),
        )

    def get_search_results(self, request, queryset, search_term):
        """A number of a dossier finds its consents too."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if search_term:
            dossiers = Application.objects.filter(
                Q(reference__iexact=search_term.strip()) | Q(public_id=search_term.strip())
            )
            scopes = with_consent_scope(dossiers).values("scope")
            found |= queryset.filter(scope__in=scopes)
        return found, may_repeat

    @admin.display(description=gettext_lazy("dossier"))
    def dossier(self, obj):
        """The dossier that it belongs to; a judge's pledge belongs to a panel."""
        if obj.dossier_key is None:
            return "–"
        url = reverse("admin:contests_application_change", args=[obj.dossier_key])
        return format_html('<a href="{}">{}</a>', url, obj.dossier_name)

    def changelist_view(self, request, extra_context=None):
        if request.method == "GET" and Contest.objects.public().sealed().exists():
            text = _(
                "Consents for dossiers of a sealed intake are not listed before the seal ends."
            )
            self.message_user(request, text, messages.INFO)
        return super().changelist_view(request, extra_context)

    @admin.display(description=gettext_lazy("person"), ordering="subject_name")
    def person(self, obj):
        return obj.subject_name or obj.user
