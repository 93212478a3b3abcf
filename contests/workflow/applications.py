"""The life of an application, as a table."""

from django.utils.translation import gettext_lazy as _

from contests.enums import ApplicationState as A
from portal.workflow import Transition, Workflow

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
