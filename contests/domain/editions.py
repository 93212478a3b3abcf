"""Making an edition, copying last year's, and showing it to the public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.cloning import clone
from contests.domain.criteria_rows import add_criteria, write_criteria
from contests.domain.limits import current_rules
from contests.domain.preset_files import EDITION
from contests.domain.presets import fill_from, standard_edition
from contests.domain.question_copies import copy_sections
from contests.domain.readiness import Problem, readiness
from contests.enums import ContestState, RoundKind, RoundState
from contests.models import Contest
from contests.workflow import CONTEST
from ecosystem.models import Field
from portal import audit
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from contests.models import Round

__all__ = [
    "NotReadyError",
    "Problem",
    "copy_contest",
    "create_edition",
    "finish_contest",
    "publish_contest",
    "readiness",
    "unpublish_contest",
]

_KEPT = (
    "audience",
    "audience_en",
    "summary",
    "summary_en",
    "max_files",
    "max_document_mb",
    "max_image_mb",
    "contact_name",
    "contact_name_en",
    "contact_phone",
    "contact_email",
    "contact_address",
    "contact_address_en",
    "follow_up_months",
    "follows_finalists",
    "separates_publisher",
)


class NotReadyError(RefusedError):
    """The edition may not be published yet; ``problems`` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(
            _("The edition cannot be published yet: %(problems)s")
            % {"problems": "; ".join(problem.message for problem in problems)}
        )
        self.problems = problems


@transaction.atomic
def create_edition(year: int, *, actor: Any, preset: dict[str, Any] | None = None) -> Contest:
    """Make the edition of ``year`` from a checked description; without one, from the usual rules."""
    require(actor, "contests.add_contest")
    described = preset or standard_edition()
    values = {name: described[name] for name in EDITION if name in described}
    contest = _new_contest(year, title=_title(year), title_en=_title_in_english(year), **values)
    contest.fields.set(Field.objects.all())
    fill_from(contest, described)
    audit.record(contest, "create", actor=actor, preset=described.get("name", ""))
    return contest


@transaction.atomic
def copy_contest(contest: Contest, *, actor: Any, year: int) -> Contest:
    """Make the edition of ``year`` like ``contest``.

    Rules, divisions, questions, rounds with criteria and tie rules, prizes, forms and the heads of
    official papers come along; dates, decisions, judges and applications do not.
    """
    require(actor, "contests.add_contest")
    if contest.is_challenge:
        raise RefusedError(_("A problem statement is not copied to another year. Make a new one."))
    copy = _new_contest(
        year,
        title=contest.title.replace(str(contest.year), str(year)),
        title_en=contest.title_en.replace(str(contest.year), str(year)),
        copied_from=contest,
        **{name: getattr(contest, name) for name in _KEPT},
    )
    copy.fields.set(contest.fields.all())
    _copy_rules(contest, copy)
    for name in ("divisions", "form_templates", "paper_offices"):
        for row in getattr(contest, name).all():
            clone(row, contest=copy)
    _copy_prizes(contest, copy)
    for round_ in contest.rounds.all():
        _copy_round(round_, copy)
    copy_sections(contest.sections.all(), copy)
    audit.record(copy, "copy", actor=actor, source=contest.year)
    return copy


@transaction.atomic
def publish_contest(contest: Contest, *, actor: Any) -> Contest:
    """Show the edition to the public; raises NotReadyError while a blocking problem stands."""
    locked = CONTEST.lock(contest)
    if locked.state == ContestState.DRAFT:
        blocking = [problem for problem in readiness(locked) if problem.is_blocking]
        if blocking:
            raise NotReadyError(blocking)
    published: Contest = CONTEST.apply(locked, "publish", actor=actor)
    put_in_force(published)
    return published


def put_in_force(contest: Contest) -> None:
    """Let the first version of the rules count from the publication on, with the deadline it sets."""
    if not contest.rule_sets.filter(issued_at__isnull=False).exists():
        first = contest.rule_sets.order_by("-version")[:1]
        contest.rule_sets.filter(pk__in=first.values("pk")).update(
            issued_at=timezone.now(), deadline_at=contest.deadline_at
        )


@transaction.atomic
def unpublish_contest(contest: Contest, *, actor: Any, reason: str) -> Contest:
    """Take the edition back to preparation; refused once an application was started."""
    locked = CONTEST.lock(contest)
    if locked.applications.exists():
        raise RefusedError(
            _(
                "Applications were already started, so the edition stays public. Change its dates or texts instead."
            )
        )
    # Rules that nobody entered under may be changed again while the edition is in preparation.
    if locked.rule_sets.filter(issued_at__isnull=False).count() == 1:
        locked.rule_sets.update(issued_at=None, deadline_at=None)
    return CONTEST.apply(locked, "unpublish", actor=actor, reason=reason)


@transaction.atomic
def finish_contest(contest: Contest, *, actor: Any) -> Contest:
    """Close the edition's book; refused before the result of its final is published."""
    locked = CONTEST.lock(contest)
    if not locked.rounds.filter(kind=RoundKind.FINAL, state=RoundState.PUBLISHED).exists():
        raise RefusedError(_("Publish the result of the final first, then finish the edition."))
    return CONTEST.apply(locked, "finish", actor=actor)


def _title(year: int) -> str:
    # The contest's proper name (a title on paper), the same in every language of the portal.
    return f"Cuộc thi Khởi nghiệp đổi mới sáng tạo tỉnh Lạng Sơn năm {year}"


def _title_in_english(year: int) -> str:
    # A name, too: what an English page calls the contest whatever its other words.
    return f"Innovative Startup Contest of Lạng Sơn Province {year}"


def _new_contest(year: int, **values: Any) -> Contest:
    """Create a draft edition, or refuse a year that is taken or out of range."""
    contest = Contest(year=year, **values)
    try:
        contest.clean_fields()
    except ValidationError as error:
        raise RefusedError(_("Enter a year from 2019 to 2100")) from error
    try:
        with transaction.atomic():
            contest.save(force_insert=True)
    except IntegrityError as error:
        raise RefusedError(
            _("There is already an edition of %(year)d: open it, or enter another year")
            % {"year": year}
        ) from error
    return contest


def _copy_rules(contest: Contest, copy: Contest) -> None:
    """Carry over the rules in force as version 1, to be issued by a new decision."""
    latest = current_rules(contest)
    if latest.pk is not None:
        clone(
            latest,
            contest=copy,
            version=1,
            decision=None,
            file="",
            company_reference_on=None,
            issued_at=None,
            deadline_at=None,
            change_note="",
        )


def _copy_prizes(contest: Contest, copy: Contest) -> None:
    """Carry over the catalogue; why places stayed empty belongs to the earlier edition."""
    families = {family.pk: clone(family, contest=copy) for family in contest.prize_families.all()}
    for prize in contest.prizes.all():
        family = families[prize.family_id] if prize.family_id else None
        clone(prize, contest=copy, family=family, unawarded_reason="", unawarded_places=0)


def _copy_round(round_: Round, copy: Contest) -> None:
    new = clone(
        round_,
        contest=copy,
        state=RoundState.PLANNED,
        decision=None,
        scoring_starts_on=None,
        scoring_due_at=None,
        extra_due_at=None,
        assignments_published_at=None,
        closed_at=None,
        published_at=None,
        feedback_released_at=None,
    )
    divisions = {row.name: row for row in copy.divisions.all()}
    add_criteria(new, write_criteria(round_), divisions)
    for places in round_.division_places.select_related("division"):
        clone(places, round=new, division=divisions[places.division.name])
