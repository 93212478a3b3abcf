"""The crowd of a demo edition: dossiers in the states that the phase wants, written in bulk."""

from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING

import typst
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.utils import timezone

from contests.domain.consents import consent_scope
from contests.domain.dossier import MEMBERS
from contests.domain.eligibility import store_checks
from contests.domain.references import reference_of
from contests.domain.snapshots import content_digest, snapshot_content
from contests.enums import (
    RECEIVED_STATES,
    SCREENING_STATES,
    ApplicantType,
    ApplicationState,
    AttachmentKind,
    CheckResult,
    QuestionKind,
    RoundState,
)
from contests.models import (
    Answer,
    Application,
    ApplicationSnapshot,
    Attachment,
    Contest,
    EligibilityCheck,
    Question,
    SupplementRequest,
    TeamMember,
)
from ecosystem.models import Field, Locality
from portal import audit
from portal.files import KIND_PDF, MEGABYTE, store_upload
from portal.models import Consent, StoredFile, User
from portal.models.consent import ConsentPurpose
from portal.site.demo import people, projects
from portal.site.demo.schedule import day, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from random import Random

    from portal.site.demo.projects import Project
    from portal.site.demo.schedule import Plan

BATCH = 1000
# No edition of the standard set has more dossiers of the crowd.
STANDARD_SIZE = 30
# Beyond this size the rules are not evaluated: each evaluation reads the other dossiers.
CHECKED_BY_MACHINE = 300
ROLES = [
    "Chế biến sản phẩm",
    "Kế toán",
    "Bán hàng trực tuyến",
    "Thiết kế bao bì",
    "Phụ trách vùng nguyên liệu",
]


def make(contest: Contest, *, plan: Plan, count: int, now: datetime, rng: Random) -> None:
    """Write ``count`` applications with answers, team, checks and frozen submissions."""
    age = max(timezone.localdate().year - contest.year, 0)
    owners = people.ensure_applicants(max(count, 3), rng, age=age)
    # The editions of the standard set tell of different projects: nobody enters the same twice.
    made = (projects.project(number) for number in itertools.count(age * STANDARD_SIZE))
    states = spread(plan, count)
    rng.shuffle(states)
    if plan.preliminary != RoundState.PLANNED and ApplicationState.VALID in states:
        # The first applicant goes through to the final: somebody whom the README can name.
        place = states.index(ApplicationState.VALID)
        states[0], states[place] = states[place], states[0]
    paper = sample_paper()
    # What a round asks in addition is answered by its entrants, in the course of the demonstration.
    questions = list(
        Question.objects.filter(section__contest=contest, section__opens_in=None)
        .select_related("section")
        .order_by("section__order", "order")
    )
    for start in range(0, count, BATCH):
        chunk = list(
            zip(owners[start : start + BATCH], states[start : start + BATCH], strict=False)
        )
        rows = _applications(contest, chunk, made, now, rng)
        _details(rows, questions, rng)
        _attach(rows, paper)
        _agree(rows, rng)
        _freeze(rows)
        _screen(rows, now, by_machine=count <= CHECKED_BY_MACHINE)


def _applications(
    contest: Contest,
    chunk: Sequence[tuple[User, str]],
    made: Iterator[Project],
    now: datetime,
    rng: Random,
) -> list[Application]:
    fields, localities = list(Field.objects.all()), list(Locality.objects.current())
    divisions, rules = list(contest.divisions.all()), contest.rule_sets.first()
    slugs = [*contest.sections.filter(opens_in=None).values_list("slug", flat=True), MEMBERS]
    window = min(contest.deadline_at, now) - contest.opens_at
    rows = []
    for owner, state in chunk:
        project = next(made)
        sent = contest.opens_at + window * rng.uniform(0.2, 0.98)
        row = Application(
            contest=contest,
            rule_set=rules,
            title=project.title,
            division=rng.choice(divisions) if divisions else None,
            field=rng.choice(fields) if fields else None,
            applicant_type=rng.choice(
                [ApplicantType.INDIVIDUAL, ApplicantType.GROUP, ApplicantType.GROUP]
            ),
            owner=owner,
            contact_name=owner.full_name,
            contact_phone=owner.phone,
            contact_email=owner.email,
            contact_birth_date=date(
                rng.randrange(1975, 2003), rng.randrange(1, 13), rng.randrange(1, 28)
            ),
            locality=rng.choice(localities) if localities else None,
            contact_address="Thôn Nà Pài",
            state=state,
            completed_sections=slugs if state in RECEIVED_STATES else [],
            updated_by=owner,
            eligibility_answers={"in_province": "yes", "past_winner": "no", "inner_circle": "no"},
        )
        row.project = project
        if state in RECEIVED_STATES:
            contest.last_number += 1
            row.number = contest.last_number
            row.reference = reference_of(contest, row.number)
            row.first_submitted_at = row.submitted_at = sent
        if state == ApplicationState.INVALID:
            row.state_reason = "Dự án chưa có nội dung triển khai trên địa bàn tỉnh."
        row.refold()
        rows.append(row)
    Contest.objects.filter(pk=contest.pk).update(last_number=contest.last_number)
    return Application.objects.bulk_create(rows, batch_size=BATCH)


