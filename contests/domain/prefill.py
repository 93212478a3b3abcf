"""Starting from what one has: an earlier dossier of one's own, or the profile of one's startup.

Taken over is what a person would type again. Never files, consents, access, states or the mark of
a completed part: all of that is given anew, and knowingly.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contests.domain.applications import start_application
from contests.domain.limits import rules_of
from contests.enums import ApplicantType, QuestionKind
from contests.models import Answer, Application, Question, TeamMember
from ecosystem.models import Startup
from portal import audit
from portal.text import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contests.models import Contest
    from contests.querysets import ApplicationQuerySet
    from ecosystem.querysets import StartupQuerySet
    from portal.models import User

CONTACT = (
    "contact_name",
    "contact_phone",
    "contact_email",
    "contact_birth_date",
    "locality",
    "contact_address",
    "guardian_name",
    "guardian_relation",
    "guardian_phone",
)
ORGANISATION = ("organization_name", "tax_code", "registered_on")
MEMBER = (
    "full_name",
    "birth_date",
    "role",
    "contribution",
    "email",
    "phone",
    "guardian_name",
    "guardian_relation",
    "guardian_phone",
)
# A short text without a limit of its own (contests.forms.applicant_questions).
SHORT_TEXT_LIMIT = 500
VERB = "prefill"


@dataclass(frozen=True, kw_only=True)
class TakenOver:
    """What a draft began with, to be checked by its people: the source and the parts in words."""

    source: str
    parts: str


def sources_for(person: User, contest: Contest) -> ApplicationQuerySet:
    """Return the dossiers that ``person`` may start from in ``contest``, the likeliest first.

    That is what was submitted to the last edition, then earlier ones. What was begun in this
    edition comes last: it is mostly another project, and lends little but its people.
    """
    own: ApplicationQuerySet = Application.objects.owned_by(person).select_related("contest")
    is_new = Case(When(contest=contest, then=1), default=0)
    is_unsent = Case(When(number=None, then=1), default=0)
    return own.order_by(is_new, "-contest__year", is_unsent, "-updated_at", "pk")


def startups_of(person: User) -> StartupQuerySet:
    """Return the profiles that ``person`` may start from."""
    found: StartupQuerySet = Startup.objects.filter(owner=person).select_related("organization")
    return found


def name_of(source: Application) -> str:
    """How people recognise one of their dossiers."""
    if source.reference:
        return _("application %(reference)s") % {"reference": source.reference}
    return _("application “%(title)s” of %(year)d") % {
        "title": source.title,
        "year": source.contest.year,
    }


@transaction.atomic
def start_prefilled(
    contest: Contest,
    *,
    actor: User,
    source: Application | None = None,
    startup: Startup | None = None,
    **start: Any,
) -> Application:
    """Start a draft and fill in what ``source`` and ``startup`` hold; the double click fills nothing.

    Refused as ``start_application`` refuses; PermissionDenied for what is not one's own.
    """
    if any(given and given.owner_id != actor.pk for given in (source, startup)):
        raise PermissionDenied
    application = start_application(contest, actor=actor, **start)
    if application.version > 1 or not (source or startup):
        return application
    counts: Counter[str] = Counter()
    if source:
        counts += _take_dossier(application, source)
    if startup:
        counts += _take_startup(application, startup)
    application.version += 1
    application.save()
    names = [name_of(source)] if source else []
    names += [_("profile of %(name)s") % {"name": startup.name}] if startup else []
    audit.record(
        application,
        VERB,
        actor=actor,
        taken_from=", ".join(names),
        contact=counts["contact"],
        organisation=counts["organisation"],
        members=counts["members"],
        answers=counts["answers"],
    )
    return application


def taken_over(application: Application) -> TakenOver | None:
    """Return what the draft began with, or None when it began empty."""
    lines = LogEntry.objects.get_for_object(application)
    line = (
        lines.filter(additional_data__verb=VERB).values_list("additional_data", flat=True).first()
    )
    if line is None:
        return None
    return TakenOver(source=line.get("taken_from", ""), parts=", ".join(_parts(line)))


def _parts(line: dict[str, str]) -> Iterable[str]:
    if int(line.get("contact", 0)):
        yield _("the representative")
    if int(line.get("organisation", 0)):
        yield _("the organisation")
    members, answers = int(line.get("members", 0)), int(line.get("answers", 0))
    if members:
        yield ngettext("%(n)d member", "%(n)d members", members) % {"n": members}
    if answers:
        yield ngettext("%(n)d answer", "%(n)d answers", answers) % {"n": answers}


# --- an earlier dossier ------------------------------------------------------------------------


def _take_dossier(application: Application, source: Application) -> Counter[str]:
    rules = rules_of(application)
    if source.applicant_type in rules.applicant_types:
        application.applicant_type = source.applicant_type
    application.division = application.contest.divisions.filter(
        name=source.division.name if source.division else ""
    ).first()
    if _is_offered(application.contest, source.field_id):
        application.field_id = source.field_id
    application.startup_id = source.startup_id
    return Counter(
        contact=_fill(application, source, CONTACT),
        organisation=_fill(application, source, ORGANISATION),
        members=_take_members(application, source, limit=rules.max_team_size - 1),
        answers=_take_answers(application, source),
    )


def _is_offered(contest: Contest, field_id: int | None) -> bool:
    offered = set(contest.fields.values_list("pk", flat=True))
    return not offered or field_id in offered


def _fill(application: Application, source: Application, names: Iterable[str]) -> int:
    """Copy what ``source`` holds; 1 when there was anything."""
    given = {name: value for name in names if (value := getattr(source, name))}
    for name, value in given.items():
        setattr(application, name, value)
    return int(bool(given))


def _take_members(application: Application, source: Application, *, limit: int) -> int:
    """Copy the people themselves, not what they may do, agreed to or signed."""
    members = [
        TeamMember(
            application=application,
            order=order,
            **{name: getattr(member, name) for name in MEMBER},
        )
        for order, member in enumerate(source.members.all()[: max(limit, 0)], start=1)
    ]
    return len(TeamMember.objects.bulk_create(members))


def _take_answers(application: Application, source: Application) -> int:
    given = source.answers.exclude(value="").select_related("question__section")
    by_place = {(row.question.section.slug, row.question.key): row for row in given}
    keys = Counter(key for _slug, key in by_place)
    by_key = {key: row for (_slug, key), row in by_place.items() if keys[key] == 1}
    answers = []
    for question in _asked_questions(application):
        row = by_place.get((question.section.slug, question.key)) or by_key.get(question.key)
        if row and _fits(question, row.question, row.value):
            answers.append(Answer(application=application, question=question, value=row.value))
    return len(Answer.objects.bulk_create(answers))


def _asked_questions(application: Application) -> Iterable[Question]:
    """What every dossier of the edition is asked from the start."""
    return Question.objects.filter(
        section__contest=application.contest_id, section__opens_in=None, closed_at=None
    ).select_related("section")


def _fits(question: Question, before: Question, value: str) -> bool:
    """Whether an answer to ``before`` may stand as the answer to ``question``."""
    if question.kind != before.kind or question.kind == QuestionKind.FILE:
        return False
    if question.kind == QuestionKind.CHOICE:
        return value in question.choice_list
    if question.kind == QuestionKind.MULTIPLE:
        return set(before.choice_list) <= set(question.choice_list)
    if question.kind == QuestionKind.TABLE:
        return question.columns == before.columns and before.max_rows <= question.max_rows
    return _is_short_enough(question, value)


def _is_short_enough(question: Question, value: str) -> bool:
    if question.kind == QuestionKind.LONG_TEXT and question.max_words:
        return count_words(value) <= question.max_words
    if question.kind == QuestionKind.SHORT_TEXT:
        return len(value) <= (question.max_characters or SHORT_TEXT_LIMIT)
    return not question.max_characters or len(value) <= question.max_characters


# --- a startup's profile -----------------------------------------------------------------------


def _take_startup(application: Application, startup: Startup) -> Counter[str]:
    """Fill what is still empty from the profile, and tie the dossier to it."""
    application.startup = startup
    if application.field_id is None and _is_offered(application.contest, startup.field_id):
        application.field_id = startup.field_id
    counts = Counter(answers=_take_summary(application, startup))
    if startup.organization and not application.organization_name:
        application.organization_name = startup.organization.name
        counts["organisation"] = 1
        types = rules_of(application).applicant_types
        if not application.applicant_type and ApplicantType.ENTERPRISE in types:
            application.applicant_type = ApplicantType.ENTERPRISE
    return counts


def _take_summary(application: Application, startup: Startup) -> int:
    texts = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)
    question = next(
        (q for q in _asked_questions(application) if q.is_summary and q.kind in texts), None
    )
    if question is None or application.answers.filter(question=question).exists():
        return 0
    fitting = [
        text
        for text in (startup.description, startup.summary)
        if text and _is_short_enough(question, text)
    ]
    if not fitting:
        return 0
    Answer.objects.create(application=application, question=question, value=fitting[0])
    return 1
