"""Editions in the admin: the edition's paper, what it still lacks, and last year's as a start."""

from django import forms
from django.contrib import admin
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rules.contrib.admin import (
    ObjectPermissionsModelAdmin,
    ObjectPermissionsStackedInline,
    ObjectPermissionsTabularInline,
)

from contests.admin.challenge_pages import ChallengePages, ProblemInline
from contests.admin.edition_pages import EditionPages
from contests.admin.paper_pages import PaperPages
from contests.domain.challenges import why_no_pilot_report
from contests.domain.decisions import store_scan
from contests.domain.editions import (
    finish_contest,
    publish_contest,
    readiness,
    unpublish_contest,
)
from contests.domain.phases import counts, phase_of, timeline
from contests.domain.seals import open_seal
from contests.enums import ContestState
from contests.forms.editions import DecisionForm, DivisionForm
from contests.forms.follow_ups import ContestForm
from contests.models import (
    Contest,
    Division,
    FormTemplate,
    HistoricalFigure,
    OfficialDecision,
    Prize,
    PrizeFamily,
)
from contests.workflow import CONTEST
from portal.admin import AdminStep, WorkflowAdmin
from portal.admin.english import EnglishAdmin, english_fieldset
from portal.admin.fields import AdminNumberWidget
from portal.fields import NfcCharField
from portal.numbers import WholeNumberField


class DivisionInline(ObjectPermissionsStackedInline):
    model = Division
    form = DivisionForm
    extra = 1
    fields = (
        ("name", "order"),
        "description",
        "applicant_types",
        ("max_team_size", "min_age", "max_age"),
        ("name_en", "description_en"),
    )


class PrizeFamilyInline(ObjectPermissionsTabularInline):
    model = PrizeFamily
    extra = 1
    fields = (("name", "name_en"), "authority", "follows_rank", "order")


class PrizeInline(ObjectPermissionsTabularInline):
    model = Prize
    extra = 1
    fields = (
        *("order", ("name", "name_en"), "family", "quantity", "amount"),
        *(("paper", "paper_en"), "funding"),
    )
    # Six columns on one line: narrower boxes than Django's, and room for 30.000.000.
    formfield_overrides = {
        NfcCharField: {"widget": forms.TextInput(attrs={"size": 20})},
        models.PositiveIntegerField: {
            "form_class": WholeNumberField,
            "widget": AdminNumberWidget(attrs={"class": "amount", "size": 13}),
        },
    }

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "family":
            pk = request.resolver_match.kwargs.get("object_id") or None
            kwargs["queryset"] = PrizeFamily.objects.filter(contest=pk)
            kwargs["empty_label"] = _("The contest’s own prizes")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class FormTemplateInline(ObjectPermissionsTabularInline):
    model = FormTemplate
    extra = 1
    fields = (("title", "title_en"), "file", "order")


def _what_publishing_does(contest):
    blocking = [problem.message for problem in readiness(contest) if problem.is_blocking]
    if blocking:
        return [_("Cannot be done yet: %(problem)s") % {"problem": message} for message in blocking]
    return [
        _("Everybody can read the edition's pages from now on."),
        _("Applications are taken from the opening to the deadline, by the server's clock."),
        _("No mail is sent."),
    ]


def _sentences(*texts):
    return lambda _contest: [str(text) for text in texts]


