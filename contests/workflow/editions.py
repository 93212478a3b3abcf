"""The lives of an edition and of its rounds, as tables."""

from django.utils.translation import gettext_lazy as _

from contests.enums import ContestState as C
from contests.enums import RoundState as R
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
