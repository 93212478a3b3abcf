"""Events, and who comes."""

from django.apps import apps
from django.db import models
from django.db.models import (
    Prefetch,
    Q,
)
from django.utils import timezone

from ecosystem.enums import (
    LIVE_REGISTRATION_STATES,
    PUBLIC_EVENT_STATES,
    EventState,
    RegistrationState,
)
from ecosystem.querysets.folded import MAX_WORDS, FoldedQuerySet
from portal.text import fold


class EventQuerySet(FoldedQuerySet):
    def public(self):
        """Published, or cancelled after it was."""
        return self.filter(state__in=PUBLIC_EVENT_STATES)

    def published(self):
        return self.filter(state=EventState.PUBLISHED)

    def coming(self):
        """Not over yet."""
        now = timezone.now()
        return self.filter(Q(ends_at__gt=now) | Q(ends_at=None, starts_at__gt=now))

    def past(self):
        """Over, or without a time of its own: of those only the year is known, or they come back."""
        now = timezone.now()
        is_over = Q(ends_at__lte=now) | Q(ends_at=None, starts_at__lte=now)
        return self.filter(is_over | Q(starts_at=None))

    def held(self):
        """What took place: the figures of the past."""
        return self.published().past()

    def uncounted(self):
        """Over, with people checked in, and nobody accepted their number yet."""
        registrations = apps.get_model("ecosystem", "EventRegistration").objects
        attended = registrations.filter(state=RegistrationState.ATTENDED).values("event")
        return self.held().filter(attendees=None, pk__in=attended)

    def meeting(self, start, end):
        """Events that share time with ``[start, end)``."""
        return self.filter(starts_at__lt=end).filter(
            Q(ends_at__gt=start) | Q(ends_at=None, starts_at__gte=start)
        )

    def visible_to(self, user):
        """Everybody sees public ones; the staff who may look see drafts too."""
        return self if user.has_perm("ecosystem.view_event") else self.public()

    def for_list_page(self):
        organizations = apps.get_model("ecosystem", "Organization").objects
        return self.prefetch_related(Prefetch("organizers", queryset=organizations.public())).defer(
            "programme", "programme_en", "folded"
        )

    def for_detail_page(self):
        organizations = apps.get_model("ecosystem", "Organization").objects
        return self.prefetch_related(
            "fields", Prefetch("organizers", queryset=organizations.public())
        )


class SeatHolderQuerySet(models.QuerySet):
    """Registrations of anything that has places."""

    def live(self):
        """Those who mean to come."""
        return self.filter(state__in=LIVE_REGISTRATION_STATES)

    def standing(self):
        """All but the cancelled ones: of these one person has one for each thing."""
        return self.exclude(state=RegistrationState.CANCELLED)

    def in_turn(self):
        """Who waits for a place and has confirmed the address, the first first."""
        return self.filter(state=RegistrationState.WAITLISTED, verified_at__isnull=False).order_by(
            "created_at", "pk"
        )

    def search(self, words):
        """Rows whose name, organisation, address, telephone or code hold every word."""
        found = self
        for word in (words or "").split()[:MAX_WORDS]:
            found = found.filter(
                Q(folded__contains=fold(word))
                | Q(email_key__contains=word.lower())
                | Q(phone__contains=word)
                | Q(code__startswith=word.lower())
            )
        return found


class EventRegistrationQuerySet(SeatHolderQuerySet):
    def visible_to(self, user):
        """One's own; all for those who run events."""
        if user.has_perm("ecosystem.decide_eventregistration"):
            return self
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(user=user)
