"""The pages of a dossier: which there are, how far each one is, what is still missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contests.domain.limits import rules_of, team_limit
from contests.domain.people import lacks_of_guardian, people_of
from contests.domain.questionnaire import Questionnaire
from contests.enums import (
    ORGANISED_TYPES,
    ApplicantType,
    AttachmentKind,
    QuestionKind,
    TaskStatus,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contests.domain.people import Person
    from contests.models import Application, Question, RuleSet, Section

# Paths of the fixed pages (contests.validators.RESERVED_SECTION_PATHS keeps them free).
ELIGIBILITY, DIVISION, CONTACT = "dieu-kien", "bang-thi", "dai-dien"
MEMBERS, ORGANISATION, GUARDIANS = "thanh-vien", "to-chuc", "giam-ho"
NOMINATION = "de-cu"
EXPLANATION, EVIDENCE, CHECK = "thuyet-minh", "minh-chung", "kiem-tra"

# What the page of slides, pictures and evidence holds.
EVIDENCE_KINDS = (AttachmentKind.SLIDES, AttachmentKind.IMAGE, AttachmentKind.EVIDENCE)


@dataclass(frozen=True, kw_only=True)
class Task:
    """One page. ``counts`` is false for what may stay empty."""

    path: str
    title: str
    status: TaskStatus
    hint: str = ""
    counts: bool = True

    @property
    def is_completed(self) -> bool:
        return self.status == TaskStatus.COMPLETED

    @property
    def can_open(self) -> bool:
        return self.status != TaskStatus.CANNOT_START


@dataclass(frozen=True, kw_only=True)
class TaskGroup:
    letter: str
    title: str
    tasks: list[Task] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class TaskList:
    """All groups of a dossier, in the order of the paper form."""

    groups: list[TaskGroup]

    @property
    def counted(self) -> list[Task]:
        return [task for group in self.groups for task in group.tasks if task.counts]

    @property
    def completed_count(self) -> int:
        return sum(task.is_completed for task in self.counted)

    @property
    def missing(self) -> list[Task]:
        """Pages that have to be completed before the dossier can be submitted."""
        return [task for task in self.counted if task.path != CHECK and not task.is_completed]

    @property
    def paths(self) -> list[str]:
        return [task.path for group in self.groups for task in group.tasks]

    def after(self, path: str) -> str:
        """Return the path of the page that follows ``path``."""
        paths = self.paths
        place = paths.index(path) + 1 if path in paths else len(paths) - 1
        return paths[min(place, len(paths) - 1)]


def task_list(application: Application) -> TaskList:
    """Return the pages of ``application``; load it with ``for_snapshot`` to keep the queries few."""
    # Asked once: a draft under no version yet looks its rules up.
    rules = rules_of(application)
    groups = [
        TaskGroup(letter="A", title=_("Before you start"), tasks=_before(application)),
        TaskGroup(
            letter="B", title=_("About you and your team"), tasks=_people(application, rules)
        ),
        TaskGroup(letter="C", title=_("About the project"), tasks=_project(application)),
        TaskGroup(letter="D", title=_("Documents of the project"), tasks=_documents(application)),
    ]
    is_ready = not TaskList(groups=groups).missing
    check = Task(
        path=CHECK,
        title=_("Check your answers and submit"),
        status=TaskStatus.NOT_STARTED if is_ready else TaskStatus.CANNOT_START,
        hint="" if is_ready else _("Opens when all other parts are completed"),
    )
    groups.append(TaskGroup(letter="E", title=_("Submit the application"), tasks=[check]))
    return TaskList(groups=groups)


def missing_tasks(application: Application) -> list[Task]:
    """Return the pages that keep ``application`` from being submitted."""
    return task_list(application).missing


def asks_completion(questions: Iterable[Question]) -> bool:
    """Whether the page ends with "Have you completed this section?": long texts grow over days."""
    return any(question.kind == QuestionKind.LONG_TEXT for question in questions)


# --- groups ------------------------------------------------------------------------------------


def _before(application: Application) -> list[Task]:
    divisions = bool(application.contest.divisions.all())
    values: list[object] = [application.title, application.applicant_type, application.field_id]
    if divisions:
        values.append(application.division_id)
    title = _("Project name, division and field") if divisions else _("Project name and field")
    return [
        Task(
            path=ELIGIBILITY,
            title=str(application.contest.words.conditions),
            status=TaskStatus.COMPLETED,
        ),
        Task(path=DIVISION, title=title, status=_status(values)),
    ]


def _people(application: Application, rules: RuleSet) -> list[Task]:
    people = people_of(application, rules)
    tasks = [
        Task(
            path=CONTACT,
            title=_("Representative of the team"),
            status=_status(_contact_values(application, people[0])),
        )
    ]
    if application.applicant_type != ApplicantType.INDIVIDUAL:
        tasks.append(_members_task(application, rules))
    if application.applicant_type in ORGANISED_TYPES:
        values: list[object] = [application.organization_name, application.tax_code]
        if application.applicant_type == ApplicantType.ENTERPRISE:
            values.append(application.registered_on)
        tasks.append(
            Task(path=ORGANISATION, title=_("Organisation or enterprise"), status=_status(values))
        )
    if any(person.is_minor for person in people):
        tasks.append(_guardians_task(application, rules))
    tasks.append(_nomination_task(application, rules))
    return tasks


def _guardians_task(application: Application, rules: RuleSet) -> Task:
    lacks = lacks_of_guardian(application, rules)
    names = ", ".join(person.name for person, *_what in lacks)
    return Task(
        path=GUARDIANS,
        title=_("Consent of guardians"),
        status=TaskStatus.NOT_STARTED if lacks else TaskStatus.COMPLETED,
        hint=_("Still needed for: %(names)s") % {"names": names} if lacks else "",
    )


def _nomination_task(application: Application, rules: RuleSet) -> Task:
    is_needed = rules.needs_endorsement
    has_unit = application.nominating_unit_id is not None
    return Task(
        path=NOMINATION,
        title=_("Nominating unit"),
        status=TaskStatus.COMPLETED if has_unit else TaskStatus.NOT_STARTED,
        hint="" if is_needed else _("Optional"),
        counts=is_needed,
    )


def _contact_values(application: Application, representative: Person) -> list[object]:
    values: list[object] = [
        application.contact_name,
        application.contact_phone,
        application.contact_birth_date,
        application.locality_id,
    ]
    # Who writes on paper may have no e-mail address.
    if not application.is_for_someone:
        values.append(application.contact_email)
    if representative.is_minor:
        values += [
            application.guardian_name,
            application.guardian_relation,
            application.guardian_phone,
        ]
    return values


def _members_task(application: Application, rules: RuleSet) -> Task:
    largest = team_limit(rules, application.division)
    needs_member = application.applicant_type == ApplicantType.GROUP
    members = application.members.all()
    count = len(members)
    tells = not needs_member or all(member.contribution for member in members)
    fits = count + 1 <= largest and (count > 0 or not needs_member) and tells
    status = TaskStatus.IN_PROGRESS if count else TaskStatus.NOT_STARTED
    if MEMBERS in application.completed_sections:
        status = TaskStatus.COMPLETED if fits else TaskStatus.IN_PROGRESS
    title = _("Members (%(count)d of at most %(largest)d people)") % {
        "count": count + 1,
        "largest": largest,
    }
    return Task(path=MEMBERS, title=title, status=status)


def _project(application: Application) -> list[Task]:
    questionnaire = Questionnaire(application)
    return [section_task(section, questionnaire) for section in questionnaire.pages]


def section_task(section: Section, questionnaire: Questionnaire) -> Task:
    """Return the page of a section: completed once marked so and nothing due is empty."""
    status = _section_status(section, questionnaire.page_of(section), questionnaire)
    return Task(path=section.slug, title=section.title, status=status)


def _section_status(
    section: Section, questions: list[Question], questionnaire: Questionnaire
) -> TaskStatus:
    is_marked = section.slug in questionnaire.application.completed_sections
    if is_marked and not any(questionnaire.lacks(question) for question in questions):
        return TaskStatus.COMPLETED
    is_started = is_marked or any(questionnaire.values.get(q.pk) for q in questions)
    return TaskStatus.IN_PROGRESS if is_started else TaskStatus.NOT_STARTED


def _documents(application: Application) -> list[Task]:
    kinds = {attachment.kind for attachment in application.attachments.all()}
    has_explanation = AttachmentKind.EXPLANATION in kinds
    has_more = not kinds.isdisjoint(EVIDENCE_KINDS) or bool(application.video_url)
    return [
        Task(
            path=EXPLANATION,
            title=_("Project explanation"),
            status=TaskStatus.COMPLETED if has_explanation else TaskStatus.NOT_STARTED,
        ),
        Task(
            path=EVIDENCE,
            title=_("Slides, pictures, evidence, video"),
            status=TaskStatus.COMPLETED if has_more else TaskStatus.NOT_STARTED,
            hint=_("Optional"),
            counts=False,
        ),
    ]


def _status(values: list[object]) -> TaskStatus:
    if all(values):
        return TaskStatus.COMPLETED
    # The name alone is typed at the start of every draft, and the owner's e-mail is filled in.
    return TaskStatus.IN_PROGRESS if sum(map(bool, values)) > 1 else TaskStatus.NOT_STARTED
