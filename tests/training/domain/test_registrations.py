"""Registering for a class: places, approval, the waiting list with its offers, entries by hand."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ecosystem.enums import RegistrationPhase, RegistrationState
from portal.models import Consent, OutgoingMail
from portal.workflow import RefusedError
from tests.factories.training import RegistrationFactory, RunQuestionFactory
from tests.training.places import (
    NOW,
    assert_seats_agree,
    entry,
    group,
    guest,
    hours,
    mails,
    officer,
    open_run,
    person,
    sign_up,
    states,
)
from training.domain import registration_care as care
from training.domain import registrations as desk
from training.domain import runs
from training.models import CourseRun, Registration, Session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


# --- a place, or a turn ----------------------------------------------------------------------------


def test_an_account_has_its_place_at_once_with_ticket_sessions_and_calendar_by_mail():
    run = open_run(capacity=2)

    made = sign_up(run)

    assert made.state == RegistrationState.CONFIRMED
    assert mails("registration_confirmed") == [made.user.email]
    assert_seats_agree(run)


def test_the_letter_of_the_ticket_names_every_session_and_the_files():
    run = open_run()
    made = sign_up(run)

    body = made_mail("registration_confirmed").body_text

    for session in run.sessions.all():
        assert session.when in body
    assert f"{made.get_absolute_url()}lich.ics" in body
    assert f"{made.get_absolute_url()}giay-moi.pdf" in body
    assert made.code in body


def made_mail(template):
    return OutgoingMail.objects.get(template=f"training/{template}")


def test_the_fifty_first_waits_is_offered_a_place_lets_it_lapse_and_the_next_is_asked(clock):
    run = open_run(capacity=50, offer_hours=24)
    with_place = [sign_up(run) for _each in range(50)]
    fifty_first, fifty_second = sign_up(run), sign_up(run)
    assert fifty_first.state == fifty_second.state == RegistrationState.WAITLISTED
    assert mails("registration_waiting") == [fifty_first.email, fifty_second.email]

    desk.cancel_registration(with_place[7], actor=with_place[7].user)

    fifty_first.refresh_from_db()
    assert fifty_first.state == RegistrationState.OFFERED
    assert fifty_first.held_until == hours(24)
    assert mails("registration_offered") == [fifty_first.email]

    clock.move_to(fifty_first.held_until, tick=False)
    assert desk.lapse_unconfirmed() == 0
    clock.move_to(fifty_first.held_until + timedelta(seconds=1), tick=False)
    with pytest.raises(RefusedError, match="Đã quá thời hạn"):
        desk.confirm_by_link(fifty_first)
    assert desk.lapse_unconfirmed() == 1

    fifty_first.refresh_from_db(), fifty_second.refresh_from_db()
    assert fifty_first.state == RegistrationState.CANCELLED
    assert fifty_second.state == RegistrationState.OFFERED
    assert mails("registration_lapsed") == [fifty_first.email]
    assert mails("registration_offered") == [fifty_first.email, fifty_second.email]
    desk.confirm_by_link(fifty_second)
    assert states(run).count("confirmed") == 50
    assert_seats_agree(run)


@pytest.mark.parametrize(
    ("opens", "closes", "phase"),
    [
        (1, None, RegistrationPhase.SOON),
        (0, None, RegistrationPhase.OPEN),
        (None, 0, RegistrationPhase.OPEN),
        (None, -1, RegistrationPhase.CLOSED),
    ],
)
def test_the_hours_hold_to_the_second(opens, closes, phase):
    now = timezone.now()
    moment = {
        "opens_at": now + timedelta(seconds=opens) if opens is not None else None,
        "closes_at": now + timedelta(seconds=closes) if closes is not None else None,
    }

    run = open_run(**moment)

    assert run.phase == phase
    if phase == RegistrationPhase.OPEN:
        assert sign_up(run).has_seat
    else:
        with pytest.raises(RefusedError):
            sign_up(run)


def test_without_an_account_the_address_is_confirmed_within_six_hours(clock):
    run = open_run(capacity=1)
    made = guest(run)
    assert mails("registration_verify") == ["hoa@vidu.test"]

    clock.move_to(hours(6) + timedelta(seconds=1), tick=False)

    with pytest.raises(RefusedError):
        desk.confirm_by_link(made)
    assert desk.lapse_unconfirmed() == 1
    assert_seats_agree(run)


def test_one_address_registers_once_and_gets_one_letter_of_it():
    run = open_run()
    first = guest(run, "Hoa@vidu.test", confirmed=True)

    again = guest(run, " hoa@VIDU.test")
    guest(run, "hoa@vidu.test")

    assert again == first
    assert mails("registration_again") == ["Hoa@vidu.test"]
    assert Registration.objects.count() == 1


def test_the_consent_keeps_its_words_and_goes_with_the_registration():
    run = open_run()
    made = sign_up(run)

    consent = made.consent
    assert (consent.purpose, consent.scope) == ("training", f"training:{run.pk}")
    assert "điểm danh" in consent.text
    desk.cancel_registration(made, actor=made.user)
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None


def test_what_is_declared_and_answered_is_kept_with_the_words_of_the_question():
    run = open_run()
    question = RunQuestionFactory(run=run, text="Bạn có máy tính không?")

    made = sign_up(run, sex="female", birth_year=1999, answers={question: "Có"})
    question.text = "Câu khác"
    question.save()
    question.delete()

    assert (made.sex, made.birth_year) == ("female", 1999)
    [answer] = made.answers.all()
    assert (answer.asked, answer.answer, answer.question) == ("Bạn có máy tính không?", "Có", None)


# --- approval --------------------------------------------------------------------------------------


def test_whom_staff_choose_has_no_place_before_they_did():
    run = open_run(capacity=1, needs_approval=True)

    made = sign_up(run)

    assert made.awaits_approval
    assert made.get_state_display() == "Chờ duyệt"
    assert not made.has_seat
    assert mails("registration_awaiting") == [made.email]
    assert mails("registration_confirmed") == []


def test_an_unconfirmed_address_awaits_the_person_and_not_the_staff():
    run = open_run(needs_approval=True)

    made = guest(run)

    assert not made.awaits_approval
    assert desk.confirm_by_link(made).awaits_approval
    assert mails("registration_awaiting") == ["hoa@vidu.test"]


def test_who_is_approved_when_the_class_is_full_waits_by_the_time_of_registering():
    run, staff = open_run(capacity=1, needs_approval=True), officer()
    first, second, third = sign_up(run), sign_up(run), sign_up(run)

    assert desk.confirm_by_hand(second, actor=staff).state == RegistrationState.CONFIRMED
    assert desk.confirm_by_hand(third, actor=staff).state == RegistrationState.WAITLISTED
    assert desk.confirm_by_hand(first, actor=staff).state == RegistrationState.WAITLISTED

    second.refresh_from_db()
    desk.cancel_registration(second, actor=second.user)
    assert states(run) == ["offered", "cancelled", "waitlisted"]
    first.refresh_from_db()
    assert desk.confirm_by_link(first).state == RegistrationState.CONFIRMED
    assert_seats_agree(run)


def test_without_a_waiting_list_nobody_is_approved_beyond_the_places():
    run, staff = open_run(capacity=1, needs_approval=True, has_waiting_list=False), officer()
    first, second = sign_up(run), sign_up(run)
    desk.confirm_by_hand(first, actor=staff)

    with pytest.raises(RefusedError, match="chỗ"):
        desk.confirm_by_hand(second, actor=staff)

    second.refresh_from_db()
    assert second.awaits_approval


def test_who_is_refused_reads_the_reason_in_a_letter_of_its_own():
    run = open_run(needs_approval=True)
    made = sign_up(run)

    ended = desk.call_off(made, actor=officer(), reason="Ngoài đối tượng của lớp")

    assert ended.state == RegistrationState.CANCELLED
    assert mails("registration_refused") == [made.email]
    assert mails("registration_cancelled") == []
    assert "Ngoài đối tượng của lớp" in made_mail("registration_refused").body_text


def test_only_those_who_run_classes_approve_or_refuse():
    made = sign_up(open_run(needs_approval=True))

    with pytest.raises(PermissionDenied):
        desk.confirm_by_hand(made, actor=person())
    with pytest.raises(PermissionDenied):
        desk.call_off(made, actor=person(), reason="Không")


def test_approval_is_not_given_up_while_somebody_awaits_it():
    run = open_run(needs_approval=True)
    sign_up(run)

    run.needs_approval = False

    with pytest.raises(RefusedError, match="chờ duyệt"):
        care.check_places(run)


# --- by hand ---------------------------------------------------------------------------------------


def test_a_paper_form_is_entered_by_the_staff_whatever_the_hour():
    run, staff = open_run(closes_at=timezone.now() - timedelta(days=1)), officer()

    made = desk.register_by_hand(run, entry(email="", phone="0912 345 678"), actor=staff)

    assert made.state == RegistrationState.CONFIRMED
    consent = Consent.objects.get()
    assert (consent.given_via, consent.recorded_by) == ("paper", staff)
    with pytest.raises(PermissionDenied):
        desk.register_by_hand(run, entry(), actor=person())


def test_an_entry_by_hand_needs_a_way_to_reach_the_person_and_a_place():
    run, staff = open_run(capacity=1, has_waiting_list=False), officer()

    with pytest.raises(RefusedError, match="điện thoại"):
        desk.register_by_hand(run, entry(email=""), actor=staff)
    desk.register_by_hand(run, entry(), actor=staff)
    with pytest.raises(RefusedError, match="đã được đăng ký"):
        desk.register_by_hand(run, entry(email="HOA@vidu.test"), actor=staff)
    with pytest.raises(RefusedError, match="chỗ"):
        desk.register_by_hand(run, entry(email="khac@vidu.test"), actor=staff)
    assert_seats_agree(run)


def test_an_entry_by_hand_waits_when_the_class_is_full():
    run, staff = open_run(capacity=1), officer()
    sign_up(run)

    made = desk.register_by_hand(run, entry(), actor=staff)

    assert made.state == RegistrationState.WAITLISTED
    assert mails("registration_waiting") == ["hoa@vidu.test"]


# --- the class changes -----------------------------------------------------------------------------


def test_no_fewer_places_than_are_taken():
    run = open_run(capacity=3)
    sign_up(run), sign_up(run)

    run.capacity = 1

    with pytest.raises(RefusedError, match="2 chỗ"):
        care.check_places(run)


def test_raised_places_are_offered_in_turn():
    run = open_run(capacity=1)
    for _each in range(4):
        sign_up(run)
    was = care.when_and_where(run)
    CourseRun.objects.filter(pk=run.pk).update(capacity=3)

    assert care.follow_change(run, was) == 0

    assert states(run) == ["confirmed", "offered", "offered", "waitlisted"]


def test_another_time_is_told_once_to_each_person_and_once_to_a_group():
    run = open_run(capacity=3)
    one, cancelled = sign_up(run), sign_up(run)
    desk.cancel_registration(cancelled, actor=cancelled.user)
    group(run, 3, user=person(email="donvi@vidu.test"))
    was = care.when_and_where(run)
    Session.objects.filter(run=run).update(venue="Nhà văn hóa")

    assert care.follow_change(run, was) == 2

    assert sorted(mails("run_changed")) == sorted([one.email, "donvi@vidu.test"])


def test_cancelling_the_class_tells_everybody_who_means_to_come():
    run = open_run(capacity=1)
    one, waiting, gone = sign_up(run), sign_up(run), sign_up(run)
    desk.cancel_registration(gone, actor=gone.user)

    runs.cancel(run, actor=officer(), reason="Trùng lịch họp")

    assert mails("run_cancelled") == [one.email, waiting.email]
    with pytest.raises(RefusedError, match="hủy"):
        desk.cancel_registration(one, actor=one.user)


@pytest.mark.parametrize(("days_before", "told"), [(2, 0), (1, 1), (0, 0)])
def test_a_reminder_goes_out_the_day_before_the_first_session(clock, days_before, told):
    run = open_run(capacity=1)
    one = sign_up(run)
    sign_up(run)  # waits: nothing to come to yet
    clock.move_to(run.starts_at - timedelta(days=days_before), tick=False)

    assert care.remind_registered() == told
    assert care.remind_registered() == 0

    assert mails("run_reminder") == [one.email][:told]


def test_staff_close_and_reopen_the_registration_until_the_class_begins(clock):
    run, staff = open_run(), officer()

    assert care.close_registration(run, actor=staff).phase == RegistrationPhase.CLOSED
    assert care.reopen_registration(run, actor=staff).phase == RegistrationPhase.OPEN
    with pytest.raises(PermissionDenied):
        care.close_registration(run, actor=person())
    clock.move_to(run.starts_at, tick=False)
    care.CourseRun.objects.filter(pk=run.pk).update(closes_at=run.starts_at - timedelta(days=1))
    run.refresh_from_db()
    with pytest.raises(RefusedError, match="đã bắt đầu"):
        care.reopen_registration(run, actor=staff)


def test_figures_count_every_registration_once():
    run = open_run(capacity=1, needs_approval=False)
    for state, verified in (
        ("confirmed", True),
        ("registered", False),
        ("registered", True),
        ("waitlisted", True),
        ("offered", True),
        ("cancelled", True),
    ):
        RegistrationFactory(run=run, state=state, verified_at=timezone.now() if verified else None)

    assert care.figures_of(run) == (5, 1, 1, 1, 1, 1, 1)


def test_classes_with_too_few_people_are_told_seven_days_before(clock):
    run = open_run(min_places=2)
    sign_up(run)

    clock.move_to(run.starts_at - timedelta(days=7, seconds=1), tick=False)
    assert list(CourseRun.objects.too_few()) == []
    clock.move_to(run.starts_at - timedelta(days=7), tick=False)
    assert list(CourseRun.objects.too_few()) == [run]
    sign_up(run)
    assert list(CourseRun.objects.too_few()) == []


def test_a_copy_takes_the_rules_of_registration_and_the_questions_along():
    run = open_run(capacity=30, min_places=10, needs_approval=True)
    RunQuestionFactory(run=run, text="Bạn có máy tính không?")
    sign_up(run)

    made = runs.copy_run(run, timezone.localdate() + timedelta(days=60), actor=officer())

    assert (made.capacity, made.min_places, made.needs_approval) == (30, 10, True)
    assert (made.takes_registrations, made.seats_taken) == (True, 0)
    assert [question.text for question in made.questions.all()] == ["Bạn có máy tính không?"]
