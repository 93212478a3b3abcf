"""Certificates of completion: who gets one, what is printed, revoked, printed anew, checked."""

import io
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pypdf import PdfReader

from portal.documents import DocumentRefusedError, revoke
from portal.models import IssuedDocument, OutgoingMail
from portal.roles import Role
from portal.workflow import ReasonMissingError
from tests.factories.documents import IssuedDocumentFactory
from tests.factories.ecosystem import OrganizationFactory
from tests.factories.portal import UserFactory, secretary
from tests.factories.training import CourseRunFactory, RegistrationFactory
from tests.training.held import held_run, officer, paper, trainee
from training.domain.certificates import (
    candidates_of,
    certificate_of,
    issue_certificate,
    reissue_certificate,
    revoke_certificate,
)
from training.models import Session

pytestmark = pytest.mark.django_db


def words_of(document):
    with document.stored.file.open("rb") as source:
        pages = PdfReader(io.BytesIO(source.read())).pages
        assert len(pages) == 1
        return " ".join(pages[0].extract_text().split())


def mails():
    return list(OutgoingMail.objects.order_by("pk").values_list("template", "recipient"))


def verbs_of(obj):
    rows = LogEntry.objects.get_for_object(obj).order_by("pk")
    return [row.additional_data["verb"] for row in rows if row.additional_data]


# --- who gets one ------------------------------------------------------------------------------


def test_the_list_says_who_reaches_the_attendance_and_how_far_others_are():
    run = held_run()
    enough = trainee(run, came=3, full_name="Nông Văn Anh")
    short = trainee(run, came=1, full_name="Hoàng Thị Bình")
    never = trainee(run, came=0, full_name="Lý Văn Cường", state="absent")
    walk_in = trainee(run, came=4, full_name="Vi Thị Dung", state="registered")
    for state in ("waitlisted", "cancelled", "registered"):
        RegistrationFactory(run=run, state=state)

    assert [
        (row.registration, row.reaches, row.missing, row.is_open) for row in candidates_of(run)
    ] == [
        (enough, True, 0, True),
        (short, False, 2, True),
        (never, False, 3, False),
        (walk_in, True, 0, True),
    ]


def test_the_list_costs_the_same_for_one_person_and_for_three(django_assert_num_queries):
    run = held_run()
    issue_certificate(trainee(run), actor=officer(), paper=paper())
    with django_assert_num_queries(4):
        assert len(candidates_of(run)) == 1
    trainee(run)
    trainee(run, came=1)
    with django_assert_num_queries(4):
        assert len(candidates_of(run)) == 3


# --- one ---------------------------------------------------------------------------------------


def test_the_paper_says_who_completed_what_where_and_when():
    run = held_run(
        sessions=2,
        organizer=OrganizationFactory(name="Tỉnh đoàn Lạng Sơn"),
        venue="Nhà văn hóa xã Thất Khê",
    )
    run.course.name = "Từ ý tưởng đến sản phẩm"
    run.course.save()
    person = trainee(run, came=2, full_name="Nông Thị Học")

    document = issue_certificate(person, actor=officer(), paper=paper())

    words = words_of(document)
    first, last = run.days.split("–")
    year = timezone.localdate().year
    assert document.number == f"001/{year}/GCN-ĐT"
    for expected in (
        "GIẤY CHỨNG NHẬN",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "Nông Thị Học",
        "đã hoàn thành khóa đào tạo, tập huấn",
        "“Từ ý tưởng đến sản phẩm”",
        "do Tỉnh đoàn Lạng Sơn tổ chức",
        f"tổ chức tại Nhà văn hóa xã Thất Khê, từ ngày {first} đến ngày {last}",
        "(2 buổi, 6 giờ)",
        "Theo Quyết định số 12/QĐ-SKHCN",
        document.number,
        document.printed_code,
        "Nguyễn Văn Ký",
    ):
        assert expected in words
    assert "Certificate" not in words
    assert mails() == [("training/certificate_issued", person.email)]
    body = OutgoingMail.objects.get().body_text
    assert f"/dao-tao/giay-chung-nhan/{person.key}/" in body
    assert document.get_absolute_url() in body


def test_half_hours_and_english():
    run = held_run(sessions=1)
    Session.objects.update(ends_at=run.starts_at + timedelta(hours=2, minutes=30))
    document = issue_certificate(trainee(run), actor=officer(), paper=paper(language="vi-en"))

    words = words_of(document)
    assert "(1 buổi, 2,5 giờ)" in words
    assert "has completed the course" in words


