"""Those who advanced confirm or give up their place: asking, answering, reminding, free places."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain import rounds
from contests.domain.participation import (
    ParticipationGoneError,
    ParticipationRefusedError,
    confirm_participation,
    decline_participation,
    declined_places,
    find_participation,
    path_of,
    remind_participation,
)
from contests.models import Application, Participation
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.workflow import ReasonMissingError, TransitionNotAllowedError
from tests.contests.rounds import proposed, verbs_of
from tests.factories.contests import ParticipationFactory, RoundFactory
from tests.factories.portal import UserFactory, judge, secretary
from tests.factories.results import approve, scored_final, scored_round

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.now() + timedelta(days=days)


def published(round_, **kwargs):
    proposed(round_)
    approve(round_)
    return rounds.publish_round(round_, actor=SYSTEM, **kwargs)


def key_of(participation):
    return path_of(participation).rstrip("/").rpartition("/")[2]


# --- asking ------------------------------------------------------------------------------------


def test_who_advances_is_asked_at_publication_with_a_link():
    round_ = scored_round([90], [80], [40], pass_mark=50)
    RoundFactory(contest=round_.contest, order=5, name="Vòng chung kết")

    published(round_, confirm_by=in_days(7))

    asked = Participation.objects.order_by("pk")
    assert [row.entry.application.number for row in asked] == [1, 2]
    mail = OutgoingMail.objects.filter(template="contests/participation_asked").earliest("pk")
    assert mail.subject.startswith("CẦN TRẢ LỜI")
    assert "Vòng chung kết" in mail.subject
    assert path_of(asked[0]) in mail.body_text


@pytest.mark.parametrize("make", [scored_round, scored_final])
def test_nobody_is_asked_without_a_time_nor_after_the_final(make):
    published(make([90]), **({"confirm_by": in_days(7)} if make is scored_final else {}))

    assert not Participation.objects.exists()


def test_the_time_to_answer_is_still_to_come():
    round_ = scored_round([90])

    with pytest.raises(ParticipationRefusedError):
        published(round_, confirm_by=timezone.now())

    round_.refresh_from_db()
    assert round_.state == "approved"


# --- answering ---------------------------------------------------------------------------------


def test_a_link_finds_its_question_and_no_other():
    one, other = ParticipationFactory(), ParticipationFactory()

    assert find_participation(key_of(one)) == one
    for key in (str(one.pk), key_of(one).replace(f"{one.pk}:", f"{other.pk}:"), "a:b", ""):
        with pytest.raises(ParticipationGoneError):
            find_participation(key)


def test_confirming_twice_is_one_answer_and_one_mail():
    asked = ParticipationFactory()

    for _click in range(2):
        confirmed = confirm_participation(asked, actor=SYSTEM)

    assert (confirmed.state, confirmed.answered_by) == ("confirmed", None)
    assert verbs_of(asked) == ["confirm"]
    assert OutgoingMail.objects.filter(template="contests/participation_answered").count() == 1


def test_a_place_given_up_is_free_and_the_application_leaves():
    asked = ParticipationFactory()
    confirm_participation(asked, actor=SYSTEM)
    owner = asked.entry.application.owner

    for _click in range(2):
        declined = decline_participation(asked, actor=owner, reason="Trùng lịch thi")

    assert (declined.state, declined.answered_by) == ("declined", owner)
    application = Application.objects.get()
    assert (application.state, application.state_reason) == ("withdrawn", "Trùng lịch thi")
    assert list(declined_places(asked.entry.round)) == [asked.entry]
    with pytest.raises(TransitionNotAllowedError):
        confirm_participation(asked, actor=secretary())


def test_giving_up_needs_a_reason():
    with pytest.raises(ReasonMissingError):
        decline_participation(ParticipationFactory(), actor=SYSTEM, reason=" ")

    assert Application.objects.get().state == "advanced"


@pytest.mark.parametrize(("seconds", "is_taken"), [(-1, True), (0, True), (1, False)])
def test_the_link_answers_until_its_time_to_the_second(time_machine, seconds, is_taken):
    asked = ParticipationFactory(due_at=in_days(3).replace(microsecond=0))
    time_machine.move_to(asked.due_at + timedelta(seconds=seconds), tick=False)

    if is_taken:
        assert confirm_participation(asked, actor=SYSTEM).state == "confirmed"
    else:
        with pytest.raises(ParticipationRefusedError):
            confirm_participation(asked, actor=SYSTEM)


def test_the_office_records_late_answers():
    asked = ParticipationFactory(due_at=in_days(-1))

    confirmed = confirm_participation(asked, actor=secretary())

    assert confirmed.state == "confirmed"


@pytest.mark.parametrize("state", ["in_round", "disqualified"])
def test_nothing_is_answered_once_the_next_round_has_begun_or_the_team_is_out(state):
    asked = ParticipationFactory(entry__application__state=state)

    for act in (
        lambda: confirm_participation(asked, actor=secretary()),
        lambda: decline_participation(asked, actor=SYSTEM, reason="Bận"),
    ):
        with pytest.raises(ParticipationRefusedError):
            act()


@pytest.mark.parametrize("somebody", [UserFactory, judge])
def test_strangers_with_an_account_answer_nothing(somebody):
    with pytest.raises(PermissionDenied):
        confirm_participation(ParticipationFactory(), actor=somebody())


# --- reminding ---------------------------------------------------------------------------------


def reminded():
    return OutgoingMail.objects.filter(template="contests/participation_reminder").count()


def test_each_threshold_is_told_once_and_a_missed_hour_is_made_up_for(time_machine):
    asked = ParticipationFactory(due_at=in_days(10))
    confirmed = ParticipationFactory(due_at=asked.due_at)
    confirm_participation(confirmed, actor=SYSTEM)
    told = []

    for days, hours in ((4, 0), (2, 12), (2, 11), (0, 20), (0, 19), (-1, 0)):
        time_machine.move_to(asked.due_at - timedelta(days=days, hours=hours), tick=False)
        remind_participation()
        told.append(reminded())

    assert told == [0, 1, 1, 2, 2, 2]


def test_who_was_asked_a_moment_ago_is_not_reminded():
    ParticipationFactory(due_at=in_days(2))

    assert remind_participation() == 0
    assert reminded() == 0
