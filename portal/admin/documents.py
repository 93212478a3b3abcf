"""Issued papers: the register, the file, and the revocation of one."""

from django import forms
from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdmin

from portal.admin.workflow import ReasonForm
from portal.documents import KINDS, revoke
from portal.models import IssuedDocument
from portal.serving import serve_stored_file
from portal.workflow import RefusedError


class ValidityFilter(admin.SimpleListFilter):
    title = gettext_lazy("validity")
    parameter_name = "valid"

    def lookups(self, request, model_admin):
        return [("1", _("Valid")), ("0", _("Revoked"))]

    def queryset(self, request, queryset):
        if self.value() in {"0", "1"}:
            return queryset.filter(revoked_at__isnull=self.value() == "1")
        return queryset


class RevocationForm(ReasonForm):
    """Why a paper is void; the reason fits its line in the register."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Enter the reason")},
    )


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ObjectPermissionsModelAdmin):
    """Read only: papers are issued where their subject is."""

    list_display = ("number", "kind_label", "holder", "year", "issued_on", "validity")
    list_filter = (ValidityFilter, "year", "kind")
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("number", "holder", "code")
    fields = (
        "number",
        "kind_label",
        "holder",
        "issued_on",
        "basis",
        "language",
        "issued_by",
        "printed_code",
        "sha256",
        "revoked_at",
        "revoked_reason",
    )
    readonly_fields = fields
    change_form_template = "admin/portal/issueddocument/change_form.html"

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_label(self, document):
        kind = KINDS.get(document.kind)
        return kind.label if kind else document.kind

    @admin.display(description=gettext_lazy("validity"))
    def validity(self, document):
        return _("Valid") if document.is_valid else _("Revoked")

    @admin.display(description=gettext_lazy("check code"))
    def printed_code(self, document):
        return document.printed_code

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/file/", view(self.file_view), name="portal_issueddocument_file"),
            path("<int:pk>/revoke/", view(self.revoke_view), name="portal_issueddocument_revoke"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_revoke"] = (
            obj is not None
            and obj.is_valid
            and request.user.has_perm("portal.revoke_issueddocument", obj)
        )
        return super().render_change_form(request, context, add, change, form_url, obj)

    def file_view(self, request, pk):
        """The PDF as it was issued."""
        return serve_stored_file(request, self._document(request, "view", pk).stored)

    def revoke_view(self, request, pk):
        """GET asks for the reason, POST declares the paper void."""
        document = self._document(request, "revoke", pk)
        form = RevocationForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                revoke(document, actor=request.user, reason=form.cleaned_data["reason"])
            except RefusedError as refused:
                form.add_error(None, str(refused.message))
            else:
                self.message_user(request, _("The paper is revoked."), messages.SUCCESS)
                return redirect(reverse("admin:portal_issueddocument_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": document,
            "title": _("Revoke the paper"),
            "form": form,
        }
        return TemplateResponse(
            request,
            "admin/portal/issueddocument/revoke.html",
            context,
            status=422 if form.errors else 200,
        )

    def _document(self, request, act, pk):
        document = get_object_or_404(IssuedDocument.objects.select_related("stored"), pk=pk)
        if not request.user.has_perm(f"portal.{act}_issueddocument", document):
            raise Http404
        return document