def test_the_longest_names_stay_on_one_page():
    run = held_run(venue="Hội trường Ủy ban nhân dân " * 8)
    run.course.name = ("Tập huấn kỹ năng khởi nghiệp đổi mới sáng tạo " * 5)[:200]
    run.course.save()
    person = trainee(run, full_name=("Nguyễn Thị Hồng Hạnh " * 8)[:150].strip())

    document = issue_certificate(person, actor=officer(), paper=paper(language="vi-en"))

    assert "Nguyễn Thị Hồng Hạnh" in words_of(document)


def test_below_the_attendance_it_takes_a_reason_that_stays_in_the_log():
    person = trainee(held_run(), came=2)
    actor = officer()
    with pytest.raises(ReasonMissingError):
        issue_certificate(person, actor=actor, paper=paper(), reason="  ")

    document = issue_certificate(person, actor=actor, paper=paper(), reason="Danh sách giấy bị mất")

    line = LogEntry.objects.get_for_object(document).get(additional_data__verb="certify_below")
    assert line.actor == actor
    assert line.additional_data["reason"] == "Danh sách giấy bị mất"
    assert line.additional_data["attendance"] == "2/4"


@pytest.mark.parametrize("state", ["cancelled", "absent"])
def test_nobody_who_never_came_or_cancelled_gets_one(state):
    person = trainee(held_run(), came=0, state=state)

    with pytest.raises(DocumentRefusedError):
        issue_certificate(person, actor=officer(), paper=paper(), reason="Quen biết")


def test_a_second_one_is_refused_while_the_first_stands():
    person = trainee(held_run())
    issue_certificate(person, actor=officer(), paper=paper())

    with pytest.raises(DocumentRefusedError):
        issue_certificate(person, actor=officer(), paper=paper())
    assert IssuedDocument.objects.count() == 1


def test_a_course_without_certificates_and_a_class_to_come_give_none():
    free = trainee(held_run(min_attendance=None))
    early = trainee(held_run(days=3))
    called_off = trainee(held_run(state="cancelled"))

    for person in (free, early, called_off):
        with pytest.raises(DocumentRefusedError):
            issue_certificate(person, actor=officer(), paper=paper())
    assert mails() == []


def test_the_day_lies_between_the_end_of_the_class_and_today():
    run = held_run()
    person, last = trainee(run), timezone.localdate(run.ends_at)
    for day in (last - timedelta(days=1), timezone.localdate() + timedelta(days=1)):
        with pytest.raises(DocumentRefusedError):
            issue_certificate(person, actor=officer(), paper=paper(issued_on=day))

    assert issue_certificate(person, actor=officer(), paper=paper(issued_on=last)).issued_on == last


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.EDITOR, Role.BOARD])
def test_other_roles_issue_nothing(role):
    person = trainee(held_run())

    with pytest.raises(PermissionDenied):
        issue_certificate(person, actor=UserFactory(roles=[role]), paper=paper())


def test_who_has_no_address_gets_the_paper_and_no_mail():
    person = trainee(held_run(), email="", email_key="")

    assert issue_certificate(person, actor=officer(), paper=paper()).is_valid
    assert mails() == []


# --- revoked, and printed anew -----------------------------------------------------------------


def test_a_revoked_certificate_is_told_and_its_number_is_not_given_again():
    person, actor = trainee(held_run()), officer()
    old = issue_certificate(person, actor=actor, paper=paper())
    with pytest.raises(ReasonMissingError):
        revoke_certificate(person, actor=actor, reason=" ")

    revoke_certificate(person, actor=actor, reason="Cấp nhầm người")

    assert certificate_of(person) is None
    assert mails()[-1] == ("training/certificate_revoked", person.email)
    assert "Cấp nhầm người" in OutgoingMail.objects.latest("pk").body_text
    with pytest.raises(DocumentRefusedError):
        revoke_certificate(person, actor=actor, reason="Lần nữa")
    new = issue_certificate(person, actor=actor, paper=paper())
    assert (old.serial, new.serial) == (1, 2)


def test_the_office_revokes_in_the_register_and_the_person_is_told_as_well():
    person = trainee(held_run())
    document = issue_certificate(person, actor=officer(), paper=paper())

    revoke(document, actor=secretary(), reason="Theo kết luận thanh tra")

    assert mails()[-1] == ("training/certificate_revoked", person.email)


