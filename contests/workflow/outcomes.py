"""The lives of what follows a result, as tables."""

from django.utils.translation import gettext_lazy as _

from contests.enums import AwardState as W
from contests.enums import FollowUpState as F
from contests.enums import ParticipationState as N
from contests.enums import PetitionState as P
from portal.workflow import Transition, Workflow

AWARD = Workflow(
    Transition(
        name="approve",
        label=_("Approve the award"),
        sources=frozenset({W.PROPOSED}),
        target=W.APPROVED,
        permission="contests.approve_round",
    ),
    Transition(
        name="hand_over",
        label=_("Hand the award over"),
        sources=frozenset({W.APPROVED}),
        target=W.HANDED_OVER,
        permission="contests.hand_over_award",
    ),
    Transition(
        name="revoke",
        label=_("Revoke the award"),
        sources=frozenset({W.APPROVED, W.HANDED_OVER}),
        target=W.REVOKED,
        permission="contests.revoke_award",
        needs_reason=True,
    ),
    states=W,
)


PARTICIPATION = Workflow(
    Transition(
        name="confirm",
        label=_("Confirm the participation"),
        sources=frozenset({N.WAITING}),
        target=N.CONFIRMED,
        permission="contests.answer_participation",
    ),
    Transition(
        name="decline",
        label=_("Decline the place"),
        sources=frozenset({N.WAITING, N.CONFIRMED}),
        target=N.DECLINED,
        permission="contests.answer_participation",
        needs_reason=True,
    ),
    states=N,
)


PETITION = Workflow(
    Transition(
        name="examine",
        label=_("Start the examination"),
        sources=frozenset({P.RECEIVED}),
        target=P.EXAMINING,
        permission="contests.handle_petition",
    ),
    Transition(
        name="uphold",
        label=_("Uphold the petition"),
        sources=frozenset({P.EXAMINING}),
        target=P.UPHELD,
        permission="contests.answer_petition",
    ),
    Transition(
        name="uphold_partly",
        label=_("Uphold the petition in part"),
        sources=frozenset({P.EXAMINING}),
        target=P.PARTLY,
        permission="contests.answer_petition",
    ),
    Transition(
        name="reject",
        label=_("Reject the petition"),
        sources=frozenset({P.EXAMINING}),
        target=P.REJECTED,
        permission="contests.answer_petition",
    ),
    Transition(
        name="withdraw",
        label=_("Withdraw the petition"),
        sources=frozenset({P.RECEIVED, P.EXAMINING}),
        target=P.WITHDRAWN,
        permission="contests.withdraw_petition",
        needs_reason=True,
    ),
    states=P,
)


FOLLOW_UP = Workflow(
    Transition(
        name="ask",
        label=_("Send the questions"),
        sources=frozenset({F.PLANNED}),
        target=F.ASKED,
        permission="contests.run_followup",
    ),
    Transition(
        name="skip",
        label=_("Leave out"),
        sources=frozenset({F.PLANNED}),
        target=F.SKIPPED,
        permission="contests.run_followup",
    ),
    Transition(
        name="answer",
        label=_("Enter the answer"),
        sources=frozenset({F.PLANNED, F.ASKED, F.UNREACHED, F.ANSWERED}),
        target=F.ANSWERED,
        permission="contests.answer_followup",
    ),
    Transition(
        name="give_up",
        label=_("Could not be reached"),
        sources=frozenset({F.ASKED}),
        target=F.UNREACHED,
        permission="contests.run_followup",
        needs_reason=True,
    ),
    states=F,
)
