"""The lives of what a contest is made of, from its editions to turns on stage, as tables."""

from django.utils.translation import gettext_lazy as _

from contests.enums import ApplicationState as A
from contests.enums import AwardState as W
from contests.enums import ContestState as C
from contests.enums import FollowUpState as F
from contests.enums import JudgeInvitationState as J
from contests.enums import PaperSheetState as H
from contests.enums import ParticipationState as N
from contests.enums import PetitionState as P
from contests.enums import RoundState as R
from contests.enums import SheetState as S
from contests.enums import TurnState as T
from portal.workflow import Transition, Workflow

CONTEST = Workflow(
    Transition(
        name="publish",
        label=_("Publish the edition"),
        sources=frozenset({C.DRAFT}),
        target=C.PUBLISHED,
        permission="contests.publish_contest",
    ),
    Transition(
        name="unpublish",
        label=_("Take back to preparation"),
        sources=frozenset({C.PUBLISHED}),
        target=C.DRAFT,
        permission="contests.publish_contest",
        needs_reason=True,
    ),
    Transition(
        name="finish",
        label=_("Finish the edition"),
        sources=frozenset({C.PUBLISHED}),
        target=C.FINISHED,
        permission="contests.publish_contest",
    ),
    Transition(
        name="open_seal",
        label=_("Open the seal early"),
        sources=frozenset({C.PUBLISHED}),
        target=C.PUBLISHED,
        permission="contests.open_seal",
        needs_reason=True,
    ),
    states=C,
)

APPLICATION = Workflow(
    Transition(
        name="submit",
        label=_("Submit the application"),
        sources=frozenset({A.DRAFT}),
        target=A.SUBMITTED,
        permission="contests.submit_application",
    ),
    Transition(
        name="withdraw_to_correct",
        label=_("Withdraw to correct"),
        sources=frozenset({A.SUBMITTED}),
        target=A.DRAFT,
        permission="contests.correct_application",
    ),
    Transition(
        name="request_supplement",
        label=_("Request a supplement"),
        sources=frozenset({A.SUBMITTED}),
        target=A.SUPPLEMENT_REQUESTED,
        permission="contests.screen_application",
        needs_reason=True,
    ),
    Transition(
        name="answer_supplement",
        label=_("Send the supplement"),
        sources=frozenset({A.SUPPLEMENT_REQUESTED}),
        target=A.SUBMITTED,
        permission="contests.submit_application",
    ),
    Transition(
        name="close_supplement",
        label=_("Close the overdue supplement"),
        sources=frozenset({A.SUPPLEMENT_REQUESTED}),
        target=A.SUBMITTED,
        permission="contests.screen_application",
    ),
    Transition(
        name="mark_valid",
        label=_("Mark as valid"),
        sources=frozenset({A.SUBMITTED}),
        target=A.VALID,
        permission="contests.screen_application",
    ),
    Transition(
        name="mark_invalid",
        label=_("Mark as not valid"),
        sources=frozenset({A.SUBMITTED, A.SUPPLEMENT_REQUESTED}),
        target=A.INVALID,
        permission="contests.screen_application",
        needs_reason=True,
    ),
    Transition(
        name="reopen_check",
        label=_("Reopen the validity check"),
        sources=frozenset({A.VALID, A.INVALID}),
        target=A.SUBMITTED,
        permission="contests.screen_application",
        needs_reason=True,
    ),
    Transition(
        name="enter_round",
        label=_("Enter the round"),
        sources=frozenset({A.VALID, A.ADVANCED}),
        target=A.IN_ROUND,
        permission="contests.run_round",
    ),
    Transition(
        name="advance",
        label=_("Advance"),
        sources=frozenset({A.IN_ROUND}),
        target=A.ADVANCED,
        permission="contests.publish_round",
    ),
    Transition(
        name="not_advance",
        label=_("Not advance"),
        sources=frozenset({A.IN_ROUND}),
        target=A.NOT_ADVANCED,
        permission="contests.publish_round",
    ),
    Transition(
        name="decline",
        label=_("Give up the place in the next round"),
        sources=frozenset({A.ADVANCED}),
        target=A.WITHDRAWN,
        permission="contests.call_up_reserve",
        needs_reason=True,
    ),
    Transition(
        name="call_up",
        label=_("Call up from the reserve list"),
        sources=frozenset({A.NOT_ADVANCED}),
        target=A.ADVANCED,
        permission="contests.call_up_reserve",
        needs_reason=True,
    ),
    Transition(
        name="award",
        label=_("Award"),
        sources=frozenset({A.IN_ROUND}),
        target=A.AWARDED,
        permission="contests.publish_round",
    ),
    Transition(
        name="not_award",
        label=_("No award"),
        sources=frozenset({A.IN_ROUND}),
        target=A.NOT_AWARDED,
        permission="contests.publish_round",
    ),
    Transition(
        name="lose_award",
        label=_("Lose the award"),
        sources=frozenset({A.AWARDED}),
        target=A.NOT_AWARDED,
        permission="contests.revoke_award",
    ),
    Transition(
        name="withdraw",
        label=_("Withdraw from the contest"),
        sources=frozenset({A.SUBMITTED, A.SUPPLEMENT_REQUESTED, A.VALID}),
        target=A.WITHDRAWN,
        permission="contests.withdraw_application",
        needs_reason=True,
    ),
    Transition(
        name="disqualify",
        label=_("Disqualify"),
        sources=frozenset(
            {A.SUBMITTED, A.SUPPLEMENT_REQUESTED, A.VALID, A.IN_ROUND, A.ADVANCED, A.AWARDED}
        ),
        target=A.DISQUALIFIED,
        permission="contests.disqualify_application",
        needs_reason=True,
    ),
    states=A,
)

