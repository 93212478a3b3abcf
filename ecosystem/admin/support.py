"""Offers of support in the administration: for whom each is, who sees it, and on which ground."""

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecosystem.admin.base import WHERE_FROM, FoldedAdmin
from ecosystem.domain.support import audience, source_warning
from ecosystem.enums import DocumentStatus
from ecosystem.forms.documents import DocumentChoice
from ecosystem.forms.support import SupportOfferForm
from ecosystem.models import Locality, PolicyDocument, SupportOffer
from portal.admin.english import EnglishAdmin, english_fieldset


@admin.register(SupportOffer)
class SupportOfferAdmin(EnglishAdmin, FoldedAdmin):
    form = SupportOfferForm
    list_display = (
        "name",
        "kind",
        "organization",
        "document",
        "source_state",
        "valid_to",
        "offered",
    )
    list_filter = ("is_published", "kind", ("document", admin.EmptyFieldListFilter))
    list_select_related = ("kind", "organization", "document")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    readonly_fields = ("who_sees_it", "updated_at")
    fieldsets = (
        (None, {"fields": ("name", "slug", "kind", "summary", "amount_text", "description")}),
        (
            _("Who gives it and how to ask"),
            {"fields": ("organization", "contact", "how_to_ask", "link")},
        ),
        english_fieldset(SupportOffer),
        (_("Legal source"), {"fields": ("document", "clause")}),
        (
            _("For whom"),
            {
                "description": _(
                    "Somebody must fit every condition. A condition without a choice is open to everybody."
                ),
                "fields": (
                    "for_seekers",
                    "for_stages",
                    "for_fields",
                    "for_groups",
                ),
            },
        ),
        (_("Only in certain communes"), {"classes": ("collapse",), "fields": ("for_localities",)}),
        (_("Who sees it"), {"fields": ("who_sees_it",)}),
        (
            _("Shown to everybody"),
            {"fields": ("is_published", "valid_from", "valid_to", "order", "updated_at")},
        ),
        WHERE_FROM,
    )

    def get_queryset(self, request):
        return super().get_queryset(request).with_source_validity()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "document":
            kwargs["form_class"] = DocumentChoice
            kwargs["queryset"] = PolicyDocument.objects.without_text()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = forms.CheckboxSelectMultiple
        if db_field.name == "for_localities":
            kwargs["queryset"] = Locality.objects.current()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("offered today"), boolean=True)
    def offered(self, offer):
        return offer.is_offered

    @admin.display(description=_("validity of the source"))
    def source_state(self, offer):
        return DocumentStatus(offer.source_validity).label if offer.source_validity else "–"

    @admin.display(description=_("Who sees it, as saved"))
    def who_sees_it(self, offer):
        """A line a question: its answers, with what each of them leads to."""
        if offer.pk is None:
            return _("Save first: then a table tells which answers lead to this offer.")
        sees, not_ = gettext("sees it"), gettext("does not see it")
        rows = (
            (question, answer, sees if is_shown else not_)
            for question, answers in audience(offer)
            for answer, is_shown in answers
        )
        return format_html(
            '<table><thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>',
            gettext("Question"),
            gettext("Answer"),
            gettext("Who answers so"),
            format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", rows),
        )

    def save_related(self, request, form, formsets, change):
        """Saved as it is; what readers would be misled by is told."""
        super().save_related(request, form, formsets, change)
        offer = form.instance
        source = PolicyDocument.objects.with_validity().filter(pk=offer.document_id).first()
        if source is None:
            warning = gettext("This offer names no legal source.")
        else:
            warning = source_warning(source.validity)
        if warning:
            messages.warning(request, f"{source or offer}: {warning}")
        if offer.organization and offer.organization.is_former:
            text = gettext("%(organization)s no longer exists under this name.")
            messages.warning(request, text % {"organization": offer.organization})
