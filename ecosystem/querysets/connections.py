"""Requests to connect, and posts of the board."""

from django.apps import apps
from django.db import models
from django.db.models import (
    Count,
    Q,
)
from django.utils import timezone

from ecosystem.enums import (
    OPEN_CONNECTION_STATES,
    OPEN_POST_STATES,
    ConnectionState,
    PostState,
)
from ecosystem.querysets.folded import FoldedQuerySet


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