def _details(rows: list[Application], questions: list[Question], rng: Random) -> None:
    answers, members = [], []
    texts = (question.pk for question in questions if question.kind == QuestionKind.LONG_TEXT)
    summary = next(texts, None)
    for row in rows:
        complete = row.state in RECEIVED_STATES
        asked = [question for question in questions if complete or rng.random() < 0.5]
        values = projects.answers(asked, row.project.thing, rng)
        if summary in values:
            values[summary] = row.project.summary
        answers += [
            Answer(application=row, question_id=pk, value=value) for pk, value in values.items()
        ]
        if row.applicant_type == ApplicantType.GROUP:
            members += [
                TeamMember(
                    application=row,
                    full_name=people.full_name(rng),
                    role=role,
                    contribution=f"{role} cho dự án từ ngày đầu.",
                    order=order,
                    birth_date=date(rng.randrange(1980, 2004), 5, 15),
                )
                for order, role in enumerate(rng.sample(ROLES, rng.randrange(1, 4)))
            ]
    Answer.objects.bulk_create(answers, batch_size=BATCH)
    TeamMember.objects.bulk_create(members, batch_size=BATCH)


def _freeze(rows: list[Application]) -> None:
    received = [row.pk for row in rows if row.state in RECEIVED_STATES]
    loaded = Application.objects.filter(pk__in=received).for_snapshot()
    snapshots = [next_snapshot(row, 1, at=row.submitted_at) for row in loaded]
    ApplicationSnapshot.objects.bulk_create(snapshots, batch_size=BATCH)
    # Saved when it was submitted, and not touched since: no notice of later changes.
    Application.objects.filter(pk__in=received).update(updated_at=F("submitted_at"))


def next_snapshot(row: Application, sequence: int, *, at: datetime | None) -> ApplicationSnapshot:
    """What ``row``, loaded with ``for_snapshot``, holds now; not saved yet."""
    content = snapshot_content(row, submitted_at=at)
    return ApplicationSnapshot(
        application=row,
        sequence=sequence,
        content=content,
        sha256=content_digest(content),
        submitted_by_id=row.owner_id,
        submitted_at=at,
    )


def sample_upload(name: str, title: str) -> SimpleUploadedFile:
    """A page that says what it is, as somebody sends it."""
    return SimpleUploadedFile(name, typst.compile(f"= {title}".encode()))


def sample_paper(
    name: str = "thuyet-minh-minh-hoa.pdf", title: str = "Thuyết minh dự án (minh họa)"
) -> StoredFile:
    """Such a page, kept; the crowd shares one."""
    return store_upload(
        sample_upload(name, title),
        kinds=(KIND_PDF,),
        max_bytes=MEGABYTE,
        uploaded_by=None,
    )


def _attach(rows: list[Application], paper: StoredFile) -> None:
    Attachment.objects.bulk_create(
        [
            Attachment(application=row, kind=AttachmentKind.EXPLANATION, stored=paper)
            for row in rows
            if row.state in RECEIVED_STATES
        ],
        batch_size=BATCH,
    )


def _agree(rows: list[Application], rng: Random) -> None:
    """Everybody who submitted agreed to the contest; most also to publication of all names."""
    received = [row for row in rows if row.state in RECEIVED_STATES]
    team = TeamMember.objects.filter(application__in=received).order_by("pk")
    members: dict[int, list[TeamMember]] = {}
    for member in team:
        members.setdefault(member.application_id, []).append(member)
    consents = []
    for row in received:
        needed = [ConsentPurpose.DECLARATION, ConsentPurpose.CONTEST]
        optional = [ConsentPurpose.PUBLICATION] if rng.random() < 0.85 else []
        consents += [_consent(row, purpose, row.owner) for purpose in needed + optional]
        consents += [
            _consent(row, purpose, member)
            for member in members.get(row.pk, [])
            for purpose in [ConsentPurpose.CONTEST, *optional]
        ]
    Consent.objects.bulk_create(consents, batch_size=BATCH)


def _consent(row: Application, purpose: str, person: User | TeamMember) -> Consent:
    """The owner's own consent, or the one that the owner holds in writing of a member."""
    is_member = isinstance(person, TeamMember)
    return Consent(
        user=None if is_member else person,
        subject=f"member-{person.pk}" if is_member else "",
        subject_name=person.full_name,
        recorded_by=row.owner if is_member else None,
        purpose=purpose,
        scope=consent_scope(row),
        text_version="minh-hoa",
        text="Đồng ý (dữ liệu minh họa)",
    )


def _screen(rows: list[Application], now: datetime, *, by_machine: bool) -> None:
    """The checks of the system, and what the secretariat made of them."""
    secretary = User.objects.get(email=f"thuky@{people.DOMAIN}")
    received = [row for row in rows if row.state in RECEIVED_STATES]
    if by_machine:
        for row in received:
            store_checks(row)
    decided = [row.pk for row in received if row.state not in SCREENING_STATES]
    EligibilityCheck.objects.filter(application__in=decided).update(
        result=CheckResult.PASSED, decided_by=secretary, decided_at=now
    )
    for row in received:
        if row.state == ApplicationState.INVALID:
            _conclude(row, secretary, now)
    SupplementRequest.objects.bulk_create(
        [
            SupplementRequest(
                application=row,
                text="Bổ sung giấy xác nhận vùng nguyên liệu và ảnh sản phẩm mẫu.",
                due_at=day(now, 5),
                requested_by=secretary,
            )
            for row in received
            if row.state == ApplicationState.SUPPLEMENT_REQUESTED
        ],
        batch_size=BATCH,
    )


def _conclude(row: Application, secretary: User, now: datetime) -> None:
    """The act in the log, as the real step leaves it: what a petition contests is read from there."""
    act = audit.record(
        row,
        "mark_invalid",
        actor=secretary,
        before=ApplicationState.SUBMITTED,
        after=ApplicationState.INVALID,
        reason=row.state_reason,
    )
    LogEntry.objects.filter(pk=act.pk).update(timestamp=now)
