"""A proposed result is approved by a document and published to everybody at once."""

import threading
from datetime import datetime, timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from contests.domain import rounds
from contests.domain.publication import PublisherRefusedError
from contests.enums import ContestState, RoundKind, RoundState
from contests.events import RoundPublished
from contests.models import Application, Award, OfficialDecision
from portal import events
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.workflow import RefusedError, TransitionNotAllowedError
from tests.contests.rounds import minutes, proposed, verbs_of
from tests.factories.contests import (
    ContestFactory,
    CriterionFactory,
    DecisionFactory,
    PrizeFactory,
    QuestionFactory,
    RoundFactory,
    SectionFactory,
)
from tests.factories.portal import UserFactory, board_member, secretary
from tests.factories.results import (
    approve,
    award_by_rank,
    give_sheet,
    numbered_application,
    results_of,
    scored_final,
    scored_round,
)

pytestmark = pytest.mark.django_db


# --- approve --------------------------------------------------------------------------------------


def test_approval_records_its_document_and_publishes_nothing():
    round_ = proposed(scored_round([90]))

    approved = approve(round_, actor=board_member())

    assert approved.state == RoundState.APPROVED
    assert approved.decision.number == "15/TB-BTC"
    assert approved.decision.contest == round_.contest
    assert Application.objects.get().state == "in_round"
    assert OutgoingMail.objects.count() == 0
    line = LogEntry.objects.get_for_object(round_).first().additional_data
    assert (line["verb"], line["number"], line["signer"]) == ("approve", "15/TB-BTC", "Trần Thị Ký")


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ""},
        {"number": "5/QĐ-UBND"},
        {"number": "số mười lăm"},
        {"signer": "  "},
        {"issued_on": timezone.localdate() + timedelta(days=1)},
        {"issued_on": timezone.localdate() - timedelta(days=400)},
    ],
)
def test_a_document_that_cannot_be_right_is_refused(wrong):
    round_ = proposed(scored_round([90]))

    with pytest.raises(RefusedError):
        approve(round_, **wrong)

    round_.refresh_from_db()
    assert round_.state == RoundState.PROPOSED
    assert OfficialDecision.objects.count() == 0


def test_an_edition_without_an_opening_takes_any_past_day():
    round_ = proposed(scored_round([90], contest=ContestFactory(opens_at=None, deadline_at=None)))

    assert approve(round_, issued_on=timezone.localdate() - timedelta(days=400))


def test_the_final_is_approved_by_a_decision_not_by_a_notice():
    round_ = proposed(scored_final([90]))

    with pytest.raises(RefusedError):
        approve(round_, number="15/TB-BTC")


def test_one_document_may_approve_twice_but_not_with_another_signer_or_edition():
    round_ = proposed(scored_round([90]))
    day = timezone.localdate()
    DecisionFactory(number="20/TB-BTC", issued_on=day, signer="Người khác")
    DecisionFactory(
        number="21/TB-BTC", issued_on=day, signer="Trần Thị Ký", contest=ContestFactory()
    )
    shared = DecisionFactory(number="22/TB-BTC", issued_on=day, signer="Trần Thị Ký")

    for number in ("20/TB-BTC", "21/TB-BTC"):
        with pytest.raises(RefusedError):
            approve(round_, number=number)

    assert approve(round_, number="22/TB-BTC").decision == shared


def test_the_secretary_may_not_approve():
    with pytest.raises(PermissionDenied):
        approve(proposed(scored_round([90])), actor=secretary())


def test_nobody_who_left_is_approved():
    round_ = proposed(scored_round([90], [80]))
    Application.objects.filter(number=1).update(state="disqualified")

    with pytest.raises(RefusedError, match="0001-K"):
        approve(round_)


# --- publish --------------------------------------------------------------------------------------


@pytest.fixture
def heard(monkeypatch):
    """Events of published rounds."""
    found = []
    monkeypatch.setitem(events._receivers, RoundPublished, [found.append])
    return found


