"""What a round asks of its entrants in addition: which pages, until when, and who may answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.dossier import section_task
from contests.domain.questionnaire import Questionnaire
from contests.enums import RoundState
from contests.models import Application
from portal.dates import format_deadline
from portal.workflow import RefusedError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from contests.domain.dossier import Task
    from contests.models import Round

# While its scoring goes on; afterwards the version that was judged stands still.
_OPEN_ROUNDS = frozenset({RoundState.PLANNED, RoundState.OPEN})


class ExtraClosedError(RefusedError):
    """What the round asks in addition cannot be answered now."""


@dataclass(frozen=True, kw_only=True)
class Extra:
    """The additional pages of a round for one dossier; ``missing`` names those that lack an answer.

    ``is_begun`` once anything was answered.
    """

    round: Round
    tasks: list[Task]
    missing: list[Task]
    questions: frozenset[int]
    is_begun: bool

    @property
    def due_at(self) -> dt.datetime | None:
        """Until when; None until scoring is closed."""
        return self.round.extra_due_at

    @property
    def is_open(self) -> bool:
        return not self.is_closed_at(timezone.now())

    def is_closed_at(self, now: dt.datetime) -> bool:
        is_late = self.due_at is not None and now > self.due_at
        return is_late or self.round.state not in _OPEN_ROUNDS


def extra_of(application: Application) -> Extra | None:
    """Return what the round that ``application`` is in asks in addition; None where it asks nothing.

    Queries nothing when ``application`` was loaded with ``for_snapshot``.
    """
    questionnaire = Questionnaire(application)
    if questionnaire.round is None or not questionnaire.pages:
        return None
    pages = {section: questionnaire.page_of(section) for section in questionnaire.pages}
    tasks = {section: section_task(section, questionnaire) for section in pages}
    asked = frozenset(q.pk for questions in pages.values() for q in questions)
    return Extra(
        round=questionnaire.round,
        tasks=list(tasks.values()),
        missing=[
            tasks[section]
            for section, questions in pages.items()
            if any(questionnaire.lacks(question) for question in questions)
        ],
        questions=asked,
        is_begun=any(questionnaire.values.get(pk) for pk in asked),
    )


def refuse_extra(
    application: Application, questions: Iterable[int] = (), now: dt.datetime | None = None
) -> Extra:
    """Return what the round asks in addition, or raise ExtraClosedError when it is too late.

    Also refused: ``questions`` that are not among it.
    """
    extra = extra_of(Application.objects.for_snapshot().get(pk=application.pk))
    if extra is None or not extra.questions.issuperset(questions):
        raise ExtraClosedError(_("The application cannot be changed now."))
    if extra.is_closed_at(now or timezone.now()):
        raise ExtraClosedError(_closed(extra))
    return extra


def can_answer_extra(application: Application, user: Any) -> bool:
    """Whether ``user`` may answer what the round asks in addition now."""
    if not user.has_perm("contests.answer_extra", application):
        return False
    extra = extra_of(application)
    return extra is not None and extra.is_open


def _closed(extra: Extra) -> str:
    if extra.due_at is None or extra.round.state not in _OPEN_ROUNDS:
        return _("The round is closed: its additional questions can no longer be answered.")
    return _("The time for the additional questions was over at %(time)s.") % {
        "time": format_deadline(extra.due_at)
    }
