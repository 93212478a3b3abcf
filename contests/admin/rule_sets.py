"""Versions of the rules in the admin: a draft is written here, and put in force from its page."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rules.contrib.admin import ObjectPermissionsModelAdmin

from contests.domain.rule_versions import (
    CannotIssueError,
    draft_amendment,
    issue_rules,
    people_to_tell,
    refuse_issue,
)
from contests.enums import ApplicantType, AttachmentKind, ContestState
from contests.forms.editions import CLAUSE_LABELS, RuleSetForm
from contests.models import Contest, RuleSet
from portal.dates import format_deadline
from portal.workflow import RefusedError

WHO = (
    "max_team_size",
    "min_age",
    "max_age",
    "max_company_years",
    "company_reference_on",
    "guardian_below_age",
)
HOW_MANY = (
    "max_entries_individual",
    "max_entries_organised",
    "max_entries_person",
    "leads_one_only",
)
CONDITIONS = (
    "past_winner_rule",
    "forbids_parallel_entry",
    "excludes_inner_circle",
    "excludes_foreigners",
    "must_be_in_province",
    "needs_endorsement",
)
PETITIONS = ("petition_days", "petition_answer_days")


@admin.register(RuleSet)
class RuleSetAdmin(ObjectPermissionsModelAdmin):
    form = RuleSetForm
    change_form_template = "admin/contests/ruleset/change_form.html"
    list_display = ("contest", "version", "decision", "issued_at", "created_at")
    list_filter = ("contest",)
    list_select_related = ("contest", "decision")
    show_facets = admin.ShowFacets.NEVER

    # --- what may be changed ------------------------------------------------------------------

    def has_change_permission(self, request, obj=None):
        """A version in force is not changed any more: the next one is."""
        if obj is not None and obj.issued_at is not None:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """A version that was in force stays readable."""
        if obj is not None and obj.issued_at is not None:
            return False
        return super().has_delete_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        return ("contest", "version", "issued_at", "types_text", "files_text", "clauses_text")

    def get_fieldsets(self, request, obj=None):
        """As typed; for readers the boxes and clauses become sentences."""
        may_type = obj is None or self.has_change_permission(request, obj)
        first = ["contest", "version", "decision", "text", "file"]
        clauses = [f"clause_{rule}" for rule in CLAUSE_LABELS] if may_type else ["clauses_text"]
        sets = [
            (None, {"fields": first if may_type else [*first, "issued_at"]}),
            (
                gettext_lazy("Who may enter"),
                {"fields": ["applicant_types" if may_type else "types_text", *WHO]},
            ),
            (gettext_lazy("How many entries"), {"fields": HOW_MANY}),
            (gettext_lazy("Other conditions"), {"fields": CONDITIONS}),
            (
                gettext_lazy("Documents and time"),
                {"fields": ["required_files" if may_type else "files_text", "grace_minutes"]},
            ),
            (gettext_lazy("Petitions"), {"fields": PETITIONS}),
            (gettext_lazy("Clause of each rule"), {"fields": clauses}),
        ]
        if obj is not None and (obj.version > 1 or not may_type):
            amendment = {"fields": ("change_note", "deadline_at")}
            sets.insert(1, (gettext_lazy("Amendment"), amendment))
        return sets

    @admin.display(description=gettext_lazy("Applicant types"))
    def types_text(self, rule_set):
        return ", ".join(str(ApplicantType(kind).label) for kind in rule_set.applicant_types)

    @admin.display(description=gettext_lazy("Files that must be attached"))
    def files_text(self, rule_set):
        return ", ".join(str(AttachmentKind(kind).label) for kind in rule_set.required_files)

    @admin.display(description=gettext_lazy("Clauses"))
    def clauses_text(self, rule_set):
        rows = [
            (CLAUSE_LABELS.get(rule, rule), clause) for rule, clause in rule_set.clauses.items()
        ]
        return format_html_join("", "<div>{}: {}</div>", rows) or "–"

    # --- pages --------------------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("amend/<int:contest_pk>/", view(self.amend_view), name="contests_ruleset_amend"),
            path("<int:pk>/issue/", view(self.issue_view), name="contests_ruleset_issue"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            is_draft = obj.issued_at is None and obj.contest.state == ContestState.PUBLISHED
            context |= {
                "is_amendment": is_draft,
                "may_issue": is_draft and request.user.has_perm("contests.issue_ruleset"),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def amend_view(self, request, contest_pk):
        """Draft the next version: GET says what that is, POST makes it and opens it."""
        contest = get_object_or_404(Contest, pk=contest_pk)
        if not request.user.has_perm("contests.add_ruleset"):
            raise PermissionDenied
        problem = ""
        if request.method == "POST":
            try:
                draft = draft_amendment(contest, actor=request.user)
            except RefusedError as error:
                problem = str(error.message)
            else:
                return redirect(reverse("admin:contests_ruleset_change", args=[draft.pk]))
        return self._confirm(
            request,
            title=_("Amend the rules"),
            original=None,
            button=_("Draft the next version"),
            back=reverse("admin:contests_contest_change", args=[contest.pk]),
            problem=problem,
            sentences=[
                _("The version in force is copied as a draft; nobody sees it yet."),
                _(
                    "Enter the amending decision, what changes, and the new deadline if it moves. Then the version is put in force."
                ),
            ],
        )

    def issue_view(self, request, pk):
        """Put a version in force: GET says what will happen and who is mailed, POST does it."""
        rule_set = self.get_object(request, str(pk))
        if rule_set is None:
            raise Http404
        if not request.user.has_perm("contests.issue_ruleset"):
            raise PermissionDenied
        page = reverse("admin:contests_ruleset_change", args=[pk])
        problem = ""
        if request.method == "POST":
            try:
                issue_rules(rule_set, actor=request.user)
            except CannotIssueError as error:
                problem = str(error.message)
            else:
                self.message_user(request, _("The version is in force."), messages.SUCCESS)
                return redirect(page)
        return self._confirm(
            request,
            title=_("Put in force"),
            original=rule_set,
            button=_("Put in force"),
            back=page,
            problem=problem,
            sentences=_what_issuing_does(rule_set),
        )

    def _confirm(self, request, *, problem, **context):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "problem": problem,
            **context,
        }
        return TemplateResponse(request, "admin/act.html", context, status=422 if problem else 200)


def _what_issuing_does(rule_set):
    contest = rule_set.contest
    try:
        refuse_issue(rule_set, contest)
    except CannotIssueError as error:
        return [_("Cannot be done yet: %(problem)s") % {"problem": error.message}]
    drafts = contest.applications.filter(number=None).count()
    mailed = len(people_to_tell(contest))
    return [
        _("Version %(version)d is public at once, with decision %(decision)s; earlier versions stay readable.")
        % {"version": rule_set.version, "decision": rule_set.decision},
        _what_becomes_of_the_deadline(rule_set, contest),
        ngettext(
            "%(n)d draft that was never submitted goes under this version; submitted dossiers keep theirs.",
            "%(n)d drafts that were never submitted go under this version; submitted dossiers keep theirs.",
            drafts,
        )
        % {"n": drafts},
        ngettext("%(n)d person is mailed.", "%(n)d people are mailed.", mailed) % {"n": mailed},
        _("An issued version can be neither changed nor deleted."),
    ]  # fmt: skip


def _what_becomes_of_the_deadline(rule_set, contest):
    if rule_set.deadline_at is None:
        return _("The deadline stays as it is.")
    sentence = _("The deadline moves from %(before)s to %(after)s.") % {
        "before": format_deadline(contest.deadline_at),
        "after": format_deadline(rule_set.deadline_at),
    }
    if contest.has_standing_seal() and rule_set.deadline_at < contest.seal_ends_at:
        sentence += " " + _(
            "The dossiers stay sealed until %(moment)s, as applicants were promised."
        ) % {"moment": format_deadline(contest.seal_ends_at)}
    after = timezone.localdate(rule_set.deadline_at)
    if contest.screening_until and contest.screening_until < after:
        sentence += " " + _("Correct the date of the validity results too: it is earlier.")
    return sentence