def test_publishing_a_round_moves_and_tells_every_applicant_once(heard):
    round_ = proposed(scored_round([90], [80], advance_count=1))
    give_comment(round_)
    approve(round_)
    assert rounds.mailed_count(round_) == 2

    published = rounds.publish_round(round_, actor=board_member())

    states = Application.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["advanced", "not_advanced"]
    assert published.state == RoundState.PUBLISHED
    assert published.published_at is not None
    mails = OutgoingMail.objects.order_by("about")
    assert [mail.template for mail in mails] == [
        "contests/result_advanced",
        "contests/result_not_advanced",
    ]
    assert mails[0].recipient == Application.objects.get(number=1).owner.email
    assert mails[0].subject == f"[{round_.contest.prefix}-0001-K] Kết quả vòng sơ khảo"
    assert "15/TB-BTC" in mails[0].body_text
    assert "90/100" in mails[0].body_text
    assert "Nên gọi vốn sớm" in mails[0].body_text
    assert "nửa dưới" in mails[1].body_text
    event = heard[0]
    assert (event.is_final, event.advanced_count, event.awards) == (False, 1, ())
    assert event.results_path == f"/cuoc-thi/{round_.contest.year}/ket-qua/so-khao/"
    assert verbs_of(Application.objects.get(number=1)) == ["advance"]
    round_.contest.refresh_from_db()
    assert round_.contest.state == ContestState.PUBLISHED


def give_comment(round_):
    entry = round_.entries.get(application__number=1)
    entry.assignments.get().sheet.__class__.objects.filter(assignment__entry=entry).update(
        comment_for_author="Nên gọi vốn sớm"
    )


def test_publishing_the_final_awards_and_finishes_the_edition(heard):
    round_ = proposed(scored_final([90], [80], prizes=(("Giải Nhất", 1),)))
    approve(round_)

    rounds.publish_round(round_, actor=board_member())

    states = Application.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["awarded", "not_awarded"]
    round_.contest.refresh_from_db()
    assert round_.contest.state == ContestState.FINISHED
    mails = OutgoingMail.objects.order_by("about")
    assert [mail.template for mail in mails] == [
        "contests/result_awarded",
        "contests/result_not_awarded",
    ]
    assert "GIẢI NHẤT" in mails[0].body_text
    event = heard[0]
    project = Application.objects.get(number=1).title
    assert event.is_final
    assert event.awards == (("Giải Nhất", project, ""),)
    assert event.results_path == f"/cuoc-thi/{round_.contest.year}/ket-qua/"
    assert event.decision_number == "1234/QĐ-UBND"


def test_a_finished_edition_stays_finished(heard):
    round_ = proposed(scored_final([90], contest=ContestFactory(state=ContestState.FINISHED)))
    approve(round_)

    assert rounds.publish_round(round_, actor=SYSTEM).state == RoundState.PUBLISHED


def test_publishing_twice_publishes_once(heard):
    round_ = proposed(scored_round([90]))
    approve(round_)
    rounds.publish_round(round_, actor=SYSTEM)

    with pytest.raises(TransitionNotAllowedError):
        rounds.publish_round(round_, actor=SYSTEM)

    assert OutgoingMail.objects.count() == 1
    assert len(heard) == 1


def test_who_left_after_the_approval_is_neither_moved_nor_told(heard):
    round_ = proposed(scored_round([90], [80]))
    approve(round_)
    Application.objects.filter(number=1).update(state="disqualified")

    rounds.publish_round(round_, actor=SYSTEM)

    states = Application.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["disqualified", "advanced"]
    assert OutgoingMail.objects.get().about.endswith("0002-K")


def test_a_failing_receiver_leaves_nothing_published(monkeypatch):
    round_ = proposed(scored_round([90]))
    approve(round_)

    def fail(_event):
        raise RuntimeError("newsroom is down")

    monkeypatch.setitem(events._receivers, RoundPublished, [fail])
    with pytest.raises(RuntimeError):
        rounds.publish_round(round_, actor=SYSTEM)

    round_.refresh_from_db()
    assert round_.state == RoundState.APPROVED
    assert Application.objects.get().state == "in_round"
    assert OutgoingMail.objects.count() == 0


# --- the whole way --------------------------------------------------------------------------------


