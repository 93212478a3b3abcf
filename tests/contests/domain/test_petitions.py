"""Petitions: in time, numbered without gaps, examined by somebody else, answered by a document."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from contests.domain import screening
from contests.domain.acts import acts_of
from contests.domain.extensions import grant_extension
from contests.domain.petition_remedies import link_remedy, possible_remedies
from contests.domain.petition_reminders import remind_petitions
from contests.domain.petition_windows import deciders_of, due_on, grounds_of
from contests.domain.petitions import (
    MAX_FILES,
    PetitionRefusedError,
    add_file,
    enter_petition,
    examine_petition,
    open_grounds,
    petition_counts,
    reassign_petition,
    withdraw_petition,
)
from contests.enums import PetitionState
from contests.models import Petition, RoundEntry
from portal.models import OutgoingMail
from portal.models.files import private_storage
from portal.workflow import ReasonMissingError, RefusedError
from tests.contests.petitions import answered, examined, filed, refused_application
from tests.factories.contests import (
    EligibilityCheckFactory,
    PetitionFactory,
    RuleSetFactory,
    SnapshotFactory,
)
from tests.factories.files import pdf_bytes, picture_bytes, upload
from tests.factories.portal import UserFactory, board_member, judge, secretary
from tests.factories.results import published_round, scored_final, scored_round

pytestmark = pytest.mark.django_db


def mails(template, **filters):
    return OutgoingMail.objects.filter(template=f"contests/{template}", **filters)


# --- filing ---------------------------------------------------------------------------------------


def test_a_petition_gets_a_number_a_due_day_and_a_receipt():
    application = refused_application(petition_answer_days=20)

    petition = filed(application)

    assert petition.reference == f"{application.contest.prefix}-KN-0001"
    assert petition.due_on == timezone.localdate() + timedelta(days=20)
    assert petition.state == PetitionState.RECEIVED
    receipt = mails("petition_received").get()
    assert receipt.recipient == application.owner.email
    assert petition.reference in receipt.subject
    assert "ngày" in receipt.body_text


def test_the_secretariat_hears_of_it_once_at_the_address_of_the_edition():
    application = refused_application()
    application.contest.contact_email = "bantochuc@khoinghiep.test"
    application.contest.save()

    filed(application)

    assert [mail.recipient for mail in mails("petition_to_staff")] == ["bantochuc@khoinghiep.test"]


def _last_instant(days):
    return timezone.make_aware(
        datetime.combine(timezone.localdate() + timedelta(days=days), time.max)
    )


@pytest.mark.parametrize(
    ("seconds", "is_taken"), [(-1, True), (0, True), (1, False)], ids=["before", "at", "after"]
)
def test_the_window_ends_with_the_last_day_that_the_rules_name(seconds, is_taken):
    application = refused_application(petition_days=7)

    with time_machine.travel(_last_instant(7) + timedelta(seconds=seconds), tick=False):
        if is_taken:
            assert filed(application).number == 1
        else:
            assert open_grounds(application) == []
            with pytest.raises(PetitionRefusedError, match="thời hạn"):
                filed(application)


def test_an_edition_without_a_window_takes_none():
    application = refused_application(petition_days=None)

    assert grounds_of(application) == []
    with pytest.raises(PetitionRefusedError):
        filed(application)
    assert "kiến nghị" not in mails("screening_invalid").get().body_text


def test_the_notice_says_until_when_a_petition_may_be_sent():
    refused_application(petition_days=7)

    day = timezone.localdate() + timedelta(days=7)
    assert f"năm {day.year}" in mails("screening_invalid").get().body_text


def test_numbers_run_without_gaps_also_after_a_withdrawal():
    application = refused_application()
    first = filed(application)
    withdraw_petition(first, actor=application.owner, reason="Gửi nhầm")

    second = filed(application)

    assert [first.number, second.number] == [1, 2]


def test_a_double_click_makes_one_petition_and_one_mail():
    application = refused_application()

    first, second = (filed(application, send_key="k") for _click in range(2))

    assert first == second
    assert mails("petition_received").count() == 1


def test_a_second_petition_on_the_same_decision_is_refused():
    application = refused_application()
    filed(application)

    with pytest.raises(PetitionRefusedError, match="đã được gửi"):
        filed(application, text="Lần nữa")


def test_the_database_holds_one_standing_petition_per_decision():
    petition = PetitionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        PetitionFactory(application=petition.application, contested_at=petition.contested_at)


def test_a_new_conclusion_may_be_contested_anew():
    application = refused_application()
    answered(examined(filed(application)), "reject")
    screening.reopen_check(application, actor=secretary(), reason="Xem lại")
    application = screening.mark_invalid(application, actor=secretary(), reason="Vẫn thiếu")

    assert filed(application).number == 2


def test_a_valid_dossier_has_nothing_to_contest():
    application = refused_application()
    screening.reopen_check(application, actor=secretary(), reason="Xem lại")
    application.refresh_from_db()

    with pytest.raises(PetitionRefusedError):
        filed(application)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 5001])
def test_a_petition_without_words_or_with_too_many_is_refused(text):
    with pytest.raises(PetitionRefusedError):
        filed(refused_application(), text=text)


def test_only_the_owner_files():
    application = refused_application()

    with pytest.raises(PermissionDenied):
        filed(application, actor=UserFactory())


# --- the published result ----------------------------------------------------------------------------


def published_entry():
    round_ = scored_round([80, 90], [70, 60], advance_count=1)
    RuleSetFactory(contest=round_.contest)
    published_round(round_)
    return RoundEntry.objects.get(round=round_, application__number=2)


def test_a_published_result_is_contested_with_its_sheets_and_decision_as_evidence():
    entry = published_entry()
    SnapshotFactory(application=entry.application, sha256="a" * 64)

    petition = filed(entry.application, ground_key=entry.round.slug)

    assert petition.round == entry.round
    result = petition.evidence["result"]
    assert [Decimal(total) for total in result["sheets"]] == [60, 70]
    assert result["decision"]["number"] == "15/TB-BTC"
    assert petition.evidence["snapshot"]["sha256"] == "a" * 64
    assert len(petition.evidence_sha256) == 64


def test_a_result_that_is_not_published_cannot_be_contested():
    round_ = scored_final([80], [70])
    application = round_.entries.first().application

    assert grounds_of(application) == []


def test_evidence_keeps_what_stood_when_the_check_changes_later():
    application = refused_application()
    check = EligibilityCheckFactory(application=application, reason="Thiếu", result="failed")
    petition = filed(application)

    check.reason = "Đủ"
    check.save()

    petition.refresh_from_db()
    assert petition.evidence["checks"][0]["reason"] == "Thiếu"


# --- examining ---------------------------------------------------------------------------------------


def test_who_took_the_decision_does_not_examine_the_petition():
    decider = secretary()
    petition = filed(refused_application(by=decider))

    with pytest.raises(PetitionRefusedError, match=str(decider)):
        examine_petition(petition, actor=secretary(), officer=decider)


def test_an_officer_is_named_and_may_be_changed_but_never_to_the_decider():
    decider, other = secretary(), secretary()
    petition = filed(refused_application(by=decider))

    examined_ = examine_petition(petition, actor=decider, officer=other)
    with pytest.raises(PetitionRefusedError):
        reassign_petition(examined_, actor=other, officer=decider)
    third = board_member()
    assert reassign_petition(examined_, actor=other, officer=third).officer == third
    assert mails("petition_examined").count() == 1


def test_somebody_without_the_right_is_no_officer():
    petition = filed(refused_application())

    with pytest.raises(PetitionRefusedError):
        examine_petition(petition, actor=secretary(), officer=judge())


def test_judges_and_those_who_approved_are_deciders_of_a_result():
    entry = published_entry()
    petition = filed(entry.application, ground_key=entry.round.slug)

    judges = set(entry.assignments.values_list("judge", flat=True))
    assert judges <= deciders_of(petition).took


# --- answering ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "state", "word"),
    [
        ("uphold", PetitionState.UPHELD, "CHẤP NHẬN kiến nghị"),
        ("uphold_partly", PetitionState.PARTLY, "MỘT PHẦN"),
        ("reject", PetitionState.REJECTED, "KHÔNG CHẤP NHẬN"),
    ],
)
def test_an_answer_is_sent_with_its_document(step, state, word):
    petition = answered(examined(filed(refused_application())), step)

    assert petition.state == state
    assert petition.reply.number == "25/TB-BTC"
    mail = mails("petition_answered").get()
    assert word in mail.body_text
    assert "Ban Tổ chức đã xem lại." in mail.body_text


def test_an_answer_needs_words_and_a_number_in_official_form():
    petition = examined(filed(refused_application()))

    with pytest.raises(PetitionRefusedError):
        answered(petition, answer=" ")
    with pytest.raises(RefusedError):
        answered(petition, number="hai lăm")
    petition.refresh_from_db()
    assert petition.state == PetitionState.EXAMINING


def test_an_upheld_petition_is_linked_to_the_act_that_followed():
    application = refused_application()
    petition = answered(examined(filed(application)))
    clerk = secretary()
    screening.reopen_check(application, actor=clerk, reason="Theo trả lời kiến nghị")

    act = possible_remedies(petition)[0]
    linked = link_remedy(petition, actor=clerk, act=act)

    assert (linked.remedy, linked.remedy_by) == ("reopen_check", str(clerk))


def test_nothing_is_linked_to_a_rejected_petition():
    application = refused_application()
    petition = answered(examined(filed(application)), "reject")
    screening.reopen_check(application, actor=secretary(), reason="Việc khác")

    with pytest.raises(PetitionRefusedError):
        link_remedy(petition, actor=secretary(), act=possible_remedies(petition)[0])


def test_acts_before_the_petition_are_no_remedy():
    application = refused_application()
    screening.reopen_check(application, actor=secretary(), reason="Trước đó")
    grant_extension(
        application, actor=secretary(), until=timezone.now() + timedelta(days=30), reason="Mưa lũ"
    )
    screening.mark_invalid(application, actor=secretary(), reason="Thiếu")

    assert possible_remedies(filed(application)) == []
    assert [act.verb for act in acts_of(application)][-1] == "mark_invalid"


# --- withdrawing, files, counting -------------------------------------------------------------------


def test_withdrawing_asks_for_a_reason_and_ends_with_the_answer():
    application = refused_application()
    petition = filed(application)
    with pytest.raises(ReasonMissingError):
        withdraw_petition(petition, actor=application.owner, reason=" ")

    petition = answered(examined(petition))

    with pytest.raises(RefusedError):
        withdraw_petition(petition, actor=application.owner, reason="Thôi")


def test_files_are_kept_once_and_closed_petitions_take_none_of_the_petitioner():
    application = refused_application()
    petition = filed(application)
    twice = [
        add_file(petition, upload(pdf_bytes(), "a.pdf"), actor=application.owner)
        for _click in range(2)
    ]
    assert twice[0] == twice[1]

    petition = answered(examined(petition))

    with pytest.raises(PetitionRefusedError):
        add_file(petition, upload(pdf_bytes(), "b.pdf"), actor=application.owner)
    assert add_file(petition, upload(pdf_bytes(), "c.pdf"), actor=secretary()).is_from_staff


def test_strangers_add_no_file():
    with pytest.raises(PermissionDenied):
        add_file(filed(refused_application()), upload(pdf_bytes(), "a.pdf"), actor=UserFactory())


def test_counts_are_all_that_is_told_of_petitions():
    application = refused_application()
    answered(examined(filed(application)))
    PetitionFactory(contest=application.contest, state="withdrawn", number=9)

    assert petition_counts(application.contest) == {
        "received": 2,
        "answered": 1,
        "upheld": 1,
        "withdrawn": 1,
        "validity": 2,
        "result": 0,
    }


# --- reminding ---------------------------------------------------------------------------------------


def test_staff_is_reminded_three_days_before_and_once_when_overdue():
    officer, clerk = board_member(), secretary()
    today = timezone.localdate()
    PetitionFactory(officer=officer, state="examining", due_on=today + timedelta(days=3))
    PetitionFactory(due_on=today + timedelta(days=4))
    PetitionFactory(due_on=today - timedelta(days=1))
    PetitionFactory(due_on=today, state="upheld")

    for _run in range(2):
        assert remind_petitions() == 2

    assert sorted(mails("petition_due").values_list("recipient", flat=True)) == sorted(
        [officer.email, clerk.email]
    )
    assert mails("petition_due", subject__contains="quá hạn").count() == 1


def test_days_without_a_worker_are_made_up_for():
    secretary()
    PetitionFactory(due_on=timezone.localdate() - timedelta(days=30))

    remind_petitions()

    assert mails("petition_due").count() == 1
    assert Petition.objects.open().count() == 1


# --- on paper -------------------------------------------------------------------------------------


def entered(application, **values):
    usual = {
        "actor": secretary(),
        "ground_key": "hop-le",
        "text": "Bản cam kết ở trang 3.",
        "channel": "paper",
        "received_at": timezone.now(),
        "files": [upload(pdf_bytes(), "don.pdf")],
    }
    return enter_petition(application, **(usual | values))


def unclaimed():
    application = refused_application(petition_days=5)
    application.owner, application.channel = None, "paper"
    application.contact_name, application.contact_email = "Vi Văn Giấy", "giay@vidu.vn"
    application.save()
    return application


def test_what_came_on_paper_counts_from_its_receipt_and_its_scan_is_the_petitioners():
    application = unclaimed()
    received = timezone.now() + timedelta(days=2)

    with time_machine.travel(received + timedelta(days=30)):
        petition = entered(application, received_at=received)

    assert (petition.filed_by, petition.channel, petition.filed_at) == (None, "paper", received)
    assert petition.entered_by is not None
    assert petition.due_on == due_on(received, application.rule_set)
    assert [row.is_from_staff for row in petition.files.all()] == [False]
    (mail,) = mails("petition_received")
    assert (mail.recipient, "Vi Văn Giấy" in mail.body_text) == ("giay@vidu.vn", True)
    assert reverse("contests:claim_code") in mail.body_text


@pytest.mark.parametrize(
    "wrong",
    [
        {"received_at": timezone.now() + timedelta(days=400)},
        {"received_at": timezone.now() - timedelta(days=400)},
        {"channel": "online"},
        {"files": []},
        {"text": " "},
    ],
)
def test_a_petition_on_paper_needs_its_time_its_way_its_scan_and_its_words(wrong):
    with pytest.raises(PetitionRefusedError):
        entered(unclaimed(), **wrong)

    assert not Petition.objects.exists()


def test_too_late_on_paper_is_too_late_as_online():
    application = unclaimed()
    late = timezone.now() + timedelta(days=7)

    with time_machine.travel(late + timedelta(hours=1)), pytest.raises(PetitionRefusedError):
        entered(application, received_at=late)


def test_the_office_enters_once_and_takes_back_what_came_on_paper_only():
    on_paper = unclaimed()
    for person in (UserFactory(), judge()):
        with pytest.raises(PermissionDenied):
            entered(on_paper, actor=person)
    petition = entered(on_paper, send_key="k")

    assert entered(on_paper, send_key="k") == petition
    withdrawn = withdraw_petition(petition, actor=secretary(), reason="Có đơn rút ngày 3/11")
    assert withdrawn.state == "withdrawn"
    with pytest.raises(PermissionDenied):
        withdraw_petition(PetitionFactory(), actor=secretary(), reason="Thôi")


def test_a_double_click_of_the_office_keeps_the_scans_of_the_first():
    scans = [upload(pdf_bytes(), "don.pdf"), *(picture(n) for n in range(MAX_FILES - 1))]
    on_paper = unclaimed()
    petition = entered(on_paper, send_key="k", files=scans)

    again = entered(on_paper, send_key="k", files=[picture(MAX_FILES)])

    assert again == petition
    assert petition.files.count() == MAX_FILES
    assert len(mails("petition_received")) == 1


def picture(n):
    return upload(picture_bytes(size=(20 + n, 20)), f"trang-{n}.png")


def test_a_twin_of_a_file_leaves_no_bytes_behind(django_capture_on_commit_callbacks):
    petition = entered(unclaimed())
    before = bytes_kept()

    with django_capture_on_commit_callbacks(execute=True):
        twin = add_file(
            petition,
            upload(pdf_bytes(), "don.pdf"),
            actor=secretary(),
            is_from_staff=False,
        )

    assert twin == petition.files.get()
    assert bytes_kept() == before


def bytes_kept():
    return {path for path in Path(private_storage().location).rglob("*") if path.is_file()}


def test_the_office_takes_back_nothing_that_lies_under_a_seal():
    petition = PetitionFactory(channel="paper", application__contest__is_sealed=True)

    with pytest.raises(PermissionDenied):
        withdraw_petition(petition, actor=secretary(), reason="Có đơn rút ngày 3/11")
    withdrawn = withdraw_petition(petition, actor=petition.application.owner, reason="Thôi")

    assert withdrawn.state == "withdrawn"