@admin.register(Contest)
class ContestAdmin(EnglishAdmin, ChallengePages, EditionPages, PaperPages, WorkflowAdmin):
    form = ContestForm
    workflow = CONTEST
    steps = {
        "publish": AdminStep(act=publish_contest, consequences=_what_publishing_does),
        "unpublish": AdminStep(
            act=unpublish_contest,
            consequences=_sentences(
                gettext_lazy(
                    "The edition's pages disappear from the portal until it is published again."
                ),
                gettext_lazy("Refused once somebody started an application."),
            ),
        ),
        "finish": AdminStep(
            act=finish_contest,
            consequences=_sentences(
                gettext_lazy(
                    "The edition goes to the archive; its pages and results stay readable."
                ),
                gettext_lazy("No mail is sent."),
            ),
        ),
        "open_seal": AdminStep(
            act=open_seal,
            consequences=_sentences(
                gettext_lazy("Staff can read every application of this edition from now on."),
                gettext_lazy(
                    "Who opened the seal, when and why stays on this page; it cannot be closed again."
                ),
                gettext_lazy(
                    "The public page of the edition says when and why, word for word; it names nobody."
                ),
                gettext_lazy("No mail is sent."),
            ),
        ),
    }
    other_verbs = {
        "create": gettext_lazy("Make the edition"),
        "copy": gettext_lazy("Copy an earlier edition"),
        "record_pilot": gettext_lazy("Record what came of the answers"),
        "draft_amendment": gettext_lazy("Draft an amendment of the rules"),
        "issue_rules": gettext_lazy("Put a version of the rules in force"),
        "make_paper": gettext_lazy("Make an official paper"),
        "export_report": gettext_lazy("Make the report of the year"),
        "discard_received": gettext_lazy("Delete a received dossier"),
    }
    change_form_template = "admin/contests/contest/change_form.html"
    change_list_template = "admin/contests/contest/change_list.html"

    list_display = ("year", "title", "kind", "state", "opens_at", "deadline_at")
    list_display_links = ("year", "title")
    list_filter = ("kind", "state")
    show_facets = admin.ShowFacets.NEVER
    readonly_fields = ("copied_from", "kind")
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    inlines = (ProblemInline, DivisionInline, PrizeFamilyInline, PrizeInline, FormTemplateInline)
    fieldsets = (
        (
            None,
            {"fields": ("year", "title", "theme", "summary", "audience", "fields", "copied_from")},
        ),
        english_fieldset(Contest),
        (
            gettext_lazy("Dates"),
            {"fields": ("opens_at", "deadline_at", "is_sealed", "screening_until", "award_on")},
        ),
        (
            gettext_lazy("Files of an application"),
            {"fields": ("max_files", "max_document_mb", "max_image_mb")},
        ),
        (gettext_lazy("Result"), {"fields": ("separates_publisher",)}),
        (
            gettext_lazy("After the contest"),
            {"fields": ("follow_up_months", "follows_finalists")},
        ),
        (
            gettext_lazy("Contact"),
            {"fields": ("contact_name", "contact_phone", "contact_email", "contact_address")},
        ),
    )

    def get_readonly_fields(self, request, obj=None):
        """What stands from the publication on: what the public has read, and who checks whom."""
        fixed = ("year",) if obj is not None and obj.is_challenge else ()
        if obj is not None and obj.state != ContestState.DRAFT:
            has_opened = obj.opens_at is not None and obj.opens_at <= timezone.now()
            fixed = (
                "year",
                "slug",
                "is_sealed",
                "deadline_at",
                "separates_publisher",
                *(("opens_at",) if has_opened else ()),
            )
        return (*self.readonly_fields, *fixed)

    def get_fieldsets(self, request, obj=None):
        """Say beside the dates how a deadline moves once it is public."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and obj.is_challenge:
            first, *others = fieldsets
            names = ("kind", "slug", *first[1]["fields"])
            fieldsets = [(first[0], {**first[1], "fields": names}), *others]
        if obj is None or obj.state == ContestState.DRAFT:
            return fieldsets
        note = _("The deadline moves only through an amendment of the rules.")
        return [
            (
                name,
                {**options, "description": note} if "deadline_at" in options["fields"] else options,
            )
            for name, options in fieldsets
        ]

    def get_inlines(self, request, obj):
        """The problem stands on the page of a problem statement only."""
        is_challenge = obj is not None and obj.is_challenge
        return [row for row in self.inlines if is_challenge or row is not ProblemInline]

    def available_steps(self, obj, user):
        """The seal can be opened while it stands."""
        steps = super().available_steps(obj, user)
        stands = obj.has_standing_seal()
        return [step for step in steps if step.name != "open_seal" or stands]

    def has_delete_permission(self, request, obj=None):
        """Only an edition that nobody saw yet may be deleted."""
        if obj is not None and obj.state != ContestState.DRAFT:
            return False
        return super().has_delete_permission(request, obj)

    # --- pages --------------------------------------------------------------------------------

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context |= {
                "phase": phase_of(obj).label,
                "timeline": timeline(obj),
                "counts": counts(obj),
                "parts": _parts_of(obj),
                "problems": _problems_of(obj) if obj.state == ContestState.DRAFT else [],
                "is_in_preparation": obj.state == ContestState.DRAFT,
                "may_report": not obj.is_challenge
                and request.user.has_perm("contests.export_report"),
                "may_copy": not obj.is_challenge and request.user.has_perm("contests.add_contest"),
                "may_record_pilot": request.user.has_perm("contests.record_pilot")
                and not why_no_pilot_report(obj),
                "pilots": obj.pilot_reports.select_related("recorded_by"),
                "may_make_papers": request.user.has_perm("contests.make_paper"),
                "may_amend": obj.state == ContestState.PUBLISHED
                and request.user.has_perm("contests.add_ruleset"),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)


def _parts_of(contest):
    """Links to the lists of what an edition is made of."""
    lists = (
        ("ruleset", "contest__id__exact", _("Rules")),
        ("section", "contest__id__exact", _("Sections and questions")),
        ("round", "contest__id__exact", _("Rounds, criteria, tie rules")),
        ("application", "contest__id__exact", _("Applications")),
    )
    return [
        (label, f"{url}?{parameter}={contest.pk}")
        for model, parameter, label in lists
        if (url := _admin_url(model, "changelist"))
    ]


def _problems_of(contest):
    """What the edition lacks, each with the address where it is settled."""
    return [(problem, _place_of(problem, contest)) for problem in readiness(contest)]


def _place_of(problem, contest):
    if problem.model == "contest":
        # Inlines have no input of their name: their group carries it.
        anchor = (
            f"{problem.field}-group"
            if problem.field in {"prizes", "divisions"}
            else f"id_{problem.field}"
        )
        return f"#{anchor}{'_0' if problem.field in {'opens_at', 'deadline_at'} else ''}"
    if problem.pk is None:
        return f"{_admin_url(problem.model, 'add')}?contest={contest.pk}"
    anchor = f"#id_{problem.field}" if problem.field else ""
    return f"{_admin_url(problem.model, 'change', problem.pk)}{anchor}"


def _admin_url(model, page, *args):
    try:
        return reverse(f"admin:contests_{model}_{page}", args=args)
    except NoReverseMatch:
        return ""


@admin.register(OfficialDecision)
class OfficialDecisionAdmin(ObjectPermissionsModelAdmin):
    list_display = ("number", "issued_on", "issuer", "signer", "subject")
    list_filter = ("contest",)
    search_fields = ("number", "subject")
    show_facets = admin.ShowFacets.NEVER
    form = DecisionForm
    fields = (
        "contest",
        "number",
        "issued_on",
        "issuer",
        "signer",
        "subject",
        "scan",
        "scan_file",
        "is_scan_public",
    )
    readonly_fields = ("scan",)

    def get_fields(self, request, obj=None):
        """The upload is for those who may change the row."""
        may_type = self.has_change_permission(request, obj)
        return [name for name in self.fields if may_type or name != "scan_file"]

    def save_model(self, request, obj, form, change):
        """Keep the uploaded scan in the private storage; an earlier one stays on file."""
        uploaded = form.cleaned_data.get("scan_file")
        if uploaded is not None:
            obj.scan = store_scan(uploaded, actor=request.user)
        super().save_model(request, obj, form, change)


@admin.register(HistoricalFigure)
class HistoricalFigureAdmin(ObjectPermissionsModelAdmin):
    list_display = ("year", "kind", "value", "is_verified", "source")
    list_filter = ("kind", "year", "is_verified")
    show_facets = admin.ShowFacets.NEVER