ROUND = Workflow(
    Transition(
        name="start",
        label=_("Start the round"),
        sources=frozenset({R.PLANNED}),
        target=R.OPEN,
        permission="contests.run_round",
    ),
    Transition(
        name="close",
        label=_("Close scoring"),
        sources=frozenset({R.OPEN}),
        target=R.CLOSED,
        permission="contests.run_round",
    ),
    Transition(
        name="reopen",
        label=_("Reopen scoring"),
        sources=frozenset({R.CLOSED}),
        target=R.OPEN,
        permission="contests.run_round",
        needs_reason=True,
    ),
    Transition(
        name="propose",
        label=_("Propose the result"),
        sources=frozenset({R.CLOSED}),
        target=R.PROPOSED,
        permission="contests.propose_round",
    ),
    Transition(
        name="take_back",
        label=_("Take the proposal back"),
        sources=frozenset({R.PROPOSED}),
        target=R.CLOSED,
        permission="contests.propose_round",
        needs_reason=True,
    ),
    Transition(
        name="approve",
        label=_("Record the approval"),
        sources=frozenset({R.PROPOSED}),
        target=R.APPROVED,
        permission="contests.approve_round",
    ),
    Transition(
        name="publish",
        label=_("Publish the result"),
        sources=frozenset({R.APPROVED}),
        target=R.PUBLISHED,
        permission="contests.publish_round",
    ),
    states=R,
)

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

SHEET = Workflow(
    Transition(
        name="send",
        label=_("Send the score sheet"),
        sources=frozenset({S.DRAFT}),
        target=S.SENT,
        permission="contests.send_scoresheet",
    ),
    Transition(
        name="abstain",
        label=_("Abstain from scoring"),
        sources=frozenset({S.DRAFT}),
        target=S.ABSTAINED,
        permission="contests.send_scoresheet",
        needs_reason=True,
    ),
    Transition(
        name="take_from_paper",
        label=_("Take over the signed paper sheet"),
        sources=frozenset({S.DRAFT}),
        target=S.SENT,
        permission="contests.check_papersheet",
    ),
    Transition(
        name="abstain_on_paper",
        label=_("Take over the abstention on paper"),
        sources=frozenset({S.DRAFT}),
        target=S.ABSTAINED,
        permission="contests.check_papersheet",
        needs_reason=True,
    ),
    Transition(
        name="unlock",
        label=_("Unlock the score sheet"),
        sources=frozenset({S.SENT, S.ABSTAINED}),
        target=S.DRAFT,
        permission="contests.unlock_scoresheet",
        needs_reason=True,
    ),
    states=S,
)

