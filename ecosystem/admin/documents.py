"""Policy documents with their relations, correction notes and words, in the administration."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from rules.contrib.admin import (
    ObjectPermissionsModelAdmin,
    ObjectPermissionsStackedInline,
    ObjectPermissionsTabularInline,
)

from ecosystem.admin.base import WHERE_FROM, FoldedAdmin
from ecosystem.domain.document_text import read_later
from ecosystem.enums import RELATIONS_BACK, DocumentStatus, RelationKind, TextState
from ecosystem.forms.documents import DocumentChoice
from ecosystem.models import DocumentCorrection, DocumentRelation, DocumentTopic, PolicyDocument
from portal.admin.english import EnglishAdmin
from portal.workflow import RefusedError


@admin.register(DocumentTopic)
class DocumentTopicAdmin(EnglishAdmin):
    list_display = ("name", "name_en", "order")
    search_fields = ("name", "name_en")
    fields = ("name", "name_en", "slug", "order")


class RelationInline(ObjectPermissionsTabularInline):
    """What this document does to older ones."""

    model = DocumentRelation
    fk_name = "source"
    extra = 1
    fields = ("kind", "target")
    verbose_name_plural = _("What it does to older documents")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "target":
            kwargs["form_class"] = DocumentChoice
            kwargs["queryset"] = PolicyDocument.objects.without_text()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class RelationBackInline(ObjectPermissionsTabularInline):
    """What newer documents do to this one: entered there, read here."""

    model = DocumentRelation
    fk_name = "target"
    extra = 0
    fields = readonly_fields = ("kind_back", "newer")
    can_delete = False
    verbose_name_plural = _("What newer documents do to it")

    def has_add_permission(self, request, obj=None):
        return False

    @admin.display(description=_("relation"))
    def kind_back(self, relation):
        return RELATIONS_BACK[RelationKind(relation.kind)]

    @admin.display(description=_("newer document"))
    def newer(self, relation):
        url = reverse("admin:ecosystem_policydocument_change", args=[relation.source_id])
        return format_html('<a href="{}">{}</a>', url, relation.source)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")


class CorrectionInline(ObjectPermissionsStackedInline):
    """Notes are added and never changed, by administrators neither."""

    model = DocumentCorrection
    extra = 1
    fields = ("corrected_on", "text", "basis", "created_by", "created_at")
    readonly_fields = ("created_by", "created_at")
    can_delete = False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("created_by")


@admin.register(PolicyDocument)
class PolicyDocumentAdmin(ObjectPermissionsModelAdmin, FoldedAdmin):
    """The fields that Decree 42/2022/NĐ-CP art. 4 asks for, in its order."""

    list_display = ("number", "subject", "issuer", "issued_on", "validity", "text_state")
    list_filter = (
        "kind",
        "status",
        "topic",
        "text_state",
        "is_provincial",
        "issuer",
        ("file", admin.EmptyFieldListFilter),
    )
    date_hierarchy = "issued_on"
    readonly_fields = ("validity", "text_state", "updated_at")
    actions = ("read_files",)
    inlines = (RelationInline, RelationBackInline, CorrectionInline)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "kind",
                    "number",
                    "subject",
                    "topic",
                    "issuer",
                    "signer",
                    "is_provincial",
                    "slug",
                )
            },
        ),
        (
            _("Validity"),
            {
                "description": _(
                    "Choose “Not determined” unless you have checked it. The days and replacing documents count by themselves."
                ),
                "fields": ("issued_on", "effective_on", "expires_on", "status", "validity"),
            },
        ),
        (_("File of the document"), {"fields": ("file", "text_state", "full_text")}),
        WHERE_FROM,
        (_("Freshness"), {"fields": ("updated_at",)}),
    )

    def get_queryset(self, request):
        rows = super().get_queryset(request).with_validity()
        # The list shows no words; a row to be changed holds them all.
        return rows if request.resolver_match.kwargs.get("object_id") else rows.without_text()

    def get_inlines(self, request, obj):
        """What newer documents do is shown once there are any."""
        is_newest = obj is None or not obj.relations_to.exists()
        return [
            inline for inline in self.inlines if not (is_newest and inline is RelationBackInline)
        ]

    @admin.display(description=_("validity today"))
    def validity(self, document):
        """What readers see; a document that is being entered has none yet."""
        shown = getattr(document, "validity", None)
        return DocumentStatus(shown).label if shown else "–"

    def get_readonly_fields(self, request, obj=None):
        """While a worker reads the file nobody types: the form would wipe out what was read."""
        waits = obj is not None and obj.text_state == TextState.WAITING
        return (*self.readonly_fields, "full_text") if waits else self.readonly_fields

    def save_model(self, request, obj, form, change):
        # Not ``changed_data``: browsers send other line ends than what is stored.
        before = form.initial.get("full_text", obj.full_text) if change else ""
        if obj.full_text.strip() != before.strip():
            obj.text_state = TextState.TYPED if obj.full_text else TextState.NONE
        elif not obj.file and obj.text_state != TextState.TYPED:
            obj.full_text, obj.text_state = "", TextState.NONE
        super().save_model(request, obj, form, change)
        has_new_file = "file" in form.changed_data and obj.file
        if has_new_file and obj.text_state != TextState.TYPED:
            read_later(obj, actor=request.user)
            messages.info(request, gettext("The words of the file are being read for the search."))
        elif has_new_file:
            messages.warning(
                request,
                gettext("The typed words were kept: check that they fit the new file."),
            )

    def save_formset(self, request, form, formset, change):
        if formset.model is DocumentCorrection:
            for note in formset.save(commit=False):
                note.created_by = note.created_by or request.user
        super().save_formset(request, form, formset, change)

    @admin.action(
        description=_("Read the words of the files for the search"), permissions=["change"]
    )
    def read_files(self, request, queryset):
        """Ask for each; tell of those that are refused, and why."""
        asked = 0
        for document in queryset:
            try:
                read_later(document, actor=request.user)
            except RefusedError as refused:
                messages.warning(request, f"{document}: {refused.message}")
            else:
                asked += 1
        if asked:
            text = ngettext(
                "%(count)d file is being read.", "%(count)d files are being read.", asked
            )
            messages.success(request, text % {"count": asked})
