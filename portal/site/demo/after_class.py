"""Invented classes that are over: certificates, materials, what people thought, three months later."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ecosystem.domain.slots import at
from ecosystem.enums import RegistrationState
from ecosystem.models import Locality
from portal.site.demo.events import NAMES
from portal.site.demo.people import DOMAIN
from training.domain import runs as acts
from training.domain.certificates import PaperDetails, issue_certificate
from training.domain.materials import keep_file
from training.domain.surveys import OPEN_DAYS
from training.enums import (
    AttendanceMark,
    AttendanceSource,
    MaterialAudience,
    RunState,
    SurveyKind,
    Usage,
    Venture,
)
from training.models import (
    Attendance,
    Course,
    CourseRun,
    FollowUpAnswer,
    Material,
    Registration,
    Session,
    SurveyAnswer,
    SurveyRequest,
    Trainer,
)

if TYPE_CHECKING:
    from portal.models import User

NAME = "Lớp thực hành (minh họa)"
FOLLOWED_NAME = "Lớp quý trước (minh họa)"
SESSIONS = 4
# Sessions attended, person by person; the certificate asks for three of four.
CAME = (4, 4, 4, 3, 3, 3, 4, 2, 1, 0)
# content, trainer, organisation, usefulness, would recommend; what helped; what to better
ANSWERS = (
    (5, 5, 4, 5, 5, "Phần tính giá vốn có số liệu thật của sản phẩm mình.", ""),
    (4, 5, 3, 5, 5, "Được làm mẫu thử ngay tại lớp.", "Nên có thêm ổ cắm điện trong phòng."),
    (4, 4, 4, 4, 4, "", "Thêm thời gian cho phần trình bày."),
    (5, 5, 5, 4, 5, "Giảng viên sửa bài cho từng nhóm.", ""),
    (3, 4, 2, 3, 4, "", "Lớp xa, nên tổ chức thêm ở các xã biên giới."),
    (5, 4, 4, 5, 5, "Gặp được người cùng làm hồi và na.", ""),
)
LATER = (
    (Usage.YES, Venture.SELLING, "Cần tìm thêm nơi bán ngoài tỉnh."),
    (Usage.PARTLY, Venture.IDEA, "Thiếu vốn mua máy đóng gói."),
    (Usage.YES, Venture.REGISTERED, ""),
    (Usage.NO, Venture.NOTHING, "Chưa có thời gian."),
)


def make(*, staff: User) -> int:
    """Make the two classes where they are not; return how many people came to them."""
    course = (
        Course.objects.filter(is_demo=True, min_attendance__isnull=False).order_by("pk").first()
    )
    if course is None or course.runs.filter(name=NAME).exists():
        return 0
    commune = Locality.objects.current().order_by("-folded").first()
    recent = _run(course, commune, NAME, days=-22)
    followed = _run(course, commune, FOLLOWED_NAME, days=-102, asks_follow_up=True)
    people = _people(recent, staff)
    _certificates(people, staff)
    _materials(recent, staff)
    _surveys(people)
    _follow_ups(_people(followed, staff))
    return 2 * sum(came > 0 for came in CAME)


def _run(course: Course, commune: Locality | None, name: str, *, days: int, **values) -> CourseRun:
    """Two days with two sessions each."""
    run = CourseRun.objects.create(
        course=course,
        name=name,
        locality=commune,
        venue="Nhà văn hóa trung tâm",
        funder="Ngân sách tỉnh",
        state=RunState.PUBLISHED,
        takes_registrations=True,
        capacity=30,
        **values,
    )
    first = timezone.localdate() + dt.timedelta(days=days)
    for place in range(SESSIONS):
        day, is_morning = first + dt.timedelta(days=place // 2), place % 2 == 0
        start, end = (dt.time(8), dt.time(11)) if is_morning else (dt.time(14), dt.time(17))
        Session.objects.create(run=run, starts_at=at(day, start), ends_at=at(day, end))
    Trainer.objects.create(run=run, name="Hoàng Văn Giảng", position="Giảng viên (minh họa)")
    return acts.settle(run)


def _people(run: CourseRun, staff: User) -> list[Registration]:
    people = [
        Registration.objects.create(
            run=run,
            full_name=name,
            organization_name="Hợp tác xã Na Chi Lăng" if place % 3 == 0 else "",
            state=RegistrationState.ATTENDED if came else RegistrationState.ABSENT,
            verified_at=run.starts_at,
            has_seat=True,
        )
        for place, (name, came) in enumerate(zip(NAMES, CAME, strict=False))
    ]
    CourseRun.objects.filter(pk=run.pk).update(seats_taken=len(people))
    sessions = list(run.sessions.all())
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            registration=person,
            mark=AttendanceMark.PRESENT if place < came else AttendanceMark.ABSENT,
            source=AttendanceSource.LIST,
            marked_at=session.ends_at,
            recorded_by=staff,
        )
        for person, came in zip(people, CAME, strict=True)
        for place, session in enumerate(sessions)
    )
    return people


def _certificates(people: list[Registration], staff: User) -> None:
    """People have no address yet, so that no mail is written; afterwards they get one."""
    paper = PaperDetails(
        issued_on=timezone.localdate(people[0].run.ends_at) + dt.timedelta(days=5),
        basis="Quyết định số 00/QĐ-SKHCN (minh họa)",
        signer="Nguyễn Văn Minh Họa",
        signer_position="Giám đốc",
    )
    for person, came in zip(people, CAME, strict=True):
        if came * 4 >= 3 * SESSIONS:
            issue_certificate(person, actor=staff, paper=paper)
    for place, person in enumerate(people):
        person.email = person.email_key = f"hocvien{place + 1}@{DOMAIN}"
    Registration.objects.bulk_update(people, ["email", "email_key"])


def _materials(run: CourseRun, staff: User) -> None:
    sheet = Material(
        run=run, title="Bảng tính giá vốn sản phẩm", audience=MaterialAudience.ATTENDED, order=2
    )
    keep_file(sheet, _cost_sheet(), actor=staff)
    sheet.save()
    Material.objects.create(
        course=run.course,
        title="Cẩm nang hỏi khách hàng (minh họa)",
        url="https://example.org/cam-nang",
        audience=MaterialAudience.EVERYBODY,
        order=1,
    )


def _cost_sheet() -> SimpleUploadedFile:
    from openpyxl import Workbook  # noqa: PLC0415 -- a large library, needed by this act only

    book = Workbook()
    for row in (
        ("Khoản chi", "Số lượng", "Đơn giá (đồng)", "Thành tiền (đồng)"),
        ("Nguyên liệu", 10, 25000, "=B2*C2"),
        ("Bao bì", 10, 3000, "=B3*C3"),
        ("Công lao động (giờ)", 4, 30000, "=B4*C4"),
    ):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("bang-tinh-gia-von.xlsx", out.getvalue())


def _surveys(people: list[Registration]) -> None:
    """Asked the day after, closed since: whose answer is whose is forgotten."""
    came = [person for person in people if person.state == RegistrationState.ATTENDED]
    asked_at = came[0].run.ends_at + dt.timedelta(days=1)
    _requests(came, SurveyKind.AFTER, asked_at, answered=len(ANSWERS))
    fields = ("content", "trainer", "organisation", "usefulness", "recommend", "helped", "better")
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(run=came[0].run, **dict(zip(fields, row, strict=True))) for row in ANSWERS
    )


def _follow_ups(people: list[Registration]) -> None:
    """Asked a week ago and still open."""
    came = [person for person in people if person.state == RegistrationState.ATTENDED]
    asked_at = timezone.now() - dt.timedelta(days=7)
    requests = _requests(came, SurveyKind.LATER, asked_at, answered=len(LATER))
    FollowUpAnswer.objects.bulk_create(
        FollowUpAnswer(
            run=request.registration.run, request=request, usage=usage, venture=venture, note=note
        )
        for request, (usage, venture, note) in zip(requests, LATER, strict=False)
    )


def _requests(
    people: list[Registration], kind: str, asked_at: dt.datetime, *, answered: int
) -> list[SurveyRequest]:
    return SurveyRequest.objects.bulk_create(
        SurveyRequest(
            registration=person,
            kind=kind,
            asked_at=asked_at,
            closes_at=asked_at + dt.timedelta(days=OPEN_DAYS),
            is_answered=place < answered,
        )
        for place, person in enumerate(people)
    )