def test_a_training_officer_revokes_no_paper_of_the_contest():
    with pytest.raises(PermissionDenied):
        revoke(IssuedDocumentFactory(), actor=officer(), reason="Không phải việc của tôi")


def test_a_corrected_name_is_printed_anew_and_one_mail_tells_of_both():
    person, actor = trainee(held_run(), full_name="Nông Thị Hà"), officer()
    old = issue_certificate(person, actor=actor, paper=paper())

    new = reissue_certificate(
        person, actor=actor, full_name=" Nông Thị  Hạ ", reason="Sai dấu", paper=paper()
    )

    old.refresh_from_db()
    person.refresh_from_db()
    assert (old.is_valid, old.revoked_reason, new.is_valid) == (False, "Sai dấu", True)
    assert (person.full_name, person.folded) == ("Nông Thị Hạ", "nong thi ha")
    assert "Nông Thị Hạ" in words_of(new)
    assert certificate_of(person) == new
    assert [template for template, _to in mails()] == [
        "training/certificate_issued",
        "training/certificate_reissued",
    ]
    assert old.number in OutgoingMail.objects.latest("pk").body_text
    assert verbs_of(person) == ["correct_name"]


def test_nothing_is_revoked_when_the_new_paper_is_refused():
    person, actor = trainee(held_run()), officer()
    old = issue_certificate(person, actor=actor, paper=paper())
    future = paper(issued_on=timezone.localdate() + timedelta(days=1))
    for name, new in (("", paper()), ("Tên Mới", future)):
        with pytest.raises(DocumentRefusedError):
            reissue_certificate(person, actor=actor, full_name=name, reason="Sai tên", paper=new)

    old.refresh_from_db()
    person.refresh_from_db()
    assert old.is_valid
    assert person.full_name != "Tên Mới"


def test_below_the_attendance_a_name_is_corrected_without_a_second_reason():
    person, actor = trainee(held_run(), came=1), officer()
    issue_certificate(person, actor=actor, paper=paper(), reason="Học bù")

    new = reissue_certificate(
        person, actor=actor, full_name="Tên Đúng", reason="Sai tên", paper=paper()
    )

    assert new.holder == "Tên Đúng"


def test_without_a_certificate_there_is_nothing_to_revoke_or_to_print_anew():
    person, actor = trainee(held_run()), officer()
    with pytest.raises(DocumentRefusedError):
        revoke_certificate(person, actor=actor, reason="Không có")
    with pytest.raises(DocumentRefusedError):
        reissue_certificate(person, actor=actor, full_name="A", reason="B", paper=paper())


# --- the check page ----------------------------------------------------------------------------


def test_the_check_page_tells_valid_with_the_least(client):
    run = held_run()
    person = trainee(run, full_name="Nông Thị Học", organization_name="Hợp tác xã Kín")
    document = issue_certificate(person, actor=officer(), paper=paper())

    page = client.get(document.get_absolute_url()).content.decode()

    for shown in (run.course.name, run.days, "N. T. Học", "GCN-ĐT"):
        assert shown in page.replace("\u2060", "")
    for secret in ("Nông Thị Học", "Hợp tác xã Kín", person.email, person.key, "12/QĐ-SKHCN"):
        assert secret not in page
    assert "notice-success" in page


def test_the_check_page_tells_revoked_and_that_another_stands(client):
    person, actor = trainee(held_run(), full_name="Nông Thị Hà"), officer()
    first = issue_certificate(person, actor=actor, paper=paper())
    second = reissue_certificate(
        person, actor=actor, full_name="Nông Thị Hạ", reason="Lý do nội bộ", paper=paper()
    )

    replaced = client.get(first.get_absolute_url())
    assert replaced.context["is_replaced"]
    page = replaced.content.decode()
    assert "notice-error" in page
    for secret in ("Lý do nội bộ", second.number, person.run.course.name):
        assert secret not in page.replace("\u2060", "")
    revoke_certificate(person, actor=actor, reason="Thu hồi hẳn")
    assert not client.get(first.get_absolute_url()).context["is_replaced"]
    assert not client.get(second.get_absolute_url()).context["document"].is_valid


def test_the_check_page_knows_no_invented_code(client):
    run = CourseRunFactory()
    response = client.get(f"/kiem-tra/{'A' * 16}/")

    assert response.status_code == 404
    assert run.course.name not in response.content.decode()
