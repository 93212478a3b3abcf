"""The lives of what the jury handles, as tables: invitations, sheets, turns on the stage."""

from django.utils.translation import gettext_lazy as _

from contests.enums import JudgeInvitationState as J
from contests.enums import PaperSheetState as H
from contests.enums import SheetState as S
from contests.enums import TurnState as T
from portal.workflow import Transition, Workflow

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
