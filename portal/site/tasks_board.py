"""What needs a member of staff now, over all apps: the first page of the administration."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.appointments import with_open_finding
from contests.domain.follow_ups import LATE_AFTER_DAYS
from contests.domain.petition_reminders import REMIND_DAYS_BEFORE
from contests.enums import (
    DONE_SHEET_STATES,
    OFFICE_CHANNELS,
    OPEN_PETITION_STATES,
    ApplicationState,
    ContestState,
    FollowUpState,
    PaperSheetState,
    ParticipationState,
    PetitionState,
    RoundState,
)
from contests.models import (
    Application,
    Assignment,
    Contest,
    FollowUp,
    PaperSheet,
    Participation,
    Petition,
    Round,
)
from ecosystem.enums import (
    BookingState,
    ClaimState,
    ConnectionState,
    EventState,
    PostState,
    ServiceState,
)
from ecosystem.models import (
    BoardPost,
    Booking,
    ConnectionRequest,
    Event,
    Organization,
    ProfileChange,
    ProfileClaim,
    ServiceRequest,
)
from news.enums import ArticleState
from news.models import Article
from portal.models import OutgoingMail
from portal.models.mail import MailState
from portal.site.board_task import BoardTask, board_task
from portal.site.english_tasks import english_tasks
from training.models import CourseRun, Registration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet


def tasks_for(user: Any) -> list[BoardTask]:
    """Return what ``user`` may and should do now; the number of queries does not depend on it."""
    tasks = list(_all_tasks(user))
    counts = _counts({task.key: task.rows for task in tasks if task.rows is not None})
    counted = (replace(task, count=counts.get(task.key, task.count), rows=None) for task in tasks)
    return [task for task in counted if task.count]


def _counts(found: dict[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each query finds: one query for all of them."""
    parts = [
        rows.model._base_manager.filter(pk__in=rows.order_by().values("pk"))
        .annotate(task=Value(key, CharField()))
        .order_by()
        .values("task")
        .annotate(number=Count("pk"))
        .values_list("task", "number")
        for key, rows in found.items()
    ]
    return dict(parts[0].union(*parts[1:], all=True)) if parts else {}


def _all_tasks(user: Any) -> Iterator[BoardTask]:
    if user.has_perm("contests.screen_application"):
        yield from _screening()
    if user.has_perm("contests.view_round"):
        yield from _rounds(user)
    if user.has_perm("contests.handle_petition"):
        yield from _petitions(user)
    if user.has_perm("contests.run_followup"):
        limit = timezone.now() - timedelta(days=LATE_AFTER_DAYS)
        yield board_task(
            "follow_ups",
            _("teams did not answer what became of their project: telephone"),
            FollowUp.objects.filter(state=FollowUpState.ASKED, asked_at__lte=limit),
            "contests_followup",
            "waiting=late",
        )
    if user.has_perm("contests.change_contest"):
        yield board_task(
            "editions",
            _("editions in preparation: see what they still need"),
            Contest.objects.filter(state=ContestState.DRAFT),
            "contests_contest",
            f"state__exact={ContestState.DRAFT}",
        )
    yield from _rooms(user)
    yield from _events(user)
    yield from _training(user)
    if user.has_perm("portal.resend_outgoingmail"):
        yield board_task(
            "dead_mails",
            _("mails could not be delivered: correct the address or send again"),
            OutgoingMail.objects.filter(state=MailState.DEAD),
            "portal_outgoingmail",
            f"state__exact={MailState.DEAD}",
        )
    yield from _directory(user)
    yield from _connections(user)
    yield from _board(user)
    yield from _services(user)
    yield from english_tasks(user)
    if user.has_perm("news.approve_article"):
        yield board_task(
            "articles",
            _("articles wait for approval"),
            Article.objects.filter(state=ArticleState.IN_REVIEW),
            "news_article",
            f"state__exact={ArticleState.IN_REVIEW}",
        )


