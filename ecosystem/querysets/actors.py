"""Places, organisations, startups and experts: who reads of which."""

from django.apps import apps
from django.db import models
from django.db.models import (
    Count,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
)
from django.db.models.functions import Coalesce

from ecosystem.enums import (
    NOMINATING_KINDS,
)
from ecosystem.querysets.folded import FoldedQuerySet


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
            .defer("description", "description_en", "note", "folded")
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
            .defer("description", "description_en", "note", "folded")
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
