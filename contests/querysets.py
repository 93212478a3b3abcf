"""The vocabulary of reading contests."""

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from contests.enums import (
    DONE_SHEET_STATES,
    FROZEN_ROUND_STATES,
    GONE_STATES,
    OFFICE_CHANNELS,
    OPEN_PAPER_STATES,
    OPEN_PETITION_STATES,
    RECEIVED_STATES,
    STANDING_AWARD_STATES,
    WAITING_PAPER_STATES,
    ApplicationState,
    Channel,
    ContestState,
    EditionKind,
    InvitationState,
    JudgeInvitationState,
    PaperSheetState,
    ParticipationState,
    RoundKind,
    RoundState,
    SheetSharing,
    SheetState,
    TeamAccess,
    TurnState,
)
from ecosystem.querysets import FoldedQuerySet


class ContestQuerySet(FoldedQuerySet):
    def contests(self):
        """Editions of the contest: what its archive, figures and "the present edition" are about."""
        return self.filter(kind=EditionKind.CONTEST)

    def challenges(self):
        """Problem statements of organisations."""
        return self.filter(kind=EditionKind.CHALLENGE)

    def keyed(self, key):
        """The edition that an address names (``Contest.key``): by a year or by a slug."""
        if isinstance(key, int):
            return self.contests().filter(year=key)
        return self.challenges().filter(slug=key)

    def with_answer_counts(self):
        """Annotated with ``n_answers``: how many applications were received."""
        received = apps.get_model("contests", "Application").objects.filter(
            contest=OuterRef("pk"), state__in=RECEIVED_STATES
        )
        counted = received.order_by().values("contest").annotate(n=Count("pk")).values("n")
        return self.annotate(n_answers=Coalesce(Subquery(counted), 0))

    def public(self):
        """Editions that anybody may see."""
        return self.exclude(state=ContestState.DRAFT)

    def accepting(self, now=None):
        """Editions whose intake is open at ``now``."""
        now = now or timezone.now()
        return self.filter(state=ContestState.PUBLISHED, opens_at__lte=now, deadline_at__gte=now)

    def with_received(self):
        """Editions that dossiers were received for."""
        received = apps.get_model("contests", "Application").objects.filter(
            state__in=RECEIVED_STATES
        )
        return self.filter(pk__in=received.order_by().values("contest"))

    def with_published_results(self):
        """Editions whose final round is published."""
        return self.filter(rounds__kind=RoundKind.FINAL, rounds__state=RoundState.PUBLISHED)

    def sealed(self, now=None):
        """Editions whose dossiers staff do not read yet (``Contest.has_standing_seal``)."""
        now = now or timezone.now()
        return self.filter(
            Q(deadline_at=None) | Q(deadline_at__gt=now) | Q(sealed_until__gt=now),
            is_sealed=True,
            seal_opened_at=None,
        )

    def visible_to(self, user):
        return self if user.has_perm("contests.view_contest") else self.public()

    def judged_by(self, user):
        """Editions on whose juries ``user`` has a seat, each once."""
        return self.filter(rounds__panels__members__judge=user).distinct()


def _units_of(user):
    """The organisations that ``user`` nominates for now."""
    memberships = apps.get_model("ecosystem", "Membership").objects
    return memberships.nominating().filter(user=user).values("organization")


