"""Copies of sections and questions, within an edition or into another one.

What a copy refers to comes along: rounds are found by their place in the edition, questions by
what they were copied to. A reference that leads nowhere in the other edition is left empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from contests.domain.cloning import clone, free_slug
from contests.enums import ContestState
from contests.models import Contest, Question, Section
from contests.validators import RESERVED_SECTION_PATHS
from portal import audit
from portal.workflow import require

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

_SLUG_LENGTH = 40


def open_editions() -> QuerySet[Contest]:
    """Editions that take copies: those that are not finished."""
    return Contest.objects.exclude(state=ContestState.FINISHED)


@transaction.atomic
def copy_question(question: Question, section: Section, *, actor: Any) -> Question:
    """Add a copy of ``question`` at the end of ``section``, open whatever the original is."""
    require(actor, "contests.add_question")
    siblings = section.questions.all()
    parent = question.depends_on
    stays_near = parent is not None and parent.section.contest_id == section.contest_id
    copy = clone(
        question,
        section=section,
        key=free_slug(
            question.key, set(siblings.values_list("key", flat=True)), max_length=_SLUG_LENGTH
        ),
        order=_next_order(siblings),
        closed_at=None,
        required_from_id=_rounds(question.section.contest, section.contest).get(
            question.required_from_id
        ),
        depends_on=parent if stays_near else None,
        depends_values=question.depends_values if stays_near else "",
    )
    audit.record(copy, "copy", actor=actor, source=question.section.contest.year)
    return copy


@transaction.atomic
def copy_section(section: Section, contest: Contest, *, actor: Any) -> Section:
    """Add a copy of ``section`` with its questions at the end of ``contest``."""
    require(actor, "contests.add_section")
    (copy,) = copy_sections([section], contest)
    copy.order = _next_order(contest.sections.exclude(pk=copy.pk))
    copy.save(update_fields=["order"])
    audit.record(copy, "copy", actor=actor, source=section.contest.year)
    return copy


def copy_sections(sections: Iterable[Section], contest: Contest) -> list[Section]:
    """Copy ``sections`` with all their questions into ``contest``, keeping what refers to what."""
    copies, questions = [], {}
    taken = {*contest.sections.values_list("slug", flat=True), *RESERVED_SECTION_PATHS}
    for section in sections:
        rounds = _rounds(section.contest, contest)
        new = clone(
            section,
            contest=contest,
            slug=free_slug(section.slug, taken, max_length=_SLUG_LENGTH),
            opens_in_id=rounds.get(section.opens_in_id),
        )
        taken.add(new.slug)
        copies.append(new)
        for question in section.questions.all():
            questions[question.pk] = clone(
                question,
                section=new,
                required_from_id=rounds.get(question.required_from_id),
                depends_on=None,
            )
    originals = Question.objects.filter(pk__in=questions, depends_on__isnull=False)
    for original in originals.select_related("depends_on__section"):
        _point_to_parent(questions[original.pk], original, questions)
    return copies


def _point_to_parent(copy: Question, original: Question, copies: dict[int, Question]) -> None:
    parent = original.depends_on
    if parent is None:  # pragma: no cover -- filtered by the caller
        return
    if parent.pk in copies:
        copy.depends_on = copies[parent.pk]
    elif parent.section.contest_id == copy.section.contest_id:
        copy.depends_on = parent
    else:
        copy.depends_values = ""
    copy.save(update_fields=["depends_on", "depends_values"])


def _rounds(source: Contest, target: Contest) -> dict[int | None, int]:
    """Map the rounds of one edition to those in the same place of another."""
    if source.pk == target.pk:
        return {pk: pk for pk in source.rounds.values_list("pk", flat=True)}
    places = dict(target.rounds.values_list("order", "pk"))
    return {
        pk: places[order]
        for pk, order in source.rounds.values_list("pk", "order")
        if order in places
    }


def _next_order(rows: QuerySet[Any]) -> int:
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1
