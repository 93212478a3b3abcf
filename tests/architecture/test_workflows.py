"""Every workflow, exhausted: each step from each state either moves along the table or is refused."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests import workflow as contests_workflow
from ecosystem import workflow as ecosystem_workflow
from news import workflow as news_workflow
from portal.audit import SYSTEM
from portal.workflow import TransitionNotAllowedError
from tests.factories.contests import (
    ApplicationFactory,
    AwardFactory,
    ContestFactory,
    DecisionFactory,
    FollowUpFactory,
    JudgeInvitationFactory,
    ParticipationFactory,
    PetitionFactory,
    RoundFactory,
    ScoreSheetFactory,
    StageTurnFactory,
)
from tests.factories.ecosystem import (
    BoardPostFactory,
    BookingFactory,
    ConnectionRequestFactory,
    EventFactory,
    EventRegistrationFactory,
    ProfileClaimFactory,
    ServiceRequestFactory,
)
from tests.factories.news import ArticleFactory, ReaderQuestionFactory
from tests.factories.portal import UserFactory
from tests.factories.training import CourseRunFactory, RegistrationFactory
from training import workflow as training_workflow

pytestmark = pytest.mark.django_db

LIVES = {
    "contest": (contests_workflow.CONTEST, ContestFactory, {}),
    "application": (contests_workflow.APPLICATION, ApplicationFactory, {}),
    "round": (contests_workflow.ROUND, RoundFactory, {"decision": DecisionFactory}),
    "participation": (
        contests_workflow.PARTICIPATION,
        ParticipationFactory,
        {"answered_at": timezone.now},
    ),
    "award": (
        contests_workflow.AWARD,
        AwardFactory,
        {
            "decision": DecisionFactory,
            "handed_over_on": timezone.localdate,
            "revoked_decision": DecisionFactory,
        },
    ),
    "sheet": (contests_workflow.SHEET, ScoreSheetFactory, {}),
    "turn": (contests_workflow.TURN, StageTurnFactory, {}),
    "judge invitation": (contests_workflow.JUDGE_INVITATION, JudgeInvitationFactory, {}),
    "petition": (contests_workflow.PETITION, PetitionFactory, {}),
    "follow-up": (contests_workflow.FOLLOW_UP, FollowUpFactory, {"is_alive": lambda: True}),
    "claim of a profile": (ecosystem_workflow.PROFILE_CLAIM, ProfileClaimFactory, {}),
    "booking": (ecosystem_workflow.BOOKING, BookingFactory, {}),
    "connection request": (ecosystem_workflow.CONNECTION, ConnectionRequestFactory, {}),
    "post of the board": (ecosystem_workflow.BOARD_POST, BoardPostFactory, {}),
    "request for support": (
        ecosystem_workflow.SERVICE_REQUEST,
        ServiceRequestFactory,
        {"outcome": lambda: "solved"},
    ),
    "event": (ecosystem_workflow.EVENT, EventFactory, {}),
    "registration": (ecosystem_workflow.REGISTRATION, EventRegistrationFactory, {}),
    "article": (news_workflow.ARTICLE, ArticleFactory, {}),
    "class": (training_workflow.RUN, CourseRunFactory, {}),
    "registration for a class": (training_workflow.REGISTRATION, RegistrationFactory, {}),
    "question from the public": (news_workflow.QUESTION, ReaderQuestionFactory, {}),
}
CASES = [
    pytest.param(life, state, step, id=f"{life}-{state}-{step.name}")
    for life, (workflow, _factory, _extra) in LIVES.items()
    for state in workflow.states
    for step in workflow
]


def _object(life, state):
    _workflow, factory, extra = LIVES[life]
    return factory(state=state, **{name: make() for name, make in extra.items()})


@pytest.mark.parametrize(("life", "state", "step"), CASES)
def test_state_moves_only_along_the_table(life, state, step):
    obj = _object(life, state)
    workflow = LIVES[life][0]

    if state in step.sources:
        moved = workflow.apply(obj, step.name, actor=SYSTEM, reason="Lý do kiểm thử")
        assert moved.state == step.target
    else:
        with pytest.raises(TransitionNotAllowedError):
            workflow.apply(obj, step.name, actor=SYSTEM, reason="Lý do kiểm thử")
        obj.refresh_from_db()
        assert obj.state == state


@pytest.mark.parametrize(
    ("life", "state", "step"), [case for case in CASES if case.values[1] in case.values[2].sources]
)
def test_a_person_without_any_role_takes_no_step_of_somebody_elses_object(life, state, step):
    obj = _object(life, state)

    with pytest.raises(PermissionDenied):
        LIVES[life][0].apply(obj, step.name, actor=UserFactory(), reason="Lý do kiểm thử")


@pytest.mark.parametrize("life", LIVES)
def test_every_state_can_be_reached_or_is_the_first(life):
    workflow = LIVES[life][0]
    targets = {step.target for step in workflow}
    unreachable = {state.value for state in workflow.states} - targets

    first = LIVES[life][1].build().state if life not in {"contest", "round"} else None
    assert unreachable <= {"draft", "planned", first}
