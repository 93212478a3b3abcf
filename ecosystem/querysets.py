"""The vocabulary of reading the ecosystem."""

import re

from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from ecosystem.enums import (
    HOLDING_STATES,
    LIVE_REGISTRATION_STATES,
    NOMINATING_KINDS,
    OPEN_BOOKING_STATES,
    OPEN_CONNECTION_STATES,
    OPEN_POST_STATES,
    OPEN_SERVICE_STATES,
    PUBLIC_EVENT_STATES,
    ConnectionState,
    DocumentStatus,
    EventState,
    PostState,
    RegistrationState,
    RelationKind,
)
from ecosystem.validators import number_key
from portal.text import fold

# More words than this narrow nothing further, and a database refuses conditions without end.
MAX_WORDS = 12
_FIRST_DIGIT = re.compile(r"\d")


class FoldedQuerySet(models.QuerySet):
    """Rows with a ``folded`` column."""

    def search(self, words):
        """Rows that hold every word of ``words``, whatever its marks, case or order.

        Syllables are short and lie inside one another (hiệp, nghiệp): only whole words count.
        The last one may be still half typed.
        """
        *whole, last = fold(words or "").split()[:MAX_WORDS] or [""]
        if not last:
            return self
        blank = Value(" ")
        found = self.alias(words=Concat(blank, "folded", blank, output_field=TextField()))
        for word in whole:
            found = found.filter(words__contains=f" {word} ")
        return found.filter(words__contains=f" {last}")

    def nearest_first(self, words, title, *order):
        """First where ``title`` holds ``words`` as written, then what begins with them."""
        written = When(**{f"{title}__icontains": words}, then=0)
        begins = When(self.begins_with(words), then=1)
        return self.annotate(
            distance=Case(written, begins, default=2, output_field=models.IntegerField())
        ).order_by("distance", *order)

    @staticmethod
    def begins_with(words):
        """The condition that a row is named by ``words``, and does not only hold them."""
        return Q(folded__startswith=fold(words))


class DocumentQuerySet(FoldedQuerySet):
    @staticmethod
    def begins_with(words):
        """People write the kind in front of the number: “kế hoạch 201/KH-UBND”."""
        folded = fold(words)
        digit = _FIRST_DIGIT.search(folded)
        number = number_key(folded[digit.start() :]) if digit else ""
        begins = Q(folded__startswith=folded)
        return begins | Q(number_key__startswith=number) if number else begins

    def without_text(self):
        """Rows for a list: the words of a document may be a hundred pages."""
        return self.defer("folded", "full_text", "note")

    def with_namesakes(self):
        """Annotated with ``has_namesake``: another document of another year bears the number."""
        others = self.model.objects.filter(number_key=OuterRef("number_key"))
        return self.annotate(has_namesake=Exists(others.exclude(pk=OuterRef("pk"))))

    def with_validity(self, today=None):
        """Annotated with ``validity``: what is known of the document on ``today``.

        Days and replacing documents count first, then what staff determined. A day in force that
        has come does not make a document valid: it may have been repealed where nobody looked.
        """
        today = today or timezone.localdate()
        relations = apps.get_model("ecosystem", "DocumentRelation").objects.filter(
            target=OuterRef("pk"), source__effective_on__lte=today
        )
        replaced = Exists(relations.filter(kind=RelationKind.REPLACES))
        cut = Exists(relations.filter(kind=RelationKind.REPEALS_PART))
        status = DocumentStatus
        return self.annotate(
            validity=Case(
                When(
                    Q(status=status.EXPIRED) | Q(expires_on__lt=today) | Q(replaced),
                    then=Value(status.EXPIRED),
                ),
                When(
                    Q(effective_on__gt=today) | Q(status=status.NOT_YET, effective_on=None),
                    then=Value(status.NOT_YET),
                ),
                When(Q(status=status.PARTLY) | Q(cut), then=Value(status.PARTLY)),
                # Staff said from which day it is in force, and that day has come.
                When(status__in=[status.IN_FORCE, status.NOT_YET], then=Value(status.IN_FORCE)),
                default=Value(status.UNKNOWN),
                output_field=models.CharField(),
            )
        )


class LocalityQuerySet(FoldedQuerySet):
    def current(self):
        """Communes and wards of today: what new forms ask for."""
        return self.filter(valid_to=None)

    def former(self):
        return self.exclude(valid_to=None)

    def with_actors(self):
        """Annotated with ``actors``: how many the directory shows there."""

        def counted(rows):
            found = rows.filter(locality=OuterRef("pk")).order_by().values("locality")
            return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n")), 0)

        organization = apps.get_model("ecosystem", "Organization").objects
        startup = apps.get_model("ecosystem", "Startup").objects
        return self.annotate(
            actors=counted(organization.public().existing()) + counted(startup.public())
        )


