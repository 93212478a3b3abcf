"""The life of a claim of a profile, as a table."""

from django.utils.translation import gettext_lazy as _

from ecosystem.enums import ClaimState as C
from portal.workflow import Transition, Workflow

PROFILE_CLAIM = Workflow(
    Transition(
        name="approve",
        label=_("Approve the claim"),
        sources=frozenset({C.RECEIVED}),
        target=C.APPROVED,
        permission="ecosystem.decide_profileclaim",
    ),
    Transition(
        name="refuse",
        label=_("Refuse the claim"),
        sources=frozenset({C.RECEIVED}),
        target=C.REFUSED,
        permission="ecosystem.decide_profileclaim",
        needs_reason=True,
    ),
    Transition(
        name="withdraw",
        label=_("Withdraw the claim"),
        sources=frozenset({C.RECEIVED}),
        target=C.WITHDRAWN,
        permission="ecosystem.withdraw_profileclaim",
    ),
    states=C,
)