PAPER_SHEET = Workflow(
    Transition(
        name="hand_in",
        label=_("Hand over for the check"),
        sources=frozenset({H.TYPING}),
        target=H.TYPED,
        permission="contests.type_papersheet",
    ),
    Transition(
        name="confirm",
        label=_("Checked: both readings agree"),
        sources=frozenset({H.TYPED}),
        target=H.CHECKED,
        permission="contests.check_papersheet",
    ),
    Transition(
        name="differ",
        label=_("Checked: the readings differ"),
        sources=frozenset({H.TYPED}),
        target=H.DIFFERS,
        permission="contests.check_papersheet",
    ),
    Transition(
        name="settle",
        label=_("Settle the differences"),
        sources=frozenset({H.DIFFERS}),
        target=H.CHECKED,
        permission="contests.check_papersheet",
        needs_reason=True,
    ),
    Transition(
        name="drop",
        label=_("Set the typed sheet aside"),
        sources=frozenset({H.TYPING, H.TYPED, H.DIFFERS}),
        target=H.DROPPED,
        permission="contests.drop_papersheet",
        needs_reason=True,
    ),
    Transition(
        name="reopen",
        label=_("Set aside: the score sheet was unlocked"),
        sources=frozenset({H.CHECKED}),
        target=H.DROPPED,
        permission="contests.unlock_scoresheet",
        needs_reason=True,
    ),
    states=H,
)

TURN = Workflow(
    Transition(
        name="call",
        label=_("Call on stage"),
        sources=frozenset({T.WAITING}),
        target=T.ON_STAGE,
        permission="contests.run_final_day",
    ),
    Transition(
        name="ask",
        label=_("Begin the questions"),
        sources=frozenset({T.ON_STAGE}),
        target=T.QUESTIONS,
        permission="contests.run_final_day",
    ),
    Transition(
        name="finish",
        label=_("End the turn"),
        sources=frozenset({T.ON_STAGE, T.QUESTIONS}),
        target=T.DONE,
        permission="contests.run_final_day",
    ),
    Transition(
        name="mark_absent",
        label=_("Mark as absent"),
        sources=frozenset({T.WAITING, T.ON_STAGE}),
        target=T.ABSENT,
        permission="contests.run_final_day",
        needs_reason=True,
    ),
    Transition(
        name="move_to_end",
        label=_("Move to the end"),
        sources=frozenset({T.WAITING, T.ABSENT}),
        target=T.WAITING,
        permission="contests.run_final_day",
        needs_reason=True,
    ),
    Transition(
        name="leave_out",
        label=_("Leave out, as the Organising Board decided"),
        sources=frozenset({T.ABSENT}),
        target=T.LEFT_OUT,
        permission="contests.run_final_day",
        needs_reason=True,
    ),
    Transition(
        name="put_back",
        label=_("Let it wait again"),
        sources=frozenset({T.ON_STAGE, T.QUESTIONS, T.DONE, T.LEFT_OUT}),
        target=T.WAITING,
        permission="contests.run_final_day",
        needs_reason=True,
    ),
    states=T,
)

JUDGE_INVITATION = Workflow(
    Transition(
        name="remind",
        label=_("Remind of the invitation"),
        sources=frozenset({J.SENT}),
        target=J.SENT,
        permission="contests.invite_judge",
    ),
    Transition(
        name="resend",
        label=_("Send a new link"),
        sources=frozenset({J.SENT, J.ACCEPTED, J.DECLINED, J.REVOKED}),
        target=J.SENT,
        permission="contests.invite_judge",
    ),
    Transition(
        name="accept",
        label=_("Accept the invitation"),
        sources=frozenset({J.SENT}),
        target=J.ACCEPTED,
        permission="contests.answer_judgeinvitation",
    ),
    Transition(
        name="decline",
        label=_("Decline the invitation"),
        sources=frozenset({J.SENT, J.ACCEPTED}),
        target=J.DECLINED,
        permission="contests.answer_judgeinvitation",
        needs_reason=True,
    ),
    Transition(
        name="take_seat",
        label=_("Join the jury"),
        sources=frozenset({J.ACCEPTED}),
        target=J.SEATED,
        permission="contests.answer_judgeinvitation",
    ),
    Transition(
        name="revoke",
        label=_("Take the invitation back"),
        sources=frozenset({J.SENT, J.ACCEPTED}),
        target=J.REVOKED,
        permission="contests.invite_judge",
        needs_reason=True,
    ),
    states=J,
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
