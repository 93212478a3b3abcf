"""Dossiers that resemble one another: found once, settled by people, never shown to applicants."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contests.domain.lookalikes import (
    resemblances_of,
    search,
    search_new,
    settle_look_alike,
    summary_questions,
)
from contests.enums import ApplicationState, LookAlikeKind, QuestionKind
from contests.models import Answer, Application, LookAlike, TeamMember
from contests.tasks import find_look_alikes
from portal.workflow import ReasonMissingError, RefusedError
from tests.contests.domain.test_likeness import HOMESTAYS, STAR_ANISE, STAR_ANISE_RETOLD
from tests.factories.contests import (
    ApplicationFactory,
    ContestFactory,
    LookAlikeFactory,
    QuestionFactory,
    SnapshotFactory,
)
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db

NAMES = ("Sấy lạnh hoa hồi", "Homestay Bắc Sơn", "Gạch không nung", "Cố vấn khởi nghiệp trẻ")


def dossier(name=0, **kwargs):
    return ApplicationFactory(
        **{"state": ApplicationState.SUBMITTED, "title": NAMES[name], **kwargs}
    )


def kinds(application):
    found = resemblances_of(application)
    return {(row.kind, one.other.pk) for one in found for row in one.rows}


# --- what is found --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "mine", "theirs"),
    [
        ("phone", {"contact_phone": "+84912345678"}, {"contact_phone": "0912 345 678"}),
        ("email", {"contact_email": "Mai@vidu.vn"}, {"contact_email": "mai@vidu.vn"}),
        ("tax_code", {"tax_code": "4900123456"}, {"tax_code": "4900123456"}),
        ("title", {"title": "Trà hoa hồi Văn Quan"}, {"title": "TRA HOA HOI VAN QUAN"}),
    ],
)
def test_each_kind_of_likeness_is_found_and_shown_on_both_dossiers(kind, mine, theirs):
    contest = ContestFactory()
    one, other = dossier(0, contest=contest, **mine), dossier(1, contest=contest, **theirs)

    search([one.pk])

    assert kinds(one) == {(kind, other.pk)}
    assert kinds(other) == {(kind, one.pk)}


def test_people_are_found_across_teams_and_editions():
    one, earlier = dossier(0), dossier(1, owner__phone="0912345678")
    TeamMember.objects.create(
        application=one, full_name="An", role="x", phone="0912 345 678", email="An@vidu.vn"
    )
    TeamMember.objects.create(application=earlier, full_name="An", role="x", email="an@vidu.vn")

    search([one.pk])

    assert kinds(one) == {(LookAlikeKind.PHONE, earlier.pk), (LookAlikeKind.EMAIL, earlier.pk)}


def test_summaries_are_compared_by_the_questions_marked_for_it():
    contest = ContestFactory()
    summary = QuestionFactory(section__contest=contest, is_summary=True, order=2)
    QuestionFactory(section=summary.section, kind=QuestionKind.LONG_TEXT, order=1)
    one, told_again, different = (dossier(n, contest=contest) for n in range(3))
    for application, text in (
        (one, STAR_ANISE),
        (told_again, STAR_ANISE_RETOLD),
        (different, HOMESTAYS),
    ):
        Answer.objects.create(application=application, question=summary, value=text)

    search([one.pk, different.pk])

    assert summary_questions() == [summary.pk]
    assert kinds(one) == {(LookAlikeKind.SUMMARY, told_again.pk)}
    assert kinds(different) == set()


def test_without_a_marked_question_the_first_long_answer_is_the_summary():
    contest = ContestFactory()
    short = QuestionFactory(section__contest=contest, kind=QuestionKind.SHORT_TEXT, order=1)
    first = QuestionFactory(section=short.section, kind=QuestionKind.LONG_TEXT, order=2)
    QuestionFactory(section=short.section, kind=QuestionKind.LONG_TEXT, order=3)

    assert summary_questions() == [first.pk]


def test_drafts_and_made_up_editions_are_no_match():
    one = dossier(0)
    dossier(0, state=ApplicationState.DRAFT)
    dossier(0, contest__is_demo=True)

    search([one.pk])

    assert kinds(one) == set()


def test_what_lies_under_a_seal_is_compared_and_shown_when_the_seal_is_gone():
    one, sealed = dossier(0), dossier(0, contest__is_sealed=True)
    search([sealed.pk])
    listed = Application.objects.with_look_alikes()

    assert (kinds(one), listed.count()) == (set(), 0)
    with time_machine.travel(sealed.contest.deadline_at + timedelta(seconds=1)):
        assert kinds(one) == {(LookAlikeKind.TITLE, sealed.pk)}
        assert Application.objects.with_look_alikes().count() == 2


# --- storing --------------------------------------------------------------------------------------


def test_searching_again_changes_nothing_and_what_no_longer_holds_is_dropped():
    contest = ContestFactory()
    one, other = dossier(0, contest=contest), dossier(0, contest=contest)
    search([one.pk])
    search([one.pk, other.pk])
    [row] = LookAlike.objects.all()
    assert (row.application, row.other, row.score) == (other, one, Decimal("1.000"))

    one.title = NAMES[1]
    one.save()
    search([one.pk])

    assert LookAlike.objects.count() == 0


def test_a_search_costs_the_same_for_two_dossiers_and_for_many():
    contest = ContestFactory()
    measured = []
    for count in (2, 6):
        found = [dossier(0, contest=contest).pk for _n in range(count)]
        with CaptureQueriesContext(connection) as queries:
            search(found)
        measured.append(len(queries))

    assert measured[0] == measured[1]


def test_what_was_submitted_is_searched_by_the_next_run_and_left_alone_afterwards():
    contest, now = ContestFactory(), timezone.now()
    dossiers = [dossier(0, contest=contest) for _n in range(2)]
    for application in dossiers:
        SnapshotFactory(application=application, submitted_at=now)

    searched = [search_new(now + timedelta(minutes=minute)) for minute in (1, 2, 4, 5)]

    assert searched == [2, 2, 0, 0]
    assert LookAlike.objects.count() == 1
    with time_machine.travel(now + timedelta(minutes=6), tick=False):
        SnapshotFactory(application=dossier(0, contest=contest))
        find_look_alikes()
    assert LookAlike.objects.count() == 3


def test_a_submission_that_was_committed_after_the_mark_is_not_left_out():
    contest, now = ContestFactory(), timezone.now()
    SnapshotFactory(application=dossier(0, contest=contest))
    search_new(now)
    SnapshotFactory(
        application=dossier(0, contest=contest), submitted_at=now - timedelta(seconds=30)
    )

    search_new(now + timedelta(minutes=1))

    assert LookAlike.objects.count() == 1


# --- settling -------------------------------------------------------------------------------------


def test_a_conclusion_is_kept_with_its_person_and_on_both_trails():
    row, actor = LookAlikeFactory(), secretary()

    settle_look_alike(row, actor=actor, reason=" Hai dự án khác nhau ")

    row.refresh_from_db()
    assert (row.clear_reason, row.cleared_by) == ("Hai dự án khác nhau", actor)
    for one, other in ((row.application, row.other), (row.other, row.application)):
        line = LogEntry.objects.get_for_object(one).first().additional_data
        assert (line["verb"], line["reason"]) == ("settle_look_alike", "Hai dự án khác nhau")
        assert line["resembles"] == other.public_id


def test_one_conclusion_settles_all_that_two_dossiers_have_in_common():
    row = LookAlikeFactory()
    LookAlikeFactory(application=row.application, other=row.other, kind=LookAlikeKind.PHONE)
    third = LookAlikeFactory(application=row.application)

    settle_look_alike(row, actor=secretary(), reason="Cùng nhóm")

    [waiting, settled] = resemblances_of(row.application)
    assert (waiting.other, waiting.is_open) == (third.other, True)
    assert (settled.other, settled.is_open, len(settled.rows)) == (row.other, False, 2)


def test_a_settled_line_stays_settled_when_it_is_found_again():
    contest = ContestFactory()
    one = dossier(0, contest=contest)
    dossier(0, contest=contest)
    search([one.pk])
    settle_look_alike(LookAlike.objects.get(), actor=secretary(), reason="Cùng nhóm")

    search([one.pk])

    assert LookAlike.objects.get().clear_reason == "Cùng nhóm"


def test_a_conclusion_needs_a_reason_and_is_made_once():
    row, actor = LookAlikeFactory(), secretary()
    with pytest.raises(ReasonMissingError):
        settle_look_alike(row, actor=actor, reason="  ")
    settle_look_alike(row, actor=actor, reason="Khác nhau")
    with pytest.raises(RefusedError):
        settle_look_alike(row, actor=actor, reason="Giống nhau")

    row.refresh_from_db()
    assert row.clear_reason == "Khác nhau"


@pytest.mark.parametrize("person", [UserFactory, board_member])
def test_only_the_secretary_concludes(person):
    with pytest.raises(PermissionDenied):
        settle_look_alike(LookAlikeFactory(), actor=person(), reason="Khác nhau")
