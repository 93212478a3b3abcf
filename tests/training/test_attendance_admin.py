"""Attendance in the administration: who was where, lists from files, links of trainers."""

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from portal.roles import Role
from tests.factories.portal import UserFactory
from tests.factories.training import AttendanceFactory
from tests.training.attending import class_of, confirmed, marks, officer
from training.domain.attendance_imports import plan_of
from training.enums import AttendanceMark as Mark
from training.models import AttendanceImport, Trainer, TrainerAccess

pytestmark = pytest.mark.django_db
PAGES = ("attendance", "attendance_export", "attendance_import", "trainers")


def at(page, *args):
    return reverse(f"admin:training_courserun_{page}", args=args)


@pytest.fixture
def staff(client):
    user = officer()
    client.force_login(user)
    return user


@pytest.fixture
def lesson(time_machine):
    _run, session, _people = class_of(2)
    time_machine.move_to(session.ends_at, tick=False)
    return session


def test_only_those_who_run_classes_open_the_pages(client, lesson):
    for roles, status in [([Role.TRAINING_OFFICER], 200), ([Role.SECRETARY], 403)]:
        client.force_login(UserFactory(roles=roles))
        for page in PAGES:
            assert client.get(at(page, lesson.run_id)).status_code == status, page


def test_the_matrix_shows_marks_and_shares(client, staff, lesson):
    person = lesson.run.registrations.first()
    AttendanceFactory(registration=person, session=lesson, mark=Mark.LATE)
    response = client.get(at("attendance", lesson.run_id))

    assertContains(response, "50 %")
    assertContains(response, "Đến muộn")
    assertContains(client.get(at("change", lesson.run_id)), at("attendance", lesson.run_id))


def test_the_matrix_costs_as_many_queries_for_one_mark_as_for_many(
    client, staff, lesson, django_assert_num_queries
):
    page = at("attendance", lesson.run_id)
    client.get(page)
    with django_assert_num_queries(30, exact=False) as first:
        client.get(page)
    for _each in range(3):
        AttendanceFactory(registration=confirmed(lesson.run), session=lesson)
    with django_assert_num_queries(len(first)):
        client.get(page)


def test_the_export_is_taken_by_a_button_and_noted(client, staff, lesson):
    confirmed(lesson.run, full_name="=HYPERLINK(1)")
    assertContains(client.get(at("attendance_export", lesson.run_id)), "3 người")
    assert not LogEntry.objects.filter(additional_data__verb="export_attendance").exists()

    response = client.post(at("attendance_export", lesson.run_id))

    assert "'=HYPERLINK(1)" in response.content.decode("utf-8-sig")
    [line] = LogEntry.objects.filter(additional_data__verb="export_attendance")
    assert (line.actor, line.additional_data["rows"]) == (staff, "3")


def test_a_list_is_checked_then_written_once(client, staff, lesson):
    person = confirmed(lesson.run, full_name="Lộc Thị Quý")
    text = "Họ và tên,Điện thoại,Có mặt\nLộc Thị Quý,,x\nPhùng Thị Tươi,0912345678,x\n"
    upload = SimpleUploadedFile("danh-sach.csv", text.encode())
    response = client.post(
        at("attendance_import", lesson.run_id), {"session": lesson.pk, "file": upload}
    )
    kept = AttendanceImport.objects.get()
    page = at("attendance_plan", lesson.run_id, kept.pk)
    assert response["Location"] == page
    assertContains(client.get(page), "Không tìm thấy ai")
    assert marks(lesson) == {}

    sent = {"seen": plan_of(kept).fingerprint, "row-3": "walk-in"}
    assertContains(client.post(page, {**sent, "look": "1"}), "được thêm vào lớp")
    assertContains(client.post(page, {**sent, "apply": "1"}), "hỏi ý kiến", status_code=422)
    response = client.post(page, {**sent, "apply": "1", "agrees": "1"}, follow=True)

    assertContains(response, "Đã ghi 2 lượt điểm danh")
    assert marks(lesson) == {person.full_name: Mark.PRESENT, "Phùng Thị Tươi": Mark.PRESENT}
    again = client.post(page, {**sent, "apply": "1", "agrees": "1"})
    assertContains(again, "đã được ghi rồi", status_code=422)


def test_a_file_that_is_no_list_is_told_at_its_box(client, staff, lesson):
    upload = SimpleUploadedFile("x.csv", b"a,b\n")
    page = at("attendance_import", lesson.run_id)
    response = client.post(page, {"session": lesson.pk, "file": upload})
    assertContains(response, "Không thấy cột", status_code=422)


def test_a_list_of_another_class_is_not_found_here(client, staff, lesson):
    _run, other, _people = class_of(1)
    kept = AttendanceImport.objects.create(session=other, file_name="x.csv", created_by=staff)

    assert client.get(at("attendance_plan", lesson.run_id, kept.pk)).status_code == 404


def test_a_trainer_is_invited_and_the_link_taken_back(client, staff, lesson):
    page = at("trainers", lesson.run_id)
    assertContains(client.get(page), "nhập giảng viên")
    trainer = Trainer.objects.create(run=lesson.run, name="Hoàng Văn Giảng")
    _run, other, _people = class_of(1)
    stranger = Trainer.objects.create(run=other.run, name="Người Lạ")
    refused = client.post(page, {"trainer": stranger.pk, "email": "la@daotao.test"})
    assert refused.status_code == 422

    client.post(page, {"trainer": trainer.pk, "email": "giang@daotao.test"})
    access = TrainerAccess.objects.get()
    assert (access.trainer, access.invited_by) == (trainer, staff)
    response = client.post(page, {"revoke": access.pk}, follow=True)

    assertContains(response, "đã thu hồi")
    assertNotContains(response, 'name="revoke"')
    assertContains(client.get(at("change", lesson.run_id)), "Thu hồi đường dẫn của giảng viên")
