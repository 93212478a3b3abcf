"""What of the contest needs somebody: dossiers, petitions, rounds, teams after it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import ngettext_lazy

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
from portal.site.tasks_board.task import BoardTask, board_task

if TYPE_CHECKING:
    from collections.abc import Iterator


def contest_tasks(user: Any) -> Iterator[BoardTask]:
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
            ngettext_lazy(
                "team did not answer what became of its project: telephone",
                "teams did not answer what became of their project: telephone",
            ),
            FollowUp.objects.filter(state=FollowUpState.ASKED, asked_at__lte=limit),
            "contests_followup",
            "waiting=late",
        )
    if user.has_perm("contests.change_contest"):
        yield board_task(
            "editions",
            ngettext_lazy(
                "edition in preparation: see what it still needs",
                "editions in preparation: see what they still need",
            ),
            Contest.objects.filter(state=ContestState.DRAFT),
            "contests_contest",
            f"state__exact={ContestState.DRAFT}",
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
        ngettext_lazy(
            "application has messages that nobody of the secretariat has opened",
            "applications have messages that nobody of the secretariat has opened",
        ),
        rows.with_unread_messages(),
        model,
        "messages=unread",
    )
    yield board_task(
        "answered",
        ngettext_lazy("supplement was answered: check it", "supplements were answered: check them"),
        found["answered"],
        model,
        "supplement=answered",
    )
    yield board_task(
        "unanswered",
        ngettext_lazy(
            "supplement ran out without an answer: conclude with what is there",
            "supplements ran out without an answer: conclude with what is there",
        ),
        found["unanswered"],
        model,
        "supplement=unanswered",
    )
    yield board_task(
        "overdue",
        ngettext_lazy(
            "supplement is overdue and not closed yet: the scheduled work may be standing still",
            "supplements are overdue and not closed yet: the scheduled work may be standing still",
        ),
        found["overdue"],
        model,
        "supplement=overdue",
    )
    yield board_task(
        "to_screen",
        ngettext_lazy(
            "application waits for the validity check", "applications wait for the validity check"
        ),
        found["to_screen"],
        model,
        "supplement=first",
    )
    yield board_task(
        "inner_circle",
        ngettext_lazy(
            "application past the check has an organiser or judge in the team, perhaps: decide",
            "applications past the check have an organiser or judge in the team, perhaps: decide",
        ),
        with_open_finding(Application.objects.all()),
        model,
        "inner_circle=open",
    )
    yield board_task(
        "to_enter",
        ngettext_lazy(
            "application received on paper or by e-mail is not submitted yet",
            "applications received on paper or by e-mail are not submitted yet",
        ),
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
        (
            "new",
            "new",
            ngettext_lazy(
                "petition came in: name an officer for it",
                "petitions came in: name an officer for each",
            ),
        ),
        (
            "mine",
            "mine",
            ngettext_lazy(
                "petition was given to you: prepare the answer",
                "petitions were given to you: prepare the answer",
            ),
        ),
        (
            "due",
            "soon",
            ngettext_lazy(
                "petition is to be answered within three days, or is overdue",
                "petitions are to be answered within three days, or are overdue",
            ),
        ),
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
            ngettext_lazy(
                "judge is late with the score sheets", "judges are late with their score sheets"
            ),
            late["judges"],
            RoundState.OPEN,
        ),
        (
            "ready",
            "run_round",
            ngettext_lazy(
                "round has all score sheets: close the scoring",
                "rounds have all score sheets: close the scoring",
            ),
            rounds["ready"],
            RoundState.OPEN,
        ),
        (
            "closed",
            "propose_round",
            ngettext_lazy(
                "round is closed: propose the result", "rounds are closed: propose the result"
            ),
            rounds["closed"],
            RoundState.CLOSED,
        ),
        (
            "proposed",
            "approve_round",
            ngettext_lazy(
                "result is proposed: record the decision",
                "results are proposed: record the decision",
            ),
            rounds["proposed"],
            RoundState.PROPOSED,
        ),
        (
            "approved",
            "publish_round",
            ngettext_lazy("result is approved: publish it", "results are approved: publish them"),
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
            ngettext_lazy(
                "score sheet typed from paper waits for a second reader: check it",
                "score sheets typed from paper wait for a second reader: check them",
            ),
        ),
        (
            PaperSheetState.DIFFERS,
            ngettext_lazy(
                "score sheet typed from paper has differences: settle them",
                "score sheets typed from paper have differences: settle them",
            ),
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
        ngettext_lazy(
            "team that advanced has not confirmed in time: call it",
            "teams that advanced have not confirmed in time: call them",
        ),
        waiting.filter(due_at__lt=now),
        "contests_participation",
        "overdue=1",
    )
    yield board_task(
        "participation_open",
        ngettext_lazy(
            "team that advanced has not confirmed yet that it takes part",
            "teams that advanced have not confirmed yet that they take part",
        ),
        waiting.filter(due_at__gte=now),
        "contests_participation",
        f"state__exact={ParticipationState.WAITING}",
    )
