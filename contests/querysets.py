"""The vocabulary of reading contests."""

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from contests.enums import GONE_STATES, ContestState, RoundKind, RoundState
from ecosystem.querysets import FoldedQuerySet


class ContestQuerySet(FoldedQuerySet):
    def public(self):
        """Editions that anybody may see."""
        return self.exclude(state=ContestState.DRAFT)

    def accepting(self, now=None):
        """Editions whose intake is open at ``now``."""
        now = now or timezone.now()
        return self.filter(state=ContestState.PUBLISHED, opens_at__lte=now, deadline_at__gte=now)

    def with_published_results(self):
        """Editions whose final round is published."""
        return self.filter(rounds__kind=RoundKind.FINAL, rounds__state=RoundState.PUBLISHED)

    def visible_to(self, user):
        return self if user.has_perm("contests.view_contest") else self.public()


class ApplicationQuerySet(FoldedQuerySet):
    def owned_by(self, user):
        return self.filter(owner=user)

    def visible_to(self, user):
        """Staff of the contest see all, judges what is assigned, everybody else their own.

        Agrees with the permission ``contests.view_application`` (tests compare the two).
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_perm("contests.view_application"):
            return self
        return self.filter(Q(owner=user) | Q(pk__in=self._assigned_to(user)))

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
            "contest", "rule_set__decision", "division", "field", "locality", "owner"
        ).prefetch_related(
            "members",
            "attachments__stored",
            "answers",
            "contest__sections__questions",
            "contest__rounds",
            "entries",
            "contest__divisions",
        )

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