class KeptQuerySet(FoldedQuerySet):
    """Profiles that somebody keeps fresh."""

    def hidden(self):
        """Nobody confirmed them in time: staff see them, the public does not."""
        return self.exclude(hidden_on=None)

    def unconfirmed(self):
        """Still shown, with a mark that nobody confirmed them in time."""
        return self.filter(hidden_on=None).exclude(stale_on=None)


class OrganizationQuerySet(KeptQuerySet):
    def public(self):
        return self.filter(is_public=True, hidden_on=None)

    def existing(self):
        """Organisations that still exist under this name."""
        return self.filter(valid_to=None, successor=None)

    def ended(self):
        """Organisations of the past: their pages stay and name the successor."""
        return self.exclude(valid_to=None, successor=None)

    def counts_by_kind(self):
        """Mapping of kind to number of organisations."""
        return dict(self.order_by().values_list("kind").annotate(n=Count("pk")))

    def for_list_page(self):
        return (
            self.select_related("locality")
            .order_by("folded", "pk")
            .defer("description", "note", "folded")
        )

    def for_detail_page(self):
        return self.select_related("locality", "successor", "contact_consent").prefetch_related(
            "fields",
            "supports",
            "served_stages",
            Prefetch("services", queryset=apps.get_model("ecosystem", "Service").objects.public()),
            Prefetch("events", queryset=apps.get_model("ecosystem", "Event").objects.public()),
            Prefetch("predecessors", queryset=self.model.objects.public()),
        )

    def visible_to(self, user):
        """Everybody sees public ones; those who may edit see all; its people see their own."""
        if user.has_perm("ecosystem.change_organization"):
            return self
        if not user.is_authenticated:
            return self.public()
        return self.filter(Q(pk__in=self.model.objects.public()) | Q(pk__in=self.kept_by(user)))

    def kept_by(self, user):
        """Organisations whose public profile ``user`` keeps."""
        memberships = apps.get_model("ecosystem", "Membership").objects
        return self.filter(
            pk__in=memberships.filter(user=user, is_active=True).values("organization")
        )


class MembershipQuerySet(models.QuerySet):
    def appointed(self):
        """Those who do the organisation's work now, beyond keeping its public profile."""
        return self.filter(is_active=True, is_profile_only=False)

    def nominating(self):
        """Those who read and answer nominations in the name of a unit that may nominate."""
        return self.appointed().filter(organization__kind__in=NOMINATING_KINDS)


class StartupQuerySet(KeptQuerySet):
    def public(self):
        """Of a public source, or with a consent that stands."""
        return self.filter(is_public=True, hidden_on=None, publication_consent__withdrawn_at=None)

    def kept_by(self, user):
        """Projects whose profile ``user`` keeps: the owner, and the people of its company."""
        companies = apps.get_model("ecosystem", "Organization").objects.kept_by(user)
        return self.filter(Q(owner=user) | Q(organization__in=companies))

    def for_list_page(self):
        """The featured first, then by name."""
        return (
            self.select_related("field", "locality")
            .order_by("-is_featured", "folded", "pk")
            .defer("description", "note", "folded")
        )

    def visible_to(self, user):
        if user.has_perm("ecosystem.change_startup"):
            return self
        if not user.is_authenticated:
            return self.public()
        return self.filter(Q(pk__in=self.model.objects.public()) | Q(pk__in=self.kept_by(user)))


class ExpertQuerySet(FoldedQuerySet):
    def public(self):
        """Those who agree to be listed."""
        return self.filter(listing_consent__isnull=False, listing_consent__withdrawn_at=None)

    def taking_requests(self):
        return self.public().filter(is_paused=False)

    def for_list_page(self):
        return self.select_related("organization").prefetch_related("fields", "supports")

    def for_detail_page(self):
        return self.select_related("organization", "listing_consent").prefetch_related(
            "fields", "supports", "served_stages"
        )

    def visible_to(self, user):
        """Everybody sees the listed; staff see all, and the person the own profile."""
        if user.has_perm("ecosystem.view_expert"):
            return self
        if not user.is_authenticated:
            return self.public()
        return self.filter(Q(pk__in=self.model.objects.public()) | Q(user=user))


class ConnectionQuerySet(models.QuerySet):
    def open(self):
        """Requests that nobody has answered for good."""
        return self.filter(state__in=OPEN_CONNECTION_STATES)

    def overdue(self, today):
        """What the office or who was asked has left lying."""
        return self.open().filter(due_on__lt=today)

    def with_parties(self):
        return self.select_related(
            "startup",
            "founder",
            "expert__user",
            "organization",
            "from_organization",
            "post__startup__owner",
            "post__startup__organization",
            "post__organization",
        )