def _directory(user: Any) -> Iterator[BoardTask]:
    """Claims, what keepers changed, and profiles that nobody confirms or whom nobody can be asked."""
    if not user.has_perm("ecosystem.decide_profileclaim"):
        return
    yield board_task(
        "profile_claims",
        _("people ask to keep a profile of the directory: check the proof"),
        ProfileClaim.objects.filter(state=ClaimState.RECEIVED),
        "ecosystem_profileclaim",
        f"state__exact={ClaimState.RECEIVED}",
    )
    yield board_task(
        "profile_changes",
        _("profiles were changed by those who keep them: read what changed"),
        ProfileChange.objects.filter(seen_at=None),
        "ecosystem_profilechange",
        "seen=no",
    )
    yield board_task(
        "stale_organizations",
        _("organisations are marked as unconfirmed: call them and verify"),
        Organization.objects.unconfirmed(),
        "ecosystem_organization",
        "fresh=stale",
    )
    yield board_task(
        "hidden_organizations",
        _("organisations are hidden because nobody answered: verify or end them"),
        Organization.objects.hidden(),
        "ecosystem_organization",
        "fresh=hidden",
    )


def _connections(user: Any) -> Iterator[BoardTask]:
    if not user.has_perm("ecosystem.relay_connectionrequest"):
        return
    model = "ecosystem_connectionrequest"
    yield board_task(
        "connections_new",
        _("projects ask for a connection: pass the request on, or say why not"),
        ConnectionRequest.objects.filter(state=ConnectionState.RECEIVED),
        model,
        f"state__exact={ConnectionState.RECEIVED}",
    )
    yield board_task(
        "connections_overdue",
        _("connection requests are overdue: pass on, call who was asked, or end them"),
        ConnectionRequest.objects.overdue(timezone.localdate()),
        model,
        "due=overdue",
    )


def _board(user: Any) -> Iterator[BoardTask]:
    if not user.has_perm("ecosystem.decide_boardpost"):
        return
    yield board_task(
        "board_posts",
        _("needs and offers wait to be read: publish them, or say why not"),
        BoardPost.objects.filter(state=PostState.RECEIVED),
        "ecosystem_boardpost",
        f"state__exact={PostState.RECEIVED}",
    )


def _screening() -> Iterator[BoardTask]:
    is_submitted = Q(state=ApplicationState.SUBMITTED)
    was_asked = Q(supplement_asked_at__isnull=False)
    was_answered = Q(supplement_answered_at__isnull=False)
    is_overdue = Q(supplement_due_at__lt=timezone.now())
    rows = Application.objects.outside_seal()
    found = rows.with_supplement().aggregate(
        to_enter=Count(
            "pk",
            filter=Q(
                state=ApplicationState.DRAFT, channel__in=OFFICE_CHANNELS, number__isnull=True
            ),
        ),
        to_screen=Count("pk", filter=is_submitted & ~was_asked),
        answered=Count("pk", filter=is_submitted & was_answered),
        unanswered=Count("pk", filter=is_submitted & was_asked & ~was_answered),
        overdue=Count("pk", filter=Q(state=ApplicationState.SUPPLEMENT_REQUESTED) & is_overdue),
    )
    model = "contests_application"
    yield board_task(
        "messages",
        _("applications have messages that nobody of the secretariat has opened"),
        rows.with_unread_messages(),
        model,
        "messages=unread",
    )
    yield board_task(
        "answered",
        _("supplements were answered: check them"),
        found["answered"],
        model,
        "supplement=answered",
    )
    yield board_task(
        "unanswered",
        _("supplements ran out without an answer: conclude with what is there"),
        found["unanswered"],
        model,
        "supplement=unanswered",
    )
    yield board_task(
        "overdue",
        _("supplements are overdue and not closed yet: the scheduled work may be standing still"),
        found["overdue"],
        model,
        "supplement=overdue",
    )
    yield board_task(
        "to_screen",
        _("applications wait for the validity check"),
        found["to_screen"],
        model,
        "supplement=first",
    )
    yield board_task(
        "inner_circle",
        _("applications past the check have an organiser or judge in the team, perhaps: decide"),
        with_open_finding(Application.objects.all()),
        model,
        "inner_circle=open",
    )
    yield board_task(
        "to_enter",
        _("applications received on paper or by e-mail are not submitted yet"),
        found["to_enter"],
        model,
        f"state__exact={ApplicationState.DRAFT}&channel__in={','.join(sorted(OFFICE_CHANNELS))}",
    )


