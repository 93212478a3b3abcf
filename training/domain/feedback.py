"""What the answers about a class say together: counts and means, never whose, nothing below three."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.charts import BarChart, bar_chart
from portal.languages import in_vietnamese
from portal.numbers import format_number
from portal.text import fold
from training.domain.surveys import ANSWERS
from training.enums import SurveyKind, Usage, Venture
from training.models import Course, CourseRun, SurveyAnswer, SurveyRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Of fewer answers a reader could guess who wrote them.
MIN_ANSWERS: Final = 3
SCALE: Final = (5, 4, 3, 2, 1)
RATED: Final = ("content", "trainer", "organisation", "usefulness", "recommend")
CHOSEN: Final[dict[str, type[TextChoices]]] = {"usage": Usage, "venture": Venture}
TEXTS: Final = {SurveyKind.AFTER: ("helped", "better"), SurveyKind.LATER: ("note",)}


@dataclass(frozen=True, kw_only=True)
class Question:
    """How often each answer was given; ``mean`` where answers are marks from 1 to 5."""

    key: str
    label: str
    counts: tuple[tuple[str, int], ...]
    mean: Decimal | None = None

    @property
    def chart(self) -> BarChart | None:
        """Of marks only: the words of other answers are too long for a chart."""
        if self.mean is None:
            return None
        return bar_chart(key=self.key, title=self.label, values=self.counts)

    @property
    def mean_text(self) -> str:
        """4,3 in Vietnamese."""
        return "" if self.mean is None else format_number(self.mean)


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Of how many asked how many answered; no questions while fewer than three did."""

    asked: int
    answered: int
    questions: tuple[Question, ...] = ()

    @property
    def is_shown(self) -> bool:
        return bool(self.questions)

    @property
    def rate(self) -> int:
        """Answers of those asked, in whole per cent."""
        return self.answered * 100 // self.asked if self.asked else 0


def summary_of(run: CourseRun, kind: str = SurveyKind.AFTER) -> Summary:
    """What a trainer, too, may read of a class: marks and counts, no words of single people."""
    return _summary([run.pk], kind)


def course_summary(course: Course, kind: str = SurveyKind.AFTER) -> Summary:
    """All classes of a course together. Those with fewer than three answers are left out.

    Beside the summaries of the others they would tell what one person said.
    """
    return _summary([run.pk for run in shown_runs(course, kind)], kind)


def shown_runs(course: Course, kind: str) -> list[CourseRun]:
    """Classes with enough answers, each with its number ``answers``, the latest first."""
    name = ANSWERS[kind]._meta.model_name
    rows = CourseRun.objects.filter(course=course).annotate(answers=Count(f"{name}s"))
    return list(
        rows.filter(answers__gte=MIN_ANSWERS)
        .select_related("course", "locality")
        .order_by("-starts_at", "-pk")
    )


def texts_of(run: CourseRun, kind: str) -> list[tuple[str, list[str]]]:
    """The free texts, question by question; sorted, so that no two of one writer stand together."""
    model, fields = ANSWERS[kind], TEXTS[SurveyKind(kind)]
    rows = list(model._default_manager.filter(run=run).values_list(*fields))
    if len(rows) < MIN_ANSWERS:
        return []
    return [
        (_label(model, field), sorted((row[place] for row in rows if row[place]), key=fold))
        for place, field in enumerate(fields)
    ]


def _summary(run_ids: Sequence[int], kind: str) -> Summary:
    requests = SurveyRequest.objects.filter(registration__run__in=run_ids, kind=kind)
    counted = requests.aggregate(asked=Count("pk"), answered=Count("pk", Q(is_answered=True)))
    model = ANSWERS[kind]
    fields = RATED if model is SurveyAnswer else tuple(CHOSEN)
    rows = list(model._default_manager.filter(run__in=run_ids).values_list(*fields))
    if len(rows) < MIN_ANSWERS:
        return Summary(**counted)
    columns = zip(*rows, strict=True)
    questions = [
        _rated(field, _label(model, field), marks)
        if field in RATED
        else _chosen(field, _label(model, field), marks)
        for field, marks in zip(fields, columns, strict=True)
    ]
    return Summary(**counted, questions=tuple(questions))


def _label(model: Any, field: str) -> str:
    return str(model._meta.get_field(field).verbose_name)


def _rated(key: str, label: str, marks: Iterable[int]) -> Question:
    counted = Counter(marks)
    total = sum(counted.values())
    mean = Decimal(sum(mark * n for mark, n in counted.items())) / total
    return Question(
        key=key,
        label=label,
        counts=tuple((str(mark), counted[mark]) for mark in SCALE),
        mean=mean.quantize(Decimal("0.1"), ROUND_HALF_UP),
    )


def _chosen(key: str, label: str, values: Iterable[str]) -> Question:
    counted = Counter(values)
    return Question(
        key=key,
        label=label,
        counts=tuple((str(choice.label), counted[choice.value]) for choice in CHOSEN[key]),
    )


# --- as a file ---------------------------------------------------------------------------------


@in_vietnamese
def table_of(thing: CourseRun | Course) -> list[list[str]]:
    """Head and rows of what the pages show: a row for each question and answer, then the words.

    In the office's language: a file is read by others than whoever asked for it.
    """
    table = [
        [_("Survey"), _("Question"), pgettext("survey", "Answer"), pgettext("survey", "People")]
    ]
    for kind in SurveyKind:
        if isinstance(thing, CourseRun):
            summary, runs = summary_of(thing, kind), [thing]
        else:
            summary, runs = course_summary(thing, kind), shown_runs(thing, kind)
        name = str(kind.label)
        table += [[name, *row] for row in _summary_rows(summary)]
        for run in runs:
            table += [
                [name, label, text, ""] for label, texts in texts_of(run, kind) for text in texts
            ]
    return table


def _summary_rows(summary: Summary) -> Iterator[list[str]]:
    yield [_("Asked"), "", str(summary.asked)]
    yield [_("Answered"), "", str(summary.answered)]
    for question in summary.questions:
        for word, count in question.counts:
            yield [question.label, word, str(count)]
        if question.mean is not None:
            yield [question.label, _("Mean"), question.mean_text]