class ApplicationQuerySet(FoldedQuerySet):
    def owned_by(self, user):
        return self.filter(owner=user)

    def held_by(self, user):
        """Owned, or shared with the account as a member."""
        return self.filter(Q(owner=user) | Q(pk__in=self._shared_with(user)))

    def with_access_of(self, user):
        """Annotated with ``team_access``: what a member's account may do, NULL for the owner."""
        members = apps.get_model("contests", "TeamMember").objects.filter(
            application=OuterRef("pk"), user=user, invitation=InvitationState.ACCEPTED
        )
        return self.annotate(team_access=Subquery(members.values("access")[:1]))

    def _shared_with(self, user):
        return (
            apps.get_model("contests", "TeamMember")
            .objects.filter(user=user, invitation=InvitationState.ACCEPTED)
            .exclude(access=TeamAccess.NONE)
            .values("application")
        )

    def worked_on_by(self, user):
        """Dossiers whose pages open for ``user``: their own, and those they type in for others."""
        mine = Q(owner=user) | Q(pk__in=self._entered_by_unit_of(user).values("pk"))
        if user.has_perm("contests.enter_application"):
            for_somebody = Q(owner=None) & ~Q(channel=Channel.ONLINE)
            open_paper = Q(number=None, channel__in=OFFICE_CHANNELS)
            typed = self.model.objects.outside_seal().filter(for_somebody | open_paper)
            mine |= Q(pk__in=typed.values("pk"))
        return self.filter(mine)

    def nominated_by(self, user):
        """What ``user`` reads for a nominating unit: submitted to it, or entered by it.

        Agrees with the predicate ``contests.rules.is_nominator_of``.
        """
        if not user.has_perm("contests.use_nomination_desk"):
            return self.none()
        reached = ~Q(state=ApplicationState.DRAFT) | Q(owner=None, channel=Channel.UNIT)
        rows = self.filter(reached, nominating_unit__in=_units_of(user))
        # Staff who act for a unit as well do not look behind the seal by that door.
        return rows.outside_seal() if user.has_perm("contests.view_application") else rows

    def _entered_by_unit_of(self, user):
        return self.model.objects.nominated_by(user).filter(owner=None, channel=Channel.UNIT)

    def under_seal(self, now=None):
        """Dossiers that staff may not read yet (``Application.is_under_seal``)."""
        sealed = apps.get_model("contests", "Contest").objects.sealed(now).values("pk")
        typed_by_office = Q(owner=None, channel__in=OFFICE_CHANNELS)
        return self.filter(~typed_by_office, contest__in=sealed)

    def outside_seal(self):
        """Without the dossiers that staff may not read yet (``Application.is_under_seal``)."""
        sealed = apps.get_model("contests", "Contest").objects.sealed().values("pk")
        typed_by_office = Q(owner=None, channel__in=OFFICE_CHANNELS)
        return self.filter(typed_by_office | ~Q(contest__in=sealed))

    def visible_to(self, user):
        """Staff see all outside a seal, judges what is assigned, units what names them, teams their own.

        Agrees with the permission ``contests.view_application`` (tests compare the two).
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        rows = self.model.objects
        seen = Q(owner=user) | Q(pk__in=self._shared_with(user))
        seen |= Q(pk__in=rows.nominated_by(user).values("pk"))
        if user.has_perm("contests.view_application"):
            return self.filter(seen | Q(pk__in=rows.outside_seal().values("pk")))
        return self.filter(seen | Q(pk__in=self._assigned_to(user)))

    def _assigned_to(self, user):
        return (
            self.model.objects.filter(
                entries__assignments__judge=user,
                entries__round__assignments_published_at__isnull=False,
            )
            .exclude(conflicts__judge=user)
            .values("pk")
        )

    def for_snapshot(self):
        """With everything that is frozen at a submission, in a fixed number of queries."""
        return self.select_related(
            "contest",
            "rule_set__decision",
            "division",
            "field",
            "locality",
            "owner",
            "nominating_unit",
        ).prefetch_related(
            "members",
            "extensions",
            "attachments__stored",
            "answers",
            "contest__sections__questions",
            "contest__rounds",
            "entries",
            "contest__divisions",
        )

    def with_supplement(self):
        """Annotate what became of the last supplement that was asked for, and when the open one is due."""
        requests = apps.get_model("contests", "SupplementRequest").objects
        asked = requests.filter(application=OuterRef("pk")).order_by("-requested_at", "-pk")
        waiting = asked.filter(answered_at=None, closed_at=None)
        return self.annotate(
            supplement_asked_at=Subquery(asked.values("requested_at")[:1]),
            supplement_answered_at=Subquery(asked.values("answered_at")[:1]),
            supplement_due_at=Subquery(waiting.values("due_at")[:1]),
        )

    def with_look_alikes(self, **which):
        """Those that resemble another dossier, or that another one resembles."""
        # A likeness with what lies under a seal would tell of it.
        readable = self.model.objects.outside_seal().values("pk")
        rows = apps.get_model("contests", "LookAlike").objects.filter(
            application__in=readable, other__in=readable, **which
        )
        return self.filter(
            Exists(rows.filter(application=OuterRef("pk")))
            | Exists(rows.filter(other=OuterRef("pk")))
        )

    def with_new_messages(self):
        """Annotate how many messages of the secretariat a dossier's people have not opened."""
        messages = apps.get_model("contests", "DossierMessage").objects
        unread = messages.filter(application=OuterRef("pk"), is_from_staff=True, read_at=None)
        counted = unread.order_by().values("application").annotate(n=Count("pk")).values("n")
        return self.annotate(new_messages=Coalesce(Subquery(counted), 0))

    def with_unread_messages(self):
        """Those whose people wrote something that the secretariat has not opened."""
        messages = apps.get_model("contests", "DossierMessage").objects
        unread = messages.filter(application=OuterRef("pk"), is_from_staff=False, read_at=None)
        return self.filter(Exists(unread))

    def counts_by_state(self):
        """Mapping of state to number of applications."""
        return dict(self.order_by().values_list("state").annotate(n=Count("pk")))


class RoundQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=RoundState.PUBLISHED)

    def judged_by(self, judge):
        """Rounds in which ``judge`` has something to open."""
        given = apps.get_model("contests", "Assignment").objects.for_judge(judge)
        return self.filter(pk__in=given.values("entry__round"))

    def chaired_by(self, judge):
        """Rounds under way or over with a panel that ``judge`` chairs."""
        seats = apps.get_model("contests", "PanelMember").objects.filter(judge=judge, is_chair=True)
        return self.filter(pk__in=seats.values("panel__round")).exclude(state=RoundState.PLANNED)


class RoundEntryQuerySet(models.QuerySet):
    def awaited(self):
        """Entries that are waited for: still in the contest, and not left out on a live round's day."""
        return self.exclude(application__state__in=GONE_STATES).exclude(
            turn__state=TurnState.LEFT_OUT
        )


class AssignmentQuerySet(models.QuerySet):
    def standing(self):
        """Assignments that count: no conflict declared, the application still in the contest."""
        declared = apps.get_model("contests", "ConflictDeclaration").objects.filter(
            judge=OuterRef("judge"), application=OuterRef("entry__application")
        )
        return self.filter(~Exists(declared)).exclude(entry__application__state__in=GONE_STATES)

    def for_judge(self, judge):
        """What ``judge`` may open: published, free of conflicts, still in the contest.

        Agrees with the permission ``contests.score_assignment``.
        """
        return self.filter(
            judge=judge, entry__round__assignments_published_at__isnull=False
        ).standing()

    def for_sheet_page(self):
        """With all that a dossier and its sheet show."""
        return self.select_related(
            "judge",
            "sheet",
            "entry__snapshot",
            "entry__round__contest",
            "entry__application__field",
            "entry__application__owner",
        )


class AwardQuerySet(models.QuerySet):
    def standing(self):
        """Awards that count: approved, not revoked, and their winner still in the contest."""
        return self.filter(
            state__in=STANDING_AWARD_STATES, application__state=ApplicationState.AWARDED
        )

    def public(self):
        """Standing awards of public editions whose final is published."""
        finals = apps.get_model("contests", "Contest").objects.public().with_published_results()
        return self.standing().filter(prize__contest__in=finals.values("pk"))


class ParticipationQuerySet(models.QuerySet):
    def waiting(self):
        """Not answered, and the place is still theirs to take."""
        return self.filter(
            state=ParticipationState.WAITING,
            entry__application__state=ApplicationState.ADVANCED,
        )

    def overdue(self, now=None):
        """Of these, the ones whose time is over."""
        return self.waiting().filter(due_at__lt=now or timezone.now())


