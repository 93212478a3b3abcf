"""What the finder shows: offers that staff keep, and what each app has at hand today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from contests.models import Contest
from ecosystem.domain import support, support_helpers
from ecosystem.domain.support import MAX_ROWS, Found, Group, Verdict, because
from ecosystem.domain.support_answers import group_label, label_of
from ecosystem.enums import SeekerKind, SpecialGroup
from portal.dates import format_deadline
from training.enums import RunState
from training.models import Course, CourseRun

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from ecosystem.domain.support_answers import Answers

    Provider = Callable[[Answers], Group]

# The kind of support that classes are (ecosystem/data/support_kinds.yaml).
COURSE_KIND: Final = "dao-tao-tap-huan"
# Audience groups of courses (training/migrations/0003) by who answers so; no answer: everybody.
AUDIENCES: Final[dict[str, frozenset[str]]] = {
    "hoc-sinh-sinh-vien": frozenset({SeekerKind.STUDENT}),
    "doanh-nghiep": frozenset({SeekerKind.COMPANY, SeekerKind.HOUSEHOLD}),
    "nhom-du-an": frozenset({SeekerKind.PERSON, SeekerKind.TEAM}),
    "phu-nu": frozenset({SpecialGroup.WOMEN}),
    "doan-vien-thanh-nien": frozenset({SpecialGroup.YOUTH}),
    "doi-tuong-khac": frozenset(),
}


def open_calls(answers: Answers) -> Group:
    """Editions of the contest that take applications now: whoever looks for support may enter."""
    rows = Contest.objects.accepting().order_by("deadline_at", "-year")
    return Group(
        key="cuoc-thi",
        title=_("Calls that are open now"),
        items=[_call_found(contest) for contest in rows],
        more_url=reverse("contests:contest_list"),
        more_label=_("All editions of the contest"),
    )


def _call_found(contest: Contest) -> Found:
    deadline = format_deadline(contest.deadline_at) if contest.deadline_at else ""
    return Found(
        title=contest.title,
        url=contest.get_absolute_url(),
        summary=contest.summary,
        contact=", ".join(
            filter(None, (contest.contact_name, contest.contact_phone, contest.contact_email))
        ),
        how_to_ask=_("Check in a minute whether you may enter, then submit online."),
        is_demo=contest.is_demo,
        reasons=(_("Takes applications until %(deadline)s") % {"deadline": deadline},),
    )


def courses(answers: Answers) -> Group:
    """Classes that have not ended, for who answers so; one query."""
    needed = [need for need in answers.needs if need.slug == COURSE_KIND]
    items: list[Found] = []
    if needed or not answers.needs:
        for run in _coming_classes(answers)[:MAX_ROWS]:
            verdict = _verdict_on_class(run, answers)
            if verdict.fits:
                verdict.reasons[:0] = [because(need) for need in needed]
                items.append(_class_found(run, verdict))
    return Group(
        key="lop-hoc",
        title=_("Coming classes"),
        items=items,
        more_url=reverse("training:overview"),
        more_label=_("All training"),
    )


def _coming_classes(answers: Answers) -> QuerySet[CourseRun]:
    """Published classes, annotated with what their courses ask and whether the answers meet it."""
    audiences = Course.audiences.through.objects.filter(course=OuterRef("course"))
    fields = Course.fields.through.objects.filter(course=OuterRef("course"))
    rows = CourseRun.objects.public().filter(state=RunState.PUBLISHED).coming()
    return rows.select_related("course__organizer", "organizer", "locality").annotate(
        asks_people=Exists(audiences),
        meets_people=Exists(audiences.filter(audience__slug__in=_audiences_of(answers))),
        asks_field=Exists(fields),
        meets_field=Exists(fields.filter(field=answers.field)),
    )


def _audiences_of(answers: Answers) -> list[str]:
    mine = (answers.seeker, *answers.groups)
    return [slug for slug, codes in AUDIENCES.items() if not codes or {*mine} & codes]


def _who(answers: Answers) -> str:
    kind = label_of(SeekerKind, answers.seeker)
    return "; ".join(filter(None, (kind, *map(group_label, answers.groups))))


def _verdict_on_class(run: Any, answers: Answers) -> Verdict:
    verdict = Verdict()
    verdict.condition(
        asked=run.asks_people,
        given=bool(answers.seeker or answers.groups),
        met=run.meets_people,
        answer=_who(answers),
        only=_("For certain groups of people: see the page of the class"),
    )
    verdict.condition(
        asked=run.asks_field,
        given=answers.field is not None,
        met=run.meets_field,
        answer=str(answers.field),
        only=_("Only for certain fields"),
    )
    return verdict


def _class_found(run: CourseRun, verdict: Verdict) -> Found:
    giver = run.held_by
    reasons = (*verdict.reasons, _("Takes place on %(days)s") % {"days": run.days})
    return Found(
        title=str(run),
        url=run.get_absolute_url(),
        summary=run.course.summary,
        giver=giver.name if giver else "",
        giver_url=giver.get_absolute_url() if giver and giver.is_listed else "",
        contact=", ".join(filter(None, (giver.phone, giver.email))) if giver else "",
        how_to_ask=run.how_to_register,
        is_demo=run.course.is_demo,
        reasons=reasons,
        remarks=tuple(verdict.remarks),
    )


# In the order of the page. Each reads its own rows in one query, whatever the answers are. What
# else helps joins by one function more.
PROVIDERS: Final[tuple[Provider, ...]] = (
    support.offers,
    open_calls,
    courses,
    support_helpers.services,
    support_helpers.rooms,
    support_helpers.organizations,
    support_helpers.experts,
)


def find(answers: Answers) -> list[Group]:
    """Return the groups that hold something for these answers."""
    return [group for provider in PROVIDERS if (group := provider(answers)).items]
