"""Rounds in the admin: criteria and tie rules, and the steps from the start to publication."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rules.contrib.admin import ObjectPermissionsModelAdmin

from contests.admin.awards import AwardPages
from contests.admin.certificate_pages import CertificatePages
from contests.admin.criteria import (
    CriterionInline,
    PlacesInline,
    TieRuleInline,
    lock_while_saving,
)
from contests.admin.criteria_pages import CriteriaPages
from contests.admin.feedback_pages import FeedbackPages
from contests.admin.filters import RoundFilter
from contests.admin.final_day_pages import FinalDayPages
from contests.admin.print_pack_page import PrintPackPage
from contests.admin.result_pages import ResultPages
from contests.admin.round_pages import RankingPages
from contests.admin.scan_pages import ScanPages
from contests.domain import rounds
from contests.domain.awards import catalogue
from contests.domain.criteria import criteria_problems, sum_up_parts, why_fixed
from contests.domain.freezing import standing_results
from contests.domain.promotion import tied_groups
from contests.enums import SCREENING_STATES, Outcome, RoundState, Scorer
from contests.forms.participation import PublishForm
from contests.forms.rounds import ApprovalForm, CloseForm, RoundForm
from contests.models import Round, RoundEntry
from contests.workflow import ROUND
from portal.admin import AdminStep, WorkflowAdmin


def _what_starting_does(round_):
    entering = len(rounds.applications_to_enter(round_))
    sentences = [
        ngettext(
            "%(n)d application enters this round with the version it submitted last.",
            "%(n)d applications enter this round with the version they submitted last.",
            entering,
        )
        % {"n": entering},
        _("Criteria and tie rules cannot be changed any more once the first score sheet exists."),
        _("No mail is sent; judges see nothing before the assignments are published."),
    ]
    waiting = round_.contest.applications.filter(state__in=SCREENING_STATES).count()
    if rounds.previous_round(round_) is None and waiting:
        sentences.append(
            ngettext(
                "%(n)d application is still in the validity check and would stay outside of this round.",
                "%(n)d applications are still in the validity check and would stay outside of this round.",
                waiting,
            )
            % {"n": waiting}
        )
    return sentences


def _what_closing_does(round_):
    missing = rounds.missing_sheets(round_)
    owed = rounds.missing_points(round_)
    sentences = [
        _("Scores and ranks are frozen: later changes of score sheets do not count."),
        _("Applicants see no change and no mail is sent."),
    ]
    if missing:
        text = ngettext(
            "%(n)d score sheet is missing. Entries are ranked by the sheets there are.",
            "%(n)d score sheets are missing. Entries are ranked by the sheets there are.",
            missing,
        )
        sentences.insert(0, text % {"n": missing})
        if unchecked := rounds.unchecked_papers(round_):
            sentences.insert(1, unchecked)
    if owed:
        text = ngettext(
            "%(n)d entry lacks points of the organisers: enter them first.",
            "%(n)d entries lack points of the organisers: enter them first.",
            owed,
        )
        sentences.insert(0, text % {"n": owed})
    return sentences


def _what_reopening_does(round_):
    sentences = [
        _(
            "The frozen ranking is set aside as a version that stays readable; closing again makes the next one."
        ),
        _("Decisions on ties and outcomes fall away."),
    ]
    if round_.is_final:
        sentences.append(_("The proposed awards fall away."))
    return sentences


def _what_proposing_does(round_):
    rows = list(standing_results(round_))
    chosen = sum(row.outcome == Outcome.ADVANCE for row in rows)
    ties = len(list(tied_groups(rows)))
    sentences = [_("Outcomes, awards and ties stand still until the proposal is taken back.")]
    if round_.is_final:
        sentences += _places_left_empty(round_)
    else:
        text = ngettext("%(n)d application advances.", "%(n)d applications advance.", chosen)
        sentences.insert(0, text % {"n": chosen})
    if ties:
        text = ngettext(
            "%(n)d tie stands. It is refused where it decides.",
            "%(n)d ties stand. They are refused where they decide.",
            ties,
        )
        sentences.append(text % {"n": ties})
    return sentences


def _places_left_empty(round_):
    return [
        (
            _("Not decided: %(prize)s (%(n)d). Choose winners, or leave the places empty first.")
            if line.is_undecided
            else _("Without a winner: %(prize)s (%(n)d). Reason: %(reason)s")
        )
        % {"prize": line.prize.label, "n": line.left, "reason": line.prize.unawarded_reason}
        for line in catalogue(round_)
        if line.left
    ]


def _what_approving_does(round_):
    return [
        _("The document is recorded with the result. From here on there is no way back."),
        _("Nothing becomes public and no mail is sent before the publication."),
    ]


def _what_publishing_does(round_):
    mailed = rounds.mailed_count(round_)
    sentences = [
        _("The result appears on the portal with the document %(number)s.")
        % {"number": round_.decision.number if round_.decision else "–"},
        ngettext(
            "%(n)d applicant is told the result by mail.",
            "%(n)d applicants are told the result by mail.",
            mailed,
        )
        % {"n": mailed},
        _("A news article is drafted."),
        _("A publication cannot be taken back."),
    ]
    if round_.is_final:
        sentences.append(_("The edition is finished."))
    if round_.contest.separates_publisher and round_.approved_by:
        sentences.append(
            _(
                "%(person)s recorded the approval. This edition asks for two people: somebody else publishes."
            )
            % {"person": round_.approved_by}
        )
    return sentences


@admin.register(Round)
class RoundAdmin(
    CriteriaPages,
    RankingPages,
    ResultPages,
    AwardPages,
    CertificatePages,
    ScanPages,
    FeedbackPages,
    FinalDayPages,
    PrintPackPage,
    WorkflowAdmin,
):
    workflow = ROUND
    steps = {
        "start": AdminStep(act=rounds.start_round, consequences=_what_starting_does),
        "close": AdminStep(
            act=rounds.close_round, form_class=CloseForm, consequences=_what_closing_does
        ),
        "reopen": AdminStep(act=rounds.reopen_round, consequences=_what_reopening_does),
        "propose": AdminStep(act=rounds.propose_round, consequences=_what_proposing_does),
        "take_back": AdminStep(act=rounds.take_back),
        "approve": AdminStep(
            act=rounds.approve_round, form_class=ApprovalForm, consequences=_what_approving_does
        ),
        "publish": AdminStep(
            act=rounds.publish_round, form_class=PublishForm, consequences=_what_publishing_does
        ),
    }
    other_verbs = {
        "apply_criteria": gettext_lazy("Criteria taken from a preset"),
        "organiser_points": gettext_lazy("Organisers' points entered"),
        "accept_missing_sheets": gettext_lazy("Accept missing score sheets"),
        "call_up": gettext_lazy("Call up from the reserve list"),
        "break_tie": gettext_lazy("Decision of the chair on a tie"),
        "drop_frozen_results": gettext_lazy("Frozen ranking set aside"),
        "draw_order": gettext_lazy("Running order drawn"),
        "export_ranking": gettext_lazy("Ranking downloaded"),
        "keep_scan": gettext_lazy("Scan of the document kept"),
        "leave_unawarded": gettext_lazy("Places of a prize left empty"),
        "open_final_day": gettext_lazy("Final day opened"),
        "renew_hall_key": gettext_lazy("New link for the hall's screen"),
        "set_final_day_minutes": gettext_lazy("Minutes of the final day changed"),
        "set_order": gettext_lazy("Running order set by hand"),
        "make_paper": gettext_lazy("Make an official paper"),
        "print_pack": gettext_lazy("Print pack for scoring on paper"),
        "assign_panels": gettext_lazy("Assign by panel"),
        "pledge": gettext_lazy("Pledge of confidentiality given"),
        "publish_assignments": gettext_lazy("Publish the assignments"),
        "release_feedback": gettext_lazy("Feedback released to the authors"),
        "set_feedback": gettext_lazy("Feedback to the authors changed"),
        "spread": gettext_lazy("Share evenly"),
        "set_outcome": gettext_lazy("Outcome set by hand"),
    }
    change_form_template = "admin/contests/round/change_form.html"

    form = RoundForm
    list_display = ("name", "contest", "order", "kind", "state", "scoring_due_at")
    list_filter = ("state", "kind", ("contest", admin.RelatedOnlyFieldListFilter))
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("contest",)
    ordering = ("-contest__year", "order")
    search_fields = ("name", "contest__title", "contest__year")
    inlines = (CriterionInline, TieRuleInline, PlacesInline)
    fieldsets = (
        (None, {"fields": ("contest", "order", "kind", "name", "name_en", "slug")}),
        (
            gettext_lazy("Scoring"),
            {
                "fields": (
                    "scoring_starts_on",
                    "scoring_due_at",
                    "min_judges",
                    "hides_names",
                    "sheet_sharing",
                    "shares_judge_names",
                )
            },
        ),
        (gettext_lazy("Site visits"), {"fields": ("has_site_visits", "visit_checklist")}),
        (
            gettext_lazy("How means are made"),
            {"fields": ("trim_from", "mean_places", "flag_percent", "criteria_note")},
        ),
        (gettext_lazy("Additional questions"), {"fields": ("extra_due_at",)}),
        (
            gettext_lazy("Who advances"),
            {
                "fields": (
                    "ranks_by_division",
                    "advance_count",
                    "reserve_count",
                    "pass_mark",
                    "zero_eliminates",
                    "clause",
                )
            },
        ),
    )

    def get_readonly_fields(self, request, obj=None):
        """What judges and applicants rely on stands still once the round has started."""
        if obj is None or obj.state == RoundState.PLANNED:
            return ("contest",) if obj else ()
        fields = [name for _title, options in self.fieldsets for name in options["fields"]]
        in_scoring = {
            "scoring_due_at",
            "extra_due_at",
            "advance_count",
            "reserve_count",
            "criteria_note",
            "name_en",
        }
        free = in_scoring if obj.state == RoundState.OPEN else set()
        return tuple(name for name in fields if name not in free)

    def has_change_permission(self, request, obj=None):
        """Nothing of a closed round is typed any more."""
        if obj is not None and obj.state not in {RoundState.PLANNED, RoundState.OPEN}:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        if obj is not None and obj.state != RoundState.PLANNED:
            return False
        return super().has_delete_permission(request, obj)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("contest", "decision")

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        if obj is not None:
            lock_while_saving(request, obj)
        return obj

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        sum_up_parts(form.instance)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["why_fixed"] = why_fixed(obj)
            context["has_versions"] = obj.result_versions.exists()
            context["has_organisers"] = obj.criteria.filter(scorer=Scorer.ORGANISERS).exists()
            is_planned = obj.state == RoundState.PLANNED
            context["criteria_problems"] = criteria_problems(obj) if is_planned else []
        return super().render_change_form(request, context, add, change, form_url, obj)


class ReadOnlyRecordAdmin(ObjectPermissionsModelAdmin):
    """A list to look things up in; acts happen on the pages of the round."""

    show_facets = admin.ShowFacets.NEVER

    @admin.display(description=gettext_lazy("reference number"))
    def reference(self, row):
        return self._entry(row).application.reference

    @admin.display(description=gettext_lazy("project"))
    def project(self, row):
        return self._entry(row).application.title

    @admin.display(description=gettext_lazy("round"))
    def round(self, row):
        return self._entry(row).round

    def _entry(self, row):
        return row


@admin.register(RoundEntry)
class RoundEntryAdmin(ReadOnlyRecordAdmin):
    list_display = ("reference", "project", "round", "version", "running_order")
    list_filter = (RoundFilter,)
    list_select_related = ("application", "round__contest", "snapshot")
    search_fields = ("application__reference", "application__title")
    ordering = ("-round__contest__year", "round__order", "pk")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("snapshot__content")

    @admin.display(description=gettext_lazy("version judged"), ordering="snapshot__sequence")
    def version(self, row):
        return _("Submission %(n)d") % {"n": row.snapshot.sequence} if row.snapshot else ""
