"""The lives of what the ecosystem offers and keeps, as tables."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.enums import BookingState as B
from ecosystem.enums import ClaimState as C
from ecosystem.enums import ConnectionState as N
from ecosystem.enums import EventState as E
from ecosystem.enums import PostState as P
from ecosystem.enums import RegistrationState as R
from ecosystem.enums import ServiceState as S
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

BOOKING = Workflow(
    Transition(
        name="confirm",
        label=pgettext_lazy("booking", "Confirm"),
        sources=frozenset({B.REQUESTED}),
        target=B.CONFIRMED,
        permission="ecosystem.decide_booking",
    ),
    Transition(
        name="refuse",
        label=pgettext_lazy("booking", "Refuse"),
        sources=frozenset({B.REQUESTED}),
        target=B.REFUSED,
        permission="ecosystem.decide_booking",
        needs_reason=True,
    ),
    Transition(
        name="cancel",
        label=_("Cancel the booking"),
        sources=frozenset({B.REQUESTED, B.CONFIRMED}),
        target=B.CANCELLED,
        permission="ecosystem.cancel_booking",
    ),
    Transition(
        name="call_off",
        label=_("Cancel for the space"),
        sources=frozenset({B.CONFIRMED}),
        target=B.CANCELLED,
        permission="ecosystem.decide_booking",
        needs_reason=True,
    ),
    Transition(
        name="record_use",
        label=_("Record that it was used"),
        sources=frozenset({B.CONFIRMED, B.NO_SHOW}),
        target=B.USED,
        permission="ecosystem.record_booking",
    ),
    Transition(
        name="record_no_show",
        label=_("Record that nobody came"),
        sources=frozenset({B.CONFIRMED, B.USED}),
        target=B.NO_SHOW,
        permission="ecosystem.record_booking",
    ),
    states=B,
)

CONNECTION = Workflow(
    Transition(
        name="relay",
        label=_("Pass the request on"),
        sources=frozenset({N.RECEIVED}),
        target=N.ACCEPTED,
        permission="ecosystem.relay_connectionrequest",
    ),
    Transition(
        name="refuse",
        label=pgettext_lazy("connection", "Do not pass on, or end without an answer"),
        sources=frozenset({N.RECEIVED, N.ACCEPTED}),
        target=N.REFUSED,
        permission="ecosystem.relay_connectionrequest",
        needs_reason=True,
    ),
    # The two answers are given through the mailed link, which is the proof of who answers.
    Transition(
        name="accept",
        label=pgettext_lazy("connection", "Accept the request"),
        sources=frozenset({N.ACCEPTED}),
        target=N.IN_PROGRESS,
        permission="ecosystem.answer_connectionrequest",
    ),
    Transition(
        name="decline",
        label=pgettext_lazy("connection", "Decline the request"),
        sources=frozenset({N.ACCEPTED}),
        target=N.DECLINED,
        permission="ecosystem.answer_connectionrequest",
    ),
    Transition(
        name="cancel",
        label=_("Cancel the request"),
        sources=frozenset({N.RECEIVED, N.ACCEPTED}),
        target=N.CANCELLED,
        permission="ecosystem.cancel_connectionrequest",
    ),
    Transition(
        name="finish",
        label=pgettext_lazy("connection", "Finish"),
        sources=frozenset({N.IN_PROGRESS}),
        target=N.DONE,
        permission="ecosystem.finish_connectionrequest",
    ),
    states=N,
)

BOARD_POST = Workflow(
    Transition(
        name="publish",
        label=pgettext_lazy("post", "Publish"),
        sources=frozenset({P.RECEIVED}),
        target=P.PUBLISHED,
        permission="ecosystem.decide_boardpost",
    ),
    Transition(
        name="refuse",
        label=pgettext_lazy("post", "Refuse, or take off the board"),
        sources=frozenset({P.RECEIVED, P.PUBLISHED}),
        target=P.REFUSED,
        permission="ecosystem.decide_boardpost",
        needs_reason=True,
    ),
    # What the office has read is no longer what it says: it goes back to the office.
    Transition(
        name="revise",
        label=pgettext_lazy("post", "Change the post"),
        sources=frozenset({P.RECEIVED, P.PUBLISHED, P.REFUSED}),
        target=P.RECEIVED,
        permission="ecosystem.keep_boardpost",
    ),
    Transition(
        name="close",
        label=_("Mark as settled"),
        sources=frozenset({P.PUBLISHED}),
        target=P.CLOSED,
        permission="ecosystem.keep_boardpost",
    ),
    Transition(
        name="withdraw",
        label=pgettext_lazy("post", "Withdraw the post"),
        sources=frozenset({P.RECEIVED, P.PUBLISHED}),
        target=P.WITHDRAWN,
        permission="ecosystem.keep_boardpost",
    ),
    Transition(
        name="expire",
        label=pgettext_lazy("post", "Let it expire"),
        sources=frozenset({P.RECEIVED, P.PUBLISHED}),
        target=P.EXPIRED,
        permission="ecosystem.expire_boardpost",
    ),
    states=P,
)

SERVICE_REQUEST = Workflow(
    Transition(
        name="accept",
        label=pgettext_lazy("service", "Take the request on"),
        sources=frozenset({S.RECEIVED}),
        target=S.ACCEPTED,
        permission="ecosystem.handle_servicerequest",
    ),
    Transition(
        name="refuse",
        label=pgettext_lazy("service", "Refuse the request"),
        sources=frozenset({S.RECEIVED}),
        target=S.REFUSED,
        permission="ecosystem.handle_servicerequest",
        needs_reason=True,
    ),
    Transition(
        name="start",
        label=pgettext_lazy("service", "Begin the work"),
        sources=frozenset({S.ACCEPTED}),
        target=S.IN_PROGRESS,
        permission="ecosystem.handle_servicerequest",
    ),
    Transition(
        name="finish",
        label=pgettext_lazy("service", "Finish with an outcome"),
        sources=frozenset({S.IN_PROGRESS}),
        target=S.DONE,
        permission="ecosystem.handle_servicerequest",
    ),
    Transition(
        name="cancel",
        label=pgettext_lazy("service", "Take the request back"),
        sources=frozenset({S.RECEIVED, S.ACCEPTED, S.IN_PROGRESS}),
        target=S.CANCELLED,
        permission="ecosystem.cancel_servicerequest",
    ),
    states=S,
)

EVENT = Workflow(
    Transition(
        name="publish",
        label=pgettext_lazy("event", "Publish"),
        sources=frozenset({E.DRAFT}),
        target=E.PUBLISHED,
        permission="ecosystem.publish_event",
    ),
    Transition(
        name="cancel",
        label=pgettext_lazy("event", "Cancel the event"),
        sources=frozenset({E.PUBLISHED}),
        target=E.CANCELLED,
        permission="ecosystem.publish_event",
        needs_reason=True,
    ),
    states=E,
)


def registration_life(app_label: str, model_name: str) -> Workflow:
    """The life of whoever registers for something with places (design.md §6), whatever it is."""

    def allowed(verb: str) -> str:
        return f"{app_label}.{verb}_{model_name}"

    return Workflow(
        Transition(
            name="wait",
            label=pgettext_lazy("registration", "Put on the waiting list"),
            sources=frozenset({R.REGISTERED}),
            target=R.WAITLISTED,
            permission=allowed("decide"),
        ),
        Transition(
            name="offer",
            label=pgettext_lazy("registration", "Offer the place"),
            sources=frozenset({R.WAITLISTED}),
            target=R.OFFERED,
            permission=allowed("decide"),
        ),
        # The person confirms through the mailed link, which is the proof; the staff by hand.
        Transition(
            name="confirm",
            label=pgettext_lazy("registration", "Confirm"),
            sources=frozenset({R.REGISTERED, R.WAITLISTED, R.OFFERED}),
            target=R.CONFIRMED,
            permission=allowed("decide"),
        ),
        Transition(
            name="cancel",
            label=_("Cancel the registration"),
            sources=frozenset({R.REGISTERED, R.WAITLISTED, R.OFFERED, R.CONFIRMED}),
            target=R.CANCELLED,
            permission=allowed("cancel"),
        ),
        Transition(
            name="call_off",
            label=pgettext_lazy("registration", "Cancel for the organisers"),
            sources=frozenset({R.REGISTERED, R.WAITLISTED, R.OFFERED, R.CONFIRMED}),
            target=R.CANCELLED,
            permission=allowed("decide"),
            needs_reason=True,
        ),
        Transition(
            name="lapse",
            label=pgettext_lazy("registration", "Lapse unconfirmed"),
            sources=frozenset({R.REGISTERED, R.WAITLISTED, R.OFFERED}),
            target=R.CANCELLED,
            permission=allowed("decide"),
        ),
        Transition(
            name="check_in",
            label=pgettext_lazy("registration", "Record as present"),
            sources=frozenset({R.REGISTERED, R.WAITLISTED, R.OFFERED, R.CONFIRMED, R.ABSENT}),
            target=R.ATTENDED,
            permission=allowed("check_in"),
        ),
        Transition(
            name="undo_check_in",
            label=pgettext_lazy("registration", "Take the attendance back"),
            sources=frozenset({R.ATTENDED}),
            target=R.CONFIRMED,
            permission=allowed("check_in"),
        ),
        # Who came without a place has none afterwards either: their turn is what they keep.
        Transition(
            name="undo_to_waiting",
            label=pgettext_lazy("registration", "Take the attendance back: the person waits again"),
            sources=frozenset({R.ATTENDED}),
            target=R.WAITLISTED,
            permission=allowed("check_in"),
        ),
        Transition(
            name="record_absence",
            label=pgettext_lazy("registration", "Record as absent"),
            sources=frozenset({R.CONFIRMED}),
            target=R.ABSENT,
            permission=allowed("check_in"),
        ),
        states=R,
    )


REGISTRATION = registration_life("ecosystem", "eventregistration")
