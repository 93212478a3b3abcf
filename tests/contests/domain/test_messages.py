"""Messages between the secretariat and the people of a dossier."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain.applications import discard_draft
from contests.domain.messages import (
    MAX_A_DAY,
    MAX_CHARACTERS,
    open_thread,
    send_message,
    unread_by_team,
)
from contests.models import Application, DossierMessage
from portal.models import OutgoingMail
from portal.roles import Role
from portal.workflow import RefusedError
from tests.factories.contests import (
    ApplicationFactory,
    AssignmentFactory,
    MessageFactory,
)
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db


def dossier(**kwargs):
    return ApplicationFactory(
        **{"state": "submitted", "reference": "LS26-0001-X", "title": "Trà hoa hồi", **kwargs}
    )


def test_what_the_secretariat_writes_is_mailed_to_the_applicant_with_the_link_to_answer():
    application = dossier()

    message = send_message(application, actor=secretary(), text=" Gửi lại trang 2 \r\n nhé ")

    assert (message.is_from_staff, message.text) == (True, "Gửi lại trang 2 \n nhé")
    mail = OutgoingMail.objects.get()
    assert mail.recipient == application.owner.email
    assert mail.subject == "[LS26-0001-X] Tổ Thư ký gửi lời nhắn về hồ sơ"
    assert "Gửi lại trang 2" in mail.body_text
    assert f"/ho-so/{application.public_id}/loi-nhan/" in mail.body_text


def test_what_the_applicant_writes_is_mailed_to_the_address_of_the_edition():
    application = dossier(contest__contact_email="thuky@langson.test")

    message = send_message(application, actor=application.owner, text="Khi nào có kết quả?")

    assert message.is_from_staff is False
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.reply_to) == ("thuky@langson.test", "")
    assert f"/admin/contests/application/{application.pk}/change/" in mail.body_text


def test_without_such_an_address_each_active_secretary_has_one_mail():
    first, second = secretary(), secretary()
    secretary(is_active=False)
    application = dossier()

    send_message(application, actor=application.owner, text="Khi nào có kết quả?")

    assert set(OutgoingMail.objects.values_list("recipient", flat=True)) == {
        first.email,
        second.email,
    }


def test_a_double_click_sends_one_message_and_one_mail():
    application, actor = dossier(), secretary()

    messages = {
        send_message(application, actor=actor, text="Chào bạn", send_key="k").pk for _n in range(2)
    }

    assert len(messages) == OutgoingMail.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "is_sent"),
    [
        ("", False),
        (" \n ", False),
        ("ạ" * MAX_CHARACTERS, True),
        (f"  {'ạ' * MAX_CHARACTERS}\n", True),
        ("a\r\n" * (MAX_CHARACTERS // 2), True),
        ("ạ" * (MAX_CHARACTERS + 1), False),
    ],
)
def test_a_message_has_from_one_to_two_thousand_characters(text, is_sent):
    application = dossier()

    if is_sent:
        send_message(application, actor=application.owner, text=text)
    else:
        with pytest.raises(RefusedError):
            send_message(application, actor=application.owner, text=text)

    assert DossierMessage.objects.exists() is is_sent


def test_only_the_people_of_the_dossier_and_the_secretariat_write():
    assignment = AssignmentFactory(entry__application__owner__email="nguoi@vidu.vn")
    application = assignment.entry.application
    for person in (
        UserFactory(),
        board_member(),
        UserFactory(roles=[Role.EDITOR]),
        assignment.judge,
    ):
        with pytest.raises(PermissionDenied):
            send_message(application, actor=person, text="Xin chào")

    assert DossierMessage.objects.count() == 0


def test_the_people_of_a_dossier_send_a_limited_number_a_day_and_the_secretariat_any():
    application = dossier()
    for _n in range(MAX_A_DAY):
        MessageFactory(application=application)

    with pytest.raises(RefusedError):
        send_message(application, actor=application.owner, text="Một lần nữa")

    send_message(application, actor=secretary(), text="Đã nhận đủ")
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        send_message(application, actor=application.owner, text="Cảm ơn")
    assert application.messages.count() == MAX_A_DAY + 2


def test_nothing_is_sent_about_a_dossier_under_a_seal():
    application = dossier(contest__is_sealed=True)

    with pytest.raises(RefusedError):
        send_message(application, actor=application.owner, text="Khi nào có kết quả?")

    assert OutgoingMail.objects.count() == 0


def test_a_dossier_that_was_discarded_takes_no_message():
    application = ApplicationFactory()
    owner = application.owner
    discard_draft(application, actor=owner)
    gone = ApplicationFactory.build(
        pk=application.pk or 1, owner=owner, contest=application.contest
    )

    with pytest.raises(RefusedError):
        send_message(gone, actor=owner, text="Xin chào")


def test_opening_the_thread_marks_the_other_sides_messages_and_still_tells_which_were_new():
    mine = MessageFactory()
    application, staff = mine.application, secretary()
    theirs = MessageFactory(application=application, author=staff, is_from_staff=True)

    thread = open_thread(application, reader=application.owner)

    assert [(one.pk, one.read_at) for one in thread] == [(mine.pk, None), (theirs.pk, None)]
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.read_at, theirs.read_at is not None) == (None, True)

    open_thread(application, reader=staff)
    mine.refresh_from_db()
    assert mine.read_at is not None


def test_the_board_reads_along_without_marking_anything():
    message = MessageFactory()

    assert open_thread(message.application, reader=board_member()) == [message]

    message.refresh_from_db()
    assert message.read_at is None


def test_unread_messages_of_the_secretariat_are_counted_per_dossier():
    message = MessageFactory(is_from_staff=True)
    MessageFactory(application=message.application, is_from_staff=True)
    MessageFactory(application=message.application)
    quiet = dossier()

    assert [unread_by_team(one) for one in (message.application, quiet)] == [2, 0]
    counted = Application.objects.with_new_messages().values_list("pk", "new_messages")
    assert dict(counted) == {message.application.pk: 2, quiet.pk: 0}