class ScoreSheetQuerySet(models.QuerySet):
    def standing(self):
        """Sheets that count: of judges without a conflict, for applications still in the contest."""
        assignments = apps.get_model("contests", "Assignment").objects.standing()
        return self.filter(assignment__in=assignments.values("pk"))

    def shown_to(self, judge):
        """Sent sheets of other judges that the rule of their round lets ``judge`` read now.

        Only for entries that ``judge`` scores. Once scoring is closed nothing can be copied any
        more, so that a round that shows sheets after the own one shows them then to everybody.
        """
        given = apps.get_model("contests", "Assignment").objects.for_judge(judge)
        done = given.filter(sheet__state__in=DONE_SHEET_STATES)
        is_closed = Q(assignment__entry__round__state__in=FROZEN_ROUND_STATES)
        after_own = Q(assignment__entry__round__sheet_sharing=SheetSharing.AFTER_OWN)
        after_close = Q(assignment__entry__round__sheet_sharing=SheetSharing.AFTER_CLOSE)
        return (
            self.standing()
            .filter(state=SheetState.SENT, assignment__entry__in=given.values("entry"))
            .filter(
                (after_own & (is_closed | Q(assignment__entry__in=done.values("entry"))))
                | (after_close & is_closed)
            )
            .exclude(assignment__judge=judge)
        )

    def unlockable_by(self, judge):
        """Locked sheets that ``judge`` may open again as chair, while their rounds are scored.

        Agrees with the predicate ``contests.rules.chairs_sheet``.
        """
        panels = apps.get_model("contests", "Panel").objects.filter(
            round=OuterRef("assignment__entry__round")
        )
        chaired = panels.filter(members__judge=judge, members__is_chair=True)
        of_judge = panels.filter(members__judge=OuterRef("assignment__judge"))
        with_judge = chaired.filter(members__judge=OuterRef("assignment__judge"))
        return (
            self.filter(state__in=DONE_SHEET_STATES)
            .filter(assignment__entry__round__state=RoundState.OPEN)
            .filter(Exists(with_judge) | (Exists(chaired) & ~Exists(of_judge)))
            .exclude(assignment__judge=judge)
            .exclude(assignment__entry__application__conflicts__judge=judge)
        )


class PaperSheetQuerySet(models.QuerySet):
    def counted(self):
        """Those that a second person checked: their score sheets count."""
        return self.filter(state=PaperSheetState.CHECKED)

    def waiting(self):
        """Typed and not checked, or with differences; what lapsed waits for nobody."""
        assignments = apps.get_model("contests", "Assignment").objects.standing()
        return self.filter(state__in=WAITING_PAPER_STATES, assignment__in=assignments.values("pk"))

    def with_standing(self):
        """Annotated with ``stands``: whether the sheet may still count."""
        assignments = apps.get_model("contests", "Assignment").objects.standing()
        return self.annotate(stands=Exists(assignments.filter(pk=OuterRef("assignment"))))

    def lapsed(self):
        """Typed, never counted, and not to count any more: kept, and waiting for nobody."""
        return self.with_standing().filter(state__in=OPEN_PAPER_STATES, stands=False)

    def waiting_for(self, user):
        """Of these, what ``user`` may check or settle now: neither typed by them nor their own sheet.

        Agrees with the permission ``contests.check_papersheet``.
        """
        if not user.has_perm("contests.check_papersheet"):
            return self.none()
        rows = self.waiting().filter(assignment__entry__round__state=RoundState.OPEN)
        return rows.exclude(typed_by=user).exclude(assignment__judge=user)


class SiteVisitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see all, judges those of the entries they are given."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_perm("contests.view_sitevisit"):
            return self
        given = apps.get_model("contests", "Assignment").objects.for_judge(user)
        return self.filter(entry__in=given.values("entry"))


class JudgeInvitationQuerySet(models.QuerySet):
    def waiting(self, now=None):
        """Not answered, or accepted without an account yet, and still in time."""
        return self.filter(
            state__in=[JudgeInvitationState.SENT, JudgeInvitationState.ACCEPTED],
            expires_at__gt=now or timezone.now(),
        )


class PetitionQuerySet(models.QuerySet):
    def open(self):
        """Petitions that wait for an answer."""
        return self.filter(state__in=OPEN_PETITION_STATES)

    def due_by(self, day):
        """Open ones whose answer is due on ``day`` or was before."""
        return self.open().filter(due_on__lte=day)

    def visible_to(self, user):
        """Staff see all, the people of a dossier those about it.

        Agrees with the permission ``contests.view_petition``.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        rows = apps.get_model("contests", "Application").objects
        if user.has_perm("contests.view_petition"):
            readable = rows.outside_seal() | rows.held_by(user)
        else:
            readable = rows.held_by(user)
        return self.filter(application__in=readable.values("pk"))


class CriterionQuerySet(models.QuerySet):
    def in_sheet_order(self):
        """As they stand on a sheet: the parts of a criterion right after it."""
        return self.order_by(
            Coalesce("parent__order", "order"),
            Coalesce("parent_id", "pk"),
            F("parent_id").asc(nulls_first=True),
            "order",
            "pk",
        )
