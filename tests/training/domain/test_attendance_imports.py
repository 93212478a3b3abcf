"""Lists from paper and from online meetings: what is read, whom it means, what is written once."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from portal.models import Consent
from portal.workflow import RefusedError
from tests.factories.portal import UserFactory
from tests.training.attending import class_of, confirmed, marks, officer, staff
from training.domain import attendance, attendance_imports
from training.domain.attendance_imports import SKIP, WALK_IN, apply_list, check_list, plan_of
from training.domain.attendance_sheet import SheetError, minutes_of, read_list
from training.enums import AttendanceMark as Mark
from training.models import AttendanceImport, Registration

pytestmark = pytest.mark.django_db
HEAD = "Họ và tên,Điện thoại,Thư điện tử,Đơn vị,Có mặt\n"


@pytest.fixture
def lesson(time_machine):
    _run, session, _people = class_of(0)
    time_machine.move_to(session.ends_at, tick=False)
    return session


def csv_file(text, encoding="utf-8"):
    return SimpleUploadedFile("danh-sach.csv", text.encode(encoding))


def xlsx_file(*rows):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile("danh-sach.xlsx", out.getvalue())


def checked(session, text, **options):
    return check_list(session, csv_file(text), actor=officer(), **options)


def applied(kept, choices=None, **options):
    options.setdefault("seen", plan_of(kept).fingerprint)
    return apply_list(kept, actor=officer(), choices=choices or {}, **options)


# --- reading -------------------------------------------------------------------------------------


def test_heads_are_found_below_a_title_and_with_or_without_diacritics():
    content = xlsx_file(
        ["DANH SÁCH ĐIỂM DANH"],
        [],
        ["STT", "HO VA TEN", "Số điện thoại", "Ký tên"],
        [1, "Nông Thị  Bưởi", 912345678, "x"],
        [2, "Hoàng Văn Cương", None, None],
        [None, None, None, None],
    ).read()
    rows = read_list(content).rows

    assert [(row.number, row.name, row.phone, row.mark) for row in rows] == [
        (4, "Nông Thị Bưởi", "912345678", Mark.PRESENT),
        (5, "Hoàng Văn Cương", "", ""),
    ]


@pytest.mark.parametrize(
    ("said", "mark"),
    [
        ("x", Mark.PRESENT),
        ("Có mặt", Mark.PRESENT),
        ("Đến muộn", Mark.LATE),
        ("P", Mark.EXCUSED),
        ("Có phép", Mark.EXCUSED),
        ("K", Mark.ABSENT),
        ("vắng", Mark.ABSENT),
        ("", ""),
    ],
)
def test_marks_are_read_as_offices_write_them(said, mark):
    [row] = read_list(f"Họ và tên;Có mặt\nLý Thị Dung;{said}\n".encode()).rows
    assert (row.mark, row.problem) == (mark, "")


@pytest.mark.parametrize("said", ["v", "có lẽ", "?"])
def test_a_mark_that_may_mean_two_things_is_told_and_not_guessed(said):
    [row] = read_list(f"Họ và tên;Có mặt\nLý Thị Dung;{said}\n".encode()).rows
    if said == "?":  # a sign somebody put there, as in a column of signatures
        assert row.mark == Mark.PRESENT
    else:
        assert row.mark == ""
        assert said in row.problem


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("52", 52),
        ("51,6", 52),
        ("1:05:30", 65),
        ("1h 2m 3s", 62),
        ("1 giờ 2 phút", 62),
        ("45 phút 10 giây", 45),
        ("1:05", None),
        ("lâu", None),
        ("", None),
    ],
)
def test_times_of_meetings(text, minutes):
    assert minutes_of(text) == minutes


def test_a_list_of_zoom_adds_up_who_left_and_came_back():
    text = (
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
        "Lý Thị Dung,dung@vidu.test,08:00,08:30,30,No\n"
        "Lý Thị Dung,dung@vidu.test,08:40,09:25,45,No\n"
        "iPhone,,08:00,08:05,5,Yes\n"
    )
    rows = read_list(text.encode("utf-8-sig")).rows
    assert [(row.name, row.email, row.minutes) for row in rows] == [
        ("Lý Thị Dung", "dung@vidu.test", 75),
        ("iPhone", "", 5),
    ]


def test_a_list_of_teams_in_utf_16_below_its_summary():
    text = (
        "1. Summary\r\nMeeting title\tLớp\r\n\r\n2. Participants\r\n"
        "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\r\n"
        "Vi Thị Hạnh\t8:00\t9:02\t1h 2m 3s\thanh@vidu.test\r\n"
    )
    [row] = read_list(text.encode("utf-16")).rows
    assert (row.name, row.minutes, row.email) == ("Vi Thị Hạnh", 62, "hanh@vidu.test")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1,2\n", "Không thấy cột"),
        ("Họ và tên\n".encode(), "không có ai"),
        (b"\x00\x01\x02\x03", "XLSX hoặc CSV"),
        (b"PK\x03\x04 broken", "Không đọc được"),
    ],
)
def test_a_file_that_is_no_list_says_what_to_mend(content, words):
    with pytest.raises(SheetError, match=words):
        read_list(content)


def test_a_broken_spreadsheet_is_refused_before_anything_is_kept(lesson):
    with pytest.raises(ValidationError):
        check_list(lesson, SimpleUploadedFile("x.xlsx", b"PK\x03\x04 x"), actor=officer())
    assert not AttendanceImport.objects.exists()


# --- whom a row means ----------------------------------------------------------------------------------


def test_people_are_found_by_address_then_telephone_then_name(lesson):
    mail = confirmed(
        lesson.run, full_name="Khác Tên", email="Dung@vidu.test", email_key="dung@vidu.test"
    )
    phone = confirmed(lesson.run, full_name="Hứa Văn Mạnh", phone="0912 345 678")
    name = confirmed(lesson.run, full_name="Đàm Văn Khánh")
    kept = checked(
        lesson,
        HEAD
        + "Lý Thị Dung,,DUNG@vidu.test,,x\n"
        + "H. V. Mạnh,+84912345678,,,x\n"
        + "dam van khanh,,,,x\n"
        + "Người Lạ,,,,x\n",
    )
    plan = plan_of(kept)

    assert [(row.person, row.found_by) for row in plan.rows] == [
        (mail, "email"),
        (phone, "phone"),
        (name, "name"),
        (None, ""),
    ]
    assert (plan.open, plan.changed) == (1, 3)


def test_two_of_one_name_are_told_apart_by_organisation_or_by_staff(lesson):
    first = confirmed(lesson.run, full_name="Nông Thị Lan", organization_name="Đoàn xã")
    second = confirmed(lesson.run, full_name="Nông Thị Lan", organization_name="Hội Nông dân")
    kept = checked(lesson, HEAD + "Nông Thị Lan,,,hoi nong dan,x\nNông Thị Lan,,,,muộn\n")
    plan = plan_of(kept)
    assert plan.rows[0].person == second
    assert plan.rows[1].candidates == [first, second]
    with pytest.raises(RefusedError, match="là ai"):
        applied(kept)

    applied(kept, {3: str(first.pk)})

    given = dict(lesson.attendances.values_list("registration_id", "mark"))
    assert given == {first.pk: Mark.LATE, second.pk: Mark.PRESENT}


def test_a_choice_of_somebody_of_another_class_is_no_choice(lesson):
    _run, _session, [stranger] = class_of(1)
    kept = checked(lesson, HEAD + "Người Lạ,,,,x\n")

    assert plan_of(kept, {2: str(stranger.pk)}).rows[0].person is None


def test_two_rows_that_contradict_each_other_are_a_problem(lesson):
    confirmed(lesson.run, full_name="Chu Văn Phong")
    kept = checked(lesson, HEAD + "Chu Văn Phong,,,,x\nChu Văn Phong,,,,vắng\n")
    assert plan_of(kept).problems == 1
    with pytest.raises(RefusedError):
        applied(kept)

    assert applied(kept, {3: SKIP}).marked_count == 1


# --- writing -----------------------------------------------------------------------------------------------


def test_nothing_is_written_before_it_is_applied_and_then_once(lesson):
    person = confirmed(lesson.run, full_name="Lộc Thị Quý")
    kept = checked(lesson, HEAD + "Lộc Thị Quý,,,,x\n")
    assert marks(lesson) == {}

    done = applied(kept)
    assert marks(lesson) == {person.full_name: Mark.PRESENT}
    assert (done.marked_count, done.walk_in_count, done.rows) == (1, 0, [])
    with pytest.raises(RefusedError, match="đã được ghi rồi"):
        applied(kept, seen="")


def test_what_changed_since_the_preview_is_looked_at_again(lesson):
    person = confirmed(lesson.run, full_name="Lộc Thị Quý")
    kept = checked(lesson, HEAD + "Lộc Thị Quý,,,,x\n")
    seen = plan_of(kept).fingerprint
    attendance.mark(lesson, person, Mark.ABSENT, by=staff())

    with pytest.raises(RefusedError, match="đã thay đổi"):
        applied(kept, seen=seen)
    applied(kept)
    assert marks(lesson) == {person.full_name: Mark.PRESENT}


def test_unknown_people_are_added_with_their_consent_only(lesson):
    kept = checked(
        lesson, HEAD + "Phùng Thị Tươi,0912000099,tuoi@vidu.test,Tổ 3,x\nKhông Đến,,,,vắng\n"
    )
    assert plan_of(kept).open == 1
    with pytest.raises(RefusedError, match="hỏi ý kiến"):
        applied(kept, {2: WALK_IN})

    applied(kept, {2: WALK_IN}, has_consent=True)

    person = Registration.objects.get()
    assert (person.is_walk_in, person.state, person.has_seat) == (True, "attended", False)
    assert Consent.objects.get().subject_name == "Phùng Thị Tươi"


def test_minutes_below_the_threshold_are_absent(lesson):
    long = confirmed(lesson.run, full_name="Lý Thị Dung")
    short = confirmed(lesson.run, full_name="Mã Văn Sơn")
    text = "Name,Duration (Minutes)\nLý Thị Dung,45\nMã Văn Sơn,44\n"
    with pytest.raises(RefusedError, match="số phút"):
        checked(lesson, text)

    applied(checked(lesson, text, threshold=45))

    assert marks(lesson) == {long.full_name: Mark.PRESENT, short.full_name: Mark.ABSENT}


def test_a_list_of_names_alone_is_a_list_of_who_came(lesson):
    here = confirmed(lesson.run, full_name="Lý Thị Dung")
    away = confirmed(lesson.run, full_name="Mã Văn Sơn")
    known = confirmed(lesson.run, full_name="Hứa Văn Mạnh")
    waiting = confirmed(lesson.run, full_name="Bế Thị Nhung", state="waitlisted", has_seat=False)
    attendance.mark(lesson, known, Mark.EXCUSED, by=staff())

    applied(checked(lesson, "Họ và tên\nLý Thị Dung\n", others_absent=True))

    assert marks(lesson) == {
        here.full_name: Mark.PRESENT,
        away.full_name: Mark.ABSENT,
        known.full_name: Mark.EXCUSED,
    }
    assert not waiting.attendances.exists()


def test_only_those_who_run_classes_import(lesson):
    with pytest.raises(PermissionDenied):
        check_list(lesson, csv_file(HEAD), actor=UserFactory())


def test_a_list_that_nobody_applied_is_dropped_after_a_week(lesson, time_machine):
    kept = checked(lesson, HEAD + "Lộc Thị Quý,,,,x\n")

    time_machine.move_to(kept.created_at + timedelta(days=7), tick=False)
    assert attendance_imports.forget_unapplied() == 0
    time_machine.move_to(kept.created_at + timedelta(days=7, seconds=1), tick=False)
    assert attendance_imports.forget_unapplied() == 1


def test_a_plan_costs_as_many_queries_for_one_row_as_for_three(lesson, django_assert_num_queries):
    for names in (["Mã Văn Sơn"], ["Mã Văn Sơn", "Hứa Văn Mạnh", "Lý Thị Dung"]):
        for name in names:
            confirmed(lesson.run, full_name=name)
        kept = checked(lesson, "Họ và tên\n" + "\n".join(names))
        kept = AttendanceImport.objects.select_related("session").get(pk=kept.pk)
        with django_assert_num_queries(2):
            plan_of(kept)