def test_two_rounds_with_three_judges_and_a_tie_end_in_published_awards(heard):
    contest = ContestFactory()
    office, board, other = secretary(), board_member(), board_member()
    first = RoundFactory(
        contest=contest, order=1, slug="so-khao", state="planned", advance_count=2, min_judges=3
    )
    novelty = CriterionFactory(round=first, max_points=100)
    for number in range(1, 5):
        numbered_application(contest, number, state="valid")
    rounds.start_round(first, actor=office)
    marks = {1: [90, 91, 92], 2: [80, 80, 80], 3: [79, 80, 81], 4: [50, 50, 50]}
    for entry in first.entries.select_related("application"):
        for mark in marks[entry.application.number]:
            give_sheet(entry, {novelty: mark})

    rounds.close_round(first, actor=office)
    tie = [row for row in results_of(first) if row.is_tied]
    assert [row.entry.application.number for row in tie] == [2, 3]
    rounds.break_tie(tie[::-1], actor=office, **minutes())
    rounds.propose_round(first, actor=office)
    approve(first, actor=board)
    rounds.publish_round(first, actor=other)

    final = RoundFactory(
        contest=contest, order=2, kind="final", slug="chung-ket", state="planned", min_judges=3
    )
    pitch = CriterionFactory(round=final, max_points=100)
    PrizeFactory(contest=contest, name="Giải Nhất", order=1)
    PrizeFactory(contest=contest, name="Giải Nhì", order=2)
    rounds.start_round(final, actor=office)
    for entry in final.entries.select_related("application"):
        for mark in (70, 80, 90) if entry.application.number == 1 else (85, 90, 95):
            give_sheet(entry, {pitch: mark})
    rounds.close_round(final, actor=office)
    award_by_rank(final)
    rounds.propose_round(final, actor=office)
    approve(final, actor=board)
    rounds.publish_round(final, actor=other)

    winners = Award.objects.values_list("prize__name", "application__number")
    assert list(winners) == [("Giải Nhất", 3), ("Giải Nhì", 1)]
    states = dict(Application.objects.values_list("number", "state"))
    assert states == {1: "awarded", 2: "not_advanced", 3: "awarded", 4: "not_advanced"}
    assert OutgoingMail.objects.count() == 6
    assert [event.round_id for event in heard] == [first.pk, final.pk]


@pytest.mark.parametrize("is_asked", [True, False])
def test_who_recorded_the_approval_publishes_only_where_one_person_is_enough(is_asked):
    round_ = proposed(scored_round([90], contest=ContestFactory(separates_publisher=is_asked)))
    person = board_member()
    approve(round_, actor=person)

    if is_asked:
        with pytest.raises(PublisherRefusedError):
            rounds.publish_round(round_, actor=person)
        round_.refresh_from_db()
        assert (round_.state, round_.approved_by) == (RoundState.APPROVED, person)
        assert OutgoingMail.objects.count() == 0
        person = board_member()
    assert rounds.publish_round(round_, actor=person).state == RoundState.PUBLISHED


def test_an_administrator_who_recorded_the_approval_is_refused_as_well():
    round_ = proposed(scored_round([90]))
    root = UserFactory(is_superuser=True, is_staff=True)
    approve(round_, actor=root)

    with pytest.raises(PublisherRefusedError):
        rounds.publish_round(round_, actor=root)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_publish_at_once_publish_once(heard):
    round_ = proposed(scored_round([90], [80]))
    approve(round_)
    start = threading.Barrier(2)
    refused = []

    def publish():
        start.wait()
        try:
            rounds.publish_round(round_, actor=SYSTEM)
        except TransitionNotAllowedError as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish) for _person in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert OutgoingMail.objects.count() == 2
    assert len(heard) == 1


# --- what the next round asks ---------------------------------------------------------------------


def final_that_asks(contest, **fields):
    """A planned final with one question of its own."""
    final = RoundFactory(
        contest=contest,
        order=2,
        kind=RoundKind.FINAL,
        name="Vòng chung kết",
        slug="chung-ket",
        **fields,
    )
    section = SectionFactory(contest=contest, title="Chuẩn bị thuyết trình", opens_in=final)
    QuestionFactory(section=section)
    return final


def test_who_advances_is_told_what_the_next_round_asks_and_until_when():
    round_ = proposed(scored_round([90], [80], advance_count=1))
    due = datetime.fromisoformat("2030-11-05T17:00:00+07:00")
    final_that_asks(round_.contest, extra_due_at=due)
    approve(round_)

    rounds.publish_round(round_, actor=board_member())

    advanced, not_advanced = OutgoingMail.objects.order_by("about")
    assert "Vòng chung kết" in advanced.body_text
    assert "Chuẩn bị thuyết trình" in advanced.body_text
    assert "17 giờ 00, ngày 05/11/2030" in advanced.body_text
    assert "Chuẩn bị thuyết trình" not in not_advanced.body_text


def test_without_a_due_time_the_mail_says_until_scoring_closes():
    round_ = proposed(scored_round([90], advance_count=1))
    final_that_asks(round_.contest, extra_due_at=None)
    approve(round_)

    rounds.publish_round(round_, actor=board_member())

    assert "trước khi vòng chấm kết thúc" in OutgoingMail.objects.get().body_text


def test_a_next_round_that_asks_nothing_is_not_said_to_ask():
    round_ = proposed(scored_round([90], advance_count=1))
    RoundFactory(contest=round_.contest, order=2, kind=RoundKind.FINAL, slug="chung-ket")
    approve(round_)

    rounds.publish_round(round_, actor=board_member())

    assert "CẦN LÀM NGAY" not in OutgoingMail.objects.get().body_text