def _petitions(user: Any) -> Iterator[BoardTask]:
    soon = timezone.localdate() + timedelta(days=REMIND_DAYS_BEFORE)
    is_open = Q(state__in=OPEN_PETITION_STATES)
    found = Petition.objects.visible_to(user).aggregate(
        new=Count("pk", filter=Q(state=PetitionState.RECEIVED)),
        mine=Count("pk", filter=is_open & Q(officer=user)),
        due=Count("pk", filter=is_open & Q(due_on__lte=soon)),
    )
    lines = (
        ("new", "new", _("petitions came in: name an officer for each")),
        ("mine", "mine", _("petitions were given to you: prepare the answer")),
        ("due", "soon", _("petitions are to be answered within three days, or are overdue")),
    )
    for key, choice, label in lines:
        yield board_task(
            f"petitions_{key}", label, found[key], "contests_petition", f"due={choice}"
        )


def _rounds(user: Any) -> Iterator[BoardTask]:
    due = Assignment.objects.filter(entry__round__state=RoundState.OPEN).exclude(
        entry__application__state__in=[ApplicationState.WITHDRAWN, ApplicationState.DISQUALIFIED]
    )
    open_sheets = due.exclude(sheet__state__in=DONE_SHEET_STATES)
    rounds = Round.objects.annotate(
        has_assignments=Exists(due.filter(entry__round=OuterRef("pk"))),
        has_open_sheets=Exists(open_sheets.filter(entry__round=OuterRef("pk"))),
    ).aggregate(
        ready=Count(
            "pk", filter=Q(state=RoundState.OPEN, has_assignments=True, has_open_sheets=False)
        ),
        closed=Count("pk", filter=Q(state=RoundState.CLOSED)),
        proposed=Count("pk", filter=Q(state=RoundState.PROPOSED)),
        approved=Count("pk", filter=Q(state=RoundState.APPROVED)),
    )
    late = open_sheets.filter(
        entry__round__assignments_published_at__isnull=False,
        entry__round__scoring_due_at__lt=timezone.now(),
    ).aggregate(judges=Count(F("judge"), distinct=True))
    lines = (
        (
            "late",
            "run_round",
            _("judges are late with their score sheets"),
            late["judges"],
            RoundState.OPEN,
        ),
        (
            "ready",
            "run_round",
            _("rounds have all score sheets: close the scoring"),
            rounds["ready"],
            RoundState.OPEN,
        ),
        (
            "closed",
            "propose_round",
            _("rounds are closed: propose the result"),
            rounds["closed"],
            RoundState.CLOSED,
        ),
        (
            "proposed",
            "approve_round",
            _("results are proposed: record the decision"),
            rounds["proposed"],
            RoundState.PROPOSED,
        ),
        (
            "approved",
            "publish_round",
            _("results are approved: publish them"),
            rounds["approved"],
            RoundState.APPROVED,
        ),
    )
    if user.has_perm("contests.check_papersheet"):
        yield from _paper_sheets(user)
    if user.has_perm("contests.view_participation"):
        yield from _participation()
    for key, permission, label, count, state in lines:
        if user.has_perm(f"contests.{permission}"):
            yield board_task(key, label, count, "contests_round", f"state__exact={state}")