class BoardPostQuerySet(FoldedQuerySet):
    def open(self):
        """Waiting for the office, or published."""
        return self.filter(state__in=OPEN_POST_STATES)

    def current(self):
        """Published, up to the midnight that ends the last day: time alone takes a post down."""
        return self.filter(state=PostState.PUBLISHED, last_day__gte=timezone.localdate())

    def public(self):
        """Current, in the name of a profile that is itself public."""
        organization = apps.get_model("ecosystem", "Organization").objects
        startup = apps.get_model("ecosystem", "Startup").objects
        return self.current().filter(
            Q(startup__in=startup.public()) | Q(organization__in=organization.public().existing())
        )

    def kept_by(self, user):
        """Posts of the profiles that ``user`` keeps."""
        organizations = apps.get_model("ecosystem", "Organization").objects.kept_by(user)
        startups = apps.get_model("ecosystem", "Startup").objects.kept_by(user)
        return self.filter(Q(startup__in=startups) | Q(organization__in=organizations))

    def visible_to(self, user):
        """Everybody sees public ones; those who decide see all; keepers see their own."""
        if user.has_perm("ecosystem.decide_boardpost"):
            return self
        if not user.is_authenticated:
            return self.public()
        posts = self.model.objects
        return self.filter(Q(pk__in=posts.public()) | Q(pk__in=posts.kept_by(user)))

    def with_answers(self):
        """Annotated with ``answers_count``: those that the office did not refuse, nor their senders take back."""
        ended = (ConnectionState.REFUSED, ConnectionState.CANCELLED)
        return self.annotate(
            answers_count=Count("answers", filter=~Q(answers__state__in=ended), distinct=True)
        )

    def for_list_page(self):
        return self.select_related(
            "startup__publication_consent", "organization", "field", "locality"
        ).with_answers()


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
            "programme", "folded"
        )

    def for_detail_page(self):
        organizations = apps.get_model("ecosystem", "Organization").objects
        return self.prefetch_related(
            "fields", Prefetch("organizers", queryset=organizations.public())
        )


class EventRegistrationQuerySet(models.QuerySet):
    def live(self):
        """Those who mean to come."""
        return self.filter(state__in=LIVE_REGISTRATION_STATES)

    def standing(self):
        """All but the cancelled ones: of these one person has one for an event."""
        return self.exclude(state=RegistrationState.CANCELLED)

    def in_turn(self):
        """Who waits for a place and has confirmed the address, the first first."""
        return self.filter(state=RegistrationState.WAITLISTED, verified_at__isnull=False).order_by(
            "created_at", "pk"
        )

    def visible_to(self, user):
        """One's own; all for those who run events."""
        if user.has_perm("ecosystem.decide_eventregistration"):
            return self
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(user=user)

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


class SupportOfferQuerySet(FoldedQuerySet):
    def offered(self, today=None):
        """What everybody sees on ``today``."""
        today = today or timezone.localdate()
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=today),
            Q(valid_to=None) | Q(valid_to__gte=today),
            is_published=True,
        )

    def visible_to(self, user):
        """Staff read drafts and what has ended on its page; everybody reads what is offered."""
        return self if user.has_perm("ecosystem.view_supportoffer") else self.offered()

    def for_page(self):
        """With who gives it and the legal source."""
        return self.select_related("kind", "organization", "document").defer(
            "folded", "document__folded", "document__full_text", "organization__folded"
        )

    def with_source_validity(self, today=None):
        """Annotated with ``source_validity``: the validity of the legal source, None without one."""
        documents = apps.get_model("ecosystem", "PolicyDocument").objects
        source = documents.with_validity(today).filter(pk=OuterRef("document"))
        return self.annotate(source_validity=Subquery(source.values("validity")[:1]))


class IndicatorQuerySet(models.QuerySet):
    def for_figures(self):
        """Newest plan first, each with what was reached."""
        return (
            self.select_related("plan__document")
            .defer("plan__document__folded", "plan__document__full_text")
            .prefetch_related("values")
            .order_by("-plan__start_year", "plan", "order")
        )


# --- what belongs to a unit: its people see their own, and nothing of another unit --------------


