"""The vocabulary of reading training."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from ecosystem.enums import RegistrationState
from ecosystem.querysets import FoldedQuerySet, SeatHolderQuerySet
from training.enums import RunState

# So long before the first session staff are told that a class has too few people.
FEW_DAYS_BEFORE = 7
# So long after a class its trainers still complete the marks.
DAYS_AFTER_CLASS = 7


class CourseQuerySet(FoldedQuerySet):
    def public(self):
        return self.filter(is_public=True)

    def for_list_page(self):
        return (
            self.select_related("organizer").prefetch_related("audiences").order_by("folded", "pk")
        )


class CourseRunQuerySet(models.QuerySet):
    def public(self):
        """What was published once; a cancelled class stays and says so."""
        return self.exclude(state=RunState.DRAFT).filter(course__is_public=True)

    def coming(self, now=None):
        """Classes that are not over yet, the next one first."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def over(self, now=None):
        """Classes that are over, the latest first."""
        return self.filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def for_list_page(self):
        return self.select_related("course", "locality", "organizer").prefetch_related(
            "course__audiences"
        )

    def for_detail_page(self):
        return self.select_related("course__organizer", "locality", "organizer").prefetch_related(
            "course__audiences", "sessions", "trainers__expert"
        )

    def visible_to(self, user):
        """Everybody sees what is public, those who may see training see drafts as well."""
        if user.has_perm("training.view_courserun"):
            return self
        return self.public()

    def with_waiting(self):
        """Annotated with ``waiting``: how many stand on the waiting list."""
        is_waiting = Q(registrations__state=RegistrationState.WAITLISTED)
        return self.annotate(waiting=Count("registrations", filter=is_waiting))

    def too_few(self, now=None):
        """Classes that start soon with fewer people than they need."""
        now = now or timezone.now()
        soon = now + timedelta(days=FEW_DAYS_BEFORE)
        rows = self.filter(state=RunState.PUBLISHED, takes_registrations=True)
        return rows.filter(starts_at__gt=now, starts_at__lte=soon, seats_taken__lt=F("min_places"))

    def meeting(self, starts_at, ends_at):
        """Classes that share time with ``[starts_at, ends_at)``."""
        return self.filter(Q(starts_at__lt=ends_at) & Q(ends_at__gt=starts_at))

    def with_sessions(self):
        sessions = self.model._meta.get_field("sessions").related_model
        return self.prefetch_related(
            Prefetch("sessions", sessions._default_manager.order_by("starts_at"))
        )


class RegistrationQuerySet(SeatHolderQuerySet):
    def awaiting_approval(self):
        """The address is confirmed, and the staff have not said yet whether they come."""
        return self.filter(state=RegistrationState.REGISTERED, verified_at__isnull=False)

    def to_decide(self):
        """Those that the staff can still say something to: the class is to come."""
        now = timezone.now()
        rows = self.awaiting_approval().filter(run__state=RunState.PUBLISHED)
        return rows.filter(run__starts_at__gt=now)

    def visible_to(self, user):
        """One's own; all for those who run classes."""
        if user.has_perm("training.decide_registration"):
            return self
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(user=user)


class PersonQuerySet(FoldedQuerySet):
    def whole(self):
        """Those who stand for a person; what was merged into another does not."""
        return self.filter(merged_into=None)

    def with_counts(self):
        """Annotated with ``n_registered`` and ``n_parts``, over all that was merged."""
        registration = apps.get_model("training", "Registration")
        registered = (
            registration.objects.standing()
            .annotate(whose=Coalesce(F("person__root"), F("person")))
            .filter(whose=OuterRef("pk"))
            .order_by()
            .values("whose")
            .annotate(n=Count("pk"))
            .values("n")
        )
        parts = (
            self.model.objects.filter(root=OuterRef("pk"))
            .order_by()
            .values("root")
            .annotate(n=Count("pk"))
            .values("n")
        )
        return self.annotate(
            n_registered=Coalesce(Subquery(registered), 0), n_parts=Coalesce(Subquery(parts), 0)
        )


class TrainerAccessQuerySet(models.QuerySet):
    def open(self, now=None):
        """Links that open their class now: not taken back, the class over for a week at most."""
        earliest = (now or timezone.now()) - timedelta(days=DAYS_AFTER_CLASS)
        return self.filter(revoked_at=None, trainer__run__ends_at__gte=earliest)