def _paper_sheets(user: Any) -> Iterator[BoardTask]:
    mine = PaperSheet.objects.waiting_for(user)
    lines = (
        (
            PaperSheetState.TYPED,
            _("score sheets typed from paper wait for a second reader: check them"),
        ),
        (
            PaperSheetState.DIFFERS,
            _("score sheets typed from paper have differences: settle them"),
        ),
    )
    for state, label in lines:
        rows = mine.filter(state=state)
        yield board_task(f"paper_{state}", label, rows, "contests_papersheet", f"waiting={state}")


def _participation() -> Iterator[BoardTask]:
    now = timezone.now()
    waiting = Participation.objects.waiting()
    yield board_task(
        "participation_overdue",
        _("teams that advanced have not confirmed in time: call them"),
        waiting.filter(due_at__lt=now),
        "contests_participation",
        "overdue=1",
    )
    yield board_task(
        "participation_open",
        _("teams that advanced have not confirmed yet that they take part"),
        waiting.filter(due_at__gte=now),
        "contests_participation",
        f"state__exact={ParticipationState.WAITING}",
    )


def _rooms(user: Any) -> Iterator[BoardTask]:
    if not user.has_perm("ecosystem.decide_booking"):
        return
    rows = Booking.objects.run_by(user)
    yield board_task(
        "bookings_asked",
        _("bookings of rooms wait for an answer"),
        rows.filter(state=BookingState.REQUESTED),
        "ecosystem_booking",
        f"state__exact={BookingState.REQUESTED}",
    )
    yield board_task(
        "bookings_past",
        _("bookings are over: record whether somebody came"),
        rows.filter(state=BookingState.CONFIRMED, ends_at__lte=timezone.now()),
        "ecosystem_booking",
        f"state__exact={BookingState.CONFIRMED}&when=over",
    )


def _services(user: Any) -> Iterator[BoardTask]:
    if not user.has_perm("ecosystem.handle_servicerequest"):
        return
    model, rows = "ecosystem_servicerequest", ServiceRequest.objects.run_by(user)
    yield board_task(
        "services_new",
        _("requests for support came in: take them on, or say why not"),
        rows.filter(state=ServiceState.RECEIVED),
        model,
        f"state__exact={ServiceState.RECEIVED}",
    )
    yield board_task(
        "services_overdue",
        _("requests for support are overdue: answer, or promise another day with the reason"),
        rows.overdue(timezone.localdate()),
        model,
        "waiting=overdue",
    )
    yield board_task(
        "services_messages",
        _("requests for support have messages that nobody of the unit has opened"),
        rows.with_unread_messages(),
        model,
        "waiting=unread",
    )
    yield board_task(
        "services_mine",
        _("requests for support are in your charge"),
        rows.open().filter(assignee=user),
        model,
        "waiting=mine",
    )


def _events(user: Any) -> Iterator[BoardTask]:
    if not user.has_perm("ecosystem.publish_event"):
        return
    yield board_task(
        "events_draft",
        _("events to come are drafts: publish them"),
        Event.objects.filter(state=EventState.DRAFT).coming(),
        "ecosystem_event",
        f"state__exact={EventState.DRAFT}&when=coming",
    )
    yield board_task(
        "events_attendance",
        _("events are over: accept the number of people who were checked in"),
        Event.objects.uncounted(),
        "ecosystem_event",
        "when=uncounted",
    )


def _training(user: Any) -> Iterator[BoardTask]:
    if user.has_perm("training.decide_registration"):
        yield board_task(
            "registrations_approval",
            _("registrations for classes await approval: approve or refuse them"),
            Registration.objects.to_decide(),
            "training_registration",
            "waiting=approval",
        )
    if user.has_perm("training.publish_courserun"):
        yield board_task(
            "runs_few",
            _("classes begin within seven days with too few people: advertise, or call off"),
            CourseRun.objects.too_few(),
            "training_courserun",
            "when=few",
        )