def units_of(user):
    """Ids of the organisations whose work ``user`` does now, read once per request.

    Whoever keeps the public profile only, by a claim that the directory's editors decided, does none
    of it: bookings and requests are for those whom the office appointed.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return frozenset()
    if not hasattr(user, "acts_for_ids"):
        rows = user.memberships.appointed()
        user.acts_for_ids = frozenset(rows.values_list("organization_id", flat=True))
    return user.acts_for_ids


def _run_by(rows, user, path):
    """Rows of the spaces whose staff ``user`` belongs to; whoever runs every space sees all."""
    return _of_own_units(
        rows, user, path, every="ecosystem.run_every_space", own="ecosystem.run_space"
    )


def _of_own_units(rows, user, path, *, every, own):
    """All rows with the permission ``every``; those of the units one works for with ``own``."""
    if user.has_perm(every):
        return rows
    if not user.has_perm(own):
        return rows.none()
    return rows.filter(**{f"{path}__in": units_of(user)})


class RoomQuerySet(models.QuerySet):
    def public(self):
        """Rooms that everybody sees: of a space that is public and still exists."""
        return self.filter(
            is_public=True,
            organization__is_public=True,
            organization__valid_to=None,
            organization__successor=None,
        )

    def run_by(self, user):
        return _run_by(self, user, "organization")

    def visible_to(self, user):
        return self.filter(
            Q(pk__in=self.model.objects.public().values("pk"))
            | Q(pk__in=self.model.objects.run_by(user).values("pk"))
        )

    def for_space_page(self):
        return (
            self.select_related("organization")
            .prefetch_related("pictures")
            .order_by("organization__folded", "order", "name", "pk")
        )


class ClosureQuerySet(models.QuerySet):
    def run_by(self, user):
        return _run_by(self, user, "organization")

    def meeting(self, start, end):
        """Closures that share time with ``[start, end)``."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def of_rooms(self, rooms):
        """Closures of any of ``rooms``, or of the whole space of one."""
        return self.filter(
            Q(room__in=rooms)
            | Q(room=None, organization__in={room.organization_id for room in rooms})
        )


class BookingQuerySet(models.QuerySet):
    def holding(self):
        """Bookings that keep their room."""
        return self.filter(state__in=HOLDING_STATES)

    def open(self):
        """Bookings still to come about: asked for or confirmed."""
        return self.filter(state__in=OPEN_BOOKING_STATES)

    def meeting(self, start, end):
        """Bookings that share time with ``[start, end)``, their pause after the end included."""
        return self.filter(starts_at__lt=end, held_until__gt=start)

    def run_by(self, user):
        return _run_by(self, user, "room__organization")

    def visible_to(self, user):
        """One's own, and those of the spaces one works for."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        run = self.model.objects.run_by(user).values("pk")
        return self.filter(Q(holder=user) | Q(pk__in=run))


# --- support services --------------------------------------------------------------------------


class ServiceQuerySet(FoldedQuerySet):
    def public(self):
        """Entries that everybody sees: of a unit that is in the directory and still exists."""
        units = apps.get_model("ecosystem", "Organization").objects.public().existing()
        return self.filter(is_public=True, organization__in=units)

    def taking_requests(self):
        return self.public().filter(is_open=True)

    def run_by(self, user):
        return _of_own_units(
            self,
            user,
            "organization",
            every="ecosystem.see_every_service",
            own="ecosystem.run_unit",
        )

    def visible_to(self, user):
        """Everybody sees the public ones; the unit's staff their own too."""
        if not user.is_authenticated:
            return self.public()
        run = self.model.objects.run_by(user).values("pk")
        return self.filter(Q(pk__in=self.model.objects.public().values("pk")) | Q(pk__in=run))

    def for_list_page(self):
        return self.select_related("organization").order_by("folded", "pk")

    def for_detail_page(self):
        return self.select_related("organization", "legal_basis").prefetch_related("served_stages")


class ServiceRequestQuerySet(models.QuerySet):
    def open(self):
        """Requests that have not ended."""
        return self.filter(state__in=OPEN_SERVICE_STATES)

    def overdue(self, today):
        return self.open().filter(due_on__lt=today)

    def run_by(self, user):
        """What the staff of the units that ``user`` works for read; administrators read all."""
        return _of_own_units(
            self,
            user,
            "service__organization",
            every="ecosystem.run_every_unit",
            own="ecosystem.run_unit",
        )

    def visible_to(self, user):
        """One's own, and those of the units one works for."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        run = self.model.objects.run_by(user).values("pk")
        return self.filter(Q(requester=user) | Q(pk__in=run))

    def with_parties(self):
        return self.select_related(
            "service__organization", "requester", "startup", "assignee", "referred_to__organization"
        )

    def with_unread_messages(self):
        """Open requests with a message that nobody of the unit has opened."""
        messages = apps.get_model("ecosystem", "ServiceMessage").objects
        unread = messages.filter(is_from_staff=False, read_at=None).values("request")
        return self.open().filter(pk__in=unread)
